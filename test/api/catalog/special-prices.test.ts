import { beforeAll, expect, test } from 'vitest'
import type { PriceInput } from '../../../src/domains/pricing/index.js'
import { adminKey } from '../../support/gateway.js'
import { must, pricesOf, vessel } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'

let shop: ShopApi
beforeAll(async () => {
  shop = await startTestShop({ cacheMiB: 16 })
})

const guild = { authorization: `Bearer ${adminKey}`, 'athanor-price-group': 'guild' }
const price = (given: Partial<PriceInput> = {}): PriceInput => ({
  ...{ channel: 'eu', currency: 'EUR', amountMinor: 930 },
  ...given,
})

test('a variant shows its unit price, quantity prices and rule, and the lowest price before a reduction', async () => {
  const variants = [
    {
      sku: 'oil',
      prices: [price()],
      unitMeasure: { value: 750, unit: 'ml', perValue: 1, perUnit: 'l' },
      quantityRule: { min: 6, max: 60, step: 6 },
    },
  ]
  await shop.saved(vessel('oil', { variants }))
  shop.clock.set('2030-01-02T00:00:00.000Z')
  const reduced = [
    price({ amountMinor: 900, compareAtMinor: 1_000 }),
    price({ amountMinor: 800, minQuantity: 12 }),
  ]
  await must(shop.merchandising.savePrices(shop.actor, { items: [{ sku: 'oil', prices: reduced }] }))
  const asked = `{ productVariant(by: { sku: "oil" }) {
    price { amountMinor } lowestPriceLast30Days { amountMinor }
    unitPrice { price { amountMinor } perQuantity perUnit }
    quantityPrices { minQuantity price { amountMinor } } quantityRule { min max step } } }`
  expect((await shop.ask(asked)).productVariant).toEqual({
    price: { amountMinor: 900 },
    lowestPriceLast30Days: { amountMinor: 930 },
    unitPrice: { price: { amountMinor: 1_200 }, perQuantity: '1', perUnit: 'l' },
    quantityPrices: [{ minQuantity: 12, price: { amountMinor: 800 } }],
    quantityRule: { min: 6, max: 60, step: 6 },
  })
  await shop.saved(vessel('plain'))
  const plain = await shop.ask(asked.replace('"oil"', '"plain"'))
  expect(plain.productVariant).toMatchObject({
    lowestPriceLast30Days: null,
    unitPrice: null,
    quantityPrices: [],
    quantityRule: { min: 1, max: null, step: 1 },
  })
})

test('what an editor reads of prices and terms can be sent back, and changes nothing', async () => {
  const save = `mutation ($input: ProductsUpsertInput!) { productsUpsert(input: $input) {
    ... on ProductsUpsertPayload { results { outcome errors { message } } } } }`
  const startsAt = '2031-01-01T00:00:00.000Z'
  const variants = [
    {
      sku: 'record',
      taxCategory: 'reduced',
      unitMeasure: { value: '250', unit: 'g', perValue: '1', perUnit: 'kg' },
      quantityRule: { step: 2 },
      prices: [price(), price({ startsAt, priceGroup: 'guild', minQuantity: 3, amountMinor: 5 })],
    },
  ]
  const item = vessel('record', { taxCategory: 'standard', variants })
  await shop.askAdmin(save, { input: { items: [item] } })
  const { productRecord } = await shop.askAdmin(`{ productRecord(externalReference: "record") {
    externalReference taxCategory variants { sku taxCategory unitMeasure { value unit perValue perUnit }
    quantityRule { min max step } prices { channel currency amountMinor priceGroup minQuantity startsAt endsAt } } } }`)
  expect(productRecord.variants[0]).toMatchObject({
    taxCategory: 'reduced',
    unitMeasure: { value: '250', perUnit: 'kg' },
    quantityRule: { min: 2, max: null, step: 2 },
    prices: [{ amountMinor: 930 }, { priceGroup: 'guild', minQuantity: 3, startsAt, endsAt: null }],
  })
  const { productsUpsert } = await shop.askAdmin(save, { input: { items: [productRecord] } })
  expect(productsUpsert.results).toEqual([{ outcome: 'UNCHANGED', errors: [] }])
})

test('terms that cannot be are refused, each by its field', async () => {
  const [result] = await shop.upsert(
    vessel('broken', {
      taxCategory: 'no key',
      variants: [
        {
          sku: 'broken',
          prices: pricesOf(1),
          unitMeasure: { value: 0, unit: 'ml', perValue: 1, perUnit: 'stone' },
          quantityRule: { min: 5, max: 4, step: 2 },
        },
      ],
    }),
  )
  expect(result?.problems.map(({ code, field }) => `${code} ${field?.join('.')}`).sort()).toEqual([
    'INVALID variants.0.quantityRule.min',
    'INVALID variants.0.unitMeasure.perUnit',
    'INVALID_FORMAT taxCategory',
    'OUT_OF_RANGE variants.0.quantityRule.max',
    'OUT_OF_RANGE variants.0.unitMeasure.value',
  ])
})

test('a group sees its prices with a key that may write prices; what anybody else asks next is not from there', async () => {
  const productId = await shop.saved(
    vessel('guilded', {
      variants: [{ sku: 'guilded', prices: [price(), price({ amountMinor: 7, priceGroup: 'guild' })] }],
    }),
  )
  const asked = `query ($id: ID!) {
    products(first: 5, filter: { ids: [$id], price: { maxMinor: 930 } }) {
      nodes { priceRange { minVariantPrice { amountMinor } } variants { nodes { price { amountMinor } } } } }
    productVariant(by: { sku: "guilded" }) { price { amountMinor } } }`
  const shown = async (headers?: Record<string, string>) => {
    const { products, productVariant } = await shop.ask(asked, { id: `prd_${productId}` }, headers)
    const [product] = products.nodes
    return [
      product.priceRange.minVariantPrice.amountMinor,
      product.variants.nodes[0].price.amountMinor,
      productVariant.price.amountMinor,
    ]
  }
  for (let round = 0; round < 3; round++) {
    expect(await shown(guild)).toEqual([7, 7, 7])
    expect(await shown()).toEqual([930, 930, 930])
    expect(await shown({ authorization: guild.authorization })).toEqual([930, 930, 930])
  }
})

test('nobody else chooses a group', async () => {
  const [error] = await shop.errorsOf('{ shop { name } }', {}, { 'athanor-price-group': 'guild' })
  expect(error.extensions).toMatchObject({ code: 'FORBIDDEN' })
  const [malformed] = await shop.errorsOf('{ shop { name } }', {}, { ...guild, 'athanor-price-group': 'a b' })
  expect(malformed.extensions).toMatchObject({ code: 'BAD_CONTEXT' })
})

test('answers that were kept change with a scheduled price, at its beginning and its end', async () => {
  const [startsAt, endsAt] = ['2030-05-01T00:00:00.000Z', '2030-05-02T00:00:00.000Z']
  const prices = [price(), price({ amountMinor: 5, startsAt, endsAt })]
  await shop.saved(vessel('timed', { tags: ['timed'], variants: [{ sku: 'timed', prices }] }))
  const asked = `{ products(first: 1, filter: { tags: ["timed"] }) { nodes {
    priceRange { minVariantPrice { amountMinor } } variants { nodes { price { amountMinor } } } } } }`
  const shown = async () => {
    const [product] = (await shop.ask(asked)).products.nodes
    return [product.priceRange.minVariantPrice.amountMinor, product.variants.nodes[0].price.amountMinor]
  }
  for (let round = 0; round < 3; round++) expect(await shown()).toEqual([930, 930])
  for (const [at, amount] of [
    [startsAt, 5],
    [endsAt, 930],
  ] as const) {
    shop.clock.set(at)
    await shop.merchandising.applyDuePrices(shop.clock.now(), () => false)
    await expect.poll(shown, { timeout: 5_000 }).toEqual([amount, amount])
  }
})
