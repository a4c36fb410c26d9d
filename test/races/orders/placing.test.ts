import { beforeEach, expect, test } from 'vitest'
import { createServices } from '../../../src/app/build-services.js'
import { manualProvider } from '../../../src/domains/payments/index.js'
import { newId } from '../../../src/kernel/ids.js'
import { cartOf, type HeldCart } from '../../support/carts.js'
import { times } from '../../support/counts.js'
import { refusedBy } from '../../support/customers.js'
import { openAgain } from '../../support/database.js'
import {
  byCard,
  type OrderShop,
  openOrderShop,
  orderFaults,
  placing,
  readyCart,
  settle,
  stockedVariant,
  unitsOf,
} from '../../support/orders.js'
import { must, pricesOf, vessel } from '../../support/shop.js'
import { newCard } from '../../support/tenders.js'

let shop: OrderShop
let other: Pick<OrderShop, 'orders'>
beforeEach(async () => {
  shop = await openOrderShop()
  // As another gateway: with connections of its own.
  const db = await openAgain(shop.db.url)
  other = createServices({ db, clock: shop.clock, providers: [manualProvider, shop.provider] })
})

const atOnce = <T>(count: number, work: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)))
const gateway = (i: number) => (i % 2 === 0 ? shop : other).orders
const cartsOf = async (count: number, variantId: number, change?: (held: HeldCart) => Promise<unknown>) => {
  const carts: { held: HeldCart; input: Awaited<ReturnType<typeof placing>> }[] = []
  for (let i = 0; i < count; i++) {
    const held = await readyCart(shop, [{ variantId, quantity: 1 }])
    await change?.(held)
    carts.push({ held, input: await placing(shop, held, i % 3 === 0 ? { payment: byCard } : {}) })
  }
  return carts
}
/** Everybody orders at once, at both gateways. */
const order = (carts: Awaited<ReturnType<typeof cartsOf>>) =>
  Promise.all(carts.map(({ held, input }, i) => gateway(i).place(held.holder, input)))
const placedOf = (results: Awaited<ReturnType<typeof order>>) =>
  results.flatMap((result) => (result.ok ? [result.value] : []))

test('one key makes one order, however often it comes at once, and every answer is the same', async () => {
  const callers = times(20, 50)
  const flask = await stockedVariant(shop, 'flask', 100)
  const held = await readyCart(shop, [{ variantId: flask, quantity: 1 }])
  const input = await placing(shop, held)
  const results = await atOnce(callers, (i) =>
    gateway(i).place(held.holder, i === callers / 2 ? { ...input, payment: byCard } : input),
  )
  const [odd] = results.splice(callers / 2, 1)
  const placed = placedOf(results)
  const [first] = placed
  if (odd?.ok) expect(placed).toEqual([])
  else {
    expect(refusedBy(odd ?? { ok: true })).toEqual(['IDEMPOTENCY_KEY_REUSED idempotencyKey'])
    expect(placed).toHaveLength(callers - 1)
    expect(placed.filter(({ replayed }) => !replayed)).toHaveLength(1)
    for (const one of placed) expect(one).toEqual({ ...first, replayed: one.replayed })
  }
  const { sold, held: waiting } = await unitsOf(shop)
  expect(sold + waiting).toBe(1)
  expect(await orderFaults(shop)).toEqual([])
}, 60_000)

test('of buyers for the last units so many get one, and nobody else pays', async () => {
  const [units, buyers] = [times(4, 100), times(12, 500)]
  const last = await stockedVariant(shop, 'last', units)
  const placed = placedOf(await order(await cartsOf(buyers, last)))
  expect(placed).toHaveLength(units)
  await settle(shop)
  expect(await unitsOf(shop)).toEqual({ sold: units, held: 0 })
  expect(shop.provider.calls.length).toBe(
    placed.filter((one) => one.order.status === 'PENDING_PAYMENT').length,
  )
  expect(await orderFaults(shop)).toEqual([])
}, 120_000)

test('a code is used exactly as often as it may be, whoever orders at once', async () => {
  const [limit, buyers] = [times(3, 10), times(9, 200)]
  const flask = await stockedVariant(shop, 'flask', 1_000)
  await must(shop.promotions.save(shop.actor, { code: 'FEW', percent: '10', usageLimit: limit }))
  const add = ({ id, holder }: HeldCart) => must(shop.carts.updateCodes(holder, { cartId: id, add: ['few'] }))
  const results = await order(await cartsOf(buyers, flask, add))
  expect(placedOf(results)).toHaveLength(limit)
  const refused = results.filter(({ ok }) => !ok).map(refusedBy)
  expect(new Set(refused.flat())).toEqual(new Set(['TOTAL_CHANGED expectedTotal']))
  expect(await orderFaults(shop)).toEqual([])
}, 120_000)

test('a gift card pays no more than is on it, and the rest is asked for otherwise', async () => {
  const flask = await stockedVariant(shop, 'flask', 1_000)
  const card = await newCard(shop, 4_000)
  const add = ({ id, holder }: HeldCart) =>
    must(shop.carts.updateCodes(holder, { cartId: id, add: [card.code] }))
  const results = await order(await cartsOf(6, flask, add))
  const placed = placedOf(results)
  expect(placed.map((one) => one.order.cost.tenderedMinor).sort()).toEqual([1_020, 1_490, 1_490])
  expect(placed.map((one) => one.order.dueMinor).sort()).toEqual([0, 0, 470])
  const refused = results.filter(({ ok }) => !ok).flatMap(refusedBy)
  expect(refused).toEqual(Array(3).fill('GIFT_CARD_EMPTY cart.codes.0'))
  expect(await orderFaults(shop)).toEqual([])
}, 60_000)

test('whoever wins the last unit and gets no answer asks again and again, and is told of one order', async () => {
  const last = await stockedVariant(shop, 'last', 1)
  const carts = await cartsOf(2, last)
  const results = await order(carts)
  const winner = results.findIndex(({ ok }) => ok)
  const { held, input } = carts[winner] as (typeof carts)[number]
  const [first] = placedOf(results)
  const again = await atOnce(5, (i) => gateway(i).place(held.holder, input))
  for (const answer of placedOf(again)) expect(answer).toEqual({ ...first, replayed: true })
  expect(refusedBy(results[1 - winner] ?? { ok: true })).toEqual(['INSUFFICIENT_STOCK cart.lines.0.quantity'])
  expect((await cartOf(shop, (carts[1 - winner] as (typeof carts)[number]).held)).status).toBe('OPEN')
  expect(await orderFaults(shop)).toEqual([])
}, 60_000)

test('a price that changes between the look at it and the order is asked about first', async () => {
  const flask = await stockedVariant(shop, 'flask', 1_000)
  const held = await readyCart(shop, [{ variantId: flask, quantity: 1 }])
  const input = await placing(shop, held)
  await shop.saved(vessel('flask', { variants: [{ sku: 'flask', prices: pricesOf(2_000) }] }))
  const changed = await shop.orders.place(held.holder, input)
  expect(changed).toMatchObject({
    errors: [{ code: 'TOTAL_CHANGED', expected: { amountMinor: 1_490 }, actual: { amountMinor: 2_490 } }],
  })
  expect((await unitsOf(shop)).sold).toBe(0)
  const agreed = { ...input, expectedTotal: { amountMinor: 2_490, currency: 'EUR' } }
  expect((await shop.orders.place(held.holder, { ...agreed, idempotencyKey: newId() })).ok).toBe(true)
}, 60_000)

test('a cart that is changed while it is ordered is ordered as it was seen, or not at all', async () => {
  const flask = await stockedVariant(shop, 'flask', 1_000)
  for (let i = 0; i < times(3, 50); i++) {
    const [{ held, input } = { held: null, input: null }] = await cartsOf(1, flask)
    if (!held) throw new Error('There is a cart')
    const lines = [{ variantId: flask, quantity: 5 }]
    const [result] = await Promise.all([
      shop.orders.place(held.holder, input),
      shop.carts.addLines(held.holder, { cartId: held.id, lines }),
    ])
    if (result.ok) expect(result.value.order.totalMinor).toBe(1_490)
    else expect(refusedBy(result)[0]).toBe('VERSION_CONFLICT expectedVersion')
  }
  expect(await orderFaults(shop)).toEqual([])
}, 60_000)

test('expiry, payment and another try at once leave one outcome', async () => {
  const flask = await stockedVariant(shop, 'flask', 1_000)
  for (let i = 0; i < times(3, 60); i++) {
    const [{ held, input } = { held: null, input: null }] = await cartsOf(1, flask)
    if (!held) throw new Error('There is a cart')
    const { order: placed } = await must(shop.orders.place(held.holder, { ...input, payment: byCard }))
    const end = new Date(shop.clock.now().getTime() + 3_600_000)
    const payment = { methodHandle: 'card' }
    const event = { provider: 'scripted', kind: 'told', paymentId: placed.paymentId, providerReference: null }
    await Promise.all([
      other.orders.expireDue(end, () => false),
      shop.orders.takeEvents([{ ...event, eventId: newId(), told: { capturedMinor: placed.dueMinor } }]),
      other.orders.startPayment(held.holder, { orderId: placed.id, payment, idempotencyKey: newId() }),
      shop.orders.pay(placed.paymentId ?? '', 5_000),
    ])
    await settle(shop)
    const after = await shop.orders.byId(placed.id)
    expect(after?.status).toBe('PLACED')
    const kept = (await shop.orders.payments([placed.id])).reduce(
      (sum, one) => sum + one.capturedMinor - one.refundedMinor,
      0,
    )
    expect(kept).toBe(placed.dueMinor)
    expect(await orderFaults(shop)).toEqual([])
  }
}, 120_000)
