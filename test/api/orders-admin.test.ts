import { beforeAll, describe, expect, test } from 'vitest'
import type { Order } from '../../src/domains/orders/index.js'
import { globalId, newId } from '../../src/kernel/ids.js'
import { furnishForOrders, orderFaults, placed, readyCart, stockedVariant } from '../support/orders.js'
import { must } from '../support/shop.js'
import { type ShopApi, startTestShop } from '../support/shop-api.js'
import { newCard } from '../support/tenders.js'

const money = '{ amountMinor currency }'
const record = `order { id number status paymentStatus cancelReason } refundable ${money}
  customer { customer { id } } timeline { kind statusBefore statusAfter actor reason paymentId }
  notes { text actor } refunds { amount ${money} shipping ${money} restocked reason
    lines { line { sku } quantity amount ${money} }
    parts { kind lastCharacters status failure amount ${money} payment { id } } }`
const answer = `... on OrderRecordPayload { record { ${record} } }
  ... on Rejection { errors { __typename code field } }`

let shop: ShopApi
let flask: number
beforeAll(async () => {
  shop = await startTestShop()
  await furnishForOrders(shop)
  flask = await stockedVariant(shop, 'flask', 100)
})

async function ordered(given: { readonly card?: number; readonly email?: string } = {}): Promise<Order> {
  const cart = await readyCart(shop, [{ variantId: flask, quantity: 2 }])
  if (given.email) await must(shop.carts.updateCheckout(cart.holder, { cartId: cart.id, email: given.email }))
  if (given.card) {
    const { code } = await newCard(shop, given.card)
    await must(shop.carts.updateCodes(cart.holder, { cartId: cart.id, add: [code] }))
  }
  return (await placed(shop, cart)).order
}
const change = async (mutation: string, type: string, input: object) =>
  (
    await shop.askAdmin(`mutation ($input: ${type}!) { ${mutation}(input: $input) { ${answer} } }`, {
      input: { ...(mutation !== 'orderNoteAdd' && { idempotencyKey: newId() }), ...input },
    })
  )[mutation]
const found = async (filter: object) => {
  const query = `query ($filter: OrdersFilter) { orders(filter: $filter, first: 5) {
    totalCount nodes { ${record} } } }`
  return (await shop.askAdmin(query, { filter })).orders
}

describe('staff', () => {
  test('find orders and see what happened to them', async () => {
    const { id, number } = await ordered({ email: 'bo@example.com' })
    await change('orderNoteAdd', 'OrderNoteAddInput', { orderId: globalId('Order', id), text: 'Called.' })
    for (const filter of [
      { query: number.toLowerCase() },
      { query: 'BO@example.com', status: 'PLACED', channel: 'eu' },
    ])
      expect(await found(filter)).toMatchObject({
        totalCount: 1,
        nodes: [
          {
            order: { number, paymentStatus: 'PENDING' },
            ...{ customer: null, refundable: { amountMinor: 0 }, notes: [{ text: 'Called.' }] },
            timeline: [{ kind: 'PLACED_SETTLED', statusBefore: null, statusAfter: 'PLACED', actor: 'guest' }],
          },
        ],
      })
    for (const filter of [{ channel: 'mars' }, { customerId: 'cus_1' }, { query: 'bo@example' }])
      expect(await found(filter)).toEqual({ totalCount: 0, nodes: [] })
    const by = { number }
    const query = `query ($by: OrderRecordBy!) { orderRecord(by: $by) { order { id } } }`
    expect((await shop.askAdmin(query, { by })).orderRecord).toEqual({
      order: { id: globalId('Order', id) },
    })
  })

  test('mark an order as paid, refund a part of it, and cancel it', async () => {
    const order = await ordered({ card: 1_000 })
    const orderId = globalId('Order', order.id)
    expect(await change('orderMarkPaid', 'OrderMarkPaidInput', { orderId })).toMatchObject({
      record: { order: { paymentStatus: 'PAID' }, refundable: { amountMinor: 2_490, currency: 'EUR' } },
    })
    const lines = [{ lineId: globalId('OrderLine', order.lines[0]?.id ?? ''), quantity: 1 }]
    const refund = {
      orderId,
      lines,
      shipping: true,
      restock: true,
      reason: 'broken',
      idempotencyKey: newId(),
    }
    const refunded = await change('orderRefund', 'OrderRefundInput', refund)
    expect(refunded).toMatchObject({
      record: {
        ...{ order: { paymentStatus: 'PARTIALLY_REFUNDED' }, refundable: { amountMinor: 1_000 } },
        refunds: [
          {
            ...{ amount: { amountMinor: 1_490 }, shipping: { amountMinor: 490 }, restocked: true },
            lines: [{ line: { sku: 'flask' }, quantity: 1, amount: { amountMinor: 1_000 } }],
            parts: [{ kind: 'PAYMENT', status: 'SUCCEEDED', amount: { amountMinor: 1_490 }, failure: null }],
          },
        ],
      },
    })
    expect(await change('orderRefund', 'OrderRefundInput', refund)).toEqual(refunded)
    const cancelled = await change('orderCancel', 'OrderCancelInput', { orderId, reason: 'gone' })
    expect(cancelled).toMatchObject({
      record: {
        order: { status: 'CANCELLED', cancelReason: 'STAFF', paymentStatus: 'REFUNDED' },
        refundable: { amountMinor: 0 },
      },
    })
    expect(cancelled.record.refunds[1].parts).toMatchObject([
      { kind: 'GIFT_CARD', payment: null, status: 'SUCCEEDED', amount: { amountMinor: 1_000 } },
    ])
    const audit = await shop.audit.page({ entity: 'Order', entityId: order.id }, {})
    expect(audit.items.map(({ action }) => action)).toEqual(['orderCancel', 'orderRefund', 'orderMarkPaid'])
    expect(await orderFaults(shop)).toEqual([])
  })

  test('are told what is wrong, by fields', async () => {
    const { id, paymentId } = await ordered()
    const [orderId, payment] = [globalId('Order', id), globalId('Payment', paymentId ?? '')]
    const reason = 'a reason'
    const tries: [string, string, object, string][] = [
      ['orderRefund', 'OrderRefundInput', { orderId, reason }, 'INVALID input.amount'],
      ['orderRefund', 'OrderRefundInput', { orderId: 'ord_1', reason }, 'NOT_FOUND input.orderId'],
      ['orderCancel', 'OrderCancelInput', { orderId, reason: '' }, 'REQUIRED input.reason'],
      ['paymentCapture', 'PaymentCaptureInput', { paymentId: payment }, 'INVALID input.paymentId'],
      ['paymentVoid', 'PaymentVoidInput', { paymentId: 'pay_1', reason }, 'NOT_FOUND input.paymentId'],
    ]
    for (const [mutation, type, input, problem] of tries) {
      const { errors = [] } = await change(mutation, type, input)
      expect([
        mutation,
        ...errors.map((one: { code: string; field: string[] }) => `${one.code} ${one.field.join('.')}`),
      ]).toEqual([mutation, problem])
    }
  })
})

test('nobody sees or changes orders of the shop without the permission for it', async () => {
  const { id } = await ordered()
  const codeOf = async (permissions: string[], text: string, variables: object = {}) =>
    (await shop.as(permissions, text, variables)).body.errors?.[0]?.extensions.code
  const input = { orderId: globalId('Order', id), reason: 'mine', idempotencyKey: newId() }
  expect(await codeOf(['CATALOG_READ'], '{ orders { totalCount } }')).toBe('FORBIDDEN')
  expect(await codeOf(['ORDERS_READ'], '{ orders { nodes { customer { customer { id } } } } }')).toBe(
    'FORBIDDEN',
  )
  for (const [mutation, type, permission] of [
    ['orderCancel', 'OrderCancelInput', 'ORDERS_READ'],
    ['orderRefund', 'OrderRefundInput', 'ORDERS_WRITE'],
  ]) {
    const text = `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`
    expect(await codeOf([permission ?? ''], text, { input })).toBe('FORBIDDEN')
  }
  expect((await shop.errorsOf('{ orders { totalCount } }'))[0].extensions.code).toBe(
    'GRAPHQL_VALIDATION_FAILED',
  )
})

test('a guest gives up no order that is placed', async () => {
  const { id } = await ordered()
  const text = `mutation ($input: OrderAbandonInput!) { orderAbandon(input: $input) {
    ... on Rejection { errors { code field } } } }`
  const { orderAbandon } = await shop.ask(text, { input: { orderId: globalId('Order', id) } })
  expect(orderAbandon.errors).toEqual([{ code: 'NOT_FOUND', field: ['input', 'orderId'] }])
})

test('what was ordered goes into a cart again', async () => {
  const cart = await readyCart(shop, [{ variantId: flask, quantity: 2 }])
  const { orderToken } = await placed(shop, cart)
  const text = `mutation ($input: OrderReorderInput!) { orderReorder(input: $input) {
    ... on OrderReorderPayload { token cart { status lines { quantity } } left { line { sku } error { code } } }
    ... on Rejection { errors { code field } } } }`
  const { orderReorder } = await shop.ask(text, { input: { by: { token: orderToken } } })
  expect(orderReorder).toMatchObject({ cart: { status: 'OPEN', lines: [{ quantity: 2 }] }, left: [] })
  expect(orderReorder.token).toMatch(/^atc_/)
  const refused = await shop.ask(text, { input: { by: { id: globalId('Order', newId()) } } })
  expect(refused.orderReorder.errors).toEqual([{ code: 'NOT_FOUND', field: ['input', 'by'] }])
})

test('an order that staff place for a shopper says so', async () => {
  const cart = await readyCart(shop, [{ variantId: flask, quantity: 1 }])
  const { id } = (await placed(shop, { ...cart, holder: { ...cart.holder, staff: 'staff:ada' } })).order
  const own = await found({ query: (await shop.orders.byId(id))?.number })
  expect(own.nodes[0].timeline).toMatchObject([{ kind: 'PLACED_SETTLED', actor: 'staff:ada' }])
})

test('staff see why a cart costs what it costs, to the last cent, whoever holds it', async () => {
  const { id } = await readyCart(shop, [{ variantId: flask, quantity: 2 }])
  const query = `query ($id: ID!) { cartRecord(id: $id) { cart { cost { due ${money} } }
    priceSteps { kind lineId reason amount ${money} } } }`
  const { cart, priceSteps } = (await shop.askAdmin(query, { id: globalId('Cart', id) })).cartRecord
  expect(priceSteps.map(({ kind }: { kind: string }) => kind)).toEqual(['LIST_PRICE', 'SHIPPING'])
  expect(priceSteps[0]).toMatchObject({
    amount: { amountMinor: 2_000 },
    reason: expect.stringContaining('2 ×'),
  })
  const sum = priceSteps.reduce(
    (total: number, step: { amount: { amountMinor: number } }) => total + step.amount.amountMinor,
    0,
  )
  expect(sum).toBe(cart.cost.due.amountMinor)
  expect((await shop.askAdmin(query, { id: globalId('Cart', newId()) })).cartRecord).toBeNull()
})
