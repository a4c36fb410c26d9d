import { startAthanor } from '../processes/athanor.js'
import { cpuSecondsOf } from '../processes/usage.js'
import { takeTurns } from '../rounds.js'
import type { Case } from './case.js'
import { bodyOf, dataOf, jsonHeaders } from './requests.js'

const carts = 64
const linesEach = 5
const connections = 16
const account = { email: 'adept@example.com', password: 'nigredo albedo rubedo' }

const signUp = /* GraphQL */ `
  mutation SignUp($input: CustomerSignUpInput!) {
    customerSignUp(input: $input) { ... on AcceptedPayload { accepted } }
  }
`
const signIn = /* GraphQL */ `
  mutation SignIn($input: CustomerSignInInput!) {
    customerSignIn(input: $input) { ... on SignInPayload { session { accessToken } } }
  }
`
const variants = /* GraphQL */ `
  { products(first: ${linesEach}) { nodes { variants(first: 1) { nodes { id } } } } }
`
const create = /* GraphQL */ `
  mutation Create($input: CartCreateInput!) {
    cartCreate(input: $input) { ... on CartCreatePayload { cart { id } } }
  }
`
const add = /* GraphQL */ `
  mutation Add($input: CartLinesAddInput!) {
    cartLinesAdd(input: $input) {
      ... on CartPayload { cart { version totalQuantity cost { total { amountMinor } } } }
      ... on Rejection { errors { code message } }
    }
  }
`
const read = /* GraphQL */ `
  query Read($id: ID!) {
    cart(id: $id) {
      version
      totalQuantity
      lines { id quantity variant { id name } unitPrice { formatted } cost { total { amountMinor formatted } } }
      cost { subtotal { formatted } tax { formatted } total { formatted } due { formatted } }
      problems { code message field }
      warnings { code message }
    }
  }
`

interface Variants {
  readonly products: {
    readonly nodes: readonly { readonly variants: { readonly nodes: readonly { readonly id: string }[] } }[]
  }
}

/** Carts of one customer, so that one header opens them all. */
async function fill(url: string) {
  await dataOf(url, signUp, { input: account })
  const { customerSignIn } = await dataOf<{ customerSignIn: { session: { accessToken: string } } }>(
    url,
    signIn,
    {
      input: account,
    },
  )
  const headers = { ...jsonHeaders, authorization: `Bearer ${customerSignIn.session.accessToken}` }
  const { products } = await dataOf<Variants>(url, variants)
  const variantIds = products.nodes.flatMap((product) => product.variants.nodes.map(({ id }) => id))
  const lines = variantIds.map((variantId) => ({ variantId, quantity: 1 }))
  const ids: string[] = []
  for (let i = 0; i < carts; i++) {
    const made = await dataOf<{ cartCreate: { cart: { id: string } } }>(
      url,
      create,
      { input: { lines } },
      headers,
    )
    ids.push(made.cartCreate.cart.id)
  }
  return { headers, ids, variantIds }
}

type Filled = Awaited<ReturnType<typeof fill>>

const cartCase = (name: string, unit: string, bodiesOf: (filled: Filled) => string[]): Case => ({
  name,
  async run({ engine, load, pace, smoke }) {
    // Its way through the code is that of `checkout`.
    if (smoke) return null
    const server = await startAthanor(await engine.shop())
    try {
      const url = `${server.url}/graphql`
      const filled = await fill(url)
      const target = { url, headers: filled.headers, bodies: bodiesOf(filled), connections }
      const athanor = {
        name: 'athanor',
        burst: (seconds: number) => load.burst(target, seconds),
        cpuSeconds: () => cpuSecondsOf(server.pid),
        databaseCpuSeconds: () => engine.cpuSeconds(),
      }
      const lines = await takeTurns([athanor], pace)
      return { name, engine: engine.name, unit, lines }
    } finally {
      await server.stop()
    }
  },
})

/** A unit more of one of five lines, in one of 64 carts, by 16 clients at once; durable, and answered with the total. */
export const cartAdd = cartCase('cart-add', 'mutation', ({ ids, variantIds }) =>
  ids.flatMap((cartId, i) => {
    const variantId = variantIds[i % variantIds.length]
    return bodyOf(add, { input: { cartId, lines: [{ variantId, quantity: 1 }] } })
  }),
)

/** A cart of five lines with all that its page shows. */
export const cartRead = cartCase('cart-read', 'request', ({ ids }) => ids.map((id) => bodyOf(read, { id })))
