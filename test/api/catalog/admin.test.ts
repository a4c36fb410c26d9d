import { beforeAll, describe, expect, test } from 'vitest'
import { pricesOf, vessel } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'

let shop: ShopApi
beforeAll(async () => {
  shop = await startTestShop()
  await shop.saved(vessel('there'))
})

const errors =
  '... on Rejection { errors { __typename code message field ... on InvalidInput { min max allowed } ... on NotFound { reference } ... on VersionConflict { currentVersion } } }'
const upsert = /* GraphQL */ `
  mutation ($input: ProductsUpsertInput!) {
    productsUpsert(input: $input) {
      ... on ProductsUpsertPayload {
        results { externalReference outcome productId errors { __typename code message field } }
      }
      ${errors}
    }
  }
`
const upserted = async (...items: object[]) =>
  (await shop.askAdmin(upsert, { input: { items } })).productsUpsert.results
const minimal = 'translations: [{ locale: "en", name: "X" }]'

const mutations: [permission: string, operation: string][] = [
  ['CATALOG_WRITE', `mutation { brandSave(input: { externalReference: "x", ${minimal} }) { __typename } }`],
  [
    'CATALOG_WRITE',
    `mutation { categorySave(input: { externalReference: "x", ${minimal} }) { __typename } }`,
  ],
  [
    'CATALOG_WRITE',
    'mutation { attributeSave(input: { key: "x", type: TEXT, names: [{ locale: "en", value: "X" }] }) { __typename } }',
  ],
  ['CATALOG_WRITE', 'mutation { productTypeSave(input: { key: "x", name: "X" }) { __typename } }'],
  ['CATALOG_WRITE', 'mutation { productsUpsert(input: { items: [] }) { __typename } }'],
  ['CATALOG_WRITE', 'mutation { productArchive(input: { externalReference: "x" }) { __typename } }'],
  ['PRICES_WRITE', 'mutation { pricesSave(input: { items: [] }) { __typename } }'],
  ['CATALOG_READ', '{ attribute(key: "x") { id } }'],
  ['CATALOG_READ', '{ productType(key: "x") { id } }'],
]

describe('permissions', () => {
  const all = ['CATALOG_READ', 'CATALOG_WRITE', 'PRICES_WRITE', 'CHANNELS_WRITE', 'KEYS_WRITE', 'AUDIT_READ']
  const codes = ({ body }: { body: { errors?: { extensions: { code: string } }[] } }) =>
    body.errors?.map((error) => error.extensions.code) ?? []

  test.each(mutations)('%s is needed, and enough, for %s', async (permission, operation) => {
    expect(codes(await shop.as(null, operation))).toEqual(['UNAUTHENTICATED'])
    expect(
      codes(
        await shop.as(
          all.filter((other) => other !== permission),
          operation,
        ),
      ),
    ).toEqual(['FORBIDDEN'])
    expect(codes(await shop.as([permission], operation))).toEqual([])
    expect(codes({ body: { errors: await shop.errorsOf(operation) } })).toEqual(['GRAPHQL_VALIDATION_FAILED'])
  })

  test.each([
    ['prices', pricesOf(5)],
    ['no prices any more', null],
    ['an empty list of prices', []],
  ])('PRICES_WRITE is needed for an upsert with %s', async (_, prices) => {
    const input = { items: [{ externalReference: 'there', variants: [{ sku: 'there', prices }] }] }
    expect(codes(await shop.as(['CATALOG_WRITE'], upsert, { input }))).toEqual(['FORBIDDEN'])
    expect((await shop.stored('there')).prices[0]?.map(({ amountMinor }) => amountMinor)).toEqual([
      1_000, 1_500, 1_500,
    ])
    const without = { items: [{ externalReference: 'there', variants: [{ sku: 'there' }] }] }
    expect(codes(await shop.as(['CATALOG_WRITE'], upsert, { input: without }))).toEqual([])
    expect(codes(await shop.as(['CATALOG_WRITE', 'PRICES_WRITE'], upsert, { input: without }))).toEqual([])
  })
})

describe('productsUpsert', () => {
  test('answers each item in order, with the errors from "input" on', async () => {
    const results = await upserted(
      vessel('api-new'),
      { externalReference: 'there', rank: 3 },
      {
        externalReference: 'api-wrong',
        brand: 'nobody',
        variants: [{ sku: 'w', prices: [{ channel: 'eu', currency: 'EUR', amountMinor: -1 }] }],
      },
      { externalReference: 'there', rank: 4 },
    )
    expect(results).toMatchObject([
      {
        externalReference: 'api-new',
        outcome: 'CREATED',
        productId: expect.stringMatching(/^prd_\d+$/),
        errors: [],
      },
      { externalReference: 'there', outcome: 'UPDATED' },
      {
        outcome: 'REJECTED',
        productId: null,
        errors: expect.arrayContaining([
          expect.objectContaining({
            __typename: 'InvalidInput',
            code: 'OUT_OF_RANGE',
            field: ['input', 'items', '2', 'variants', '0', 'prices', '0', 'amountMinor'],
          }),
          expect.objectContaining({ code: 'REQUIRED', field: ['input', 'items', '2', 'productType'] }),
          expect.objectContaining({ code: 'REQUIRED', field: ['input', 'items', '2', 'translations'] }),
        ]),
      },
      {
        outcome: 'REJECTED',
        errors: [{ code: 'DUPLICATE', field: ['input', 'items', '3', 'externalReference'] }],
      },
    ])
  })

  test('leaves what is omitted and clears what is null', async () => {
    await upserted({ ...vessel('api-kept', { brand: 'hermes', tags: ['a'], rank: 2 }) })
    await upserted({
      externalReference: 'api-kept',
      translations: [{ locale: 'en', name: 'Kept', description: '<b>D</b>' }],
    })
    await upserted({
      externalReference: 'api-kept',
      brand: null,
      translations: [{ locale: 'en', name: 'Kept' }],
    })
    const { state, brand, prices } = await shop.stored('api-kept')
    expect(brand).toBeNull()
    expect(state).toMatchObject({
      tags: ['a'],
      rank: 2,
      status: 'ACTIVE',
      texts: [{ description: '<b>D</b>' }],
    })
    expect(prices[0]).toHaveLength(3)
    expect(await upserted({ externalReference: 'api-kept', tags: ['a'] })).toMatchObject([
      { outcome: 'UNCHANGED' },
    ])
  })

  test('with dryRun says what would become of it, and keeps nothing', async () => {
    const input = { items: [vessel('api-dry'), { externalReference: 'there', rank: 99 }], dryRun: true }
    const { productsUpsert } = await shop.askAdmin(upsert, { input })
    expect(productsUpsert.results).toMatchObject([
      { outcome: 'CREATED', productId: null },
      { outcome: 'UPDATED', productId: expect.any(String) },
    ])
    expect(await shop.ask('{ product(by: { slug: "api-dry" }) { id } }')).toEqual({ product: null })
    expect((await shop.stored('there')).state.rank).not.toBe(99)
  })

  test('takes 250 items at most', async () => {
    const items = Array.from({ length: 251 }, (_, i) => ({ externalReference: `m-${i}` }))
    const [error] = await shop.adminErrorsOf(upsert, { input: { items } })
    expect(error.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: ['input', 'items'] })
  })

  test.each([
    [
      'a price of 10^16',
      { variants: [{ prices: [{ channel: 'eu', currency: 'EUR', amountMinor: 10 ** 16 }] }] },
    ],
    [
      'a price of half a cent',
      { variants: [{ prices: [{ channel: 'eu', currency: 'EUR', amountMinor: 0.5 }] }] },
    ],
    [
      'a currency that is none',
      { variants: [{ prices: [{ channel: 'eu', currency: 'XXQ', amountMinor: 1 }] }] },
    ],
    ['a locale that is none', { translations: [{ locale: 'en_US', name: 'X' }] }],
    ['a URL that runs a script', { media: [{ url: 'javascript:alert(1)' }] }],
    ['NUL in a name', { translations: [{ locale: 'en', name: 'a\0' }] }],
    ['half of a surrogate pair', { tags: ['\ud800'] }],
    ['an unknown field', { colour: 'red' }],
    ['an unknown status', { status: 'GONE' }],
    ['text for a number', { attributes: [{ key: 'capacity', number: 'lots' }] }],
  ])('is a request error with %s', async (_, item) => {
    const found = await shop.adminErrorsOf(upsert, {
      input: { items: [{ externalReference: 'there', ...item }] },
    })
    expect(found[0].extensions.code).toBe('BAD_USER_INPUT')
  })

  test('sanitises descriptions', async () => {
    await upserted(
      vessel('api-html', {
        translations: [
          { locale: 'en', name: 'X', description: '<p onclick="x()">Hi<script>alert(1)</script></p>' },
        ],
      }),
    )
    expect(await shop.ask('{ product(by: { externalReference: "api-html" }) { description } }')).toEqual({
      product: { description: '<p>Hi</p>' },
    })
  })
})

describe('the other admin mutations', () => {
  const send = async (name: string, input: object, fields: string) => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}`
    const query = `mutation ($input: ${type}Input!) { ${name}(input: $input) { ... on ${type}Payload { ${fields} } ${errors} } }`
    return (await shop.askAdmin(query, { input }))[name]
  }
  const names = [{ locale: 'en', value: 'N' }]
  const translations = [{ locale: 'en', name: 'N' }]

  test('answer what was saved, as it is now', async () => {
    const brand = () =>
      send(
        'brandSave',
        { externalReference: 'api', translations },
        'brand { id name slug version image { url } }',
      )
    expect(await brand()).toEqual({
      brand: { id: expect.stringMatching(/^brd_/), name: 'N', slug: 'n', version: 1, image: null },
    })
    expect(
      await send(
        'brandSave',
        { externalReference: 'api', image: { url: 'https://a.example/' } },
        'brand { version image { url } }',
      ),
    ).toEqual({
      brand: { version: 2, image: { url: 'https://a.example/' } },
    })
    expect((await brand()).brand.image).toEqual({ url: 'https://a.example/' })

    const moved = await send(
      'categorySave',
      { externalReference: 'library', parent: 'retorts' },
      'category { level ancestors { slug } parent { children { nodes { slug } } } }',
    )
    expect(moved.category).toMatchObject({
      level: 2,
      ancestors: [{ slug: 'glassware' }, { slug: 'retorts' }],
      parent: { children: { nodes: [{ slug: 'small-retorts' }, { slug: 'library' }] } },
    })

    const choice = { key: 'a', names }
    const attribute = await send(
      'attributeSave',
      { key: 'api', type: 'ONE_OF', names, choices: [choice] },
      'attribute { id key type unit names { value } choices { key } version }',
    )
    expect(attribute).toMatchObject({
      attribute: {
        key: 'api',
        type: 'ONE_OF',
        unit: null,
        names: [{ value: 'N' }],
        choices: [{ key: 'a' }],
        version: 1,
      },
    })
    const type = await send(
      'productTypeSave',
      { key: 'api', name: 'A', attributes: [{ key: 'api', required: true }] },
      'productType { key name version attributes { required filterable attribute { key } } }',
    )
    expect(type.productType).toEqual({
      key: 'api',
      name: 'A',
      version: 1,
      attributes: [{ required: true, filterable: false, attribute: { key: 'api' } }],
    })
    expect(
      await shop.askAdmin(
        '{ attribute(key: "api") { key } productType(key: "api") { attributes { attribute { key } } } none: attribute(key: "none") { key } }',
      ),
    ).toEqual({
      attribute: { key: 'api' },
      productType: { attributes: [{ attribute: { key: 'api' } }] },
      none: null,
    })
  })

  test.each([
    [
      'brandSave',
      { externalReference: 'new-brand' },
      [{ code: 'REQUIRED', field: ['input', 'translations'] }],
    ],
    [
      'categorySave',
      { externalReference: 'retorts', parent: 'small-retorts' },
      [{ code: 'INVALID', field: ['input', 'parent'] }],
    ],
    [
      'categorySave',
      { externalReference: 'retorts', expectedVersion: 7 },
      [{ __typename: 'VersionConflict', currentVersion: 1 }],
    ],
    [
      'attributeSave',
      { key: 'capacity', type: 'DATE' },
      [{ code: 'INVALID', field: ['input', 'type'], allowed: ['NUMBER'] }],
    ],
    [
      'productTypeSave',
      { key: 'vessel', attributes: [{ key: 'none' }] },
      [{ __typename: 'NotFound', reference: 'none', field: ['input', 'attributes', '0', 'key'] }],
    ],
    [
      'productArchive',
      { externalReference: 'nobody' },
      [{ __typename: 'NotFound', field: ['input', 'externalReference'] }],
    ],
    [
      'pricesSave',
      { items: [{ sku: 'nobody', prices: [{ channel: 'mars', currency: 'EUR', amountMinor: 1 }] }] },
      [
        { __typename: 'NotFound', reference: 'nobody', field: ['input', 'items', '0', 'sku'] },
        {
          __typename: 'NotFound',
          reference: 'mars',
          field: ['input', 'items', '0', 'prices', '0', 'channel'],
        },
      ],
    ],
  ])('%s refuses %j with every reason', async (name, input, expected) => {
    expect(await send(name, input, '__typename')).toMatchObject({ errors: expected })
  })

  test('productArchive and pricesSave name what they changed', async () => {
    const id = `prd_${await shop.saved(vessel('api-old'))}`
    const variantId = `var_${(await shop.stored('api-old')).state.variants[0]?.id}`
    expect(
      await send('pricesSave', { items: [{ sku: 'api-old', prices: pricesOf(3) }] }, 'variantIds'),
    ).toEqual({ variantIds: [variantId] })
    expect(
      await shop.ask('{ productVariant(by: { sku: "api-old" }) { price { amountMinor } } }'),
    ).toMatchObject({ productVariant: { price: { amountMinor: 3 } } })
    expect(await send('productArchive', { externalReference: 'api-old' }, 'productId')).toEqual({
      productId: id,
    })
    expect(await shop.ask('{ productVariant(by: { sku: "api-old" }) { id } }')).toEqual({
      productVariant: null,
    })
  })

  test('leave one audit entry each, by the key that did it', async () => {
    const entries = async () =>
      (
        await shop.askAdmin(
          '{ auditEntries(first: 100) { nodes { action entity actor entityId } totalCount } }',
        )
      ).auditEntries
    await shop.saved(vessel('api-audited'))
    for (const [name, input, entity] of [
      ['brandSave', { externalReference: 'a1', translations }, 'Brand'],
      ['categorySave', { externalReference: 'a1', translations }, 'Category'],
      ['attributeSave', { key: 'a1', type: 'TEXT', names }, 'Attribute'],
      ['productTypeSave', { key: 'a1', name: 'A' }, 'ProductType'],
      ['pricesSave', { items: [{ sku: 'api-audited', prices: [] }] }, 'ProductVariant'],
      ['productArchive', { externalReference: 'api-audited' }, 'Product'],
    ] as const) {
      const before = (await entries()).totalCount
      await send(name, input, '__typename')
      const { totalCount, nodes } = await entries()
      expect(totalCount).toBe(before + 1)
      expect(nodes[0]).toMatchObject({
        action: name,
        entity,
        actor: 'key:bootstrap',
        entityId: expect.stringMatching(/^[a-z]{3}_\d+$/),
      })
      await send(name, input, '__typename')
      expect((await entries()).totalCount).toBe(before + 1)
    }
  })
})

describe('the public view', () => {
  test('has none of the admin fields and types', async () => {
    const { __schema } = await shop.ask(
      '{ __schema { mutationType { name } types { name } queryType { fields { name } } } }',
    )
    const fields = __schema.queryType.fields.map(({ name }: { name: string }) => name)
    expect(fields).not.toContain('attribute')
    expect(fields).not.toContain('productType')
    const types = __schema.types.map(({ name }: { name: string }) => name)
    for (const hidden of [
      'ProductsUpsertInput',
      'UpsertOutcome',
      'Attribute',
      'ProductType',
      'ApiKey',
      'AuditEntry',
      'Rejection',
      'ProductStatus',
    ])
      expect(types).not.toContain(hidden)
    for (const shown of [
      'Product',
      'ProductVariant',
      'Category',
      'Brand',
      'AttributeValue',
      'NumberAttribute',
    ])
      expect(types).toContain(shown)
  })
})

describe('the context', () => {
  test.each([
    ['channel: "mars"', 'There is no channel "mars". The channels are eu, us.'],
    ['locale: "fr"', 'Channel "eu" has no locale "fr". Valid: en, de, ru.'],
    ['currency: "PLN"', 'Channel "eu" does not sell in "PLN". Valid: EUR, USD.'],
    ['channel: "us", locale: "de"', 'Channel "us" has no locale "de". Valid: en.'],
  ])('@inContext(%s) is refused, with what is valid', async (context, message) => {
    const [error] = await shop.errorsOf(`query @inContext(${context}) { products { totalCount } }`)
    expect(error).toMatchObject({ message, extensions: { code: 'BAD_CONTEXT' } })
  })
})
