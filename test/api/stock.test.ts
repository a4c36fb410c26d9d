import { beforeAll, describe, expect, test } from 'vitest'
import { must, pricesOf, vessel } from '../support/shop.js'
import { type ShopApi, startTestShop } from '../support/shop-api.js'
import { place, soldVariant } from '../support/stocked.js'

let shop: ShopApi
const ids = new Map<string, number>()
const vienna = { latitude: 48.208, longitude: 16.372 }
const graz = { latitude: 47.07, longitude: 15.439 }
beforeAll(async () => {
  shop = await startTestShop()
  for (const sku of ['retort', 'alembic', 'flask']) ids.set(sku, await soldVariant(shop, sku))
  await must(shop.channels.save(shop.actor, { slug: 'eu', quantityDisplayCap: 10 }))
  const store = { kind: 'STORE' as const, offersPickup: true, pickupReadyMinutes: 120 }
  await must(shop.stock.saveLocation(shop.actor, place('vienna', { ...store, position: vienna })))
  await must(shop.stock.saveLocation(shop.actor, place('graz', { ...store, position: graz, priority: 5 })))
  await must(shop.stock.saveLocation(shop.actor, place('depot', { channels: ['eu'] })))
})

let keys = 0
const key = () => `test-key-${String(++keys).padStart(16, '0')}`
const onPayload =
  '... on StockPayload { levels { sku location { externalReference } onHand reserved available } }'
const onRejection =
  '... on Rejection { errors { __typename code field message ... on InsufficientStock { requested available } ... on QuantityChanged { currentQuantity } } }'
const set = (sku: string, location: string, quantity: number) =>
  shop.askAdmin(
    `mutation ($input: StockSetInput!) { stockSet(input: $input) { ${onPayload} ${onRejection} } }`,
    { input: { items: [{ sku, location, quantity }], idempotencyKey: key() } },
  )
const adjust = async (input: object) => {
  const document = `mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) { __typename ${onPayload} ${onRejection} } }`
  return (await shop.askAdmin(document, { input: { idempotencyKey: key(), ...input } })).stockAdjust
}
const variantOf = async (sku: string, fields: string) =>
  (await shop.ask(`{ productVariant(by: { sku: "${sku}" }) { ${fields} } }`)).productVariant

describe('a variant', () => {
  test('that nobody counts is for sale, and shows no number', async () => {
    expect(
      await variantOf('flask', 'availability availableForSale quantityAvailable stockVersion restockAt'),
    ).toEqual({
      availability: 'IN_STOCK',
      availableForSale: true,
      quantityAvailable: null,
      stockVersion: 0,
      restockAt: null,
    })
  })

  test('shows how many there are up to the cap of the channel, at once after each change', async () => {
    const seen: (number | null)[] = []
    for (const quantity of [10, 11, 3, 0, 7]) {
      await set('retort', 'depot', quantity)
      seen.push((await variantOf('retort', 'quantityAvailable')).quantityAvailable)
    }
    expect(seen).toEqual([10, null, 3, 0, 7])
  })

  test('is not for sale when it is out of stock, and neither is its product', async () => {
    const fields = 'availability availableForSale product { availability availableForSale }'
    await set('alembic', 'depot', 1)
    expect(await variantOf('alembic', fields)).toMatchObject({ availableForSale: true })
    await set('alembic', 'depot', 0)
    expect(await variantOf('alembic', fields)).toEqual({
      availability: 'OUT',
      availableForSale: false,
      product: { availability: 'OUT', availableForSale: false },
    })
  })

  test('shows what lies at stores, the nearest first', async () => {
    await set('retort', 'graz', 2)
    const document = `query ($near: CoordinatesInput, $limit: Int) { productVariant(by: { sku: "retort" }) {
      storeAvailability(near: $near, limit: $limit) {
        location { externalReference } availability quantityAvailable pickupReadyInMinutes distanceKm } } }`
    const near = async (where: object | null, limit = 10) =>
      (await shop.ask(document, { near: where, limit })).productVariant.storeAvailability
    const [first, second] = await near(vienna)
    expect(first).toMatchObject({
      location: { externalReference: 'vienna' },
      availability: 'OUT',
      quantityAvailable: 0,
      pickupReadyInMinutes: 120,
      distanceKm: 0,
    })
    expect(second).toMatchObject({ location: { externalReference: 'graz' }, quantityAvailable: 2 })
    expect(Math.round(second.distanceKm)).toBe(145)
    expect((await near(null, 1)).map((one: { location: object }) => one.location)).toEqual([
      { externalReference: 'graz' },
    ])
    const [error] = await shop.errorsOf(document, { near: { latitude: 91, longitude: 0 } })
    expect(error.extensions.code).toBe('BAD_USER_INPUT')
  })
})

describe('an answer that is kept', () => {
  const page =
    '{ product(by: { externalReference: "flask" }) { name availability variants { nodes { availableForSale } } } }'

  test('follows the stock when a threshold is crossed', async () => {
    const availability = async () => (await shop.ask(page)).product.availability
    expect(await availability()).toBe('IN_STOCK')
    await set('flask', 'depot', 1)
    expect(await availability()).toBe('IN_STOCK')
    await adjust({ sku: 'flask', location: 'depot', delta: -1 })
    expect(await availability()).toBe('OUT')
    await adjust({ sku: 'flask', location: 'depot', delta: 5 })
    expect(await availability()).toBe('IN_STOCK')
  })
})

test('lists of products are filtered by availability', async () => {
  await set('retort', 'depot', 5)
  await set('flask', 'depot', 0)
  await shop.react()
  const listed = async (...availability: string[]) => {
    const document = `query ($filter: ProductFilter) { products(filter: $filter) { totalCount nodes { externalReference } } }`
    const { products } = await shop.ask(document, { filter: { availability } })
    return products.nodes.map((node: { externalReference: string }) => node.externalReference).sort()
  }
  expect(await listed('OUT')).toEqual(['alembic', 'flask'])
  expect(await listed('IN_STOCK', 'LOW')).toEqual(['retort'])
  await set('flask', 'depot', 9)
  await shop.react()
  expect(await listed('OUT')).toEqual(['alembic'])
})

test('the first variant that can be bought is shown, else the first', async () => {
  const values = ['s', 'm']
  await shop.saved(
    vessel('sized', {
      options: [
        {
          key: 'size',
          names: [{ locale: 'en', value: 'size' }],
          values: values.map((value) => ({ key: value, names: [{ locale: 'en', value }] })),
        },
      ],
      variants: values.map((valueKey) => ({
        sku: `sized-${valueKey}`,
        options: [{ key: 'size', valueKey }],
        prices: pricesOf(100),
      })),
    }),
  )
  const document =
    '{ product(by: { externalReference: "sized" }) { selectedOrFirstAvailableVariant { sku } } }'
  const first = async () => (await shop.ask(document)).product.selectedOrFirstAvailableVariant.sku
  expect(await first()).toBe('sized-s')
  await set('sized-s', 'depot', 0)
  expect(await first()).toBe('sized-m')
  await set('sized-m', 'depot', 0)
  expect(await first()).toBe('sized-s')
})

describe('staff', () => {
  test('see exact numbers, the ledger and what is low', async () => {
    await set('retort', 'depot', 40)
    await adjust({ sku: 'retort', location: 'depot', delta: -3, reason: 'broken' })
    const document = `query ($variantId: ID) {
      stockLevels(skus: ["retort"]) { totalCount nodes { sku onHand location { externalReference } } }
      stockMovements(variantId: $variantId, first: 1) { nodes { kind quantity reason actor sku location { name } } }
      lowStock { nodes { sku policy stockVersion levels { onHand } } } }`
    const { stockLevels, stockMovements, lowStock } = await shop.askAdmin(document, {
      variantId: `var_${ids.get('retort')}`,
    })
    expect(stockLevels.nodes).toContainEqual({
      sku: 'retort',
      onHand: 37,
      location: { externalReference: 'depot' },
    })
    expect(stockMovements.nodes).toMatchObject([
      { kind: 'ADJUST', quantity: -3, reason: 'broken', sku: 'retort', location: { name: 'depot' } },
    ])
    expect(lowStock.nodes).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ sku: 'alembic', policy: 'DENY' })]),
    )
  })

  test('walk a list by its own cursors only', async () => {
    const walk = (field: string, after: string | null) =>
      `{ list: ${field}${after ? `, after: "${after}"` : ''}) { pageInfo { endCursor } } }`
    const levels = `stockLevels(first: 1, locationId: "loc_1"`
    await set('retort', 'vienna', 2)
    const { list } = await shop.askAdmin(walk(levels, null))
    const cursor = list.pageInfo.endCursor
    await shop.askAdmin(walk(levels, cursor))
    for (const field of ['stockLevels(first: 1', 'stockMovements(first: 1', 'stockLocations(first: 1']) {
      const [error] = await shop.adminErrorsOf(walk(field, cursor))
      expect(error).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' }, message: /after/ })
    }
  })

  test('are told in types why a change is refused', async () => {
    await set('retort', 'vienna', 2)
    expect(await adjust({ sku: 'retort', location: 'vienna', delta: -5 })).toMatchObject({
      errors: [{ __typename: 'InsufficientStock', field: ['input', 'delta'], requested: 5, available: 2 }],
    })
    expect(
      await adjust({ sku: 'retort', location: 'vienna', quantity: 9, expectedQuantity: 3 }),
    ).toMatchObject({
      errors: [{ __typename: 'QuantityChanged', currentQuantity: 2 }],
    })
    expect(await adjust({ variantId: 'prd_1', location: 'moon', delta: 1 })).toMatchObject({
      errors: [{ code: 'NOT_FOUND' }, { code: 'NOT_FOUND' }],
    })
  })

  test('repeat a call by its key and change nothing', async () => {
    await set('retort', 'vienna', 2)
    const input = { sku: 'retort', location: 'vienna', delta: 4, idempotencyKey: key() }
    expect(await adjust(input)).toMatchObject({ levels: [{ onHand: 6 }] })
    expect(await adjust(input)).toMatchObject({ levels: [{ onHand: 6 }] })
    expect(await adjust({ ...input, delta: 5 })).toMatchObject({
      errors: [{ __typename: 'OtherError', code: 'IDEMPOTENCY_KEY_REUSED' }],
    })
  })

  test('move and receive units, and say how they are counted', async () => {
    await set('retort', 'vienna', 5)
    await set('retort', 'graz', 0)
    const { stockTransfer } = await shop.askAdmin(
      `mutation { stockTransfer(input: { sku: "retort", from: "vienna", to: "graz", quantity: 2, idempotencyKey: "${key()}" }) { ${onPayload} } }`,
    )
    expect(stockTransfer.levels).toMatchObject([{ onHand: 3 }, { onHand: 2 }])
    const { stockReceive } = await shop.askAdmin(
      `mutation { stockReceive(input: { sku: "retort", location: "graz", quantity: 4, idempotencyKey: "${key()}" }) { ${onPayload} } }`,
    )
    expect(stockReceive.levels).toMatchObject([{ onHand: 6, available: 6 }])
    const { stockPoliciesSave } = await shop.askAdmin(
      `mutation { stockPoliciesSave(input: { items: [{ sku: "retort", policy: BACKORDER, promiseLimit: 3 }] }) { ... on StockPoliciesSavePayload { items { sku policy promiseLimit } } } }`,
    )
    expect(stockPoliciesSave.items).toEqual([{ sku: 'retort', policy: 'BACKORDER', promiseLimit: 3 }])
  })
})

describe('locations', () => {
  test('are found by the public where it may go, and page by page', async () => {
    const walk = async (after: string | null) =>
      (
        await shop.ask(
          `query ($after: String) { locations(near: { latitude: 47, longitude: 15 }, first: 1, after: $after) {
            totalCount nodes { externalReference address { country formatted } } pageInfo { hasNextPage endCursor } } }`,
          { after },
        )
      ).locations
    const first = await walk(null)
    const second = await walk(first.pageInfo.endCursor)
    expect([...first.nodes, ...second.nodes]).toMatchObject([
      { externalReference: 'graz', address: { country: 'AT', formatted: ['AT'] } },
      { externalReference: 'vienna' },
    ])
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage, first.totalCount]).toEqual([
      true,
      false,
      2,
    ])
  })

  test('are saved, and refused with every reason', async () => {
    const save = async (input: object) =>
      (
        await shop.askAdmin(
          `mutation ($input: LocationSaveInput!) { locationSave(input: $input) { ... on LocationSavePayload { location { id version name } } ${onRejection} } }`,
          { input },
        )
      ).locationSave
    expect((await save({ externalReference: 'nowhere', timeZone: 'Moon/Base' })).errors).toMatchObject([
      { code: 'REQUIRED', field: ['input', 'kind'] },
      { code: 'REQUIRED', field: ['input', 'names'] },
      { code: 'REQUIRED', field: ['input', 'address'] },
      { code: 'REQUIRED', field: ['input', 'channels'] },
      { code: 'INVALID', field: ['input', 'timeZone'] },
    ])
    const { location } = await save({ externalReference: 'vienna', expectedVersion: 1, priority: 1 })
    expect(location).toMatchObject({ version: 2, name: 'vienna' })
    expect((await save({ externalReference: 'vienna', expectedVersion: 1 })).errors).toMatchObject([
      { __typename: 'VersionConflict' },
    ])
    const { node } = await shop.ask('query ($id: ID!) { node(id: $id) { ... on Location { name } } }', {
      id: location.id,
    })
    expect(node).toEqual({ name: 'vienna' })
  })

  test('that stop serving a channel take what they have with them', async () => {
    await set('flask', 'depot', 5)
    expect((await variantOf('flask', 'availability')).availability).toBe('IN_STOCK')
    await must(shop.stock.saveLocation(shop.actor, { externalReference: 'depot', channels: [] }))
    await shop.react()
    await expect.poll(async () => (await variantOf('flask', 'availability')).availability).toBe('OUT')
    const { products } = await shop.ask('{ products(filter: { availability: [OUT] }) { nodes { slug } } }')
    expect(products.nodes).toContainEqual({ slug: 'flask' })
    await must(shop.stock.saveLocation(shop.actor, { externalReference: 'depot', channels: ['eu'] }))
  })
})

describe('permissions', () => {
  const write = `stockAdjust(input: { sku: "x", location: "x", delta: 1, idempotencyKey: "0123456789abcdef" }) { __typename }`
  const cases = [
    ['STOCK_WRITE', `mutation { ${write} }`],
    [
      'STOCK_WRITE',
      'mutation { stockSet(input: { items: [], idempotencyKey: "0123456789abcdef" }) { __typename } }',
    ],
    ['STOCK_WRITE', 'mutation { stockPoliciesSave(input: { items: [] }) { __typename } }'],
    ['STOCK_WRITE', 'mutation { locationSave(input: { externalReference: "x" }) { __typename } }'],
    ['STOCK_READ', '{ stockLevels { totalCount } }'],
    ['STOCK_READ', '{ lowStock { totalCount } }'],
    ['STOCK_READ', '{ stockMovements { totalCount } }'],
    ['STOCK_READ', '{ stockLocations { totalCount } }'],
  ] as const
  test.each(cases)('%s is needed, and enough, for %s', async (permission, operation) => {
    const other = permission === 'STOCK_READ' ? 'STOCK_WRITE' : 'STOCK_READ'
    const code = async (permissions: string[] | null) =>
      (await shop.as(permissions, operation)).body.errors?.[0]?.extensions.code
    expect([await code(null), await code([other]), await code([permission])]).toEqual([
      'UNAUTHENTICATED',
      'FORBIDDEN',
      undefined,
    ])
  })
})
