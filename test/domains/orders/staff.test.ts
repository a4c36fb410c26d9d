import { beforeEach, describe, expect, test } from 'vitest'
import { stockMovement } from '../../../src/db/tables/stock.js'
import type { Order, OrderRefundInput, PaymentInput } from '../../../src/domains/orders/index.js'
import type { ProviderOutcome } from '../../../src/domains/payments/index.js'
import { newId } from '../../../src/kernel/ids.js'
import { guest, type HeldCart } from '../../support/carts.js'
import { refusedBy } from '../../support/customers.js'
import {
  byCard,
  byInvoice,
  type OrderShop,
  openOrderShop,
  orderFaults,
  placed,
  readyCart,
  settle,
  stockedVariant,
} from '../../support/orders.js'
import { obliging } from '../../support/payments.js'
import { must } from '../../support/shop.js'
import { newCard } from '../../support/tenders.js'

let shop: OrderShop
let flask: number
beforeEach(async () => {
  shop = await openOrderShop()
  flask = await stockedVariant(shop, 'flask', 10)
})

const held: PaymentInput = { methodHandle: 'held' }
/** Two flasks with their delivery: 24.90. */
async function ordered(
  given: { payment?: PaymentInput; card?: number; email?: string } = {},
): Promise<{ order: Order; cart: HeldCart }> {
  const cart = await readyCart(shop, [{ variantId: flask, quantity: 2 }], guest())
  if (given.email) await must(shop.carts.updateCheckout(cart.holder, { cartId: cart.id, email: given.email }))
  if (given.card) {
    const { code } = await newCard(shop, given.card)
    await must(shop.carts.updateCodes(cart.holder, { cartId: cart.id, add: [code] }))
  }
  const { order } = await placed(shop, cart, { payment: given.payment ?? byCard })
  await settle(shop)
  return { order: await now(order), cart }
}
const now = async ({ id }: Pick<Order, 'id'>) => {
  const found = await shop.orders.byId(id)
  if (!found) throw new Error('It is gone')
  return found
}
const refund = ({ id: orderId }: Order, given: Partial<OrderRefundInput> = {}) =>
  shop.orders.staff.refund(shop.actor, { orderId, reason: 'broken', idempotencyKey: newId(), ...given })
const cancel = ({ id: orderId }: Order, given: { refund?: boolean; restock?: boolean } = {}) =>
  shop.orders.staff.cancel(shop.actor, { orderId, reason: 'lost', idempotencyKey: newId(), ...given })
const euros = (amountMinor: number) => ({ amountMinor, currency: 'EUR' })
const units = (order: Order, quantity: number) => [{ lineId: order.lines[0]?.id ?? '', quantity }]
const onHand = async () => (await shop.stock.exact([flask]))[0]?.levels[0]?.onHand
const cardBalance = async ({ tenders }: Order) =>
  (await shop.tenders.giftCards(tenders.map(({ id }) => id)))[0]?.balanceMinor
const refundedBy = async ({ id }: Order) =>
  (await shop.payments.ofOrders(shop.db.read, [id])).map(({ refundedMinor }) => refundedMinor)
const timeline = async ({ id }: Order) =>
  (await shop.orders.events(id)).map(({ kind, actor, reason }) => `${kind} ${actor} ${reason}`)

describe('a refund', () => {
  test('of an order paid by card and gift card gives back the card first, then the gift card, and no more', async () => {
    const { order } = await ordered({ card: 1_000 })
    expect(order).toMatchObject({ totalMinor: 2_490, dueMinor: 1_490, paymentStatus: 'PAID' })
    await must(refund(order, { amount: euros(1_000) }))
    await settle(shop)
    expect([await refundedBy(order), await cardBalance(order)]).toEqual([[1_000], 0])
    expect(await now(order)).toMatchObject({ status: 'PLACED', paymentStatus: 'PARTIALLY_REFUNDED' })
    expect(refusedBy(await refund(order, { amount: euros(1_491) }))).toEqual(['OUT_OF_RANGE amount'])
    await must(refund(order, { amount: euros(1_000) }))
    await settle(shop)
    expect([await refundedBy(order), await cardBalance(order)]).toEqual([[1_490], 510])
    await must(refund(order))
    expect([await refundedBy(order), await cardBalance(order)]).toEqual([[1_490], 1_000])
    expect(await now(order)).toMatchObject({ paymentStatus: 'REFUNDED' })
    expect(refusedBy(await refund(order))).toEqual(['INVALID amount'])
    const refunds = await shop.orders.staff.refunds([order.id])
    expect(refunds.map(({ amountMinor, parts }) => [amountMinor, parts.map(({ kind }) => kind)])).toEqual([
      [1_000, ['PAYMENT']],
      [1_000, ['PAYMENT', 'GIFT_CARD']],
      [490, ['GIFT_CARD']],
    ])
    expect(await orderFaults(shop)).toEqual([])
  })

  test('of units is what they cost, and puts them back where they lay', async () => {
    const { order } = await ordered()
    expect(await onHand()).toBe(8)
    await must(refund(order, { lines: units(order, 1), restock: true }))
    await must(refund(order, { lines: units(order, 1), shipping: true }))
    await settle(shop)
    const refunds = await shop.orders.staff.refunds([order.id])
    expect(refunds.map((one) => [one.amountMinor, one.shippingMinor, one.isRestocked])).toEqual([
      [1_000, 0, true],
      [1_490, 490, false],
    ])
    expect(await onHand()).toBe(9)
    const moves = await shop.db.read.select().from(stockMovement)
    expect(moves.at(-1)).toMatchObject({
      kind: 'RETURN',
      quantity: 1,
      reason: 'broken',
      actor: 'key:ath_test',
    })
    expect(refusedBy(await refund(order, { lines: units(order, 1) }))).toEqual([
      'OUT_OF_RANGE lines.0.quantity',
    ])
    expect(await orderFaults(shop)).toEqual([])
  })

  test('that two staff make at once is never more than was paid', async () => {
    const { order } = await ordered({ card: 1_000 })
    const key = newId()
    const results = await Promise.all([
      ...[1, 2, 3].map(() => refund(order, { amount: euros(1_000) })),
      ...[1, 2].map(() => refund(order, { amount: euros(400), idempotencyKey: key })),
    ])
    await settle(shop)
    const refunds = await shop.orders.staff.refunds([order.id])
    const sum = refunds.reduce((total, { amountMinor }) => total + amountMinor, 0)
    expect(sum).toBeLessThanOrEqual(2_490)
    expect(sum).toBe(Number((await refundedBy(order))[0]) + Number(await cardBalance(order)))
    expect(refunds.filter(({ amountMinor }) => amountMinor === 400)).toHaveLength(1)
    expect(results.filter(({ ok }) => ok)).toHaveLength(4)
    expect(await orderFaults(shop)).toEqual([])
  })

  test('that its provider refuses stands in the timeline, and can be made again', async () => {
    const { order } = await ordered()
    const failure = { code: 'expired', message: 'The card is closed.', isRetryable: false }
    const refused: ProviderOutcome = { kind: 'REFUSED', told: {}, failure }
    shop.provider.answer = () => refused
    await must(refund(order, { amount: euros(500) }))
    await settle(shop)
    expect(await now(order)).toMatchObject({ paymentStatus: 'PAID' })
    shop.provider.answer = obliging
    await must(refund(order))
    await settle(shop)
    expect(await refundedBy(order)).toEqual([2_490])
    expect((await timeline(order)).slice(2)).toEqual([
      'REFUNDED key:ath_test broken',
      'REFUND_FAILED system:payments The card is closed.',
      'REFUNDED key:ath_test broken',
    ])
    expect(await orderFaults(shop)).toEqual([])
  })

  test('names what is wrong with it, and takes nothing', async () => {
    const { order } = await ordered()
    const line = { lineId: order.lines[0]?.id ?? '', quantity: 1 }
    const tries: [Partial<OrderRefundInput>, string[]][] = [
      [{ amount: { amountMinor: 1, currency: 'USD' } }, ['INVALID amount.currency']],
      [{ amount: euros(-1) }, ['OUT_OF_RANGE amount.amountMinor']],
      [{ amount: euros(0) }, ['INVALID amount']],
      [{ amount: euros(1), restock: true }, ['REQUIRED lines']],
      [{ lines: [line, line] }, ['DUPLICATE lines.1.lineId']],
      [{ lines: [{ lineId: newId(), quantity: 1 }] }, ['INVALID lines.0.lineId']],
      [{ lines: units(order, 0) }, ['OUT_OF_RANGE lines.0.quantity']],
      [{ reason: ' ' }, ['REQUIRED reason']],
      [{ idempotencyKey: 'short' }, ['INVALID_FORMAT idempotencyKey']],
      [{ orderId: newId() }, ['NOT_FOUND orderId']],
    ]
    for (const [given, problems] of tries) expect(refusedBy(await refund(order, given))).toEqual(problems)
    expect(await shop.orders.staff.refunds([order.id])).toEqual([])
  })
})

describe('staff who cancel an order', () => {
  test('that is placed give its money and its units back, once', async () => {
    const { order } = await ordered({ card: 1_000 })
    await must(refund(order, { lines: units(order, 1) }))
    await must(cancel(order))
    await settle(shop)
    expect(await now(order)).toMatchObject({
      ...{ status: 'CANCELLED', cancelReason: 'STAFF', paymentStatus: 'REFUNDED' },
    })
    expect([await refundedBy(order), await cardBalance(order), await onHand()]).toEqual([[1_490], 1_000, 9])
    expect(refusedBy(await cancel(order))).toEqual(['INVALID orderId'])
    expect((await timeline(order)).slice(-2)).toEqual([
      'REFUNDED key:ath_test lost',
      'CANCELLED_BY_STAFF key:ath_test lost',
    ])
    expect(await orderFaults(shop)).toEqual([])
  })

  test('may keep what was paid, and leave the units where they are', async () => {
    const { order } = await ordered({ card: 1_000 })
    await must(cancel(order, { refund: false, restock: false }))
    await settle(shop)
    expect([await refundedBy(order), await cardBalance(order), await onHand()]).toEqual([[0], 0, 8])
    expect(await now(order)).toMatchObject({ status: 'CANCELLED', paymentStatus: 'PAID' })
    await must(refund(order))
    await settle(shop)
    expect(await now(order)).toMatchObject({ paymentStatus: 'REFUNDED' })
    expect(await orderFaults(shop)).toEqual([])
  })

  test('whose money is only held have it called off', async () => {
    const { order } = await ordered({ payment: held })
    await must(cancel(order))
    await settle(shop)
    expect(await now(order)).toMatchObject({ status: 'CANCELLED', paymentStatus: 'VOIDED' })
    expect(await onHand()).toBe(10)
    expect(await orderFaults(shop)).toEqual([])
  })

  test('while its money arrives give that back too', async () => {
    let answer: (outcome: ProviderOutcome) => void = () => {}
    shop.provider.answer = (call) =>
      call.kind === 'AUTHORIZE' ? new Promise((resolve) => (answer = resolve)) : obliging(call)
    const cart = await readyCart(shop, [{ variantId: flask, quantity: 1 }])
    const { order } = await placed(shop, cart, { payment: byCard })
    const paying = shop.orders.pay(order.paymentId ?? '', 5_000)
    while (shop.provider.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    await must(cancel(order))
    answer({ kind: 'DONE', told: { capturedMinor: order.dueMinor, providerReference: 'late' } })
    await paying
    await settle(shop)
    expect(await now(order)).toMatchObject({ status: 'CANCELLED', paymentStatus: 'REFUNDED' })
    expect([await refundedBy(order), await onHand()]).toEqual([[1_490], 10])
    expect(await orderFaults(shop)).toEqual([])
  })
})

test('a shopper gives up an order that is not paid, and no other', async () => {
  shop.provider.answer = () => ({ kind: 'UNKNOWN', reason: 'asleep' })
  const { order, cart } = await ordered()
  expect(refusedBy(await shop.orders.abandon(guest(), order.id))).toEqual(['NOT_FOUND orderId'])
  await must(shop.orders.abandon(cart.holder, order.id))
  expect(await now(order)).toMatchObject({ status: 'CANCELLED', cancelReason: 'CUSTOMER' })
  expect(await shop.carts.find(cart.holder, cart.id)).toMatchObject({ status: 'OPEN' })
  expect(refusedBy(await shop.orders.abandon(cart.holder, order.id))).toEqual(['INVALID orderId'])
  expect(await orderFaults(shop)).toEqual([])
})

test('money that staff receive themselves is marked as paid, once, and goes back by hand', async () => {
  const { order } = await ordered({ payment: byInvoice })
  expect(order).toMatchObject({ status: 'PLACED', paymentStatus: 'PENDING' })
  const mark = (idempotencyKey: string = newId()) =>
    shop.orders.staff.markPaid(shop.actor, { orderId: order.id, reason: 'statement 7', idempotencyKey })
  const key = newId()
  expect(await must(mark(key))).toEqual(await must(mark(key)))
  expect(refusedBy(await mark())).toEqual(['PAYMENT_ALREADY_DONE orderId'])
  expect(await now(order)).toMatchObject({ status: 'PLACED', paymentStatus: 'PAID' })
  expect((await timeline(order)).at(-1)).toBe('PAYMENT_PAID key:ath_test statement 7')
  await must(refund(order))
  expect(await now(order)).toMatchObject({ paymentStatus: 'REFUNDED' })
  expect(await orderFaults(shop)).toEqual([])
})

test('money that is held is captured, or called off', async () => {
  const [captured, voided] = [await ordered({ payment: held }), await ordered({ payment: held })]
  const [first, second] = [captured.order.paymentId ?? '', voided.order.paymentId ?? '']
  await must(shop.orders.staff.capture(shop.actor, { paymentId: first, idempotencyKey: newId() }))
  const input = { paymentId: second, reason: 'a mistake', idempotencyKey: newId() }
  await must(shop.orders.staff.void(shop.actor, input))
  await settle(shop)
  expect(await now(captured.order)).toMatchObject({ status: 'PLACED', paymentStatus: 'PAID' })
  expect(await now(voided.order)).toMatchObject({ status: 'PLACED', paymentStatus: 'VOIDED' })
  expect(await timeline(captured.order)).toContain('CAPTURE_REQUESTED key:ath_test null')
  expect(await timeline(voided.order)).toContain('VOID_REQUESTED key:ath_test a mistake')
  expect(await orderFaults(shop)).toEqual([])
})

describe('orders of the shop', () => {
  test('are found by number, e-mail address and SKU, and by what has become of them', async () => {
    await stockedVariant(shop, 'retort', 5)
    const { order: first } = await ordered({ email: 'Ada@Example.com' })
    shop.clock.set('2030-01-02T00:00:00.000Z')
    const { order: second } = await ordered({ email: 'bo@example.com', payment: byInvoice })
    const found = async (filter: Parameters<typeof shop.orders.staff.page>[0]) => {
      const { items } = await shop.orders.staff.page(filter, {})
      expect(await shop.orders.staff.count(filter)).toBe(items.length)
      return items.map(({ id }) => id)
    }
    expect(await found({})).toEqual([second.id, first.id])
    expect(await found({ query: first.number.toLowerCase().replaceAll('-', ' ') })).toEqual([first.id])
    expect(await found({ query: 'ada@EXAMPLE.com ' })).toEqual([first.id])
    expect(await found({ query: 'flask' })).toEqual([second.id, first.id])
    expect(await found({ query: 'retort' })).toEqual([])
    expect(await found({ query: 'flask', paymentStatus: 'PENDING' })).toEqual([second.id])
    expect(await found({ status: 'CANCELLED' })).toEqual([])
    expect(await found({ placedFrom: shop.clock.now() })).toEqual([second.id])
    expect(await found({ placedTo: shop.clock.now(), query: 'flask' })).toEqual([first.id])
    const page = await shop.orders.staff.page({ query: 'flask' }, { first: 1 })
    const [only] = page.items
    const after = only ? page.cursorOf(only) : null
    const next = await shop.orders.staff.page({ query: 'flask' }, { first: 1, after })
    expect([page.hasNextPage, next.items.map(({ id }) => id)]).toEqual([true, [first.id]])
  })

  test('keep the notes of staff', async () => {
    const { order } = await ordered()
    const add = (text: string) => shop.orders.staff.addNote(shop.actor, { orderId: order.id, text })
    await must(add('Has called twice.\nWants it red.'))
    expect(refusedBy(await add(' '))).toEqual(['REQUIRED text'])
    expect(await shop.orders.staff.notes([order.id])).toMatchObject([
      { text: 'Has called twice.\nWants it red.', actor: 'key:ath_test' },
    ])
  })
})
