import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { dialect } from '../../../src/db/index.js'
import { must, option, pricesOf, vessel } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'
import { statementsOf } from '../../support/statements.js'
import { place } from '../../support/stocked.js'

let shop: ShopApi
const sizes = [1, 24, 100]

// Channels are read again when what is known of them is a second old: for these tests it never is.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

// Every product has as much of everything, so that the first page needs what the others need.
beforeAll(async () => {
  shop = await startTestShop({ cacheMiB: 0 })
  const named = (externalReference: string) => ({
    externalReference,
    translations: [{ locale: 'en', name: externalReference }],
  })
  for (let i = 0; i < 100; i++) {
    await must(shop.catalog.saveCategory(shop.actor, { ...named(`root-${i}`), position: 1 }))
    await must(shop.catalog.saveCategory(shop.actor, { ...named(`middle-${i}`), parent: `root-${i}` }))
    await must(shop.catalog.saveCategory(shop.actor, { ...named(`leaf-${i}`), parent: `middle-${i}` }))
    await must(shop.catalog.saveBrand(shop.actor, named(`b-${i}`)))
  }
  await must(shop.catalog.saveCategory(shop.actor, { externalReference: 'library', position: 2 }))
  await must(shop.catalog.saveCategory(shop.actor, { externalReference: 'glassware', position: 2 }))
  const keys = ['s', 'm', 'l']
  const items = Array.from({ length: 100 }, (_, i) =>
    vessel(`p-${i}`, {
      brand: `b-${i}`,
      categories: [`middle-${i}`, `middle-${(i + 1) % 100}`],
      attributes: [
        { key: 'material', choices: ['glass'] },
        { key: 'capacity', number: i },
      ],
      media: [{ url: `https://images.example/${i}` }],
      options: [option('size', ...keys)],
      variants: keys.map((valueKey) => ({
        sku: `p-${i}-${valueKey}`,
        options: [{ key: 'size', valueKey }],
        barcodes: [`${i}`],
        attributes: [{ key: 'maker', text: `${i}` }],
        prices: pricesOf(i + 1),
      })),
    }),
  )
  await shop.upsert(...items)
  await must(shop.stock.saveLocation(shop.actor, place('store', { kind: 'STORE' })))
  for (const size of keys) {
    const counts = items.map((_, i) => ({ sku: `p-${i}-${size}`, location: 'store', quantity: i }))
    await must(shop.stock.set(shop.actor, { items: counts }))
  }
})

const everything = /* GraphQL */ `
  fragment Listed on Product {
    id slug externalReference name description productType tags contentLocale publishedAt createdAt updatedAt availableForSale availability
    alternates { locale slug } seo { title image { url } } featuredImage { url } media { id alt }
    brand { name alternates { slug } } priceRange { minVariantPrice { formatted } } compareAtPriceRange { maxVariantPrice { amountMinor } }
    category { name level parent { name } ancestors { name } alternates { slug } children(first: 2) { nodes { name level } totalCount } }
    categories { name }
    attributes { key displayValue }
    options { key values { key firstVariant { sku price { amountMinor } } } }
    variant(selectedOptions: [{ key: "size", valueKey: "m" }]) { sku name }
    selectedOrFirstAvailableVariant(selectedOptions: [{ key: "size", valueKey: "l" }]) { sku }
    variants(first: 2) {
      totalCount pageInfo { hasNextPage endCursor }
      nodes {
        id sku name barcode barcodes price { amount } compareAtPrice { amount } availableForSale weight { value }
        availability quantityAvailable stockVersion restockAt storeAvailability(limit: 2) { availability location { name } }
        selectedOptions { name value } attributes { key } image { url } media { id } product { slug }
      }
    }
  }
`

/** How many statements an operation takes, for each number of items. */
async function counted(run: (first: number) => Promise<unknown>): Promise<number[]> {
  // An operation is compiled when it comes often.
  for (let warm = 0; warm < 3; warm++) await run(1)
  const counts: number[] = []
  for (const size of sizes) {
    counts.push((await statementsOf(() => run(size))).length)
  }
  return counts
}

// Answers of PostgreSQL come when they come, so that what two parts of an operation ask of one loader is now one
// statement, now two. A statement for each item would be dozens more.
const jitter = dialect === 'postgres' ? 5 : 0

const same = (counts: readonly number[]) => {
  expect(Math.max(...counts) - Math.min(...counts), `${counts}`).toBeLessThanOrEqual(jitter)
  expect(Math.min(...counts)).toBeGreaterThan(1)
}

describe('the number of statements is the same for 1, 24 and 100', () => {
  test.each(['FEATURED', 'NAME_ASC'])(
    'products with all that a product page shows, sorted by %s',
    async (sort) => {
      const query = `${everything} query ($first: Int!) { products(first: $first, sort: ${sort}) { totalCount nodes { ...Listed } } }`
      same(
        await counted(async (first) => {
          const { products } = await shop.ask(query, { first })
          expect(products.nodes).toHaveLength(first)
        }),
      )
    },
  )

  test('products that a filter lets through', async () => {
    const filter = '{ attributes: [{ key: "material", in: ["glass"] }], price: { minMinor: 0 } }'
    const query = `${everything} query ($first: Int!) { products(first: $first, filter: ${filter}) { totalCount nodes { ...Listed } } }`
    same(await counted((first) => shop.ask(query, { first })))
  })

  test('nodes', async () => {
    const { products } = await shop.ask('{ products(first: 100) { nodes { id } } }')
    const ids = products.nodes.map(({ id }: { id: string }) => id)
    const query = `${everything} query ($ids: [ID!]!) { nodes(ids: $ids) { ...Listed } }`
    same(await counted((first) => shop.ask(query, { ids: ids.slice(0, first) })))
  })

  test('entries of a sitemap', async () => {
    const query =
      'query ($first: Int!, $kind: SitemapKind!) { sitemap(first: $first, kind: $kind) { nodes { slug alternates { slug } image { url } updatedAt } } }'
    for (const kind of ['PRODUCT', 'CATEGORY', 'BRAND'])
      same(await counted((first) => shop.ask(query, { first, kind })))
  })

  test('categories with what is above and below them', async () => {
    const fields = 'name level parent { name } ancestors { name } alternates { slug }'
    const query = `query ($first: Int!) { categories(first: $first) { totalCount nodes { ${fields} children { totalCount nodes { ${fields} } } } } }`
    same(await counted((first) => shop.ask(query, { first })))
  })

  test('products after a mutation', async () => {
    const query = `${everything} mutation ($first: Int!) { categorySave(input: { externalReference: "glassware" }) {
      ... on CategorySavePayload { category { name products(first: $first) { nodes { ...Listed } } } } } }`
    await shop.upsert(
      ...Array.from({ length: 100 }, (_, i) => ({ externalReference: `p-${i}`, categories: ['glassware'] })),
    )
    same(
      await counted(async (first) => {
        const { categorySave } = await shop.askAdmin(query, { first })
        expect(categorySave.category.products.nodes).toHaveLength(first)
      }),
    )
  })
})

test('lists under each of many have statements of their own, and so few that an operation can pay for them', async () => {
  const query = `query ($roots: Int!, $children: Int!) { categories(first: $roots) { nodes { children(first: $children) { nodes {
    products(first: 1) { nodes { id } } } } } } }`
  const count = async (roots: number) =>
    (await statementsOf(() => shop.ask(query, { roots, children: 1 }))).length
  const one = await count(1)
  expect(((await count(100)) - one) / 99).toBeLessThanOrEqual(5)
  const [error] = await shop.errorsOf(query, { roots: 100, children: 10 })
  expect(error.extensions).toMatchObject({ code: 'COST_EXCEEDED', limit: 100_000 })
})

test('a mutation shows what it changed, also what was loaded before', async () => {
  const query = `mutation ($name: String!) {
    first: brandSave(input: { externalReference: "b-0", translations: [{ locale: "en", name: "Before" }] }) { ... on BrandSavePayload { brand { name products { nodes { brand { name } } } } } }
    second: brandSave(input: { externalReference: "b-0", translations: [{ locale: "en", name: $name }] }) { ... on BrandSavePayload { brand { name products { nodes { brand { name } } } } } }
  }`
  const { first, second } = await shop.askAdmin(query, { name: 'After' })
  expect([first.brand.name, first.brand.products.nodes[0].brand.name]).toEqual(['Before', 'Before'])
  expect([second.brand.name, second.brand.products.nodes[0].brand.name]).toEqual(['After', 'After'])
})
