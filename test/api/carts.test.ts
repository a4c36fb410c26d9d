import { beforeAll, describe, expect, test } from 'vitest'
import { globalId, newId } from '../../src/kernel/ids.js'
import { clientOf, subscribe } from '../http/sockets/lab.js'
import { newCustomer } from '../support/carts.js'
import { goodPassword } from '../support/customers.js'
import { must, vessel } from '../support/shop.js'
import { type ShopApi, startTestShop } from '../support/shop-api.js'
import { lay, place, soldVariant } from '../support/stocked.js'

const rejection =
  '... on Rejection { errors { __typename code message field ... on CodeRefused { refusedCode } ... on InsufficientStock { variant { id } } } }'
const content = `id version status currency country locale email totalQuantity expiresAt
  channel { slug } lines { id quantity attributes { key value } unitPrice { formatted } purchasable
    variant { id name } cost { subtotal { amountMinor } discount { amountMinor } tax { amountMinor } total { amountMinor } } }
  cost { subtotal { amountMinor } shipping { amountMinor } tax { amountMinor } taxIncluded taxIsEstimated
    taxes { name ratePercent taxable { amountMinor } } total { amountMinor } giftCards { amountMinor } due { formatted } }
  codes { code kind applicable reason amount { amountMinor } lastCharacters }
  discounts { name code amount { amountMinor } } shippingAddress { formatted }
  deliveryGroups { key lines { id } options { handle name kind price { amountMinor } earliest latest location { id } } selected { handle } }
  problems { code field } customer { email }
  warnings { __typename code message target ... on PriceChanged { before { amountMinor } after { amountMinor } } }`
const payload = `... on CartPayload { cart { ${content} } warnings { code } }`

let shop: ShopApi
let flask: string
let retort: string

beforeAll(async () => {
  shop = await startTestShop()
  flask = globalId('ProductVariant', await soldVariant(shop, 'flask'))
  retort = globalId('ProductVariant', await soldVariant(shop, 'retort'))
})

type Headers = Record<string, string>

const create = async (input: object = {}, headers: Headers = {}) => {
  const query = `mutation ($input: CartCreateInput!) { cartCreate(input: $input) {
    ... on CartCreatePayload { cart { ${content} } token warnings { code } } ${rejection} } }`
  const { cartCreate } = await shop.ask(query, { input }, headers)
  return { ...cartCreate, opening: { 'athanor-cart': cartCreate.token as string } }
}
const change = async (name: string, type: string, input: object, headers: Headers = {}) =>
  (
    await shop.ask(
      `mutation ($input: ${type}!) { ${name}(input: $input) { ${payload} ${rejection} } }`,
      { input },
      headers,
    )
  )[name]
const add = (cartId: string, variantId: string, quantity: number, headers: Headers) =>
  change('cartLinesAdd', 'CartLinesAddInput', { cartId, lines: [{ variantId, quantity }] }, headers)
const read = async (headers: Headers, id: string | null = null) =>
  (await shop.ask(`query ($id: ID) { cart(id: $id) { ${content} } }`, { id }, headers)).cart

describe('a guest', () => {
  test('fills a cart, says where it goes and sees what it costs', async () => {
    const post = { handle: 'post', kind: 'SHIPPING' as const, names: [{ locale: 'en', value: 'Post' }] }
    const rates = [{ currency: 'EUR', amountMinor: 490 }]
    const times = {
      ...{ timeZone: 'Europe/Berlin', inBusinessDays: false, minHandlingDays: 0, maxHandlingDays: 0 },
      ...{ minTransitDays: 1, maxTransitDays: 1 },
    }
    await must(shop.delivery.save(shop.actor, { ...post, channels: ['eu'], rates, times }))
    await must(shop.promotions.save(shop.actor, { code: 'TEN', percent: '10' }))
    const { cart, token, opening } = await create({ lines: [{ variantId: flask }] })
    expect(token).toMatch(/^atc_[\w-]{22}$/)
    const cartId = cart.id
    await add(cartId, retort, 2, opening)
    await change('cartCodesUpdate', 'CartCodesUpdateInput', { cartId, add: ['ten'] }, opening)
    const shippingAddress = { address1: 'Am Markt 1', city: 'Weimar', postalCode: '99423', country: 'DE' }
    const delivery = [{ groupKey: 'all', optionHandle: 'post' }]
    const input = { cartId, email: 'ada@example.com', shippingAddress, delivery }
    const { cart: ready } = await change('checkoutUpdate', 'CheckoutUpdateInput', input, opening)
    const [earliest, latest] = ['2030-01-01T23:00:00.000Z', '2030-01-02T22:59:59.000Z']
    expect(ready).toMatchObject({
      ...{ id: cartId, version: 4, status: 'OPEN', totalQuantity: 3, problems: [], warnings: [] },
      cost: { total: { amountMinor: 3_190 }, shipping: { amountMinor: 490 }, due: { formatted: '€31.90' } },
      codes: [{ code: 'ten', kind: 'DISCOUNT', applicable: true, amount: { amountMinor: 300 } }],
      discounts: [{ code: 'ten', amount: { amountMinor: 300 } }],
      deliveryGroups: [
        { key: 'all', options: [{ handle: 'post', earliest, latest }], selected: { handle: 'post' } },
      ],
      lines: [{ variant: { id: flask, name: 'flask' } }, { variant: { id: retort } }],
    })
    expect(await read(opening)).toEqual(ready)
    expect(await read(opening, cartId)).toEqual(ready)
    const [line] = ready.lines
    const node = `query ($id: ID!) { node(id: $id) { __typename id } }`
    for (const id of [cartId, line.id])
      expect((await shop.ask(node, { id }, opening)).node).toMatchObject({ id })
    const set = { cartId, lines: [{ lineId: line.id, quantity: 0 }], expectedVersion: 3 }
    expect(await change('cartLinesUpdate', 'CartLinesUpdateInput', set, opening)).toMatchObject({
      errors: [{ __typename: 'VersionConflict', field: ['input', 'expectedVersion'] }],
    })
  })

  test('is told how a cart is now with the refusal of a change, and nothing of one that is not theirs', async () => {
    const { cart, opening } = await create({ lines: [{ variantId: flask }] })
    await add(cart.id, retort, 1, opening)
    const query = `mutation ($input: CartLinesUpdateInput!) { cartLinesUpdate(input: $input) {
      ... on Rejection { errors { code } currentCart { ${content} } } } }`
    const input = { cartId: cart.id, lines: [{ lineId: cart.lines[0].id, quantity: 5 }], expectedVersion: 1 }
    const refusedTo = async (headers: Headers) => (await shop.ask(query, { input }, headers)).cartLinesUpdate
    expect(await refusedTo(opening)).toEqual({
      ...{ errors: [{ code: 'VERSION_CONFLICT' }], currentCart: await read(opening) },
    })
    const none = { errors: [{ code: 'NOT_FOUND' }], currentCart: null }
    expect(await refusedTo((await create()).opening)).toEqual(none)
    const other = `mutation ($input: CustomerSignInInput!) { customerSignIn(input: $input) {
      ... on Rejection { currentCart { id } } } }`
    const wrong = { email: 'nobody@example.com', password: goodPassword }
    expect((await shop.ask(other, { input: wrong }, opening)).customerSignIn).toEqual({ currentCart: null })
  })

  test('gets a cart that nobody keeps for anybody else', async () => {
    const { opening } = await create()
    const query = encodeURIComponent('{ cart { id } }')
    const answer = await shop.http
      .get(`/graphql?query=${query}`)
      .set({ ...opening, 'apollo-require-preflight': 'true' })
    expect(answer.body.data.cart.id).toMatch(/^crt_/)
    expect(answer.headers['cache-control']).toBe('private, no-store')
    const other = await shop.http.get(`/graphql?query=${query}`).set('apollo-require-preflight', 'true')
    expect(other.body.data.cart).toBeNull()
  })

  test('who does not hold a cart is told what is told of one that there is not', async () => {
    const { cart, opening } = await create({ lines: [{ variantId: flask }] })
    const stranger = (await create()).opening
    const missing = globalId('Cart', newId())
    const told = async (id: string, headers: Headers) => {
      const answers = [
        await read(headers, id),
        (await shop.ask('query ($id: ID!) { node(id: $id) { id } }', { id }, headers)).node,
        await add(id, flask, 1, headers),
        await change(
          'cartWarningsAcknowledge',
          'CartVersionInput',
          { cartId: id, expectedVersion: 1 },
          headers,
        ),
      ]
      return JSON.stringify(answers).replaceAll(id, 'id')
    }
    const nothing = await told(missing, opening)
    expect(nothing).toContain('NOT_FOUND')
    for (const headers of [{}, stranger, { 'athanor-cart': 'atc_' }, { 'athanor-cart': cart.id }])
      expect(await told(cart.id, headers as Headers)).toBe(nothing)
    expect(await told('crt_1', opening)).toBe(nothing)
    expect(await read(opening)).toMatchObject({ version: 1, totalQuantity: 1 })
  })

  test('bad input changes nothing and names its field', async () => {
    const { cart, opening } = await create()
    for (const quantity of [0, -1, 1_000_000_000])
      expect(await add(cart.id, flask, quantity, opening)).toMatchObject({
        errors: [{ code: 'OUT_OF_RANGE', field: ['input', 'lines', '0', 'quantity'] }],
      })
    expect(await add(cart.id, 'prd_1', 1, opening)).toMatchObject({
      errors: [{ code: 'NOT_PURCHASABLE', field: ['input', 'lines', '0', 'variantId'] }],
    })
    const bad = { cartId: cart.id, shippingAddress: { country: 'DE', address1: 'Am Markt', city: 'Weimar' } }
    expect(await change('checkoutUpdate', 'CheckoutUpdateInput', bad, opening)).toMatchObject({
      errors: [{ code: 'REQUIRED', field: ['input', 'shippingAddress', 'postalCode'] }],
    })
    const codes = { cartId: cart.id, add: ['NO-SUCH-CODE'] }
    expect(await change('cartCodesUpdate', 'CartCodesUpdateInput', codes, opening)).toMatchObject({
      errors: [{ __typename: 'CodeRefused', code: 'CODE_UNKNOWN', refusedCode: 'NO-SUCH-CODE' }],
    })
    expect(await read(opening)).toMatchObject({ version: 1, totalQuantity: 0 })
  })

  test('may try a few codes a minute', async () => {
    const { cart, opening } = await create()
    const query = 'mutation ($input: CartCodesUpdateInput!) { cartCodesUpdate(input: $input) { __typename } }'
    const guess = async (i: number) =>
      shop.http
        .post('/graphql')
        .set(opening)
        .send({ query, variables: { input: { cartId: cart.id, add: [`GUESS-${i}`] } } })
    const answers = []
    for (let i = 0; i < 11; i++) answers.push(await guess(i))
    expect(answers.at(-1)?.body.errors[0].extensions.code).toBe('RATE_LIMITED')
  })

  test('tries no more codes by naming several at once', async () => {
    const { cart, opening } = await create()
    const query = 'mutation ($input: CartCodesUpdateInput!) { cartCodesUpdate(input: $input) { __typename } }'
    const guess = async (count: number) => {
      const add = Array.from({ length: count }, (_, i) => `AT-ONCE-${i}`)
      const variables = { input: { cartId: cart.id, add } }
      return (await shop.http.post('/graphql').set(opening).send({ query, variables })).body
    }
    expect((await guess(6)).data.cartCodesUpdate.__typename).toBe('Rejection')
    expect((await guess(5)).errors[0].extensions.code).toBe('RATE_LIMITED')
  })
})

describe('a customer', () => {
  const signIn = async (email: string, headers: Headers, more: object = {}) => {
    const query = `mutation ($input: CustomerSignInInput!) { customerSignIn(input: $input) { ... on SignInPayload {
      session { accessToken } mergedFrom warnings { code target } cart { ${content} } } ${rejection} } }`
    const input = { email, password: goodPassword, ...more }
    return (await shop.ask(query, { input }, headers)).customerSignIn
  }

  test('finds the cart of the guest, together with their own, after signing in', async () => {
    await newCustomer(shop, 'ada@example.com')
    const first = await create({ lines: [{ variantId: flask, quantity: 2 }] })
    const taken = await signIn('ada@example.com', first.opening)
    expect(taken).toMatchObject({ mergedFrom: null, cart: { id: first.cart.id, totalQuantity: 2 } })
    expect(await read(first.opening)).toBeNull()

    const second = await create({ lines: [{ variantId: flask }, { variantId: retort }] })
    const merged = await signIn('ada@example.com', second.opening)
    expect(merged).toMatchObject({
      mergedFrom: second.cart.id,
      warnings: [{ code: 'LINES_MERGED', target: taken.cart.lines[0].id }],
      cart: { id: first.cart.id, lines: [{ quantity: 3 }, { quantity: 1 }] },
    })
    const session = { authorization: `Bearer ${merged.session.accessToken}` }
    expect(await read(session)).toEqual(merged.cart)
    expect(merged.cart.customer.email).toBe('ada@example.com')
    const current = '{ customer { cart { id version } } }'
    const { id, version } = merged.cart
    expect((await shop.ask(current, {}, session)).customer.cart).toEqual({ id, version })

    const third = await create({ lines: [{ variantId: retort, quantity: 5 }] })
    const kept = await signIn('ada@example.com', third.opening, { cartMerge: 'KEEP_GUEST' })
    expect(kept).toMatchObject({ mergedFrom: first.cart.id, cart: { id: third.cart.id, totalQuantity: 5 } })
    const made = await create({}, session)
    expect((await shop.ask('{ cart { customer { email } } }', {}, made.opening)).cart.customer).toBeNull()
  })
})

test('what is reserved in carts is held for a time, and whoever is subscribed is told when that is over', async () => {
  const variantId = globalId('ProductVariant', await soldVariant(shop, 'ticket'))
  await must(shop.stock.saveLocation(shop.actor, place('office')))
  await lay(shop, 'ticket', 'office', 2)
  const { stockPoliciesSave } = await shop.askAdmin(
    `mutation { stockPoliciesSave(input: { items: [{ sku: "ticket", reserveInCartMinutes: 15 }] }) {
      ... on StockPoliciesSavePayload { items { sku reserveInCartMinutes } } } }`,
  )
  expect(stockPoliciesSave.items).toEqual([{ sku: 'ticket', reserveInCartMinutes: 15 }])
  const { cart, opening } = await create({ lines: [{ variantId, quantity: 2 }] })
  const other = await create()
  expect(await add(other.cart.id, variantId, 1, other.opening)).toMatchObject({
    errors: [
      {
        ...{ __typename: 'InsufficientStock', field: ['input', 'lines', '0', 'quantity'] },
        variant: { id: variantId },
      },
    ],
  })
  const held = '{ cart { reservedUntil warnings { code } } }'
  const until = new Date(shop.clock.now().getTime() + 15 * 60_000)
  expect((await shop.ask(held, {}, opening)).cart).toEqual({
    reservedUntil: until.toISOString(),
    warnings: [],
  })

  const client = clientOf(shop.url.replace('http', 'ws').concat('/graphql'), opening)
  const watched = `subscription ($id: ID!) { cartChanged(cartId: $id) { cart { reservedUntil warnings { code } } } }`
  const { events } = subscribe(client, watched, { id: cart.id })
  await expect.poll(() => events).toHaveLength(1)
  shop.clock.set(until.toISOString())
  await shop.stock.expireDue(shop.actor, until, () => false)
  await expect
    .poll(() => events.at(-1))
    .toEqual({
      data: { cartChanged: { cart: { reservedUntil: null, warnings: [{ code: 'RESERVATION_EXPIRED' }] } } },
    })
  await client.dispose()
})

test('who has but the token of a cart learns nothing of the customer whose it is', async () => {
  const id = await newCustomer(shop, 'miriam@example.com')
  const other = await newCustomer(shop, 'zosimos@example.com')
  expect(other).not.toBe(id)
  const sessionOf = async (email: string) => {
    const { session } = await must(shop.customers.accounts.signIn({ email, password: goodPassword }))
    return { authorization: `Bearer ${session.accessToken}` }
  }
  const own = await sessionOf('miriam@example.com')
  const { cart, opening } = await create({ lines: [{ variantId: flask }] }, own)
  expect(cart.customer).toEqual({ email: 'miriam@example.com' })
  expect((await read(own)).customer).toEqual({ email: 'miriam@example.com' })
  for (const headers of [opening, { ...opening, ...(await sessionOf('zosimos@example.com')) }]) {
    expect(await read(headers, cart.id)).toMatchObject({ id: cart.id, customer: null })
    const node = 'query ($id: ID!) { node(id: $id) { ... on Cart { customer { email } } } }'
    expect((await shop.ask(node, { id: cart.id }, headers)).node).toEqual({ customer: null })
    expect((await add(cart.id, flask, 1, headers)).cart.customer).toBeNull()
  }
})

test('a customer sees the prices of their group on the shelf and in the cart, and nobody else does', async () => {
  const prices = [
    { channel: 'eu', currency: 'EUR', amountMinor: 1_000 },
    { channel: 'eu', currency: 'EUR', amountMinor: 700, priceGroup: 'trade' },
  ]
  await shop.saved(vessel('alembic', { variants: [{ sku: 'alembic', prices }] }))
  const id = await newCustomer(shop, 'maria@example.com')
  await must(shop.customers.saveGroup(shop.actor, { key: 'trade', name: 'Trade' }))
  await must(shop.customers.save(shop.actor, { id, groups: ['trade'] }))
  const input = { email: 'maria@example.com', password: goodPassword }
  const { session } = await must(shop.customers.accounts.signIn(input))
  const authorization = { authorization: `Bearer ${session.accessToken}` }
  const priceFor = async (headers: Headers) => {
    const query = '{ productVariant(by: { sku: "alembic" }) { id price { amountMinor } } }'
    const { productVariant } = await shop.ask(query, {}, headers)
    const { cart } = await create({ lines: [{ variantId: productVariant.id }] }, headers)
    return [productVariant.price.amountMinor, cart.cost.total.amountMinor]
  }
  expect(await priceFor(authorization)).toEqual([700, 700])
  expect(await priceFor({})).toEqual([1_000, 1_000])
})

test('a subscriber is told how the cart changes, and nobody else is', async () => {
  const { cart, opening } = await create()
  const query =
    'subscription ($id: ID!) { cartChanged(cartId: $id) { snapshot cart { version totalQuantity } } }'
  const url = shop.url.replace('http', 'ws').concat('/graphql')
  const [own, others] = [clientOf(url, opening), clientOf(url)]
  const { events } = subscribe(own, query, { id: cart.id })
  const stranger = subscribe(others, query, { id: cart.id })
  await expect.poll(() => events).toHaveLength(1)
  await add(cart.id, flask, 3, opening)
  await expect
    .poll(() => events)
    .toMatchObject([
      { data: { cartChanged: { snapshot: true, cart: { version: 1, totalQuantity: 0 } } } },
      { data: { cartChanged: { snapshot: false, cart: { version: 2, totalQuantity: 3 } } } },
    ])
  expect(JSON.stringify(stranger.events)).not.toContain('version')
  await own.dispose()
  await others.dispose()
})
