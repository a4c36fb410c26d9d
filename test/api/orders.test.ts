import { beforeAll, describe, expect, test } from 'vitest'
import { globalId, newId } from '../../src/kernel/ids.js'
import { clientOf, subscribe } from '../http/sockets/lab.js'
import { newCustomer } from '../support/carts.js'
import { goodPassword } from '../support/customers.js'
import { furnishForOrders, orderFaults, stockedVariant } from '../support/orders.js'
import { type ShopApi, startTestShop } from '../support/shop-api.js'

const money = '{ amountMinor currency }'
const order = `id number status paymentStatus cancelReason version placedAt email payBefore currency
  cost { subtotal ${money} shipping ${money} total ${money} giftCards ${money} due ${money} taxes { name } }
  lines { id sku name quantity attributes { key value } unitPrice ${money} cost { total ${money} }
    variant { id name } image { url } }
  delivery { handle name kind } shippingAddress { formatted } discounts { code amount ${money} }
  payments { id method status amount ${money} action { __typename } }`
const rejection = `... on Rejection { errors { __typename code message field
  ... on TotalChanged { expected ${money} actual ${money} } ... on VersionConflict { currentVersion } } }`
const payload = `... on OrderPlacePayload { order { ${order} } orderToken replayed
  payment { id status method } cart { id status order { id } } }`

let shop: ShopApi
let flask: string
beforeAll(async () => {
  shop = await startTestShop()
  await furnishForOrders(shop)
  flask = globalId('ProductVariant', await stockedVariant(shop, 'flask', 100))
})

type Headers = Record<string, string>

interface Ready {
  readonly opening: Headers
  readonly cartId: string
  readonly input: Record<string, unknown>
}
async function ready(headers: Headers = {}): Promise<Ready> {
  const create = `mutation ($input: CartCreateInput!) { cartCreate(input: $input) { ... on CartCreatePayload { cart { id } token } } }`
  const lines = [{ variantId: flask, quantity: 2 }]
  const { cartCreate } = await shop.ask(create, { input: { lines } }, headers)
  const opening = { ...headers, 'athanor-cart': cartCreate.token as string }
  const cartId = cartCreate.cart.id as string
  const checkout = `mutation ($input: CheckoutUpdateInput!) { checkoutUpdate(input: $input) {
    ... on CartPayload { cart { version problems { code } cost { total ${money} } } } } }`
  const shippingAddress = { address1: 'Am Markt 1', city: 'Weimar', postalCode: '99423', country: 'DE' }
  const delivery = [{ groupKey: 'all', optionHandle: 'post' }]
  const { checkoutUpdate } = await shop.ask(
    checkout,
    { input: { cartId, email: 'ada@example.com', shippingAddress, delivery } },
    opening,
  )
  const { version, cost } = checkoutUpdate.cart
  const agreed = { cartId, expectedVersion: version, expectedTotal: cost.total, idempotencyKey: newId() }
  return { opening, cartId, input: { ...agreed, payment: { methodHandle: 'invoice' } } }
}
const place = async ({ input, opening }: Ready, given: object = {}, headers: Headers = opening) =>
  (
    await shop.ask(
      `mutation ($input: OrderPlaceInput!) { orderPlace(input: $input) { ${payload} ${rejection} } }`,
      { input: { ...input, ...given } },
      headers,
    )
  ).orderPlace
const orderBy = async (by: object, headers: Headers = {}) =>
  (await shop.ask(`query ($by: OrderBy!) { order(by: $by) { ${order} } }`, { by }, headers)).order
const nodeOf = async (id: string, headers: Headers = {}) =>
  (await shop.ask('query ($id: ID!) { node(id: $id) { __typename id } }', { id }, headers)).node
async function signedIn(email: string): Promise<Headers> {
  await newCustomer(shop, email)
  const mutation = `mutation ($input: CustomerSignInInput!) { customerSignIn(input: $input) {
    ... on SignInPayload { session { accessToken } } } }`
  const { customerSignIn } = await shop.ask(mutation, { input: { email, password: goodPassword } })
  return { authorization: `Bearer ${customerSignIn.session.accessToken}` }
}

describe('a guest', () => {
  test('orders, is answered the same again, and finds the order by what was told', async () => {
    const cart = await ready()
    const first = await place(cart)
    expect(first).toMatchObject({
      ...{ replayed: false, payment: { method: 'invoice', status: 'PENDING' } },
      cart: { id: cart.cartId, status: 'ORDERED', order: { id: first.order.id } },
      order: {
        ...{ status: 'PLACED', paymentStatus: 'PENDING', cancelReason: null, payBefore: null, version: 1 },
        cost: { total: { amountMinor: 2_490, currency: 'EUR' }, due: { amountMinor: 2_490 } },
        lines: [{ sku: 'flask', name: 'flask', quantity: 2, variant: { id: flask }, image: null }],
        delivery: { handle: 'post', name: 'Post', kind: 'SHIPPING' },
        payments: [{ id: first.payment.id, action: null, amount: { amountMinor: 2_490 } }],
      },
    })
    expect(await place(cart)).toEqual({ ...first, replayed: true })
    const { id, number } = first.order
    const misheard = number.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')
    expect(await orderBy({ token: first.orderToken })).toEqual(first.order)
    expect(await orderBy({ id }, cart.opening)).toEqual(first.order)
    expect(await orderBy({ number: misheard }, cart.opening)).toEqual(first.order)
    for (const one of [id, first.order.lines[0].id, first.payment.id])
      expect(await nodeOf(one, cart.opening)).toMatchObject({ id: one })
    expect(await orderFaults(shop)).toEqual([])
  })

  test('is told what is in the way, by fields of the input and of the cart', async () => {
    const cart = await ready()
    const other = { amountMinor: 1, currency: 'EUR' }
    expect(await place(cart, { expectedTotal: other, expectedVersion: 1 })).toMatchObject({
      errors: [
        { __typename: 'VersionConflict', field: ['input', 'expectedVersion'], currentVersion: 2 },
        { __typename: 'TotalChanged', expected: other, actual: { amountMinor: 2_490, currency: 'EUR' } },
      ],
    })
    expect((await place(cart, { payment: { methodHandle: 'shells' } })).errors).toMatchObject([
      { code: 'PAYMENT_METHOD_UNAVAILABLE', field: ['input', 'payment', 'methodHandle'] },
    ])
    expect((await place(cart, { payment: null })).errors).toMatchObject([
      { __typename: 'OtherError', code: 'PAYMENT_REQUIRED', field: ['input', 'payment'] },
    ])
    const gone = 'mutation ($input: CheckoutUpdateInput!) { checkoutUpdate(input: $input) { __typename } }'
    await shop.ask(gone, { input: { cartId: cart.cartId, email: null } }, cart.opening)
    expect((await place(cart, { expectedVersion: 3 })).errors).toMatchObject([
      { code: 'EMAIL_REQUIRED', field: ['cart', 'email'] },
    ])
    expect(await orderFaults(shop)).toEqual([])
  })

  test('of somebody else is told what is told of an order that there is not', async () => {
    const cart = await ready()
    const { order: placed, payment } = await place(cart)
    const stranger = (await ready()).opening
    const customer = await signedIn('eve@example.com')
    const start =
      'mutation ($input: PaymentStartInput!) { paymentStart(input: $input) { ... on Rejection { errors { code message } } } }'
    const told = async (ids: readonly string[], number: string, headers: Headers) => {
      const [orderId = ''] = ids
      const input = { orderId, payment: { methodHandle: 'card' }, idempotencyKey: newId() }
      return JSON.stringify([
        await orderBy({ id: orderId }, headers),
        await orderBy({ number }, headers),
        await Promise.all(ids.map((id) => nodeOf(id, headers))),
        await shop.ask(start, { input }, headers),
      ])
    }
    const ids = [placed.id, placed.lines[0].id, payment.id]
    const missing = [globalId('Order', newId()), globalId('OrderLine', newId()), globalId('Payment', newId())]
    for (const headers of [{}, stranger, customer])
      expect(await told(ids, placed.number, headers)).toBe(await told(missing, '0000-0000-0000', headers))
    expect(await orderBy({ token: 'ato_0000000000000000000000' })).toBeNull()
    const answer = await place(cart, {}, stranger)
    expect(answer.errors).toMatchObject([{ code: 'NOT_FOUND', field: ['input', 'cartId'] }])
  })
})

describe('a customer', () => {
  test('sees their orders page by page, and no others', async () => {
    const headers = await signedIn('grace@example.com')
    const numbers: string[] = []
    for (const _ of Array(3)) numbers.unshift((await place(await ready(headers))).order.number)
    await place(await ready())
    const query = `query ($after: String) { customer { orders(first: 2, after: $after) {
      totalCount nodes { number } pageInfo { endCursor hasNextPage } } } }`
    const first = (await shop.ask(query, {}, headers)).customer.orders
    expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } })
    const rest = (await shop.ask(query, { after: first.pageInfo.endCursor }, headers)).customer.orders
    expect([...first.nodes, ...rest.nodes].map(({ number }) => number)).toEqual(numbers)
    expect(await orderBy({ number: numbers[0] }, headers)).toMatchObject({ number: numbers[0] })
  })
})

test('who waits for an order is told as it changes', async () => {
  const cart = await ready()
  const { order: placed, payment } = await place(cart)
  const client = clientOf(shop.url.replace('http', 'ws').concat('/graphql'), cart.opening)
  const query = `subscription ($id: ID!) { orderChanged(orderId: $id) { snapshot order { status paymentStatus version } } }`
  const { events } = subscribe(client, query, { id: placed.id })
  const told = (snapshot: boolean, paymentStatus: string, version: number) => ({
    data: { orderChanged: { snapshot, order: { status: 'PLACED', paymentStatus, version } } },
  })
  await expect.poll(() => events).toMatchObject([told(true, 'PENDING', 1)])
  await shop.db.write(async (tx) => {
    const paid = await shop.payments.recordByHand(tx, payment.id.slice('pay_'.length))
    if (paid.ok && paid.value) await shop.orders.applyPayment(tx, paid.value)
  })
  await expect.poll(() => events).toMatchObject([told(true, 'PENDING', 1), told(false, 'PAID', 2)])
  await client.dispose()
})
