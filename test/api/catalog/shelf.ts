import { pricesOf, type TestShop, vessel } from '../../support/shop.js'

/** name, price, rank, published, and what it is found by. */
const shelf = [
  [
    'alembic',
    3_000,
    5,
    '2029-03-01',
    { brand: 'hermes', categories: ['small-retorts'], tags: ['new'], material: 'glass', capacity: 100 },
  ],
  [
    'Beaker',
    1_000,
    9,
    '2029-01-01',
    {
      brand: 'tria-prima',
      categories: ['glassware'],
      tags: ['new', 'sale'],
      material: 'glass',
      capacity: 250,
    },
  ],
  [
    'Crucible',
    2_000,
    5,
    '2029-05-01',
    {
      brand: 'hermes',
      categories: ['retorts', 'library'],
      tags: [],
      material: 'copper',
      capacity: 99.5,
      handmade: true,
    },
  ],
  [
    'Éprouvette',
    2_000,
    0,
    '2029-02-01',
    {
      categories: ['library'],
      tags: ['sale'],
      material: 'wood',
      handmade: false,
      uses: ['boiling', 'storing'],
    },
  ],
  [
    'dish',
    2_500,
    1,
    '2029-04-01',
    { categories: ['retorts'], tags: [], material: 'copper', maker: 'Flamel', madeOn: '2020-02-29' },
  ],
] as const

interface Facts {
  readonly material: string
  readonly capacity?: number
  readonly handmade?: boolean
  readonly uses?: readonly string[]
  readonly maker?: string
  readonly madeOn?: string
}
const attributesOf = ({ material, capacity, handmade, uses, maker, madeOn }: Facts) => [
  { key: 'material', choices: [material] },
  ...(capacity === undefined ? [] : [{ key: 'capacity', number: capacity }]),
  ...(handmade === undefined ? [] : [{ key: 'handmade', boolean: handmade }]),
  ...(uses ? [{ key: 'uses', choices: [...uses] }] : []),
  ...(maker ? [{ key: 'maker', text: maker }] : []),
  ...(madeOn ? [{ key: 'made_on', date: madeOn }] : []),
]

/** Puts five products on the shelf of the channel `eu`. */
export async function fillShelf(shop: TestShop): Promise<void> {
  for (const [name, price, rank, published, facts] of shelf)
    await shop.saved(
      vessel(name, {
        rank,
        translations: [
          { locale: 'en', name },
          ...(name === 'Beaker' ? [{ locale: 'de', name: 'Zylinder' }] : []),
          ...(name === 'dish' ? [{ locale: 'ru', name: 'Чаша' }] : []),
        ],
        brand: 'brand' in facts ? facts.brand : null,
        categories: [...facts.categories],
        tags: [...facts.tags],
        attributes: attributesOf(facts),
        publications: [{ channel: 'eu', publishedAt: `${published}T00:00:00Z` }],
        variants: [{ sku: name, prices: pricesOf(price) }],
      }),
    )
}
