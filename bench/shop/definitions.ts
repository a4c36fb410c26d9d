import type { FeedRecord } from '../../src/domains/feeds/index.js'

export const channel = 'eu'
export const currency = 'EUR'
/** What answers are asked for in; half of the products lack it and fall back. */
export const askedLocale = 'de'

const named = (en: string, de: string) => [
  { locale: 'en', value: en },
  { locale: 'de', value: de },
]
const translated = (en: string, de: string) => [
  { locale: 'en', name: en },
  { locale: 'de', name: de },
]

export const brands = Array.from({ length: 50 }, (_, i) => `brand-${i + 1}`)
const roots = Array.from({ length: 5 }, (_, i) => `category-${i + 1}`)
const middles = roots.flatMap((root) => Array.from({ length: 5 }, (_, i) => `${root}-${i + 1}`))
export const leaves = middles.flatMap((middle) => Array.from({ length: 4 }, (_, i) => `${middle}-${i + 1}`))

export const materials = ['glass', 'copper', 'stone', 'wood']

const attributes: FeedRecord[] = [
  {
    kind: 'attribute',
    key: 'material',
    type: 'ONE_OF',
    names: named('Material', 'Material'),
    choices: materials.map((key) => ({ key, names: named(`Of ${key}`, `Aus ${key}`) })),
  },
  { kind: 'attribute', key: 'capacity', type: 'NUMBER', unit: 'ml', names: named('Capacity', 'Inhalt') },
  { kind: 'attribute', key: 'height', type: 'NUMBER', unit: 'mm', names: named('Height', 'Höhe') },
  { kind: 'attribute', key: 'handmade', type: 'BOOLEAN', names: named('Handmade', 'Handarbeit') },
  { kind: 'attribute', key: 'symbol', type: 'TEXT', names: named('Symbol', 'Zeichen') },
  { kind: 'attribute', key: 'maker', type: 'TEXT', names: named('Maker', 'Hersteller') },
  { kind: 'attribute', key: 'since', type: 'DATE', names: named('Made since', 'Gefertigt seit') },
]

/** All that products refer to. */
export function* definitions(): Generator<FeedRecord> {
  yield { kind: 'shop', name: 'Benchmark' }
  yield {
    kind: 'channel',
    slug: channel,
    name: 'Europe',
    currencies: [currency],
    locales: ['en', 'de'],
    countries: ['DE', 'FR'],
    pricesIncludeTax: true,
    isDefault: true,
  }
  yield* attributes
  yield {
    kind: 'productType',
    key: 'vessel',
    name: 'Vessel',
    attributes: attributes.flatMap((record) =>
      'key' in record ? [{ key: record.key, required: false, filterable: true }] : [],
    ),
  }
  for (const [i, reference] of brands.entries())
    yield {
      kind: 'brand',
      externalReference: reference,
      translations: translated(`Brand ${i + 1}`, `Marke ${i + 1}`),
    }
  for (const reference of [...roots, ...middles, ...leaves]) {
    const [, ...path] = reference.split('-')
    const parent = ['category', ...path.slice(0, -1)].join('-')
    const number = path.join('.')
    yield {
      kind: 'category',
      externalReference: reference,
      parent: parent === 'category' ? null : parent,
      translations: translated(`Category ${number}`, `Kategorie ${number}`),
    }
  }
}
