// Buys two retorts with Apollo Client and pays by card:  npx tsx examples/checkout-apollo.ts [http://127.0.0.1:4000]
import { randomUUID } from 'node:crypto'
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client'
import { SetContextLink } from '@apollo/client/link/context'
import { accepted } from './accepted.js'
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
const sendCartToken = new SetContextLink(({ headers }) => ({
  headers: cartToken ? { ...headers, 'athanor-cart': cartToken } : headers,
}))

const client = new ApolloClient({
  link: ApolloLink.from([sendCartToken, new HttpLink({ uri: `${address}/graphql` })]),
  cache: new InMemoryCache(),
})

// 1. Look at a product.
const page = await client.query({ query: ProductDocument, variables: { slug: 'classic-swan-neck-retort' } })
const variant = page.data?.product?.selectedOrFirstAvailableVariant
if (!variant) throw new Error('The shop does not sell it.')
console.log(`Looked at  ${page.data?.product?.name}, ${variant.name}: ${variant.price.formatted}`)

// 2. Make a cart and fill it.
const made = accepted((await client.mutate({ mutation: CartCreateDocument })).data?.cartCreate)
cartToken = made.token
const cartId = made.cart.id
const lines = [{ variantId: variant.id, quantity: 2 }]
const adding = await client.mutate({
  mutation: CartLinesAddDocument,
  variables: { input: { cartId, lines, idempotencyKey: randomUUID() } },
})
const filled = accepted(adding.data?.cartLinesAdd).cart
console.log(`In cart    ${filled.totalQuantity} for ${filled.cost.total.formatted}`)
console.log(`To do      ${filled.problems.map(({ code }) => code).join(', ')}`)

// 3. Say who orders and where it goes; then choose among the ways of delivery to there.
const shippingAddress = {
  ...{ firstName: 'Anna', lastName: 'Zieglerin', address1: 'Am Markt 1' },
  ...{ postalCode: '38300', city: 'Wolfenbüttel', country: 'DE' },
}
const addressing = await client.mutate({
  mutation: CheckoutUpdateDocument,
  variables: { input: { cartId, email: 'anna@example.com', shippingAddress } },
})
const delivery = accepted(addressing.data?.checkoutUpdate).cart.deliveryGroups.map(({ key, options }) => {
  const [option] = options
  if (!option) throw new Error('Nobody delivers to there.')
  return { groupKey: key, optionHandle: option.handle }
})
const choosing = await client.mutate({
  mutation: CheckoutUpdateDocument,
  variables: { input: { cartId, delivery } },
})
const { cart } = accepted(choosing.data?.checkoutUpdate)
if (cart.problems.length > 0) throw new Error(cart.problems.map(({ message }) => message).join('\n'))
console.log(`To pay     ${cart.cost.total.formatted}`)

// 4. Place the order, for the version and the total that the shopper has seen.
const { amountMinor, currency } = cart.cost.total
const input: OrderPlaceInput = {
  cartId,
  expectedVersion: cart.version,
  expectedTotal: { amountMinor, currency },
  idempotencyKey: randomUUID(),
  payment: { methodHandle: 'test-card', data: { outcome: 'success' } },
}
const placing = await client.mutate({ mutation: OrderPlaceDocument, variables: { input } })
const { order, payment, orderToken } = accepted(placing.data?.orderPlace)
console.log(`Ordered    ${order.number}: ${order.status}, its payment ${payment?.status}`)

// 5. Had the answer been lost, the same call would have found the order again: its key makes it happen once.
const repeating = await client.mutate({ mutation: OrderPlaceDocument, variables: { input } })
const again = accepted(repeating.data?.orderPlace)
console.log(`Repeated   ${again.order.number}: replayed ${again.replayed}`)

// 6. Whoever has the order's token may see it, for example by a link in a letter.
if (!orderToken) throw new Error('Orders of a cart that is opened by its token have one.')
const looking = await client.query({ query: OrderByTokenDocument, variables: { token: orderToken } })
const seen = looking.data?.order
if (!seen) throw new Error('The token opens no order.')
const bought = seen.lines.map(({ name, quantity }) => `${quantity} × ${name}`).join(', ')
console.log(`Order      ${seen.number}: ${bought} for ${seen.cost.total.formatted}, ${seen.paymentStatus}`)
