import { randomUUID } from 'node:crypto'
import { type Burst, burstOf } from '../figures.js'
import { carryOut } from '../processes/child.js'
import { openServices } from '../stock/athanor.js'
import { checkout, openForSale, payment } from './sell.js'

export interface Shopping {
  readonly url: string
  /** 0 only opens the shop for them. */
  readonly shoppers: number
  readonly seconds: number
}

const documents = {
  product:
    'query ($sku: String!) { productVariant(by: { sku: $sku }) { id name price { formatted } availability } }',
  create: `mutation ($input: CartCreateInput!) { cartCreate(input: $input) {
    ... on CartCreatePayload { token cart { id } } } }`,
  add: `mutation ($input: CartLinesAddInput!) { cartLinesAdd(input: $input) {
    ... on CartPayload { cart { totalQuantity cost { total { formatted } } } } } }`,
  address: `mutation ($input: CheckoutUpdateInput!) { checkoutUpdate(input: $input) {
    ... on CartPayload { cart { deliveryGroups { options { handle price { formatted } } } } } } }`,
  delivery: `mutation ($input: CheckoutUpdateInput!) { checkoutUpdate(input: $input) {
    ... on CartPayload { cart { version } } } }`,
  review: `{ cart { version problems { code } lines { quantity variant { name } } paymentMethods { handle }
    cost { shipping { formatted } tax { formatted } total { amountMinor currency formatted } } } }`,
  place: `mutation ($input: OrderPlaceInput!) { orderPlace(input: $input) { __typename
    ... on OrderPlacePayload { orderToken order { number status } }
    ... on Rejection { errors { code message } } } }`,
}

// biome-ignore lint/suspicious/noExplicitAny: what it asks for it knows
type Answer = { data: any; errors?: unknown }

let skus: Promise<readonly string[]> | undefined
let made = 0

async function opened(): Promise<readonly string[]> {
  const { services, settled, close } = await openServices(process.env.DATABASE_URL ?? '')
  const { variants } = await openForSale(services)
  await settled()
  await close()
  return variants.map(({ sku }) => sku)
}

/** One shopper's way from a product to an order: seven requests, one after the other. */
async function shop(url: string, sku: string): Promise<void> {
  let token = ''
  const ask = async (query: string, variables: object = {}) => {
    const headers = { 'content-type': 'application/json', ...(token && { 'athanor-cart': token }) }
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
    const { data, errors } = (await response.json()) as Answer
    if (errors) throw new Error(JSON.stringify(errors))
    return data
  }
  const { productVariant } = await ask(documents.product, { sku })
  const lines = [{ variantId: productVariant.id, quantity: 1 }]
  const { cartCreate } = await ask(documents.create, { input: { lines } })
  token = cartCreate.token
  const cartId = cartCreate.cart.id
  await ask(documents.add, { input: { cartId, lines } })
  const { delivery, ...address } = checkout
  await ask(documents.address, { input: { cartId, ...address } })
  await ask(documents.delivery, { input: { cartId, delivery } })
  const { cart } = await ask(documents.review)
  const { amountMinor, currency } = cart.cost.total
  const agreed = { expectedVersion: cart.version, expectedTotal: { amountMinor, currency }, payment }
  const { orderPlace } = await ask(documents.place, {
    input: { cartId, ...agreed, idempotencyKey: randomUUID() },
  })
  if (orderPlace.__typename !== 'OrderPlacePayload') throw new Error(JSON.stringify(orderPlace))
}

carryOut<Shopping, Burst>(async ({ url, shoppers, seconds }) => {
  skus ??= opened()
  const known = await skus
  const latenciesMs: number[] = []
  const started = performance.now()
  const until = started + seconds * 1_000
  async function shopper(): Promise<void> {
    while (performance.now() < until) {
      const from = performance.now()
      await shop(url, known[made++ % known.length] ?? '')
      latenciesMs.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: shoppers }, shopper))
  return burstOf(latenciesMs, (performance.now() - started) / 1_000)
})
