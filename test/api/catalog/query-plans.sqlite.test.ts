import { createRequire } from 'node:module'
import { beforeAll, describe, expect, test } from 'vitest'
import { pathOf } from '../../../src/db/engines/sqlite/connect.js'
import { adminKey } from '../../support/gateway.js'
import { must, option, pricesOf, vessel } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'
import { statementsOf } from '../../support/statements.js'

// SQLite reads in the thread that serves everybody, so no query of the catalog may walk a whole table that grows with
// it. The statements are those that really run; the plans are SQLite's own.

interface Connection {
  prepare(text: string): { all(...values: null[]): { detail: string }[] }
  close(): void
}

/** Tables that stay small whatever the shop sells, lists in parameters, and what subqueries and recursions have found. */
const harmless =
  /^SCAN (channel|shop|product_type|reaction_cursor|up|down|some|numbered|CONSTANT ROW)\b|^SCAN \(subquery|VIRTUAL TABLE/

let shop: ShopApi
let statements: readonly string[]
let plansOf: (statement: string) => string[]

const page = `
  id slug externalReference name description productType tags contentLocale publishedAt availableForSale
  alternates { locale slug } seo { title image { url } } featuredImage { url } media { id alt } brand { name alternates { slug } }
  category { name level parent { name } ancestors { name } } categories { name } attributes { key }
  options { key values { key firstVariant { sku } } } variant(selectedOptions: [{ key: "size", valueKey: "m" }]) { sku }
  selectedOrFirstAvailableVariant(selectedOptions: [{ key: "size", valueKey: "l" }]) { sku }
  variants(first: 2) { totalCount nodes { id name barcode price { amount } selectedOptions { value } attributes { key } media { id } product { slug } } }
`
const filters = [
  '',
  'tags: ["new"]',
  'ids: ["prd_1", "prd_2"]',
  'brandIds: ["brd_1"]',
  'categoryId: "cat_1"',
  'price: { minMinor: 1, maxMinor: 5 }',
  'updatedSince: "2029-01-01T00:00:00Z"',
  'attributes: [{ key: "material", in: ["glass"] }]',
  'attributes: [{ key: "capacity", min: 1, max: 5 }]',
  'attributes: [{ key: "capacity", min: 1 }, { key: "handmade", is: true }], tags: ["new"], price: { maxMinor: 5 }',
]
const sorts = ['FEATURED', 'NEWEST', 'NAME_ASC', 'NAME_DESC', 'PRICE_ASC', 'PRICE_DESC']

const upsertMany = () =>
  shop.upsert(
    ...Array.from({ length: 30 }, (_, i) =>
      vessel(`p-${i}`, {
        tags: ['new'],
        brand: 'hermes',
        categories: ['retorts'],
        options: [option('size', 's', 'm')],
        media: [{ url: `https://images.example/${i}` }],
        attributes: [
          { key: 'material', choices: ['glass'] },
          { key: 'capacity', number: i },
        ],
        variants: ['s', 'm'].map((valueKey) => ({
          sku: `p-${i}-${valueKey}`,
          externalReference: `p-${i}-${valueKey}`,
          barcodes: [`${i}`],
          options: [{ key: 'size', valueKey }],
          prices: pricesOf(i),
        })),
      }),
    ),
  )

/** Everything that shoppers ask of the catalog, as everybody or at the prices of a group. */
async function browse(headers?: Record<string, string>): Promise<void> {
  const ask = (query: string) => shop.ask(query, {}, headers)
  for (const by of ['slug: "p-1"', 'externalReference: "p-1"', 'id: "prd_1"'])
    await ask(`{ product(by: { ${by} }) { ${page} } }`)
  for (const by of ['sku: "p-1-s"', 'barcode: "1"', 'externalReference: "p-1-s"', 'id: "var_1"'])
    await ask(`{ productVariant(by: { ${by} }) { id product { id } } }`)
  for (const sort of sorts)
    for (const filter of filters) await walk(ask, `sort: ${sort}, filter: { ${filter} }`)
  await ask(`{ nodes(ids: ["prd_1", "var_1", "cat_1", "brd_1", "img_1", "chn_1"]) { id } }`)
  await ask(
    '{ categories { totalCount nodes { name children { totalCount nodes { name } } products(first: 2) { totalCount nodes { id } } } } }',
  )
  await ask(
    '{ brand(by: { slug: "hermes" }) { name products { totalCount nodes { id } } } category(by: { slug: "retorts" }) { name } }',
  )
  for (const kind of ['PRODUCT', 'CATEGORY', 'BRAND'])
    await ask(`{ sitemap(kind: ${kind}, first: 5) { nodes { slug image { url } } } }`)
}

/** A list, forwards and backwards, with and without a cursor. */
async function walk(ask: typeof shop.ask, args: string): Promise<void> {
  const fields = '{ totalCount nodes { id } pageInfo { startCursor endCursor } }'
  const { products } = await ask(`{ products(first: 2, ${args}) ${fields} }`)
  const { startCursor, endCursor } = products.pageInfo
  await ask(`{ products(last: 2, ${args}) ${fields} }`)
  if (endCursor) await ask(`{ products(first: 2, after: "${endCursor}", ${args}) ${fields} }`)
  if (startCursor) await ask(`{ products(last: 2, before: "${startCursor}", ${args}) ${fields} }`)
}

/** Everything that staff and feeds change. */
async function feed(): Promise<void> {
  await upsertMany()
  await upsertMany()
  await shop.upsert({
    externalReference: 'p-1',
    rank: 1,
    translations: [{ locale: 'en', name: 'New', slug: 'new-slug' }],
    media: [],
    variants: [{ sku: 'p-1-m', options: [{ key: 'size', valueKey: 's' }], prices: [] }],
  })
  await shop.merchandising.upsertProducts(shop.actor, { items: [vessel('p-2')], dryRun: true })
  await shop.merchandising.savePrices(shop.actor, { items: [{ sku: 'p-3-s', prices: pricesOf(9) }] })
  const special = { channel: 'eu', currency: 'EUR', amountMinor: 3, compareAtMinor: 5 }
  const startsAt = new Date(shop.clock.now().getTime() + 1)
  const prices = [
    { ...special, startsAt },
    { ...special, priceGroup: 'guild', minQuantity: 2 },
  ]
  await shop.merchandising.savePrices(shop.actor, { items: [{ sku: 'p-5-s', prices }] })
  await shop.merchandising.applyDuePrices(startsAt, () => false)
  await shop.merchandising.archiveProduct(shop.actor, { externalReference: 'p-4' })
  const translations = [{ locale: 'en', name: 'Other', slug: 'other' }]
  await must(shop.catalog.saveBrand(shop.actor, { externalReference: 'hermes', translations }))
  await must(
    shop.catalog.saveCategory(shop.actor, { externalReference: 'retorts', parent: 'library', translations }),
  )
  await must(shop.catalog.saveProductType(shop.actor, { key: 'vessel', name: 'Other' }))
  await must(shop.channels.save(shop.actor, { slug: 'us', locales: ['en', 'es'] }))
  await shop.react()
}

beforeAll(async () => {
  shop = await startTestShop()
  await upsertMany()
  const seen = new Set(
    await statementsOf(async () => {
      await browse()
      await browse({ authorization: `Bearer ${adminKey}`, 'athanor-price-group': 'guild' })
      await feed()
    }),
  )
  statements = [...seen].filter((text) => !/^\s*insert\b/i.test(text))
  const Sqlite = createRequire(import.meta.url)('better-sqlite3') as new (path: string) => Connection
  const connection = new Sqlite(pathOf(shop.db.url))
  plansOf = (statement) => {
    const values = Array<null>(statement.split('?').length - 1).fill(null)
    const plan = connection.prepare(`EXPLAIN QUERY PLAN ${statement}`).all(...values)
    return plan.map(({ detail }) => detail)
  }
}, 60_000)

const named = (statement: string, table: string) => new RegExp(`\\b${table}\\b`).test(statement)

test('no statement of the catalog walks a table that grows with it', () => {
  expect(statements.length).toBeGreaterThan(100)
  const walked = statements.flatMap((statement) =>
    plansOf(statement)
      .filter((detail) => detail.startsWith('SCAN ') && !harmless.test(detail))
      .map((detail) => `${detail} in ${statement}`),
  )
  expect(walked).toEqual([])
})

test.each([
  ['a slug', /where "slug"\."kind" = \? and "slug"\."slug" = \?/, /kind=\? AND slug=\?/],
  ['an SKU', /from "variant" where "variant"\."sku" = \?/, /sku=\?/],
  ['a barcode', /"variant_barcode"\."code" = \?/, /variant_barcode USING .*code=\?/],
  ['a reference', /from "product" where "product"\."external_reference" = \?/, /external_reference=\?/],
  ['a choice of options', /"variant"\."option_key" in/, /product_id=\? AND option_key=\?/],
])('%s is looked up by its whole key', (_, lookup, plan) => {
  const found = statements.filter((statement) => lookup.test(statement) && /^select/i.test(statement))
  expect(found.length).toBeGreaterThan(0)
  for (const statement of found) expect(plansOf(statement).join('\n'), statement).toMatch(plan)
})

describe('a page of products', () => {
  const lists = () =>
    statements.filter((text) => named(text, 'listing') && /order by/i.test(text) && /limit/i.test(text))

  test('without a filter is read off an index in its order', () => {
    const plain = lists().filter((text) => !/facet|json_each|min_minor" [<>]=|updated_at/.test(text))
    expect(plain.length).toBeGreaterThanOrEqual(12)
    for (const statement of plain) expect(plansOf(statement).join('\n'), statement).not.toMatch(/TEMP B-TREE/)
  })

  test('with a facet starts from its few rows', () => {
    const faceted = lists().filter((text) => named(text, 'facet'))
    expect(faceted.length).toBeGreaterThan(12)
    for (const statement of faceted)
      expect(plansOf(statement).join('\n'), statement).toMatch(/SEARCH facet USING/)
  })
})
