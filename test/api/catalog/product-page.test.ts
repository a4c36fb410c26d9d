import { beforeAll, describe, expect, test } from 'vitest'
import { must, vessel } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'
import { picture, retort } from './retort.js'

let shop: ShopApi
let id: string
beforeAll(async () => {
  shop = await startTestShop()
  id = `prd_${await shop.saved(retort)}`
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
