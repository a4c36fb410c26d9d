import { describe, expect, test } from 'vitest'
import { mappedProduct } from '../../../src/domains/feeds/mapping/product.js'
import { parseMapping } from '../../../src/domains/feeds/mapping/schema.js'
import type { RowData } from '../../../src/domains/feeds/reading/row.js'

interface Given {
  product?: object
  variant?: object
}
const mappingOf = ({ product = {}, variant = {} }: Given) =>
  parseMapping(
    JSON.stringify({
      locale: 'en',
      product: {
        externalReference: 'id',
        productType: { value: 'Home goods' },
        texts: [{ name: 'title' }],
        ...product,
      },
      variant: { sku: 'id', ...variant },
    }),
  )
const mapped = (given: Given, first: RowData, ...rest: RowData[]) => {
  const row = (data: RowData): RowData => ({ id: '1', title: 'Mug', ...data })
  const { item, needs, problems } = mappedProduct(mappingOf(given), [row(first), ...rest.map(row)])
  const reasons = problems.map(({ field, message }) => `${field?.join('.')}: ${message}`)
  return { item, needs, reasons }
}
const price = (given: object, row: RowData) => {
  const { item, reasons } = mapped(
    {
      variant: {
        prices: [{ channel: { value: 'eu' }, currency: { value: 'EUR' }, amount: 'price', ...given }],
      },
    },
    row,
  )
  return reasons.length > 0 ? reasons : item.variants?.[0]?.prices?.[0]?.amountMinor
}

describe('a product', () => {
  test('has what the mapping says, and nothing of what it does not speak of', () => {
    expect(mapped({}, {}).item).toEqual({
      externalReference: '1',
      productType: 'home-goods',
      translations: [{ locale: 'en', name: 'Mug' }],
      variants: [{ sku: '1' }],
    })
  })

  test('is cleared of what the mapping speaks of and the row leaves empty', () => {
    const { item } = mapped(
      {
        product: {
          brand: 'brand',
          tags: 'tags',
          categories: 'category',
          texts: [{ name: 'title', description: 'text' }],
        },
        variant: { barcodes: 'ean', weight: { value: 'weight', unit: 'g' } },
      },
      { brand: ' ', tags: '', ean: [] },
    )
    expect(item).toMatchObject({
      brand: null,
      tags: [],
      categories: [],
      translations: [{ description: null }],
    })
    expect(item.variants).toEqual([{ sku: '1', barcodes: [], weight: null }])
  })

  test('cannot do without its reference and name', () => {
    expect(mapped({}, { id: '', title: ' ' }).reasons).toEqual([
      'externalReference: Column "id" is empty; every row needs one.',
      'translations.0.name: Column "title" is empty; every row needs one.',
    ])
  })

  test('has a brand that is made when missing, under its own name', () => {
    const { item, needs } = mapped({ product: { brand: 'supplier' } }, { supplier: 'Kiln & Kettle' })
    expect(item.brand).toBe('Kiln & Kettle')
    expect(needs.brand).toEqual({
      externalReference: 'Kiln & Kettle',
      translations: [{ locale: 'en', name: 'Kiln & Kettle' }],
    })
  })

  test('stands in categories along their paths, parents first', () => {
    const { item, needs } = mapped(
      { product: { categories: { column: 'category', split: '|' }, categoryPath: '>' } },
      { category: 'Home>Garden | Gifts' },
    )
    expect(item.categories).toEqual(['Home > Garden', 'Gifts'])
    expect(needs.categories.map(({ externalReference, parent }) => [externalReference, parent])).toEqual([
      ['Home', null],
      ['Home > Garden', 'Home'],
      ['Gifts', null],
    ])
  })

  test('takes the pictures of all its rows, each once', () => {
    const { item } = mapped(
      { product: { media: [{ url: 'picture', alt: 'title' }, { url: { column: 'more', split: ' ' } }] } },
      { picture: 'http://a/1', more: 'http://a/2 http://a/3' },
      { picture: 'http://a/1', more: '' },
      { picture: 'http://a/4' },
    )
    expect(item.media?.map(({ url }) => url)).toEqual([
      'http://a/1',
      'http://a/2',
      'http://a/3',
      'http://a/4',
    ])
    expect(item.media?.[0]?.alts).toEqual([{ locale: 'en', value: 'Mug' }])
  })

  test('shows plain text as it is, and HTML where the mapping says so', () => {
    const description = (row: RowData, given: object) =>
      mapped({ product: { texts: [{ name: 'title', description: 'text', ...given }] } }, row).item
        .translations?.[0]?.description
    expect(description({ text: 'a < b & c\nd' }, {})).toBe('a &lt; b &amp; c<br />d')
    expect(description({ text: '<p>a</p>' }, { descriptionIsHtml: true })).toBe('<p>a</p>')
  })
})

describe('a value', () => {
  const tags = (source: unknown, row: RowData) => mapped({ product: { tags: source } }, row).item.tags

  test('comes from a column, is fixed, or fills a template', () => {
    expect(tags('colour', { colour: ' red ' })).toEqual(['red'])
    expect(tags({ value: 'new' }, {})).toEqual(['new'])
    expect(tags({ template: '{season} {year}' }, { season: 'spring', year: 2030 })).toEqual(['spring 2030'])
    expect(tags({ template: '{season} {year}' }, { season: 'spring' })).toEqual([])
  })

  test('may have a default, and other names', () => {
    const status = { column: 'sold', values: { yes: 'ACTIVE', no: 'DRAFT' }, default: 'ARCHIVED' }
    const statusOf = (row: RowData) => mapped({ product: { status } }, row).item.status
    expect([
      statusOf({ sold: 'yes' }),
      statusOf({ sold: 'no' }),
      statusOf({}),
      statusOf({ sold: 'draft' }),
    ]).toEqual(['ACTIVE', 'DRAFT', 'ARCHIVED', 'DRAFT'])
  })

  test('may lie deeper in an object, also in each of a list', () => {
    const row = { 'a.b': 'whole', a: { b: 'deep' }, list: [{ name: 'x' }, { name: 'y' }] }
    expect(tags('a.b', row)).toEqual(['whole'])
    expect(tags('list.name', row)).toEqual(['x', 'y'])
    expect(tags('a.constructor.name', row)).toEqual([])
  })

  test('may be a list, split only where the mapping says so', () => {
    expect(tags('tags', { tags: 'a, b' })).toEqual(['a, b'])
    expect(tags({ column: 'tags', split: ',' }, { tags: 'a, b,,c ' })).toEqual(['a', 'b', 'c'])
    expect(tags('tags', { tags: ['a', 7, null] })).toEqual(['a', '7'])
  })

  test('that is no text is told by its column', () => {
    expect(mapped({}, { title: { en: 'Mug' } }).reasons).toEqual([
      'translations.0.name: Column "title" has {"en":"Mug"}, which is not a text.',
    ])
  })
})

describe('an amount', () => {
  test.each([
    ['19.99', 1999],
    ['19,99', 1999],
    ['19', 1900],
    [19.99, 1999],
    ['19.9', 1990],
    ['-1', -100],
  ])('%s EUR is %i cents', (amount, minor) => {
    expect(price({}, { price: amount })).toBe(minor)
  })

  test('has the decimals of its currency', () => {
    expect(price({ currency: { value: 'JPY' } }, { price: '1999' })).toBe(1999)
    expect(price({ currency: { value: 'KWD' } }, { price: '1.999' })).toBe(1999)
    expect(price({ currency: 'money' }, { price: '5', money: 'usd' })).toBe(500)
  })

  test.each(['19.999', '1,299.00', '1.299,00', '€ 5', 'free', '1e3'])('%s is refused', (amount) => {
    expect(price({}, { price: amount })).toEqual([
      `variants.0.prices.0.amountMinor: Column "price" has "${amount}", which is not an amount in EUR such as "19.99".`,
    ])
  })

  test('may be in minor units', () => {
    expect(price({ minorUnits: true }, { price: 1999 })).toBe(1999)
    expect(price({ minorUnits: true }, { price: '-1' })).toBe(-1)
    expect(price({ minorUnits: true }, { price: 10 ** 16 })).toBe(10 ** 16)
    expect(price({ minorUnits: true }, { price: 19.99 })).toEqual([
      expect.stringContaining('which is not a whole number of minor units'),
    ])
  })

  test('that is empty is no price', () => {
    expect(price({}, { price: '' })).toBeUndefined()
  })

  test('in a currency that there is not is refused', () => {
    expect(price({ currency: { value: 'EURO' } }, { price: '5' })).toEqual([
      'variants.0.prices.0.currency: "EURO" is not a currency of ISO 4217.',
    ])
  })
})

describe('attributes', () => {
  const attributes = (rules: object[], row: RowData) => mapped({ product: { attributes: rules } }, row)

  test('of a prefix keep the type in their keys, so that stems of several types do not collide', () => {
    const { item, needs } = attributes(
      [
        { prefix: 'attr_t_', key: '{rest}_text', type: 'TEXT', searchable: true },
        { prefix: 'attr_n_', key: '{rest}_number', type: 'NUMBER', filterable: true },
        { prefix: 'attr_b_', key: '{rest}_flag', type: 'BOOLEAN' },
      ],
      { attr_t_size: 'A4', attr_n_size: 2.5, attr_b_processor_family: false, attr_n_: 3 },
    )
    expect(item.attributes).toEqual([
      { key: 'size_text', text: 'A4' },
      { key: 'size_number', number: '2.5' },
      { key: 'processor_family_flag', boolean: false },
    ])
    expect(needs.attributes.map(({ key, type, name }) => [key, type, name])).toEqual([
      ['size_text', 'TEXT', 'Size'],
      ['size_number', 'NUMBER', 'Size'],
      ['processor_family_flag', 'BOOLEAN', 'Processor family'],
    ])
    expect(needs.attributes[0]).toMatchObject({ searchable: true, filterable: false })
    expect(needs.attributes[1]).toMatchObject({ searchable: false, filterable: true })
  })

  test('of a column go before those of a prefix, and are told apart from empty ones', () => {
    const rules = [
      { prefix: 'a_', type: 'TEXT' },
      { column: 'a_weight', key: 'mass', type: 'NUMBER', unit: 'g', name: 'Mass' },
      { column: 'a_none', type: 'TEXT' },
    ]
    const { item, needs } = attributes(rules, { a_weight: '2,50', a_colour: 'red', a_none: '' })
    expect(item.attributes).toEqual([
      { key: 'mass', number: '2.5' },
      { key: 'colour', text: 'red' },
    ])
    expect(needs.attributes[0]).toMatchObject({ key: 'mass', unit: 'g', name: 'Mass' })
  })

  test.each([
    ['yes', true],
    ['No', false],
    [1, true],
    ['FALSE', false],
    [true, true],
  ])('of type BOOLEAN: %s is %s', (given, boolean) => {
    expect(attributes([{ column: 'x', type: 'BOOLEAN' }], { x: given }).item.attributes).toEqual([
      { key: 'x', boolean },
    ])
  })

  test('of type DATE take the day out of an instant', () => {
    const days = ['2009-12-10', '2009-12-10T23:59:59Z', '2009-12-10 01:00']
    const found = days.map(
      (x) => attributes([{ column: 'x', type: 'DATE' }], { x }).item.attributes?.[0]?.date,
    )
    expect(found).toEqual(['2009-12-10', '2009-12-10', '2009-12-10'])
  })

  test('of choices have keys made from what the cell says', () => {
    const rules = [
      { column: 'material', type: 'ONE_OF' },
      { value: { column: 'uses', split: '/' }, key: 'uses', type: 'MANY_OF' },
    ]
    const { item, needs } = attributes(rules, { material: 'Café au lait', uses: 'Indoors / 室内' })
    const [material, uses] = item.attributes ?? []
    expect(material).toEqual({ key: 'material', choices: ['cafe-au-lait'] })
    expect(uses?.choices).toEqual(['indoors', expect.stringMatching(/^x[0-9a-f]{12}$/)])
    expect(needs.attributes[0]?.choices).toEqual([{ key: 'cafe-au-lait', name: 'Café au lait' }])
  })

  test('that cannot be read are all told, each by its column', () => {
    const rules = [
      { column: 'n', type: 'NUMBER' },
      { column: 'b', type: 'BOOLEAN' },
      { column: 'd', type: 'DATE' },
    ]
    expect(attributes(rules, { n: 'ten', b: 'perhaps', d: '10.12.2009' }).reasons).toEqual([
      'attributes.n: Column "n" has "ten", which is not a decimal such as "2.13".',
      'attributes.b: Column "b" has "perhaps", which is neither true nor false.',
      'attributes.d: Column "d" has "10.12.2009", which is not a date such as "2026-03-31".',
    ])
  })
})

describe('variants', () => {
  const options = [
    { key: 'size', value: 'size' },
    { key: 'glaze', name: 'Glazing', value: 'glaze' },
  ]

  test('are one for each row, with the options that the rows choose', () => {
    const { item } = mapped(
      { variant: { options } },
      { id: '1', size: 'Small', glaze: 'Sea blue' },
      { id: '2', size: 'Large', glaze: 'Sea blue' },
    )
    expect(item.options).toEqual([
      {
        key: 'size',
        names: [{ locale: 'en', value: 'Size' }],
        values: [
          { key: 'small', names: [{ locale: 'en', value: 'Small' }] },
          { key: 'large', names: [{ locale: 'en', value: 'Large' }] },
        ],
      },
      {
        key: 'glaze',
        names: [{ locale: 'en', value: 'Glazing' }],
        values: [{ key: 'sea-blue', names: [{ locale: 'en', value: 'Sea blue' }] }],
      },
    ])
    expect(item.variants?.map(({ options }) => options?.map(({ valueKey }) => valueKey))).toEqual([
      ['small', 'sea-blue'],
      ['large', 'sea-blue'],
    ])
  })

  test('have no options where no row chooses any', () => {
    const { item } = mapped({ variant: { options } }, { size: '', glaze: '' })
    expect(item.options).toEqual([])
    expect(item.variants?.[0]?.options).toEqual([])
  })

  test('have attributes, pictures and weights of their own', () => {
    const { item } = mapped(
      {
        product: { media: [{ url: 'picture' }] },
        variant: {
          media: 'picture',
          weight: { value: 'kg', unit: 'kg' },
          attributes: [{ column: 'volume', type: 'NUMBER' }],
        },
      },
      { picture: 'http://a/1', kg: '0,5', volume: 300 },
    )
    expect(item.variants?.[0]).toMatchObject({
      mediaUrls: ['http://a/1'],
      weight: { value: '0.5', unit: 'kg' },
      attributes: [{ key: 'volume', number: '300' }],
    })
  })
})
