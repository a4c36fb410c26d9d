// Follows a cart and its order with graphql-ws, loses the connection while the shopper pays, and misses nothing:
//   npx tsx examples/follow-order.ts [http://127.0.0.1:4000]
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { print } from 'graphql'
import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { accepted } from './accepted.js'
import { payAtBank } from './bank.js'
import {
  CartChangedDocument,
  type CartChangedSubscriptionVariables,
  CartCreateDocument,
  CartLinesAddDocument,
  CheckoutUpdateDocument,
  OrderByTokenDocument,
  OrderChangedDocument,
  type OrderChangedSubscriptionVariables,
  OrderPlaceDocument,
  type OrderPlaceInput,
  ProductDocument,
} from './generated/checkout.js'

const [address = 'http://127.0.0.1:4000'] = process.argv.slice(2)

// Sockets take subscriptions alone; the rest goes by HTTP, for which nothing but `fetch` is needed.
let cartToken: string | undefined
async function ask<Data, Variables>(query: TypedDocumentNode<Data, Variables>, variables: Variables) {
  const answer = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cartToken && { 'athanor-cart': cartToken }) },
    body: JSON.stringify({ query: print(query), variables }),
  })
  const { data, errors } = (await answer.json()) as { data?: Data; errors?: { message: string }[] }
  if (!data || errors) throw new Error(errors?.map(({ message }) => message).join('\n') ?? 'No answer.')
  return data
}

// 1. Look at a product and make a cart. Its token opens sockets too, to what is told of the cart and of its order.
const { product } = await ask(ProductDocument, { slug: 'classic-swan-neck-retort' })
const variantId = product?.selectedOrFirstAvailableVariant?.id
if (!variantId) throw new Error('The shop does not sell it.')
const made = accepted((await ask(CartCreateDocument, {})).cartCreate)
cartToken = made.token
const cartId = made.cart.id

// 2. Connections get lost. The client opens another one and subscribes anew: to show that nothing is missed, here one is cut,
// and `retryWait`, which an app would leave out, waits until the shopper has gone on without it.
let goneOn: Promise<void> = Promise.resolve()
const sockets = createClient({
  url: `${address.replace('http', 'ws')}/graphql`,
  webSocketImpl: WebSocket,
  connectionParams: { 'Athanor-Cart': cartToken },
  retryAttempts: Number.POSITIVE_INFINITY,
  shouldRetry: () => true,
  retryWait: async () => {
    await Promise.all([goneOn, sleep(250)])
    console.log('Connects   again')
  },
})
async function cutWhile(work: () => Promise<void>): Promise<void> {
  console.log('Cut')
  goneOn = work()
  sockets.terminate()
  await goneOn
}

/** What is told. Whenever the client subscribes anew it sends `variables` as they are then: keep the last cursor in them. */
async function* told<Data, Variables extends Record<string, unknown>>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): AsyncGenerator<Data> {
  for await (const { data, errors } of sockets.iterate<Data>({ query: print(query), variables })) {
    if (!data) throw new Error(errors?.map(({ message }) => message).join('\n'))
    yield data
  }
}
const kindOf = ({ snapshot }: { snapshot: boolean }) => (snapshot ? 'is now ' : 'changed')

// 3. Follow the cart. It is filled while the connection is gone: its next event tells so, and is no snapshot.
const ofCart: CartChangedSubscriptionVariables = { cartId }
for await (const { cartChanged } of told(CartChangedDocument, ofCart)) {
  ofCart.since = cartChanged.cursor
  const { totalQuantity, status } = cartChanged.cart
  console.log(`Cart       ${kindOf(cartChanged)}  ${status}, ${totalQuantity} in it`)
  if (totalQuantity > 0) break
  await cutWhile(async () => {
    const input = { cartId, lines: [{ variantId, quantity: 2 }], idempotencyKey: randomUUID() }
    accepted((await ask(CartLinesAddDocument, { input })).cartLinesAdd)
  })
}

// 4. Say who orders, where it goes and how it is delivered, and place the order; again with the same key, it is the same order.
const checkout = await ask(CheckoutUpdateDocument, {
  input: {
    cartId,
    email: 'anna@example.com',
    shippingAddress: { address1: 'Am Markt 1', postalCode: '38300', city: 'Wolfenbüttel', country: 'DE' },
    delivery: [{ groupKey: 'all', optionHandle: 'parcel' }],
  },
})
const { cart } = accepted(checkout.checkoutUpdate)
if (cart.problems.length > 0) throw new Error(cart.problems.map(({ message }) => message).join('\n'))
const { amountMinor, currency } = cart.cost.total
const returnUrl = 'https://shop.example/thanks'
const input: OrderPlaceInput = {
  cartId,
  expectedVersion: cart.version,
  expectedTotal: { amountMinor, currency },
  idempotencyKey: randomUUID(),
  payment: { methodHandle: 'test-card', data: { outcome: 'redirect' }, returnUrl },
}
const placed = accepted((await ask(OrderPlaceDocument, { input })).orderPlace)
const again = accepted((await ask(OrderPlaceDocument, { input })).orderPlace)
console.log(`Ordered    ${placed.order.number} for ${cart.cost.total.formatted}`)
console.log(`Repeated   ${again.order.number}: replayed ${again.replayed}`)
const action = placed.payment?.action
if (action?.__typename !== 'RedirectAction') throw new Error(`This shop cannot do: ${action?.__typename}.`)

// 5. Follow the order. It is paid while the connection is gone.
const ofOrder: OrderChangedSubscriptionVariables = { orderId: placed.order.id }
for await (const { orderChanged } of told(OrderChangedDocument, ofOrder)) {
  ofOrder.since = orderChanged.cursor
  const { status, paymentStatus } = orderChanged.order
  console.log(`Order      ${kindOf(orderChanged)}  ${status}, ${paymentStatus}`)
  if (status === 'PLACED') break
  if (orderChanged.snapshot) await cutWhile(() => payAtBank(action.url))
}

// 6. Whoever has the order's token may see it.
if (!placed.orderToken) throw new Error('Orders of a cart that is opened by its token have one.')
const { order } = await ask(OrderByTokenDocument, { token: placed.orderToken })
console.log(`Order      ${order?.number}: ${order?.lines.map(({ name }) => name)}, ${order?.paymentStatus}`)
