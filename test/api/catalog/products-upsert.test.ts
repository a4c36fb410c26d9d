import { beforeAll, describe, expect, test } from 'vitest'
import { vessel } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'
import { upsert } from './admin-documents.js'

let shop: ShopApi
beforeAll(async () => {
  shop = await startTestShop()
  await shop.saved(vessel('there'))
})

const upserted = async (...items: object[]) =>
  (await shop.askAdmin(upsert, { input: { items } })).productsUpsert.results
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
