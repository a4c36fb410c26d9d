import { beforeAll, expect, test } from 'vitest'
import { globalId } from '../../../src/kernel/ids.js'
import { newCustomer } from '../../support/carts.js'
import { timeout, times } from '../../support/counts.js'
import { goodPassword } from '../../support/customers.js'
import { must } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'
import { soldVariant } from '../../support/stocked.js'

/** Somebody with a cart; everything in it has their name on it. */
interface Person {
  readonly name: string
  readonly email: string | null
  readonly headers: Record<string, string>
  readonly cartId: string
  /** Units that they have put in. */
  units: number
}

let shop: ShopApi
let flask: string
let people: Person[]

beforeAll(async () => {
  shop = await startTestShop({ cacheMiB: 16 })
  flask = globalId('ProductVariant', await soldVariant(shop, 'flask'))
  people = [await customer('Anna'), await customer('Boris'), await personWith('somebody', null, {})]
})

async function customer(name: string): Promise<Person> {
  const email = `${name.toLowerCase()}@example.com`
  await newCustomer(shop, email)
  const { session } = await must(shop.customers.accounts.signIn({ email, password: goodPassword }))
  return personWith(name, email, { authorization: `Bearer ${session.accessToken}` })
}

async function personWith(
  name: string,
  email: string | null,
  headers: Record<string, string>,
): Promise<Person> {
  const query = `mutation ($input: CartCreateInput!) { cartCreate(input: $input) {
    ... on CartCreatePayload { token cart { id } } } }`
  const input = { email: `${name}@example.org` }
  const { cartCreate } = await shop.ask(query, { input }, headers)
  const opening = email === null ? { 'athanor-cart': cartCreate.token } : headers
  return { name, email, headers: opening, cartId: cartCreate.cart.id, units: 0 }
}

const shown = 'id email totalQuantity lines { attributes { value } variant { name } }'

/** The same documents of everybody, so that whatever is kept by document, or shared, is put to the test. */
const steps: readonly ((who: Person) => Promise<void>)[] = [
  async (who) => {
    const { cart, customer, products } = await shop.ask(
      `{ cart { ${shown} } customer { email firstName } products { nodes { name } } }`,
      {},
      who.headers,
    )
    expectOwn(who, cart)
    expect(customer?.email ?? null).toBe(who.email)
    expect([null, who.name]).toContain(customer?.firstName ?? null)
    expect(products.nodes).toEqual([{ name: 'flask' }])
  },
  async (who) => {
    const ids = people.map(({ cartId }) => cartId)
    const { nodes } = await shop.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids }, who.headers)
    const visible = nodes.flatMap((node: { id: string } | null) => node?.id ?? [])
    expect(visible).toEqual([who.cartId])
  },
  async (who) => {
    const line = { variantId: flask, quantity: 1, attributes: [{ key: 'for', value: who.name }] }
    const query = `mutation ($input: CartLinesAddInput!) { cartLinesAdd(input: $input) { ... on CartPayload { cart { ${shown} } } } }`
    who.units++
    const { cartLinesAdd } = await shop.ask(
      query,
      { input: { cartId: who.cartId, lines: [line] } },
      who.headers,
    )
    expectOwn(who, cartLinesAdd.cart)
  },
  async (who) => {
    const [foreign] = people.filter((other) => other !== who)
    const query = `mutation ($input: CheckoutUpdateInput!) { checkoutUpdate(input: $input) {
      ... on CartPayload { cart { ${shown} } } ... on Rejection { errors { code } } } }`
    const note = { cartId: foreign?.cartId, note: who.name }
    const { checkoutUpdate } = await shop.ask(query, { input: note }, who.headers)
    expect(checkoutUpdate).toEqual({ errors: [{ code: 'NOT_FOUND' }] })
  },
  async (who) => {
    if (who.email === null) return
    const query = `mutation ($input: CustomerUpdateInput!) { customerUpdate(input: $input) {
      ... on CustomerPayload { customer { email firstName } } } }`
    const { customerUpdate } = await shop.ask(query, { input: { firstName: who.name } }, who.headers)
    expect(customerUpdate.customer).toEqual({ email: who.email, firstName: who.name })
  },
]

function expectOwn(who: Person, cart: Record<string, never>): void {
  expect(cart).toMatchObject({ id: who.cartId, email: `${who.name}@example.org` })
  const { totalQuantity, lines } = cart as unknown as {
    totalQuantity: number
    lines: { attributes: { value: string }[] }[]
  }
  expect(totalQuantity).toBeLessThanOrEqual(who.units)
  for (const { attributes } of lines) expect(attributes).toEqual([{ value: who.name }])
}

test('people who read and change at the same time never see what is somebody else’s', {
  timeout,
}, async () => {
  const rounds = times(12, 1_000)
  for (let i = 0; i < rounds; i++)
    await Promise.all(
      people.flatMap((who, at) => [i + at, i + 2 * at + 1].map((turn) => steps[turn % steps.length]?.(who))),
    )
  for (const who of people) {
    const { cart } = await shop.ask(`{ cart { ${shown} } }`, {}, who.headers)
    expectOwn(who, cart)
    expect(cart.totalQuantity).toBe(who.units)
  }
})
