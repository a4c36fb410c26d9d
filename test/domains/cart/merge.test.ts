import { beforeAll, expect, test } from 'vitest'
import { createPersonalData } from '../../../src/app/personal-data.js'
import type { CartHolder, KeyValue } from '../../../src/domains/cart/index.js'
import {
  cartOf,
  contentOf,
  guest,
  newCart,
  newCustomer,
  placeIn,
  shownOf,
  signedIn,
} from '../../support/carts.js'
import { must, openTestShop, pricesOf, type TestShop, vessel } from '../../support/shop.js'
import { lay, place, soldVariant } from '../../support/stocked.js'

let shop: TestShop
let variants: number[]
let customers = 0

beforeAll(async () => {
  shop = await openTestShop()
  variants = []
  for (const sku of ['flask', 'retort', 'alembic', 'crucible']) variants.push(await soldVariant(shop, sku))
})

const customer = () => newCustomer(shop, `somebody-${++customers}@example.com`)
const take = async (id: string, token: string | null, how: 'MERGE' | 'KEEP_GUEST' | 'KEEP_CUSTOMER') =>
  shop.carts.take(signedIn(id, token), (await placeIn(shop)).channelId, how)
const of = (variantId: number | undefined, quantity: number) => ({ variantId: variantId ?? 0, quantity })

test('a guest who signs in keeps the cart, which the token opens no more', async () => {
  const id = await customer()
  const held = await newCart(shop, [of(variants[0], 2)])
  const taken = await take(id, held.holder.token, 'MERGE')
  expect(taken).toEqual({ cartId: held.id, mergedFrom: null, warnings: [] })
  expect(await shop.carts.find(guest(held.holder.token), held.id)).toBeNull()
  expect(contentOf(await cartOf(shop, { id: held.id, holder: signedIn(id) }))).toEqual([[variants[0], 2]])
})

test('of two carts every line is in one, which says what was in both and what was lowered', async () => {
  await must(shop.stock.saveLocation(shop.actor, place('vault')))
  const scarce = await soldVariant(shop, 'scarce')
  await lay(shop, 'scarce', 'vault', 4)
  const id = await customer()
  const own = await newCart(shop, [of(scarce, 3), of(variants[0], 1)], signedIn(id))
  const other = await newCart(shop, [of(variants[1], 1), of(scarce, 3), of(variants[0], 2)])
  const taken = await take(id, other.holder.token, 'MERGE')
  expect(taken).toMatchObject({ cartId: own.id, mergedFrom: other.id })
  expect(taken.warnings.map(({ code }) => code)).toEqual(['LINES_MERGED', 'QUANTITY_LOWERED', 'LINES_MERGED'])
  expect(taken.warnings[1]).toMatchObject({ requested: 6, quantity: 4 })
  const cart = await cartOf(shop, own)
  expect(contentOf(cart)).toEqual([
    [scarce, 4],
    [variants[0], 3],
    [variants[1], 1],
  ])
  expect(await cartOf(shop, other)).toMatchObject({ status: 'MERGED', mergedInto: own.id })
  expect(await take(id, other.holder.token, 'MERGE')).toMatchObject({ cartId: own.id, mergedFrom: null })
  expect((await cartOf(shop, own)).version).toBe(cart.version)
})

test.each([
  ['KEEP_GUEST', 1],
  ['KEEP_CUSTOMER', 0],
] as const)('%s leaves the other cart as it was', async (how, kept) => {
  const id = await customer()
  const carts = [
    await newCart(shop, [of(variants[0], 1)], signedIn(id)),
    await newCart(shop, [of(variants[1], 1)]),
  ]
  const taken = await take(id, carts[1]?.holder.token ?? null, how)
  expect(taken).toMatchObject({ cartId: carts[kept]?.id, mergedFrom: carts[1 - kept]?.id })
  const current = await shop.carts.current(signedIn(id), (await placeIn(shop)).channelId)
  expect([current?.id, current && contentOf(current)]).toEqual([carts[kept]?.id, [[variants[kept], 1]]])
})

test('whatever is in two carts, no line is lost, also when both are merged many times at once', async () => {
  for (let seed = 1; seed <= 6; seed++) {
    const some = (salt: number) =>
      Array.from({ length: (seed * salt) % 6 }, (_, i) => ({
        ...of(variants[(seed + i * salt) % variants.length], 1 + ((seed * i) % 3)),
        attributes: i % 2 ? [{ key: 'gift', value: `${i % 4}` }] : [],
      }))
    const [mine, theirs] = [some(3), some(5)]
    const id = await customer()
    const own = await newCart(shop, mine, signedIn(id))
    const other = await newCart(shop, theirs)
    await Promise.all(Array.from({ length: 5 }, () => take(id, other.holder.token, 'MERGE')))
    const sums = new Map<string, number>()
    const keyOf = (line: { variantId: number | null; attributes?: unknown }) =>
      JSON.stringify([line.variantId, line.attributes])
    for (const line of [...mine, ...theirs])
      sums.set(keyOf(line), (sums.get(keyOf(line)) ?? 0) + line.quantity)
    const { lines } = await cartOf(shop, own)
    expect(new Map(lines.map((line) => [keyOf(line), line.quantity]))).toEqual(sums)
  }
})

test.each(['MERGE', 'KEEP_CUSTOMER'] as const)(
  'after %s what the guest said of themselves is exported and erased with the customer',
  async (how) => {
    const id = await customer()
    await newCart(shop, [of(variants[0], 1)], signedIn(id))
    const other = await newCart(shop, [of(variants[1], 1)])
    const input = { cartId: other.id, email: 'maria.prophetissa@example.com', note: 'Ring twice' }
    await must(shop.carts.updateCheckout(other.holder, input))
    await take(id, other.holder.token, how)
    const parts = createPersonalData(shop)
    const exported = await shop.customers.export(id, parts)
    expect(exported?.carts).toMatchObject([{}, { email: input.email, note: 'Ring twice', status: 'MERGED' }])
    await must(shop.customers.erase(shop.actor, id, parts))
    expect(await shop.carts.find(other.holder, other.id)).toBeNull()
  },
)

test.each([false, true])(
  'a price that had changed before somebody signed in is told still (own cart: %s)',
  async (hasOwn) => {
    const sku = `vial-${hasOwn}`
    const vial = await soldVariant(shop, sku)
    const id = await customer()
    if (hasOwn) await newCart(shop, [of(variants[0], 1), of(vial, 1)], signedIn(id))
    const engraved = [{ key: 'engraving', value: 'Azoth' }]
    const other = await newCart(shop, [
      of(variants[1], 1),
      { ...of(vial, 2), attributes: engraved },
      of(vial, 1),
    ])
    await shop.saved(vessel(sku, { variants: [{ sku, prices: pricesOf(1_200) }] }))
    const { cartId } = await take(id, other.holder.token, 'MERGE')
    const { warnings } = await shownOf(shop, { id: cartId ?? '', holder: signedIn(id) })
    const changed = { code: 'PRICE_CHANGED', beforeMinor: 1_000, afterMinor: 1_200 }
    expect(warnings.filter(({ code }) => code === 'PRICE_CHANGED')).toMatchObject([changed, changed])
  },
)

test('a cart in another currency says so where it goes up in the own one', async () => {
  const id = await customer()
  const own = await newCart(shop, [of(variants[0], 1)], signedIn(id))
  const other = await newCart(shop, [of(variants[1], 1)])
  await must(shop.carts.updateContext(other.holder, { cartId: other.id, currency: 'USD' }))
  const { warnings } = await take(id, other.holder.token, 'MERGE')
  expect(warnings).toMatchObject([{ code: 'CURRENCY_CHANGED', lineId: null }])
  const shown = await shownOf(shop, own)
  expect(shown.warnings.map(({ code }) => code)).toEqual(['CURRENCY_CHANGED'])
  expect(shown.priced.cost.totalMinor).toBe(2_000)
})

test('a cart does not grow without end, however often somebody signs in or changes the currency', async () => {
  const id = await customer()
  const many = (from: number) =>
    Array.from({ length: 250 }, (_, i) => ({
      ...of(variants[0], 1),
      attributes: [{ key: 'n', value: `${from + i}` }],
    }))
  const own = await newCart(shop, many(0), signedIn(id))
  for (const from of [0, 125]) {
    const other = await newCart(shop, many(from))
    expect(await take(id, other.holder.token, 'MERGE')).toMatchObject({ mergedFrom: other.id })
  }
  const third = await newCart(shop, many(500))
  expect(await take(id, third.holder.token, 'MERGE')).toEqual({
    cartId: own.id,
    mergedFrom: null,
    warnings: [],
  })
  expect(await cartOf(shop, third)).toMatchObject({ status: 'OPEN', customerId: null })
  for (const currency of ['USD', 'EUR', 'USD']) {
    const changed = await must(shop.carts.updateContext(own.holder, { cartId: own.id, currency }))
    expect(changed.warnings).toMatchObject([{ code: 'CURRENCY_CHANGED' }])
  }
  const { lines, warnings } = await cartOf(shop, own)
  expect(lines).toHaveLength(375)
  expect(warnings).toHaveLength(250 + 1)
})

test('what the shop keeps with either cart stays with the one that both become', async () => {
  const id = await customer()
  const create = async (holder: CartHolder, attributes: KeyValue[]) =>
    must(shop.carts.create(holder, await placeIn(shop), { attributes }))
  const own = await create(signedIn(id), [{ key: 'gift', value: 'yes' }])
  const theirs = [
    { key: 'gift', value: 'no' },
    { key: 'campaign', value: 'spring' },
  ]
  const { token } = await create(guest(), theirs)
  await take(id, token, 'MERGE')
  const { attributes } = await cartOf(shop, { id: own.cartId, holder: signedIn(id) })
  expect(attributes).toEqual([
    { key: 'gift', value: 'yes' },
    { key: 'campaign', value: 'spring' },
  ])
})
