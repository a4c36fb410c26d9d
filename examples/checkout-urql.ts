// Buys with urql, is told that so many are not there, and pays on the page of a bank:
//   npx tsx examples/checkout-urql.ts [http://127.0.0.1:4000]
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, fetchExchange, type OperationResult } from '@urql/core'
import { accepted, Refused } from './accepted.js'
import { payAtBank } from './bank.js'
import {
  CartCreateDocument,
  CartLinesAddDocument,
  CheckoutUpdateDocument,
  OrderByTokenDocument,
  OrderPlaceDocument,
  type OrderPlaceInput,
  ProductDocument,
} from './generated/checkout.js'

const [address = 'http://127.0.0.1:4000'] = process.argv.slice(2)

// The cart's token opens the cart. A storefront keeps it in a cookie that scripts cannot read.
let cartToken: string | undefined
const client = new Client({
  url: `${address}/graphql`,
  exchanges: [fetchExchange],
  preferGetMethod: false, // or let it ask by GET, and send the header `apollo-require-preflight`
  fetchOptions: () => ({ headers: cartToken ? { 'athanor-cart': cartToken } : {} }),
})

/** What was answered. A `Rejection` is such an answer; `error` is for the network, and for what the client did wrong. */
function answered<Data>({ data, error }: OperationResult<Data>): Data {
  if (error) throw error
  if (!data) throw new Error('There was no answer.')
  return data
}

// 1. Look at a product.
const { product } = answered(await client.query(ProductDocument, { slug: 'classic-swan-neck-retort' }))
const variantId = product?.selectedOrFirstAvailableVariant?.id
if (!variantId) throw new Error('The shop does not sell it.')
console.log(`Looked at  ${product.name}`)

// 2. Make a cart, ask for too many, and take fewer.
const made = accepted(answered(await client.mutation(CartCreateDocument, {})).cartCreate)
cartToken = made.token
const cartId = made.cart.id
const add = async (quantity: number) => {
  const input = { cartId, lines: [{ variantId, quantity }], idempotencyKey: randomUUID() }
  return accepted(answered(await client.mutation(CartLinesAddDocument, { input })).cartLinesAdd).cart
}
const filled = await add(900).catch((error: unknown) => {
  if (!(error instanceof Refused)) throw error
  console.log(`Refused    ${error.message}`)
  return add(2)
})
console.log(`In cart    ${filled.totalQuantity} for ${filled.cost.total.formatted}`)

// 3. Say who orders, where it goes and how it is delivered.
const checkout = await client.mutation(CheckoutUpdateDocument, {
  input: {
    cartId,
    email: 'anna@example.com',
    shippingAddress: { address1: 'Am Markt 1', postalCode: '38300', city: 'Wolfenbüttel', country: 'DE' },
    delivery: filled.deliveryGroups.flatMap(({ key, options }) =>
      options.slice(0, 1).map(({ handle }) => ({ groupKey: key, optionHandle: handle })),
    ),
  },
})
const { cart } = accepted(answered(checkout).checkoutUpdate)
if (cart.problems.length > 0) throw new Error(cart.problems.map(({ message }) => message).join('\n'))
console.log(`To pay     ${cart.cost.total.formatted}`)

// 4. Place the order, for the version and the total that the shopper has seen. Again with the same key, it is the same order.
const { amountMinor, currency } = cart.cost.total
const input: OrderPlaceInput = {
  cartId,
  expectedVersion: cart.version,
  expectedTotal: { amountMinor, currency },
  idempotencyKey: randomUUID(),
  payment: {
    methodHandle: 'test-card',
    data: { outcome: 'redirect' },
    returnUrl: 'https://shop.example/thanks',
  },
}
const placed = accepted(answered(await client.mutation(OrderPlaceDocument, { input })).orderPlace)
console.log(`Ordered    ${placed.order.number}: ${placed.order.status}`)
const again = accepted(answered(await client.mutation(OrderPlaceDocument, { input })).orderPlace)
console.log(`Repeated   ${again.order.number}: replayed ${again.replayed}`)

// 5. Send the shopper to the bank. New kinds of actions may appear: show what to do about those that you do not know.
const action = placed.payment?.action
if (action?.__typename !== 'RedirectAction') throw new Error(`This shop cannot do: ${action?.__typename}.`)
await payAtBank(action.url)

// 6. Whoever has the order's token may see it. The bank tells the shop in its own time, so look until it has.
if (!placed.orderToken) throw new Error('Orders of a cart that is opened by its token have one.')
const token = placed.orderToken
for (let tries = 0; ; tries++) {
  const { order } = answered(await client.query(OrderByTokenDocument, { token }))
  if (!order) throw new Error('The token opens no order.')
  if (order.status !== 'PENDING_PAYMENT' || tries === 20) {
    console.log(`Order      ${order.number}: ${order.status}, ${order.paymentStatus}`)
    break
  }
  await sleep(250)
}
