import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { must, pricesOf, vessel } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'

let shop: ShopApi

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

beforeAll(async () => {
  shop = await startTestShop()
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
})
beforeEach(() => shop.clock.set('2030-01-01T00:00:00.000Z'))

const query = (args: string, context = '') =>
  `query ${context} { products${args} { nodes { externalReference } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`
const list = async (args = '', context = '') => (await shop.ask(query(args, context))).products
const references = ({ nodes }: { nodes: { externalReference: string }[] }) =>
  nodes.map(({ externalReference }) => externalReference)
const names = async (args = '', context = '') => references(await list(args, context)).join(' ')
const found = async (filter: string) => {
  const page = await list(`(filter: { ${filter} }, sort: NAME_ASC)`)
  expect(page.totalCount).toBe(page.nodes.length)
  return references(page).join(' ')
}

describe('products come', () => {
  test.each([
    ['', 'Beaker Crucible alembic dish Éprouvette'],
    ['(sort: FEATURED)', 'Beaker Crucible alembic dish Éprouvette'],
    ['(sort: NEWEST)', 'Crucible dish alembic Éprouvette Beaker'],
    ['(sort: NAME_ASC)', 'alembic Beaker Crucible dish Éprouvette'],
    ['(sort: NAME_DESC)', 'Éprouvette dish Crucible Beaker alembic'],
    ['(sort: PRICE_ASC)', 'Beaker Crucible Éprouvette dish alembic'],
    ['(sort: PRICE_DESC)', 'alembic dish Éprouvette Crucible Beaker'],
    ['(sort: null)', null],
  ])('in order%s', async (args, expected) => {
    if (expected === null) expect(await shop.errorsOf(query(args))).toHaveLength(1)
    else expect(await names(args)).toBe(expected)
  })

  test('sorted by the names that the locale shows, fallbacks among them', async () => {
    expect(await names('(sort: NAME_ASC)', '@inContext(locale: "de")')).toBe(
      'alembic Crucible dish Éprouvette Beaker',
    )
    expect(await names('(sort: NAME_ASC)', '@inContext(locale: "ru")')).toBe(
      'alembic Beaker Crucible Éprouvette dish',
    )
  })

  test('in pages that a client can walk both ways', async () => {
    const first = await list('(first: 2, sort: PRICE_ASC)')
    expect(first).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true, hasPreviousPage: false } })
    const second = await list(`(first: 2, sort: PRICE_ASC, after: "${first.pageInfo.endCursor}")`)
    const back = await list(`(last: 2, sort: PRICE_ASC, before: "${second.pageInfo.startCursor}")`)
    expect([references(first), references(second)]).toEqual([
      ['Beaker', 'Crucible'],
      ['Éprouvette', 'dish'],
    ])
    expect(references(back)).toEqual(references(first))
    expect(second.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true })
  })

  test.each([
    ['(first: -1)', 'first'],
    ['(first: 101)', 'first'],
    ['(last: -1)', 'last'],
    ['(last: 101)', 'last'],
    ['(first: 1, last: 1)', 'last'],
    ['(after: "x")', 'after'],
    ['(first: 1, before: "x")', 'before'],
  ])('not with %s, which is named', async (args, field) => {
    const [error] = await shop.errorsOf(query(args))
    expect(error).toMatchObject({
      path: ['products'],
      extensions: { code: 'BAD_USER_INPUT', field: [field] },
    })
  })

  test('not from a cursor of another list, sort, filter or context', async () => {
    const { pageInfo } = await list('(first: 1)')
    const { categories } = await shop.ask('{ categories { pageInfo { endCursor } } }')
    const after = `after: "${pageInfo.endCursor}"`
    for (const [args, context] of [
      [`(${after}, sort: NEWEST)`],
      [`(${after}, filter: { tags: ["new"] })`],
      [`(${after})`, '@inContext(currency: "USD")'],
      [`(after: "${categories.pageInfo.endCursor}")`],
    ])
      expect(await shop.errorsOf(query(args as string, context))).toMatchObject([
        { extensions: { field: ['after'] } },
      ])
    expect(references(await list(`(${after})`))).toHaveLength(4)
  })
})

describe('a filter', () => {
  test.each([
    ['tags: ["new"]', 'alembic Beaker'],
    ['tags: ["new", "sale"]', 'alembic Beaker Éprouvette'],
    ['tags: ["nothing"]', ''],
    ['price: { minMinor: 2000 }', 'alembic Crucible dish Éprouvette'],
    ['price: { maxMinor: 2000 }', 'Beaker Crucible Éprouvette'],
    ['price: { minMinor: 2000, maxMinor: 2500 }', 'Crucible dish Éprouvette'],
    ['price: { minMinor: 2500, maxMinor: 2000 }', ''],
    ['price: {}', 'alembic Beaker Crucible dish Éprouvette'],
    ['attributes: [{ key: "material", in: ["glass"] }]', 'alembic Beaker'],
    ['attributes: [{ key: "material", in: ["glass", "wood"] }]', 'alembic Beaker Éprouvette'],
    ['attributes: [{ key: "uses", in: ["storing"] }]', 'Éprouvette'],
    ['attributes: [{ key: "handmade", is: true }]', 'Crucible'],
    ['attributes: [{ key: "handmade", is: false }]', 'Éprouvette'],
    ['attributes: [{ key: "capacity", min: "99.5" }]', 'alembic Beaker Crucible'],
    ['attributes: [{ key: "capacity", min: "99.500001", max: 100 }]', 'alembic'],
    ['attributes: [{ key: "capacity", max: "100" }]', 'alembic Crucible'],
    ['attributes: [{ key: "maker", in: ["Flamel"] }]', 'dish'],
    ['attributes: [{ key: "made_on", in: ["2020-02-29"] }]', 'dish'],
    ['attributes: [{ key: "material", in: ["glass"] }, { key: "capacity", min: "200" }]', 'Beaker'],
    ['attributes: [{ key: "material", in: ["glass"] }, { key: "material", in: ["copper"] }]', ''],
    ['tags: ["new"], price: { maxMinor: 1000 }, attributes: [{ key: "material", in: ["glass"] }]', 'Beaker'],
    ['ids: []', ''],
    ['', 'alembic Beaker Crucible dish Éprouvette'],
  ])('{ %s } lets through "%s"', async (filter, expected) => {
    expect(await found(filter)).toBe(expected)
  })

  test('by ids, categories and brands takes ids; those of nothing find nothing', async () => {
    const { alembic, retorts, hermes } = await shop.ask(`{
      alembic: product(by: { externalReference: "alembic" }) { id }
      retorts: category(by: { slug: "retorts" }) { id }
      hermes: brand(by: { slug: "hermes" }) { id }
    }`)
    expect(await found(`ids: ["${alembic.id}", "nonsense", "${retorts.id}"]`)).toBe('alembic')
    expect(await found(`categoryId: "${retorts.id}"`)).toBe('alembic Crucible dish')
    expect(await found(`brandIds: ["${hermes.id}"]`)).toBe('alembic Crucible')
    expect(await found(`categoryId: "${retorts.id}", brandIds: ["${hermes.id}"], tags: ["new"]`)).toBe(
      'alembic',
    )
    for (const nothing of [
      'categoryId: "cat_999"',
      'categoryId: "x"',
      'brandIds: ["brd_999"]',
      'brandIds: ["x"]',
    ])
      expect(await found(nothing)).toBe('')
  })

  test('by what changed since keeps a copy up to date', async () => {
    expect(await found('updatedSince: "2030-01-01T00:00:00Z"')).toBe(
      'alembic Beaker Crucible dish Éprouvette',
    )
    expect(await found('updatedSince: "2030-01-01T00:00:00.001Z"')).toBe('')
    shop.clock.set('2030-02-01T00:00:00.000Z')
    await shop.upsert({ externalReference: 'dish', rank: 2 })
    await shop.merchandising.savePrices(shop.actor, {
      items: [{ sku: 'Crucible', prices: pricesOf(2_000, 9_000) }],
    })
    await shop.upsert({ externalReference: 'alembic', rank: 5 })
    expect(await found('updatedSince: "2030-01-15T00:00:00+01:00"')).toBe('Crucible dish')
  })

  test.each([
    ['attributes: [{ key: "colour", in: ["red"] }]', 'attributes.0.key', 'no attribute "colour"'],
    ['attributes: [{ key: "pages", min: 1 }]', 'attributes.0.key', 'cannot be filtered by attribute "pages"'],
    ['attributes: [{ key: "material" }]', 'attributes.0', '"material"'],
    [
      'attributes: [{ key: "maker", in: ["x"] }, { key: "capacity", in: ["100"] }]',
      'attributes.1',
      '"capacity" is of type NUMBER',
    ],
    ['attributes: [{ key: "material", min: "1" }]', 'attributes.0', '"material" is of type ONE_OF'],
    ['attributes: [{ key: "handmade", in: ["true"] }]', 'attributes.0', '"handmade" is of type BOOLEAN'],
    ['attributes: [{ key: "capacity", min: "1", is: true }]', 'attributes.0', '"capacity"'],
    ['attributes: [{ key: "material", in: ["glass"], max: "1" }]', 'attributes.0', '"material"'],
  ])('{ %s } is refused, and its attribute named', async (filter, field, message) => {
    const [error] = await shop.errorsOf(query(`(filter: { ${filter} })`))
    expect(error.message).toContain(message)
    expect(error.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: ['filter', ...field.split('.')] })
  })

  test.each(['ids', 'brandIds', 'tags'])('by %s takes 250 at most', async (field) => {
    const listOf = (count: number) => `(filter: { ${field}: [${'"x" '.repeat(count)}] })`
    expect((await shop.errorsOf(query(listOf(251))))[0].extensions.field).toEqual(['filter', field])
    expect(await names(listOf(250))).toBe('')
  })

  test.each([
    'price: { minMinor: 1.5 }',
    'attributes: [{ key: "capacity", min: "lots" }]',
    'updatedSince: "yesterday"',
    'colour: "red"',
  ])('{ %s } is no filter', async (filter) => {
    expect(await shop.errorsOf(query(`(filter: { ${filter} })`))).toHaveLength(1)
  })
})

describe('in a category or of a brand', () => {
  const within = async (field: string, args: string) => {
    const { it } = await shop.ask(
      `{ it: ${field} { products${args} { nodes { externalReference } totalCount } } }`,
    )
    expect(it.products.totalCount).toBe(it.products.nodes.length)
    return references(it.products).join(' ')
  }

  test('stand the products of all that is below', async () => {
    expect(await within('category(by: { slug: "glassware" })', '(sort: NAME_ASC)')).toBe(
      'alembic Beaker Crucible dish',
    )
    expect(await within('category(by: { slug: "small-retorts" })', '')).toBe('alembic')
    expect(await within('brand(by: { slug: "hermes" })', '(sort: NAME_DESC)')).toBe('Crucible alembic')
  })

  test('a filter narrows the list and cannot leave it', async () => {
    const { library, tria } = await shop.ask(
      '{ library: category(by: { slug: "library" }) { id } tria: brand(by: { slug: "tria-prima" }) { id } }',
    )
    const retorts = 'category(by: { slug: "retorts" })'
    expect(await within(retorts, '(filter: { tags: ["new"] })')).toBe('alembic')
    expect(await within(retorts, `(filter: { categoryId: "${library.id}" })`)).toBe('Crucible')
    expect(await within(retorts, `(filter: { brandIds: ["${tria.id}"] })`)).toBe('')
    expect(await within('brand(by: { slug: "hermes" })', `(filter: { brandIds: ["${tria.id}"] })`)).toBe('')
    expect(await within('brand(by: { slug: "tria-prima" })', '(filter: { tags: ["sale"] })')).toBe('Beaker')
  })

  test('follow a category that moves', async () => {
    await must(shop.catalog.saveCategory(shop.actor, { externalReference: 'retorts', parent: 'library' }))
    expect(await within('category(by: { slug: "glassware" })', '')).toBe('Beaker')
    expect(await within('category(by: { slug: "library" })', '(sort: NAME_ASC)')).toBe(
      'alembic Crucible dish Éprouvette',
    )
    await must(shop.catalog.saveCategory(shop.actor, { externalReference: 'retorts', parent: 'glassware' }))
  })
})

describe('an attribute that is defined while the shop runs', () => {
  const define = () =>
    must(
      shop.catalog.saveAttribute(shop.actor, {
        key: 'finish',
        type: 'ONE_OF',
        names: [{ locale: 'en', value: 'Finish' }],
        choices: [{ key: 'matt', names: [{ locale: 'en', value: 'Matt' }] }],
      }),
    )
  const use = (filterable: boolean) =>
    must(
      shop.catalog.saveProductType(shop.actor, {
        key: 'jar',
        name: 'Jar',
        attributes: [{ key: 'finish', filterable }],
      }),
    )
  const jars = 'attributes: [{ key: "finish", in: ["matt"] }]'

  test('is shown and filtered by at once', async () => {
    await define()
    await use(true)
    await shop.saved(
      vessel('jar', { productType: 'jar', attributes: [{ key: 'finish', choices: ['matt'] }] }),
    )
    expect(await found(jars)).toBe('jar')
    const { product } = await shop.ask(
      '{ product(by: { slug: "jar" }) { attributes { name displayValue } } }',
    )
    expect(product.attributes).toEqual([{ name: 'Finish', displayValue: 'Matt' }])
  })

  test('is filtered by no more and again as its product type says, once the reactions have run', async () => {
    await use(false)
    await shop.react()
    expect((await shop.errorsOf(query(`(filter: { ${jars} })`)))[0].message).toContain('"finish"')
    await use(true)
    expect(await found(jars)).toBe('')
    await shop.react()
    expect(await found(jars)).toBe('jar')
  })
})
