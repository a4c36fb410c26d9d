import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ProductInput } from '../../../src/domains/catalog/index.js'
import { pricesOf, vessel } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'

let shop: ShopApi
beforeAll(async () => {
  shop = await startTestShop()
})
beforeEach(() => {
  shop.clock.set('2030-01-01T00:00:00.000Z')
})

const seen = /* GraphQL */ `
  query ($id: ID!, $reference: String!, $categoryId: ID!, $brandId: ID!, $variantId: ID!, $mediaId: ID!, $channel: String, $currency: CurrencyCode)
  @inContext(channel: $channel, currency: $currency) {
    byId: product(by: { id: $id }) { id }
    byReference: product(by: { externalReference: $reference }) { id }
    bySlug: product(by: { slug: $reference }) { id }
    node(id: $id) { id }
    nodes(ids: [$id, $variantId, $mediaId]) { id }
    variantById: productVariant(by: { id: $variantId }) { id }
    variantBySku: productVariant(by: { sku: $reference }) { id }
    variantByBarcode: productVariant(by: { barcode: $reference }) { id }
    variantByReference: productVariant(by: { externalReference: $reference }) { id }
    products(filter: { ids: [$id] }) { nodes { id } totalCount }
    category(by: { id: $categoryId }) { products { nodes { id } totalCount } }
    brand(by: { id: $brandId }) { products { nodes { id } totalCount } }
    sitemap(kind: PRODUCT, first: 1000) { nodes { slug } }
  }
`

interface Known {
  readonly reference: string
  readonly id: number
  readonly variantId: number
  readonly mediaId: number
}
let made = 0
async function saved(given: Partial<ProductInput> = {}): Promise<Known> {
  const reference = `hidden-${++made}`
  const id = await shop.saved(
    vessel(reference, {
      categories: ['retorts'],
      brand: 'hermes',
      media: [{ url: 'https://images.example/1' }],
      variants: [
        { sku: reference, externalReference: reference, barcodes: [reference], prices: pricesOf(1) },
      ],
      ...given,
    }),
  )
  const { state } = await shop.stored(reference)
  const [media] = await shop.catalog.media([id])
  return { reference, id, variantId: state.variants[0]?.id ?? 0, mediaId: media?.id ?? 0 }
}

/** Every way in which a product or what belongs to it can be seen: all of them, or none. */
async function isSeen({ reference, id, variantId, mediaId }: Known, context: object = {}): Promise<boolean> {
  const category = await shop.catalog.categoryIdBySlug('glassware', ['en'])
  const brand = await shop.catalog.brandIdBySlug('hermes', ['en'])
  const answer = await shop.ask(seen, {
    id: `prd_${id}`,
    reference,
    variantId: `var_${variantId}`,
    mediaId: `img_${mediaId}`,
    categoryId: `cat_${category}`,
    brandId: `brd_${brand}`,
    ...context,
  })
  const { products, category: shelf, brand: maker, sitemap, nodes, ...single } = answer
  const among = ({ nodes }: { nodes: { id: string }[] }) => nodes.some((node) => node.id === `prd_${id}`)
  const ways = [
    ...Object.values(single).map((found) => found !== null),
    ...nodes.map((node: unknown) => node !== null),
    products.totalCount === 1,
    among(products),
    among(shelf.products),
    among(maker.products),
    sitemap.nodes.some((entry: { slug: string }) => entry.slug === reference),
  ]
  expect(new Set(ways).size, JSON.stringify(answer)).toBe(1)
  expect(shelf.products.totalCount).toBe(shelf.products.nodes.length)
  return ways[0]
}

test('a product is seen where it is active, published and priced', async () => {
  const known = await saved()
  expect(await isSeen(known)).toBe(true)
  expect(await isSeen(known, { channel: 'us' })).toBe(true)
  expect(await isSeen(known, { channel: 'eu', currency: 'USD' })).toBe(true)
})

describe('nowhere is seen', () => {
  test('a draft', async () => expect(await isSeen(await saved({ status: 'DRAFT' }))).toBe(false))

  test('what is archived, until it is active again', async () => {
    const known = await saved()
    await shop.merchandising.archiveProduct(shop.actor, { externalReference: known.reference })
    expect(await isSeen(known)).toBe(false)
    await shop.upsert({ externalReference: known.reference, status: 'ACTIVE' })
    expect(await isSeen(known)).toBe(true)
  })

  test('what is published in no channel', async () => {
    expect(await isSeen(await saved({ publications: [] }))).toBe(false)
  })

  test('what has no price', async () => {
    const known = await saved({ variants: [{ sku: 'priceless' }] })
    expect(await shop.ask('{ productVariant(by: { sku: "priceless" }) { id } }')).toEqual({
      productVariant: null,
    })
    expect(await shop.ask(`{ node(id: "prd_${known.id}") { id } }`)).toEqual({ node: null })
  })
})

describe('a channel', () => {
  test('does not show what is published in another', async () => {
    const known = await saved({ publications: [{ channel: 'us' }] })
    expect(await isSeen(known)).toBe(false)
    expect(await isSeen(known, { channel: 'us' })).toBe(true)
  })

  test('stops showing what is taken from it', async () => {
    const known = await saved()
    await shop.upsert({ externalReference: known.reference, publications: [{ channel: 'us' }] })
    expect(await isSeen(known)).toBe(false)
    expect(await isSeen(known, { channel: 'us' })).toBe(true)
  })

  test('shows what is published later from that instant on', async () => {
    const known = await saved({
      publications: [{ channel: 'eu', publishedAt: '2030-02-01T00:00:00Z' }, { channel: 'us' }],
    })
    expect(await isSeen(known)).toBe(false)
    expect(await isSeen(known, { channel: 'us' })).toBe(true)
    shop.clock.set('2030-01-31T23:59:59.999Z')
    expect(await isSeen(known)).toBe(false)
    shop.clock.set('2030-02-01T00:00:00.000Z')
    expect(await isSeen(known)).toBe(true)
  })
})

describe('a currency', () => {
  const euroOnly = [{ channel: 'eu', currency: 'EUR', amountMinor: 100 }]

  test('without a price hides the product', async () => {
    const known = await saved()
    await shop.upsert({
      externalReference: known.reference,
      variants: [{ sku: known.reference, prices: euroOnly }],
    })
    expect(await isSeen(known)).toBe(true)
    expect(await isSeen(known, { currency: 'USD' })).toBe(false)
    expect(await isSeen(known, { channel: 'us' })).toBe(false)
  })

  test('that pricesSave takes away hides it too, and gives it back', async () => {
    const known = await saved()
    const save = (prices: typeof euroOnly) =>
      shop.merchandising.savePrices(shop.actor, { items: [{ sku: known.reference, prices }] })
    await save(euroOnly)
    expect(await isSeen(known, { currency: 'USD' })).toBe(false)
    await save([...euroOnly, { channel: 'eu', currency: 'USD', amountMinor: 5 }])
    expect(await isSeen(known, { currency: 'USD' })).toBe(true)
    await save([])
    expect(await isSeen(known)).toBe(false)
  })
})

test('a variant without a price, or left out, is not sold, and the others are', async () => {
  const size = { key: 'size', names: [{ locale: 'en', value: 'Size' }] }
  const values = ['a', 'b', 'c'].map((key) => ({ key, names: [{ locale: 'en', value: key }] }))
  const variant = (key: string, prices = pricesOf(1)) => ({
    sku: `some-${key}`,
    options: [{ key: 'size', valueKey: key }],
    prices,
  })
  const product = vessel('some', {
    options: [{ ...size, values }],
    variants: [variant('a'), variant('b', []), variant('c')],
  })
  await shop.saved(product)
  await shop.saved({ ...product, variants: [variant('a'), variant('b', [])] })
  const { product: shown } = await shop.ask(
    '{ product(by: { slug: "some" }) { variants { totalCount nodes { sku } } options { values { key firstVariant { sku } } } } }',
  )
  expect(shown.variants).toEqual({ totalCount: 1, nodes: [{ sku: 'some-a' }] })
  expect(
    shown.options[0].values.map((value: { firstVariant: unknown }) => value.firstVariant !== null),
  ).toEqual([true, false, false])
  for (const sku of ['some-b', 'some-c'])
    expect(await shop.ask(`{ productVariant(by: { sku: "${sku}" }) { id } }`)).toEqual({
      productVariant: null,
    })
})

describe('nodes', () => {
  test('come in the order of the ids, null where there is nothing to see', async () => {
    const [known, draft] = [await saved(), await saved({ status: 'DRAFT' })]
    const category = await shop.catalog.categoryIdBySlug('retorts', ['en'])
    const ids = [
      `cat_${category}`,
      'nonsense',
      `prd_${known.id}`,
      `prd_${draft.id}`,
      `prd_${known.id}`,
      'prd_999999',
      'key_bootstrap',
      'aud_1',
    ]
    const { nodes } = await shop.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', { ids })
    expect(nodes.map((node: { id: string } | null) => node?.id ?? null)).toEqual([
      ids[0],
      null,
      ids[2],
      null,
      ids[2],
      null,
      null,
      null,
    ])
    expect(nodes[0].__typename).toBe('Category')
  })

  test('are at most a hundred', async () => {
    const ids = Array.from({ length: 101 }, (_, i) => `prd_${i + 1}`)
    const [error] = await shop.errorsOf('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })
    expect(error).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field: ['ids'] } })
    expect(
      (await shop.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ids.slice(1) })).nodes,
    ).toHaveLength(100)
  })

  test('are brands and pictures as well', async () => {
    const known = await saved({ media: [{ url: 'https://images.example/f', kind: 'VIDEO' }] })
    const brand = await shop.catalog.brandIdBySlug('hermes', ['en'])
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }'
    expect(
      await shop.ask(query, { ids: [`brd_${brand}`, `vid_${known.mediaId}`, `img_${known.mediaId}`] }),
    ).toEqual({
      nodes: [{ __typename: 'Brand' }, { __typename: 'MediaVideo' }, null],
    })
  })
})
