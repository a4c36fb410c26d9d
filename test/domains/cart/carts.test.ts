import { beforeAll, expect, test } from 'vitest'
import { newId } from '../../../src/kernel/ids.js'
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
import { refusedBy } from '../../support/customers.js'
import { must, openTestShop, pricesOf, type TestShop, vessel } from '../../support/shop.js'
import { statementsOf } from '../../support/statements.js'
import { lay, place, soldVariant } from '../../support/stocked.js'

let shop: TestShop
let flask: number
let retort: number

beforeAll(async () => {
  shop = await openTestShop()
  flask = await soldVariant(shop, 'flask')
  retort = await soldVariant(shop, 'retort')
})

test('what is added is on top of what is there, and the same with other attributes is another line', async () => {
  const held = await newCart(shop, [{ variantId: flask, quantity: 1 }])
  const engraved = [{ key: 'engraving', value: 'VITRIOL' }]
  const lines = [
    { variantId: flask, quantity: 2 },
    { variantId: retort, quantity: 1 },
    { variantId: flask, quantity: 1, attributes: engraved },
    { variantId: flask, quantity: 1, attributes: engraved },
  ]
  await must(shop.carts.addLines(held.holder, { cartId: held.id, lines }))
  const cart = await cartOf(shop, held)
  expect(contentOf(cart)).toEqual([
    [flask, 3],
    [retort, 1],
    [flask, 2],
  ])
  expect(cart).toMatchObject({ version: 2, status: 'OPEN', currency: 'EUR', country: 'DE' })
  expect((await shownOf(shop, held)).priced.cost.totalMinor).toBe(6_000)
})

test('lines are set together or not at all', async () => {
  const held = await newCart(shop, [
    { variantId: flask, quantity: 1 },
    { variantId: retort, quantity: 1 },
  ])
  const [first, second] = (await cartOf(shop, held)).lines
  const ids = [first?.id ?? '', second?.id ?? '']
  const update = (lines: { lineId: string; quantity: number }[], expectedVersion?: number) =>
    shop.carts.updateLines(held.holder, { cartId: held.id, lines, expectedVersion })

  const refused = await update([
    { lineId: ids[0] ?? '', quantity: 5 },
    { lineId: newId(), quantity: 1 },
    { lineId: ids[1] ?? '', quantity: 1_000_000_000 },
  ])
  expect(refusedBy(refused)).toEqual(['NOT_FOUND lines.1.lineId', 'OUT_OF_RANGE lines.2.quantity'])
  expect(contentOf(await cartOf(shop, held))).toEqual([
    [flask, 1],
    [retort, 1],
  ])
  await must(update([{ lineId: ids[0] ?? '', quantity: 5 }], 1))
  expect(refusedBy(await update([{ lineId: ids[1] ?? '', quantity: 7 }], 1))).toEqual([
    'VERSION_CONFLICT expectedVersion',
  ])
  await must(update([{ lineId: ids[1] ?? '', quantity: 0 }]))
  expect(contentOf(await cartOf(shop, held))).toEqual([[flask, 5]])
})

test('a line that becomes like another one is one line with it', async () => {
  const attributes = [{ key: 'gift', value: 'yes' }]
  const held = await newCart(shop, [
    { variantId: flask, quantity: 1 },
    { variantId: flask, quantity: 2, attributes },
  ])
  const [, gift] = (await cartOf(shop, held)).lines
  const lines = [{ lineId: gift?.id ?? '', attributes: [] }]
  await must(shop.carts.updateLines(held.holder, { cartId: held.id, lines }))
  expect(contentOf(await cartOf(shop, held))).toEqual([[flask, 3]])
})

test('lines become each other in one call', async () => {
  const athanor = await soldVariant(shop, 'athanor')
  const held = await newCart(shop, [
    { variantId: flask, quantity: 1 },
    { variantId: retort, quantity: 2 },
    { variantId: athanor, quantity: 3 },
  ])
  const { lines } = await cartOf(shop, held)
  const become = (variantIds: number[]) =>
    shop.carts.updateLines(held.holder, {
      cartId: held.id,
      lines: variantIds.map((variantId, i) => ({ lineId: lines[i]?.id ?? '', variantId })),
    })
  await must(become([retort, athanor, flask]))
  const after = await cartOf(shop, held)
  expect(contentOf(after)).toEqual([
    [retort, 1],
    [athanor, 2],
    [flask, 3],
  ])
  expect(after.lines.map(({ id }) => id)).toEqual(lines.map(({ id }) => id))
})

test('every reason is told at once and nothing is changed', async () => {
  await shop.saved(vessel('us-only', { publications: [{ channel: 'us' }] }))
  const { state } = await shop.stored('us-only')
  const elsewhere = state.variants[0]?.id ?? 0
  const held = await newCart(shop)
  const refused = await shop.carts.addLines(held.holder, {
    cartId: held.id,
    lines: [
      { variantId: flask, quantity: 1 },
      { variantId: elsewhere, quantity: 1 },
      { variantId: null, quantity: 1 },
    ],
  })
  expect(refusedBy(refused)).toEqual([
    'NOT_PURCHASABLE lines.2.variantId',
    'NOT_PURCHASABLE lines.1.variantId',
  ])
  const bad = await shop.carts.addLines(held.holder, {
    cartId: held.id,
    lines: [
      { variantId: flask, quantity: 0 },
      { variantId: flask, quantity: 1, attributes: [{ key: 'note', value: '\ud800' }] },
    ],
  })
  expect(refusedBy(bad)).toEqual([
    'OUT_OF_RANGE lines.0.quantity',
    'INVALID_FORMAT lines.1.attributes.0.value',
  ])
  expect(await cartOf(shop, held)).toMatchObject({ version: 1, lines: [] })
})

test('nobody puts in more than there is, than is sold at once, or than a cart holds', async () => {
  await must(shop.stock.saveLocation(shop.actor, place('vault')))
  const scarce = await soldVariant(shop, 'scarce')
  await lay(shop, 'scarce', 'vault', 3)
  const rule = { min: 2, max: 6, step: 2 }
  await shop.saved(
    vessel('paired', { variants: [{ sku: 'paired', prices: pricesOf(500), quantityRule: rule }] }),
  )
  const paired = (await shop.stored('paired')).state.variants[0]?.id ?? 0
  const held = await newCart(shop, [{ variantId: scarce, quantity: 2 }])
  const add = (variantId: number, quantity: number) =>
    shop.carts.addLines(held.holder, { cartId: held.id, lines: [{ variantId, quantity }] })
  expect(refusedBy(await add(scarce, 2))).toEqual(['INSUFFICIENT_STOCK lines.0.quantity'])
  expect(refusedBy(await add(paired, 3))).toEqual(['QUANTITY_RULE lines.0.quantity'])
  await must(add(paired, 4))
  expect(refusedBy(await add(paired, 4))).toEqual(['QUANTITY_RULE lines.0.quantity'])

  const many = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => ({
      ...{ variantId: flask, quantity: 1, attributes: [{ key: 'n', value: `${from + i}` }] },
    }))
  await must(shop.carts.addLines(held.holder, { cartId: held.id, lines: many(0, 248) }))
  const over = await shop.carts.addLines(held.holder, { cartId: held.id, lines: many(300, 1) })
  expect(refusedBy(over)).toEqual(['LIMIT_EXCEEDED lines'])
})

test("somebody else's cart is as one that there is not", async () => {
  const held = await newCart(shop, [{ variantId: flask, quantity: 1 }])
  const ada = await newCustomer(shop, 'ada@example.com')
  const own = await newCart(shop, [], signedIn(ada))
  const other = await newCart(shop)
  const lines = [{ variantId: flask, quantity: 1 }]
  const nothing = await shop.carts.addLines(other.holder, { cartId: newId(), lines })
  expect(refusedBy(nothing)).toEqual(['NOT_FOUND cartId'])
  for (const holder of [guest(), other.holder, signedIn(ada)]) {
    expect(await shop.carts.find(holder, held.id)).toBeNull()
    expect(refusedBy(await shop.carts.addLines(holder, { cartId: held.id, lines }))).toEqual(
      refusedBy(nothing),
    )
  }
  expect(await shop.carts.find(signedIn(ada), own.id)).not.toBeNull()
  expect(await shop.carts.find(guest(), own.id)).toBeNull()
})

test('a call that is repeated with its key is done once', async () => {
  const key = 'a-key-of-enough-characters'
  const input = { lines: [{ variantId: flask, quantity: 1 }], idempotencyKey: key }
  const buys = await placeIn(shop)
  const first = await must(shop.carts.create(guest(), buys, input))
  const again = await must(shop.carts.create(guest(), buys, input))
  expect(again.cartId).toBe(first.cartId)
  expect(await shop.carts.find(guest(first.token), first.cartId)).toBeNull()
  const holder = guest(again.token)
  const elsewhere = await shop.carts.create(signedIn(await newCustomer(shop, 'eve@example.com')), buys, input)
  expect(elsewhere.ok && elsewhere.value.cartId).not.toBe(first.cartId)
  const adding = { ...input, cartId: first.cartId }
  await must(shop.carts.addLines(holder, adding))
  await must(shop.carts.addLines(holder, adding))
  expect(contentOf(await cartOf(shop, { id: first.cartId, holder }))).toEqual([[flask, 2]])
  expect(refusedBy(await shop.carts.create(guest(), buys, input))).toEqual([
    'IDEMPOTENCY_KEY_REUSED idempotencyKey',
  ])
  const other = await shop.carts.addLines(holder, { ...adding, lines: [{ variantId: flask, quantity: 2 }] })
  expect(refusedBy(other)).toEqual(['IDEMPOTENCY_KEY_REUSED idempotencyKey'])
})

test('a cart that nobody changes ends, and cannot be changed then', async () => {
  const held = await newCart(shop, [{ variantId: flask, quantity: 1 }])
  const kept = await newCart(shop)
  const { expiresAt } = await cartOf(shop, held)
  expect(await shop.carts.expireDue(new Date(expiresAt.getTime() - 1), () => false)).toBe(0)
  expect(await shop.carts.expireDue(expiresAt, () => false)).toBeGreaterThan(0)
  expect(await cartOf(shop, held)).toMatchObject({ status: 'EXPIRED', version: 2 })
  const lines = [{ variantId: flask, quantity: 1 }]
  for (const { holder, id } of [held, kept])
    expect(refusedBy(await shop.carts.addLines(holder, { cartId: id, lines }))).toEqual([
      'CART_NOT_OPEN cartId',
    ])
  await shop.carts.forget(new Date(expiresAt.getTime() - 1))
  expect(await shop.carts.find(held.holder, held.id)).not.toBeNull()
  await shop.carts.forget(expiresAt)
  expect(await shop.carts.find(held.holder, held.id)).toBeNull()
})

test('the attributes of all lines together have a limit, also over several calls', async () => {
  const held = await newCart(shop)
  const fat = (name: string) => ({
    ...{ variantId: flask, quantity: 1 },
    attributes: Array.from({ length: 20 }, (_, i) => ({ key: `${name} ${i}`, value: 'x'.repeat(990) })),
  })
  const add = (...names: string[]) =>
    shop.carts.addLines(held.holder, { cartId: held.id, lines: names.map(fat) })
  await must(add('a', 'b', 'c'))
  await must(add('d', 'e'))
  expect(refusedBy(await add('f'))).toEqual(['LIMIT_EXCEEDED lines'])
  const [first] = (await cartOf(shop, held)).lines
  const smaller = [{ lineId: first?.id ?? '', attributes: [] }]
  await must(shop.carts.updateLines(held.holder, { cartId: held.id, lines: smaller }))
  await must(add('f'))
})

test('carts are forgotten a few at a time, since each may have hundreds of lines', async () => {
  const many = await Promise.all(Array.from({ length: 30 }, () => newCart(shop)))
  const { expiresAt } = await cartOf(shop, many[29] ?? (await newCart(shop)))
  await shop.carts.expireDue(expiresAt, () => false)
  const seen = await statementsOf(() => shop.carts.forget(expiresAt))
  expect(seen.filter((text) => text.startsWith('delete from "cart" '))).toHaveLength(2)
})
