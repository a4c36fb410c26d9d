import { randomUUID } from 'node:crypto'
import type { Services } from '../../src/app/build-services.js'
import { type Burst, burstOf } from '../figures.js'
import { carryOut } from '../processes/child.js'
import { openServices } from '../stock/athanor.js'
import type { Stocked } from '../stock/work.js'
import { checkout, openForSale, payment } from './sell.js'

export interface Ordering {
  readonly kind: 'place' | 'hot'
  readonly buyers: number
  readonly orders: number
}
/** With the CPU time of what was done before the first order. */
export type Ordered = Burst & { readonly preparingCpuSeconds: number }

interface Sale {
  readonly services: Services
  readonly stocked: Stocked
}
let opened: Promise<Sale> | undefined

async function open(): Promise<Sale> {
  const { services } = await openServices(process.env.DATABASE_URL ?? '')
  return { services, stocked: await openForSale(services) }
}

/** What places an order of a new cart. */
async function ready({ services: { carts, orders }, stocked }: Sale, variantId: number) {
  const place = { channelId: stocked.channelId, currency: 'EUR', country: 'DE', locale: 'en' }
  const guest = { customerId: null, requestId: 'bench' }
  const made = await carts.create({ ...guest, token: null }, place, { lines: [{ variantId, quantity: 1 }] })
  if (!made.ok) throw new Error(JSON.stringify(made.errors))
  const { cartId, token } = made.value
  const holder = { ...guest, token }
  await carts.updateCheckout(holder, { cartId, ...checkout })
  const cart = await carts.find(holder, cartId)
  if (!cart) throw new Error('The cart is gone.')
  const { totalMinor: amountMinor } = (await carts.show(cart)).priced.cost
  const agreed = { expectedVersion: cart.version, expectedTotal: { amountMinor, currency: 'EUR' } }
  return async () => {
    const placed = await orders.place(holder, { cartId, ...agreed, payment, idempotencyKey: randomUUID() })
    if (!placed.ok) throw new Error(JSON.stringify(placed.errors))
  }
}

const cpuSeconds = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

carryOut<Ordering, Ordered>(async ({ kind, buyers, orders }) => {
  const before = cpuSeconds()
  opened ??= open()
  const sale = await opened
  const { variants } = sale.stocked
  const work: (() => Promise<void>)[] = []
  for (let i = 0; i < orders; i++)
    work.push(await ready(sale, variants[kind === 'hot' ? 0 : i % variants.length]?.id ?? 0))
  const preparingCpuSeconds = cpuSeconds() - before
  const latenciesMs: number[] = []
  const started = performance.now()
  async function buyer(): Promise<void> {
    for (let order = work.pop(); order; order = work.pop()) {
      const from = performance.now()
      await order()
      latenciesMs.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: buyers }, buyer))
  return { ...burstOf(latenciesMs, (performance.now() - started) / 1_000), preparingCpuSeconds }
})
