import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { figure, timeout, times } from '../support/counts.js'
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
} from '../support/orders.js'
import { must } from '../support/shop.js'
import { newCard } from '../support/tenders.js'

const program = fileURLToPath(new URL('./orders-process.ts', import.meta.url))

/** Runs the process until it ends itself before that statement; answers how many there were, or null where it did. */
async function run(shop: OrderShop, call: object, last: number): Promise<number | null> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(call), String(last)], {
    env: { ...process.env, DATABASE_URL: shop.db.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said, [code, signal]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  if (code === 0) return Number(said)
  expect(signal).toBe('SIGKILL')
  return null
}

/** A cart with everything that an order can take: units, a code, a gift card and the rest by a payment. */
async function wholeCart(shop: OrderShop, variantId: number) {
  const held = await readyCart(shop, [{ variantId, quantity: 2 }])
  const card = await newCard(shop, 500)
  await must(shop.carts.updateCodes(held.holder, { cartId: held.id, add: ['always'] }))
  await must(shop.carts.updateCodes(held.holder, { cartId: held.id, add: [card.code] }))
  return held
}

test.each([
  ['a card', byCard],
  ['an invoice', byInvoice],
])(
  'an order by %s that is cut off at any step is placed by the next try, once',
  async (_, payment) => {
    const shop = await openOrderShop()
    const flask = await stockedVariant(shop, 'flask', 10_000)
    await must(shop.promotions.save(shop.actor, { code: 'ALWAYS', percent: '10' }))
    const attempt = async (last: number) => {
      const held = await wholeCart(shop, flask)
      const call = { holder: held.holder, input: await placing(shop, held, { payment }) }
      const count = await run(shop, call, last)
      expect(await orderFaults(shop), `cut off before statement ${last}`).toEqual([])
      const { order } = await must(shop.orders.place(call.holder, call.input))
      await settle(shop)
      expect(await orderFaults(shop), `and tried again after ${last}`).toEqual([])
      const [paid, ...more] = await shop.orders.payments([order.id])
      expect(more).toEqual([])
      expect(await shop.orders.byId(order.id)).toMatchObject({ status: 'PLACED', dueMinor: 1_790 })
      expect(paid?.capturedMinor).toBe(payment === byCard ? 1_790 : 0)
      return count
    }
    const count = await attempt(0)
    if (count === null) throw new Error('Nobody ends it')
    const step = times(Math.ceil(count / 5), 1)
    let orders = 1
    for (let last = 1 + Math.floor(Math.random() * step); last <= count; last += step) {
      await attempt(last)
      orders++
    }
    expect(await unitsOf(shop)).toEqual({ sold: 2 * orders, held: 0 })
    figure(`cut off at ${orders - 1} of ${count} statements`)
  },
  timeout,
)
