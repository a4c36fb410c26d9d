import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { shopOrder } from '../../../src/db/tables/orders.js'
import { stockLevel } from '../../../src/db/tables/stock.js'
import type { DueCall, ProviderOutcome } from '../../../src/domains/payments/index.js'
import { newId } from '../../../src/kernel/ids.js'
import type { HeldCart } from '../../support/carts.js'
import { fuzzing, times } from '../../support/counts.js'
import {
  byCard,
  byInvoice,
  type OrderShop,
  openOrderShop,
  orderFaults,
  placing,
  readyCart,
  settle,
  stockedVariant,
  unitsOf,
} from '../../support/orders.js'
import { obliging } from '../../support/payments.js'
import { must } from '../../support/shop.js'
import { newCard } from '../../support/tenders.js'

const steps = times(60, 2_000)
const units = 12

/** The same numbers for the same seed. */
function dice(seed: number) {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return {
    below: (most: number) => Math.floor(next() * most),
    of: <T>(list: readonly T[]) => list[Math.floor(next() * list.length)] as T,
  }
}

/** What a provider has of each payment, by its own books: it does each call once. */
function books(shop: OrderShop, roll: ReturnType<typeof dice>) {
  const done = new Map<string, ProviderOutcome>()
  const captured = new Map<string, number>()
  const refunded = new Map<string, number>()
  shop.provider.answer = (call: DueCall): ProviderOutcome => {
    const known = done.get(call.id)
    if (known) return known
    const luck = roll.below(10)
    if (luck === 0) return { kind: 'UNKNOWN', reason: 'nobody answers' }
    const outcome: ProviderOutcome =
      call.kind === 'AUTHORIZE' && luck < 3
        ? { kind: 'REFUSED', told: {}, failure: { code: 'declined', message: 'No.', isRetryable: true } }
        : call.kind === 'AUTHORIZE' && luck < 6
          ? {
              kind: 'DONE',
              told: {
                providerReference: `theirs-${call.payment.id}`,
                action: { kind: 'CLIENT', provider: 'scripted', data: {} },
              },
            }
          : obliging(call)
    done.set(call.id, outcome)
    const { payment, amountMinor } = call
    if (outcome.kind === 'DONE' && outcome.told.capturedMinor) captured.set(payment.id, amountMinor)
    if (outcome.kind === 'DONE' && call.kind === 'REFUND')
      refunded.set(payment.id, (refunded.get(payment.id) ?? 0) + amountMinor)
    return outcome
  }
  const kept = (id: string) => (captured.get(id) ?? 0) - (refunded.get(id) ?? 0)
  return { captured, kept }
}

test('whatever happens to orders in whatever order, money in is money kept and money out, and units are conserved', async () => {
  const { seed } = fuzzing
  const roll = dice(seed)
  const shop = await openOrderShop()
  const { captured, kept } = books(shop, roll)
  const variantId = await stockedVariant(shop, 'flask', units)
  await must(shop.promotions.save(shop.actor, { code: 'FEW', percent: '10', usageLimit: 3 }))
  const card = await newCard(shop, 9_000)
  const carts: HeldCart[] = []
  const paymentOf = async () => {
    const orders = await shop.db.read.select({ id: shopOrder.id }).from(shopOrder)
    const payments = orders.length === 0 ? [] : await shop.orders.payments([roll.of(orders).id])
    return payments.length === 0 ? null : roll.of(payments)
  }
  const pass = (ms: number) => shop.clock.set(new Date(shop.clock.now().getTime() + ms).toISOString())

  const happenings: Record<string, () => Promise<unknown>> = {
    async fill() {
      const [told] = await shop.stock.channelStock(1, [variantId])
      if ((told?.available ?? 0) < 3) return
      const held = await readyCart(shop, [{ variantId, quantity: 1 + roll.below(3) }])
      for (const code of ['few', card.code])
        if (roll.below(3) === 0) await shop.carts.updateCodes(held.holder, { cartId: held.id, add: [code] })
      carts.push(held)
    },
    async place() {
      if (carts.length === 0) return
      const held = roll.of(carts)
      const input = await placing(shop, held, {
        payment: roll.of([byCard, byInvoice, { methodHandle: 'held' }]),
      })
      await shop.orders.place(held.holder, input)
    },
    settle: () => settle(shop),
    async startAgain() {
      const payment = await paymentOf()
      const order = payment && (await shop.orders.byId(payment.orderId))
      const held = order && carts.find(({ id }) => id === order.cartId)
      if (!held) return
      const method = roll.of([byCard, byInvoice])
      await shop.orders.startPayment(held.holder, {
        orderId: order.id,
        payment: method,
        idempotencyKey: newId(),
      })
    },
    async lateSuccess() {
      const payment = await paymentOf()
      if (!payment || payment.settlesByHand || captured.has(payment.id) || payment.status === 'AUTHORIZED')
        return
      captured.set(payment.id, payment.amountMinor)
      const event = { provider: 'scripted', kind: 'told', paymentId: payment.id, providerReference: null }
      const told = { capturedMinor: payment.amountMinor }
      const eventId = newId()
      for (let i = 0; i <= roll.below(2); i++) await shop.orders.takeEvents([{ ...event, eventId, told }])
    },
    async expire() {
      pass(1_800_000)
      await shop.orders.expireDue(shop.clock.now(), () => false)
    },
    async repeat() {
      if (carts.length === 0) return
      const held = roll.of(carts)
      const input = await placing(shop, held)
      const results = [
        await shop.orders.place(held.holder, input),
        await shop.orders.place(held.holder, input),
      ]
      const ids = results.flatMap((result) => (result.ok ? [result.value.order.id] : []))
      expect(new Set(ids).size).toBeLessThanOrEqual(1)
    },
  }
  for (let i = 0; i < steps; i++) {
    const name = roll.of(Object.keys(happenings))
    await happenings[name]?.()
    expect(await orderFaults(shop), `seed ${seed}, step ${i}: ${name}`).toEqual([])
    const [{ onHand } = { onHand: 0 }] = await shop.db.read
      .select({ onHand: sql<number>`sum(${stockLevel.onHand})`.mapWith(Number) })
      .from(stockLevel)
    expect((await unitsOf(shop)).sold + onHand).toBe(units)
  }
  // In the end everything that is due is done.
  pass(3_600_000)
  await shop.orders.expireDue(shop.clock.now(), () => false)
  for (let i = 0; i < 12; i++) {
    pass(1_800_000)
    await settle(shop)
  }
  expect(await orderFaults(shop), `seed ${seed}, in the end`).toEqual([])
  for (const order of await shop.db.read.select().from(shopOrder)) {
    const payments = await shop.orders.payments([order.id])
    const known = payments.map(({ capturedMinor, refundedMinor }) => capturedMinor - refundedMinor)
    expect(known, `seed ${seed}`).toEqual(payments.map(({ id }) => kept(id)))
    const sum = known.reduce((total, one) => total + one, 0)
    const paidBy = payments.find(({ id }) => id === order.paymentId)
    const isAwaited = paidBy?.settlesByHand || paidBy?.status === 'AUTHORIZED'
    const due = order.status === 'PLACED' && !isAwaited ? order.dueMinor : 0
    expect([order.number, sum], `seed ${seed}`).toEqual([order.number, due])
  }
}, 600_000)
