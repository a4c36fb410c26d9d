import { beforeAll, describe, expect, test } from 'vitest'
import { must, option, pricesOf, sized, vessel } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'

let shop: ShopApi
let id: string
const picture = (n: number) => `https://images.example/${n}.jpg`
const retort = vessel('retort', {
  brand: 'hermes',
  categories: ['small-retorts', 'library'],
  tags: ['fragile', 'new'],
  translations: [
    {
      locale: 'en',
      name: 'Retort',
      description: '<p>Bent.</p>',
      seoTitle: 'Buy a retort',
      seoDescription: 'Bent',
    },
    { locale: 'de', name: 'Retorte' },
  ],
  attributes: [
    { key: 'material', choices: ['glass'] },
    { key: 'uses', choices: ['storing', 'boiling'] },
    { key: 'handmade', boolean: true },
    { key: 'maker', text: 'Flamel' },
    { key: 'made_on', date: '2029-12-24' },
    { key: 'capacity', number: '1250.5' },
  ],
  options: [
    {
      key: 'size',
      names: [
        { locale: 'en', value: 'Size' },
        { locale: 'de', value: 'Größe' },
      ],
      values: [
        {
          key: 's',
          names: [
            { locale: 'en', value: 'Small' },
            { locale: 'de', value: 'Klein' },
          ],
          swatchColor: '#00ff00',
        },
        { key: 'm', names: [{ locale: 'en', value: 'Medium' }] },
        { key: 'l', names: [{ locale: 'en', value: 'Large' }] },
      ],
    },
  ],
  media: [
    { url: 'https://images.example/film', kind: 'VIDEO', mimeType: 'video/mp4' },
    { url: picture(1), alts: [{ locale: 'en', value: 'From the left' }], width: 100, height: 50 },
    { url: picture(2) },
  ],
  variants: [
    {
      ...sized('s', 'retort-s'),
      externalReference: 'ref-s',
      barcodes: ['111', '222'],
      mediaUrls: [picture(2)],
      weight: { value: '0.5', unit: 'kg' },
      attributes: [{ key: 'capacity', number: 250 }],
      prices: pricesOf(1_000, 1_500),
    },
    {
      ...sized('m', 'retort-m'),
      names: [{ locale: 'en', value: 'The middle one' }],
      prices: pricesOf(2_000),
      requiresShipping: false,
    },
    { ...sized('l', 'retort-l'), prices: [{ channel: 'us', currency: 'USD', amountMinor: 9 }] },
  ],
})

beforeAll(async () => {
  shop = await startTestShop()
  const number = await shop.saved(retort)
  id = `prd_${number}`
})

const productOf = async (fields: string, context = '', by = '{ externalReference: "retort" }') =>
  (await shop.ask(`query ${context} { product(by: ${by}) { ${fields} } }`)).product

describe('a product', () => {
  test('shows all that a product page needs', async () => {
    const money = '{ amountMinor currency exponent amount formatted }'
    const product = await productOf(`
      id slug externalReference name description productType tags contentLocale
      alternates { locale slug } seo { title description image { url } } brand { name } category { slug }
      categories { slug } featuredImage { url alt width height } availableForSale publishedAt createdAt updatedAt
      media { __typename id alt preview { url } ... on MediaVideo { url mimeType } ... on MediaImage { image { url } } }
      priceRange { minVariantPrice ${money} maxVariantPrice ${money} }
      compareAtPriceRange { minVariantPrice { amountMinor } maxVariantPrice { amountMinor } }
    `)
    const euros = (amountMinor: number) => ({
      amountMinor,
      currency: 'EUR',
      exponent: 2,
      amount: `${amountMinor / 100}.00`,
      formatted: `€${amountMinor / 100}.00`,
    })
    expect(product).toEqual({
      id,
      slug: 'retort',
      externalReference: 'retort',
      name: 'Retort',
      description: '<p>Bent.</p>',
      productType: 'vessel',
      tags: ['fragile', 'new'],
      contentLocale: 'en',
      alternates: [
        { locale: 'de', slug: 'retorte' },
        { locale: 'en', slug: 'retort' },
      ],
      seo: { title: 'Buy a retort', description: 'Bent', image: { url: picture(1) } },
      brand: { name: 'Hermes' },
      category: { slug: 'small-retorts' },
      categories: [{ slug: 'small-retorts' }, { slug: 'library' }],
      featuredImage: { url: picture(1), alt: 'From the left', width: 100, height: 50 },
      availableForSale: true,
      publishedAt: '2030-01-01T00:00:00.000Z',
      createdAt: '2030-01-01T00:00:00.000Z',
      updatedAt: '2030-01-01T00:00:00.000Z',
      media: [
        {
          __typename: 'MediaVideo',
          id: expect.stringMatching(/^vid_/),
          alt: null,
          preview: null,
          url: 'https://images.example/film',
          mimeType: 'video/mp4',
        },
        {
          __typename: 'MediaImage',
          id: expect.stringMatching(/^img_/),
          alt: 'From the left',
          preview: { url: picture(1) },
          image: { url: picture(1) },
        },
        {
          __typename: 'MediaImage',
          id: expect.any(String),
          alt: null,
          preview: { url: picture(2) },
          image: { url: picture(2) },
        },
      ],
      priceRange: { minVariantPrice: euros(1_000), maxVariantPrice: euros(2_000) },
      compareAtPriceRange: {
        minVariantPrice: { amountMinor: 1_500 },
        maxVariantPrice: { amountMinor: 1_500 },
      },
    })
  })

  test.each(['{ slug: "retort" }', '{ slug: "retorte" }', '{ externalReference: "retort" }'])(
    'is found by %s',
    async (by) => {
      expect(await productOf('id slug', '', by)).toEqual({ id, slug: 'retort' })
    },
  )

  test('is found by its id, and by no other spelling of it', async () => {
    expect(await productOf('slug', '', `{ id: "${id}" }`)).toEqual({ slug: 'retort' })
    for (const wrong of [
      id.replace('prd', 'var'),
      id.slice(4),
      `${id} `,
      id.replace('_', '_0'),
      'prd_1e0',
      'prd_',
      '',
    ]) {
      expect(await productOf('id', '', `{ id: "${wrong}" }`)).toBeNull()
      expect(await shop.ask(`{ node(id: "${wrong}") { id __typename } }`)).not.toMatchObject({
        node: { __typename: 'Product' },
      })
    }
  })

  test('shows the attributes as the type orders them, or only those asked for', async () => {
    const fields = `__typename key name displayValue ... on NumberAttribute { number unit } ... on BooleanAttribute { boolean }
      ... on TextAttribute { text } ... on DateAttribute { date } ... on ChoiceAttribute { choices { key name } }`
    const { attributes, few } = await productOf(
      `attributes { ${fields} } few: attributes(keys: ["maker", "nothing"]) { key }`,
    )
    expect(attributes).toMatchObject([
      {
        __typename: 'ChoiceAttribute',
        key: 'material',
        name: 'Material',
        choices: [{ key: 'glass' }],
        displayValue: 'glass',
      },
      { key: 'uses', choices: [{ key: 'boiling' }, { key: 'storing' }], displayValue: 'boiling, storing' },
      {
        __typename: 'NumberAttribute',
        key: 'capacity',
        number: '1250.5',
        unit: 'ml',
        displayValue: '1,250.5 ml',
      },
      { __typename: 'BooleanAttribute', boolean: true },
      { __typename: 'TextAttribute', text: 'Flamel' },
      { __typename: 'DateAttribute', date: '2029-12-24', displayValue: 'Dec 24, 2029' },
    ])
    expect(few).toEqual([{ key: 'maker' }])
  })

  test('shows another channel its own prices and variants', async () => {
    const fields =
      'priceRange { minVariantPrice { formatted } } variants { totalCount nodes { sku price { formatted } } }'
    expect(await productOf(fields, '@inContext(channel: "us")')).toEqual({
      priceRange: { minVariantPrice: { formatted: '$0.09' } },
      variants: {
        totalCount: 3,
        nodes: [
          { sku: 'retort-s', price: { formatted: '$15.00' } },
          { sku: 'retort-m', price: { formatted: '$30.00' } },
          { sku: 'retort-l', price: { formatted: '$0.09' } },
        ],
      },
    })
  })
})

describe('texts', () => {
  const fields = `contentLocale name slug options { name values { name } }
    variants { nodes { name selectedOptions { key name value valueKey } } }`

  test('are in the locale of the context', async () => {
    expect(await productOf(fields, '@inContext(locale: "de-AT")')).toMatchObject({
      contentLocale: 'de',
      name: 'Retorte',
      slug: 'retorte',
      options: [{ name: 'Größe', values: [{ name: 'Klein' }, { name: 'Medium' }, { name: 'Large' }] }],
      variants: {
        nodes: [
          { name: 'Klein', selectedOptions: [{ key: 'size', name: 'Größe', value: 'Klein', valueKey: 's' }] },
          { name: 'Medium', selectedOptions: [{ value: 'Medium', valueKey: 'm' }] },
        ],
      },
    })
  })

  test("fall back to the channel's default, and say so", async () => {
    expect(await productOf(fields, '@inContext(locale: "ru")')).toMatchObject({
      contentLocale: 'en',
      name: 'Retort',
      variants: { nodes: [{ name: 'Small' }, { name: 'The middle one' }] },
    })
  })

  test('fall back to any, so that nothing is nameless', async () => {
    await shop.saved(
      vessel('foreign', {
        translations: [
          { locale: 'fr', name: 'Cornue' },
          { locale: 'ja', name: 'レトルト' },
        ],
      }),
    )
    expect(await productOf('contentLocale name slug', '', '{ externalReference: "foreign" }')).toEqual({
      contentLocale: 'fr',
      name: 'Cornue',
      slug: 'cornue',
    })
  })
})

describe('variants', () => {
  const variant = async (selected: string, field = 'variant') =>
    (await productOf(`${field}(selectedOptions: ${selected}) { sku }`))[field]?.sku ?? null

  test('show all that a till or a cart needs', async () => {
    const { productVariant } = await shop.ask(`{ productVariant(by: { sku: "retort-s" }) {
      id sku externalReference barcode barcodes name requiresShipping taxIncluded availableForSale
      product { id } price { amountMinor } compareAtPrice { amountMinor } weight { value unit } image { url }
      media { ... on MediaImage { image { url } } } attributes { key displayValue } selectedOptions { key valueKey }
    } }`)
    expect(productVariant).toEqual({
      id: expect.stringMatching(/^var_\d+$/),
      sku: 'retort-s',
      externalReference: 'ref-s',
      barcode: '111',
      barcodes: ['111', '222'],
      name: 'Small',
      requiresShipping: true,
      taxIncluded: true,
      availableForSale: true,
      product: { id },
      price: { amountMinor: 1_000 },
      compareAtPrice: { amountMinor: 1_500 },
      weight: { value: '0.5', unit: 'kg' },
      image: { url: picture(2) },
      media: [{ image: { url: picture(2) } }],
      attributes: [{ key: 'capacity', displayValue: '250 ml' }],
      selectedOptions: [{ key: 'size', valueKey: 's' }],
    })
    expect(await shop.ask(`{ node(id: "${productVariant.id}") { ... on ProductVariant { sku } } }`)).toEqual({
      node: { sku: 'retort-s' },
    })
  })

  test.each(['{ barcode: "222" }', '{ externalReference: "ref-s" }'])('are found by %s', async (by) => {
    expect(await shop.ask(`{ productVariant(by: ${by}) { sku } }`)).toEqual({
      productVariant: { sku: 'retort-s' },
    })
  })

  test('are found by exactly their options', async () => {
    expect(await variant('[{ key: "size", valueKey: "m" }]')).toBe('retort-m')
    expect(await variant('[{ key: "size", valueKey: "l" }]')).toBeNull()
    expect(await variant('[{ key: "size", valueKey: "xl" }]')).toBeNull()
    expect(await variant('[]')).toBeNull()
    expect(await variant('[{ key: "size", valueKey: "m" }, { key: "color", valueKey: "red" }]')).toBeNull()
    expect(await variant('[{ key: "size", valueKey: "m" }, { key: "size", valueKey: "m" }]')).toBeNull()
  })

  test('are the selected one, or the first that can be bought', async () => {
    const field = 'selectedOrFirstAvailableVariant'
    expect(await variant('[{ key: "size", valueKey: "m" }]', field)).toBe('retort-m')
    expect(await variant('[{ key: "size", valueKey: "l" }]', field)).toBe('retort-s')
    expect(await variant('[{ key: "color", valueKey: "red" }]', field)).toBe('retort-s')
    expect(await variant('null', field)).toBe('retort-s')
  })

  test('stand with each value of an option, the first that is sold', async () => {
    const { options } = await productOf(
      'options { key values { key name swatchColor firstVariant { sku } } }',
    )
    expect(options).toEqual([
      {
        key: 'size',
        values: [
          { key: 's', name: 'Small', swatchColor: '#00ff00', firstVariant: { sku: 'retort-s' } },
          { key: 'm', name: 'Medium', swatchColor: null, firstVariant: { sku: 'retort-m' } },
          { key: 'l', name: 'Large', swatchColor: null, firstVariant: null },
        ],
      },
    ])
  })

  test('are walked in pages, both ways', async () => {
    await shop.saved(
      vessel('many', {
        options: [option('n', ...'abcdefg')],
        variants: [...'abcdefg'].map((valueKey) => ({
          sku: `many-${valueKey}`,
          options: [{ key: 'n', valueKey }],
          prices: pricesOf(1),
        })),
      }),
    )
    const page = async (args: string) =>
      (
        await productOf(
          `variants(${args}) { nodes { sku } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`,
          '',
          '{ externalReference: "many" }',
        )
      ).variants
    const skus = ({ nodes }: { nodes: { sku: string }[] }) => nodes.map(({ sku }) => sku.slice(5)).join('')
    const first = await page('first: 3')
    expect([skus(first), first.totalCount, first.pageInfo.hasNextPage]).toEqual(['abc', 7, true])
    const second = await page(`first: 3, after: "${first.pageInfo.endCursor}"`)
    const third = await page(`first: 3, after: "${second.pageInfo.endCursor}"`)
    expect([skus(second), skus(third), third.pageInfo.hasNextPage]).toEqual(['def', 'g', false])
    const last = await page('last: 2')
    expect([skus(last), last.pageInfo.hasPreviousPage]).toEqual(['fg', true])
    expect(skus(await page(`last: 2, before: "${last.pageInfo.startCursor}"`))).toBe('de')
    const [error] = await shop.errorsOf(
      `{ product(by: { externalReference: "retort" }) { variants(after: "${first.pageInfo.endCursor}") { nodes { sku } } } }`,
    )
    expect(error).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } })
  })

  test('with one barcode on several, are the oldest that is sold', async () => {
    await shop.saved(
      vessel('shared-1', {
        status: 'DRAFT',
        variants: [{ sku: 'shared-1', barcodes: ['999'], prices: pricesOf(1) }],
      }),
    )
    await shop.saved(
      vessel('shared-2', { variants: [{ sku: 'shared-2', barcodes: ['999'], prices: pricesOf(1) }] }),
    )
    await shop.saved(
      vessel('shared-3', { variants: [{ sku: 'shared-3', barcodes: ['999'], prices: pricesOf(1) }] }),
    )
    expect(await shop.ask('{ productVariant(by: { barcode: "999" }) { sku } }')).toEqual({
      productVariant: { sku: 'shared-2' },
    })
  })
})

describe('what is asked for in no way or in two', () => {
  test.each([
    'product(by: {}) { id }',
    'product(by: { slug: "a", id: "b" }) { id }',
    'product(by: { slug: null }) { id }',
    'productVariant(by: {}) { id }',
    'productVariant(by: { sku: "a", barcode: "b" }) { id }',
    'category(by: {}) { id }',
    'brand(by: { id: "a", slug: "b" }) { id }',
  ])('is a request error: %s', async (field) => {
    const errors = await shop.errorsOf(`{ ${field} }`)
    expect(errors[0].extensions.code).toMatch(/BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED/)
  })

  test.each([{}, { slug: 'a', id: 'b' }, { slug: null }, { slug: 'retort', id: null }])(
    'is a request error as a variable too, however often it is sent: %j',
    async (by) => {
      for (let i = 0; i < 4; i++) {
        const errors = await shop.errorsOf('query ($by: ProductBy!) { product(by: $by) { id } }', { by })
        expect(errors[0].extensions.code).toBe('BAD_USER_INPUT')
      }
    },
  )
})

test('a product type that drops an attribute hides its values, and shows them again', async () => {
  await must(shop.catalog.saveProductType(shop.actor, { key: 'book', attributes: [] }))
  await must(shop.catalog.saveProductType(shop.actor, { key: 'book', attributes: [{ key: 'pages' }] }))
  await shop.saved(vessel('book', { productType: 'book', attributes: [{ key: 'pages', number: 12 }] }))
  const pages = () => productOf('attributes { key }', '', '{ externalReference: "book" }')
  expect(await pages()).toEqual({ attributes: [{ key: 'pages' }] })
  await must(shop.catalog.saveProductType(shop.actor, { key: 'book', attributes: [] }))
  expect(await pages()).toEqual({ attributes: [] })
  await must(shop.catalog.saveProductType(shop.actor, { key: 'book', attributes: [{ key: 'pages' }] }))
  expect(await pages()).toEqual({ attributes: [{ key: 'pages' }] })
})
