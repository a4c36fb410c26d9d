import { beforeAll, expect, test } from 'vitest'
import { seed } from '../../src/cli/seed.js'
import { type ShopGateway, startTestGateway } from '../support/gateway.js'

let gateway: ShopGateway
beforeAll(async () => {
  gateway = await startTestGateway()
  await seed(gateway.services)
})

const ask = async (query: string, input?: object) => {
  const { body } = await gateway.admin(query, { input })
  if (body.errors) throw new Error(JSON.stringify(body.errors, null, 2))
  return body.data
}
const rejection = '... on Rejection { errors { code field } }'

test('the demo shop has tax rates, ways of delivery and a code', async () => {
  const { taxCategories, shippingMethods, discountCodes } = await ask(`{
    taxCategories { key isDefault version rates { handle name ratePercent area { country provinceCode } } }
    shippingMethods { handle kind channels isEnabled location { name } freeFrom { formatted } rates { amountMinor } }
    discountCodes { totalCount nodes { code percent freeShipping minimumSubtotals { formatted } used channels } } }`)
  const standard = taxCategories.find((one: { key: string }) => one.key === 'standard')
  expect(standard.isDefault).toBe(true)
  expect(standard.rates).toContainEqual({
    ...{ handle: 'fi-standard', name: 'VAT', ratePercent: '25.5' },
    area: { country: 'FI', provinceCode: null },
  })
  expect(shippingMethods).toMatchObject([
    { handle: 'parcel', channels: ['eu', 'us'], location: null, freeFrom: [{ formatted: '€75.00' }, {}] },
    { handle: 'golden-lane', kind: 'PICKUP', location: { name: 'Golden Lane' } },
  ])
  expect(discountCodes).toMatchObject({
    totalCount: 1,
    nodes: [{ code: 'SOLVE-ET-COAGULA', percent: '10', freeShipping: false, used: 0, channels: null }],
  })
})

test('staff save a tax category, and are told every reason why one cannot be saved', async () => {
  const save = `mutation ($input: TaxCategorySaveInput!) { taxCategorySave(input: $input) {
    ... on TaxCategorySavePayload { taxCategory { key name version rates { ratePercent includedInPrice } } } ${rejection} } }`
  const rates = [
    { handle: 'de-food', name: 'MwSt.', country: 'DE', ratePercent: '7.0', includedInPrice: true },
  ]
  expect((await ask(save, { key: 'food', rates })).taxCategorySave.taxCategory).toEqual({
    ...{ key: 'food', name: 'food', version: 1 },
    rates: [{ ratePercent: '7', includedInPrice: true }],
  })
  const broken = { key: 'food', expectedVersion: 9, rates: [{ ...rates[0], ratePercent: '-1' }] }
  expect((await ask(save, broken)).taxCategorySave.errors).toEqual([
    { code: 'VERSION_CONFLICT', field: ['input', 'expectedVersion'] },
    { code: 'OUT_OF_RANGE', field: ['input', 'rates', '0', 'ratePercent'] },
  ])
})

test('staff save a way of delivery', async () => {
  const save = `mutation ($input: ShippingMethodSaveInput!) { shippingMethodSave(input: $input) {
    ... on ShippingMethodSavePayload { shippingMethod { handle names { value } areas { country postalCodes { from to } }
      rates { currency amountMinor maxSubtotalMinor }
      times { timeZone cutOff inBusinessDays minHandlingDays maxHandlingDays minTransitDays maxTransitDays } } } ${rejection} } }`
  const times = {
    ...{ timeZone: 'Europe/Prague', cutOff: '14:00', minHandlingDays: 0, maxHandlingDays: 1 },
    ...{ minTransitDays: 1, maxTransitDays: 3 },
  }
  const input = {
    ...{ handle: 'owl', kind: 'LOCAL', channels: ['eu'], names: [{ locale: 'en', value: 'Owl' }] },
    areas: [{ country: 'CZ', postalCodes: [{ from: '110', to: '118' }] }],
    rates: [{ currency: 'EUR', amountMinor: 100, maxSubtotalMinor: 10_000 }],
    times,
  }
  expect((await ask(save, input)).shippingMethodSave.shippingMethod).toEqual({
    handle: 'owl',
    names: [{ value: 'Owl' }],
    areas: input.areas,
    rates: input.rates,
    times: { ...times, inBusinessDays: true },
  })
  const { errors } = (await ask(save, { handle: 'owl', names: [] })).shippingMethodSave
  expect(errors).toEqual([{ code: 'REQUIRED', field: ['input', 'names'] }])
})

test('staff save a code, see it among the others and end it', async () => {
  const result = `... on DiscountCodePayload { discountCode { code amounts { amountMinor currency } disabledAt } } ${rejection}`
  const save = `mutation ($input: DiscountCodeSaveInput!) { discountCodeSave(input: $input) { ${result} } }`
  const disable = `mutation ($input: DiscountCodeDisableInput!) { discountCodeDisable(input: $input) { ${result} } }`
  const amounts = [{ amountMinor: 500, currency: 'EUR' }]
  const { discountCodeSave } = await ask(save, { code: 'Five', amounts, channels: ['eu'] })
  expect(discountCodeSave.discountCode).toEqual({ code: 'Five', amounts, disabledAt: null })
  const more = `mutation ($input: DiscountCodeSaveInput!) { discountCodeSave(input: $input) {
    ... on DiscountCodePayload { discountCode { categories products } } } }`
  const content = async (input: object) =>
    (await ask(more, { code: 'Five', ...input })).discountCodeSave.discountCode
  expect(await content({ categories: ['retorts'] })).toEqual({ categories: ['retorts'], products: null })
  expect(await content({ categories: null })).toEqual({ categories: null, products: null })
  const list = '{ discountCodes(first: 1) { nodes { code } pageInfo { hasNextPage } } }'
  expect((await ask(list)).discountCodes).toEqual({
    nodes: [{ code: 'Five' }],
    pageInfo: { hasNextPage: true },
  })
  const ended = (await ask(disable, { code: ' FIVE ' })).discountCodeDisable.discountCode
  expect(ended.disabledAt).not.toBeNull()
  expect((await ask(disable, { code: 'six' })).discountCodeDisable.errors).toEqual([
    { code: 'NOT_FOUND', field: ['input', 'code'] },
  ])
})
