import { option, pricesOf, sized, vessel } from '../support/shop.js'

/** A source of numbers from 0 up to, not including, 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export interface Operation {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}
type Random = () => number
type Make = (pick: <T>(of: readonly T[]) => T) => Operation

const references = ['a', 'b', 'c', 'd', 'e']
const slugs = ['one', 'two', 'three', 'four']
const categories = ['glassware', 'retorts', 'small-retorts', 'library']
const card =
  'id slug name priceRange { minVariantPrice { amountMinor } } variants { nodes { sku name price { amountMinor } } }'
const page = `${card} description tags externalReference updatedAt publishedAt brand { name }
  categories { name ancestors { name } } attributes { key name displayValue } alternates { locale slug }
  options { key values { key firstVariant { sku } } }`
const context = ($: string) =>
  `query (${$}, $locale: Locale, $currency: CurrencyCode) @inContext(locale: $locale, currency: $currency)`
const audience = (pick: <T>(of: readonly T[]) => T) => ({
  locale: pick(['en', 'de']),
  currency: pick(['EUR', 'USD']),
})

const reads: readonly Make[] = [
  (pick) => ({
    query: `${context('$slug: String!')} { product(by: { slug: $slug }) { ${page} } }`,
    variables: { slug: pick(slugs), ...audience(pick) },
  }),
  (pick) => ({
    query: `${context('$ref: String!')} { product(by: { externalReference: $ref }) { ${card} } }`,
    variables: { ref: pick(references), ...audience(pick) },
  }),
  (pick) => ({
    query: `${context('$sort: ProductSort!')} { products(first: 3, sort: $sort) { totalCount nodes { ${card} } } }`,
    variables: { sort: pick(['FEATURED', 'NAME_ASC', 'PRICE_DESC', 'NEWEST']), ...audience(pick) },
  }),
  (pick) => ({
    query: `${context('$slug: String!')} { category(by: { slug: $slug }) { name level ancestors { name } children { nodes { slug } } products { totalCount nodes { ${card} } } } }`,
    variables: { slug: pick(categories), ...audience(pick) },
  }),
  (pick) => ({
    query: `${context('$slug: String!')} { brand(by: { slug: $slug }) { name products(sort: PRICE_ASC) { nodes { ${card} } } } }`,
    variables: { slug: pick(['hermes', 'tria-prima']), ...audience(pick) },
  }),
  (pick) => ({
    query: `${context('$sku: String!')} { productVariant(by: { sku: $sku }) { name price { amountMinor } product { slug } } }`,
    variables: { sku: pick([...references, 'new-s', 'a-m']), ...audience(pick) },
  }),
  (pick) => ({
    query: `${context('$key: String!')} { products(filter: { tags: [$key], price: { maxMinor: 1200 } }) { totalCount nodes { id } } }`,
    variables: { key: pick(['x', 'y']), ...audience(pick) },
  }),
  (pick) => ({
    query: `${context('$in: [String!]!')} { products(filter: { attributes: [{ key: "material", in: $in }] }) { nodes { id attributes { name displayValue } } } }`,
    variables: { in: [pick(['glass', 'copper'])], ...audience(pick) },
  }),
  (pick) => ({
    query: `${context('$ids: [ID!]!')} { nodes(ids: $ids) { id ... on Product { name } ... on ProductVariant { name } ... on Category { name } } }`,
    variables: {
      ids: [pick(['prd_1', 'prd_3', 'prd_9']), pick(['var_1', 'var_7']), 'cat_1'],
      ...audience(pick),
    },
  }),
  (pick) => ({
    query: `${context('$kind: SitemapKind!')} { sitemap(kind: $kind) { nodes { slug updatedAt } } shop { name channels { name } } }`,
    variables: { kind: pick(['PRODUCT', 'CATEGORY', 'BRAND']), ...audience(pick) },
  }),
]

const upsert =
  'mutation ($input: ProductsUpsertInput!) { productsUpsert(input: $input) { ... on ProductsUpsertPayload { results { outcome errors { message } } } } }'
const one = (item: object): Operation => ({ query: upsert, variables: { input: { items: [item] } } })
const named = (name: string, slug: string) => [
  { locale: 'en', name, slug },
  { locale: 'de', name: `${name} (de)`, slug },
]

const writes: readonly Make[] = [
  (pick) => one(vessel(pick(references), { translations: named(pick(['A', 'B', 'C']), pick(slugs)) })),
  (pick) => one({ externalReference: pick(references), status: pick(['ACTIVE', 'ACTIVE', 'DRAFT']) }),
  (pick) => one({ externalReference: pick(references), rank: pick([0, 1, 2, 3]) }),
  (pick) => one({ externalReference: pick(references), tags: pick([['x'], ['x', 'y'], []]) }),
  (pick) =>
    one({
      externalReference: pick(references),
      categories: pick([['retorts'], ['library', 'small-retorts'], []]),
    }),
  (pick) => one({ externalReference: pick(references), brand: pick(['hermes', 'tria-prima', null]) }),
  (pick) =>
    one({
      externalReference: pick(references),
      attributes: [{ key: 'material', choices: [pick(['glass', 'copper'])] }],
    }),
  (pick) =>
    one({
      externalReference: pick(references),
      translations: [{ locale: 'en', name: 'A', description: pick(['<p>x</p>', '<p>y</p>']) }],
    }),
  (pick) =>
    one({
      externalReference: pick(references),
      publications: pick([
        [{ channel: 'eu' }],
        [{ channel: 'us' }],
        [{ channel: 'eu', publishedAt: '2030-01-01T00:00:05.000Z' }],
      ]),
    }),
  (pick) => {
    const reference = pick(references)
    return one({
      externalReference: reference,
      options: [option('size', 's', 'm')],
      variants: [sized('s', pick([reference, 'new-s'])), sized('m', `${reference}-m`)],
    })
  },
  (pick) => ({
    query: 'mutation ($input: PricesSaveInput!) { pricesSave(input: $input) { __typename } }',
    variables: {
      input: {
        items: [
          {
            sku: pick(references),
            prices: pick([pricesOf(pick([500, 1_500])), pricesOf(2_000).slice(0, 1), []]),
          },
        ],
      },
    },
  }),
  (pick) => ({
    query: 'mutation ($input: CategorySaveInput!) { categorySave(input: $input) { __typename } }',
    variables: {
      input: {
        externalReference: 'small-retorts',
        parent: pick(['retorts', 'library', null]),
        translations: [{ locale: 'en', name: pick(['Small', 'Tiny']) }],
      },
    },
  }),
  (pick) => ({
    query: 'mutation ($input: BrandSaveInput!) { brandSave(input: $input) { __typename } }',
    variables: {
      input: {
        externalReference: 'hermes',
        translations: [{ locale: 'en', name: pick(['Hermes', 'Thoth']) }],
      },
    },
  }),
  (pick) => ({
    query: 'mutation ($input: AttributeSaveInput!) { attributeSave(input: $input) { __typename } }',
    variables: { input: { key: 'material', names: [{ locale: 'en', value: pick(['Material', 'Stuff']) }] } },
  }),
  (pick) => ({
    query: 'mutation ($input: ChannelSaveInput!) { channelSave(input: $input) { __typename } }',
    variables: { input: { slug: 'eu', name: pick(['Europe', 'Old world']) } },
  }),
]

export function historyFrom(seed: number) {
  const random: Random = randomFrom(seed)
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
  return {
    pick,
    read: () => pick(reads)(pick),
    write: () => pick(writes)(pick),
  }
}
