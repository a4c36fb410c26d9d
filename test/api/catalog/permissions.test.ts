import { beforeAll, describe, expect, test } from 'vitest'
import { pricesOf, vessel } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'
import { upsert } from './admin-documents.js'

let shop: ShopApi
beforeAll(async () => {
  shop = await startTestShop()
  await shop.saved(vessel('there'))
})

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
  ['TAXES_WRITE', '{ taxCategories { id } }'],
  ['TAXES_WRITE', 'mutation { taxCategorySave(input: { key: "x y" }) { __typename } }'],
  ['DELIVERY_WRITE', '{ shippingMethods { id } }'],
  ['DELIVERY_WRITE', 'mutation { shippingMethodSave(input: { handle: "x" }) { __typename } }'],
  ['PAYMENTS_READ', '{ payment(id: "pay_x") { id } }'],
  ['PAYMENTS_WRITE', '{ paymentMethods { id } }'],
  ['PAYMENTS_WRITE', 'mutation { paymentMethodSave(input: { handle: "x" }) { __typename } }'],
  ['PROMOTIONS_WRITE', '{ discountCodes { nodes { id } } }'],
  ['PROMOTIONS_WRITE', 'mutation { discountCodeSave(input: { code: "" }) { __typename } }'],
  ['PROMOTIONS_WRITE', 'mutation { discountCodeDisable(input: { code: "x" }) { __typename } }'],
  ['GIFT_CARDS_READ', '{ giftCards { nodes { id } } }'],
  ['GIFT_CARDS_READ', '{ giftCard(id: "gft_x") { id } }'],
  ['GIFT_CARDS_READ', '{ giftCardEntries(giftCardId: "gft_x") { nodes { id } } }'],
  [
    'GIFT_CARDS_WRITE',
    'mutation { giftCardIssue(input: { amount: { amountMinor: 0, currency: "EUR" }, idempotencyKey: "" }) { __typename } }',
  ],
  [
    'GIFT_CARDS_WRITE',
    'mutation { giftCardUpdate(input: { giftCardId: "gft_x", expectedVersion: 1 }) { __typename } }',
  ],
  [
    'GIFT_CARDS_WRITE',
    'mutation { giftCardAdjust(input: { giftCardId: "gft_x", delta: { amountMinor: 1, currency: "EUR" }, reason: "x", idempotencyKey: "" }) { __typename } }',
  ],
  ['CUSTOMERS_READ', '{ storeCreditEntries(customerId: "cus_x", currency: "EUR") { nodes { id } } }'],
  [
    'STORE_CREDIT_WRITE',
    'mutation { storeCreditAdjust(input: { customerId: "cus_x", delta: { amountMinor: 1, currency: "EUR" }, reason: "x", idempotencyKey: "" }) { __typename } }',
  ],
  ['CATALOG_READ', '{ attribute(key: "x") { id } }'],
  ['CATALOG_READ', '{ productType(key: "x") { id } }'],
  ['CATALOG_READ', '{ productRecord(externalReference: "x") { id } }'],
]

describe('permissions', () => {
  const selling = ['PRICES_WRITE', 'TAXES_WRITE', 'DELIVERY_WRITE', 'PROMOTIONS_WRITE']
  const tenders = ['GIFT_CARDS_READ', 'GIFT_CARDS_WRITE', 'CUSTOMERS_READ', 'STORE_CREDIT_WRITE']
  const money = ['PAYMENTS_READ', 'PAYMENTS_WRITE']
  const catalog = ['CATALOG_READ', 'CATALOG_WRITE']
  const all = [...catalog, ...selling, ...tenders, ...money, 'CHANNELS_WRITE', 'KEYS_WRITE', 'AUDIT_READ']
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

describe('the public view', () => {
  test('has none of the admin fields and types', async () => {
    const { __schema } = await shop.ask(
      '{ __schema { mutationType { name } types { name } queryType { fields { name } } } }',
    )
    const fields = __schema.queryType.fields.map(({ name }: { name: string }) => name)
    expect(fields).not.toContain('attribute')
    for (const hidden of ['productType', 'customers', 'customerRecord', 'staffViewer', 'staffUsers'])
      expect(fields).not.toContain(hidden)
    const types = __schema.types.map(({ name }: { name: string }) => name)
    for (const hidden of [
      'ProductsUpsertInput',
      'UpsertOutcome',
      'Attribute',
      'ProductType',
      'ApiKey',
      'AuditEntry',
      'ProductStatus',
      'CustomerRecord',
      'StaffUser',
      'StaffSignInInput',
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
