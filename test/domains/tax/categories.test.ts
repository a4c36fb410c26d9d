import { beforeAll, expect, test } from 'vitest'
import type { TaxCategoryInput, TaxRateInput } from '../../../src/domains/tax/index.js'
import type { Place } from '../../../src/kernel/place.js'
import { must, openTestShop, type TestShop } from '../../support/shop.js'
import { statementsOf } from '../../support/statements.js'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop()
})

const rate = (handle: string, given: Partial<TaxRateInput> = {}): TaxRateInput => ({
  ...{ handle, name: 'VAT', ratePercent: '19', country: 'DE' },
  ...given,
})
const save = (input: TaxCategoryInput) => must(shop.tax.save(shop.actor, input))
const refused = async (input: TaxCategoryInput) => {
  const saved = await shop.tax.save(shop.actor, input)
  return saved.ok ? [] : saved.errors.map(({ code, field }) => `${code} ${field?.join('.')}`)
}
const ratesIn = async (place: Partial<Place> & { country: string }, at = '2030-01-01T00:00:00Z') => {
  const rates = await shop.tax.ratesFor({ provinceCode: null, postalCode: null, ...place }, new Date(at))
  return rates.map(({ handle }) => handle).sort()
}

test('rates are found by country, province, postal code and date', async () => {
  const endsAt = new Date('2030-07-01T00:00:00Z')
  await save({
    key: 'standard',
    rates: [
      rate('de'),
      rate('at-old', { country: 'AT', endsAt }),
      rate('at-new', { country: 'AT', ratePercent: '20.5', startsAt: endsAt }),
      rate('at-jungholz', { country: 'AT', postalCodes: [{ from: '6691', to: '6691' }] }),
      rate('us-ny', { country: 'US', provinceCode: 'NY', ratePercent: '8.875', includedInPrice: false }),
      rate('anywhere', { country: null, ratePercent: '0' }),
    ],
  })
  expect(await ratesIn({ country: 'DE' })).toEqual(['anywhere', 'de'])
  expect(await ratesIn({ country: 'AT' })).toEqual(['anywhere', 'at-old'])
  expect(await ratesIn({ country: 'AT', postalCode: '6691' }, '2030-07-01T00:00:00Z')).toEqual([
    'anywhere',
    'at-jungholz',
    'at-new',
  ])
  expect(await ratesIn({ country: 'US', provinceCode: 'NY' })).toEqual(['anywhere', 'us-ny'])
  for (const provinceCode of ['ny', ' NY', 'US-NY', 'us-ny'])
    expect(await ratesIn({ country: 'US', provinceCode })).toEqual(['anywhere', 'us-ny'])
  expect(await ratesIn({ country: 'US', provinceCode: 'NYC' })).toEqual(['anywhere'])
  expect(await ratesIn({ country: 'US' })).toEqual(['anywhere'])
  const [found] = await shop.tax.ratesFor({ country: 'US', provinceCode: 'NY', postalCode: null }, new Date())
  expect(found).toMatchObject({ taxCategory: 'standard', rateMillionths: 88_750, includedInPrice: false })
})

test('the first category is the default until another takes it over', async () => {
  const usual = async () => (await shop.tax.categoryOf())(null)
  expect(await usual()).toBe('standard')
  const books = await save({ key: 'books', name: 'Books', rates: [rate('de-books', { ratePercent: '7' })] })
  expect(books).toMatchObject({ isDefault: false, version: 1 })
  await save({ key: 'books', isDefault: true })
  expect(await usual()).toBe('books')
  const categoryOf = await shop.tax.categoryOf()
  expect(['standard', 'no-such', null].map(categoryOf)).toEqual(['standard', 'books', 'books'])
  expect(await refused({ key: 'books', isDefault: false })).toEqual(['INVALID isDefault'])
  await save({ key: 'standard', isDefault: true })
})

test('the same again leaves nothing behind; omitted rates stay, others replace them', async () => {
  const rates = [rate('food-de', { ratePercent: '7.00' })]
  const first = await save({ key: 'food', rates })
  expect(await save({ key: 'food', rates })).toEqual(first)
  const renamed = await save({ key: 'food', name: 'Food' })
  expect(renamed).toMatchObject({ version: 2, rates: first.rates })
  expect((await save({ key: 'food', rates: [] })).rates).toEqual([])
  expect(await refused({ key: 'food', expectedVersion: 1 })).toEqual(['VERSION_CONFLICT expectedVersion'])
})

test('rates are read anew only once a category has changed, however many they are', async () => {
  await save({ key: 'wine', rates: [rate('wine-fr', { country: 'FR' })] })
  expect(await ratesIn({ country: 'FR' })).toContain('wine-fr')
  const seen = await statementsOf(() => ratesIn({ country: 'FR' }))
  expect(seen.filter((text) => text.includes('tax_rate'))).toEqual([])
  await save({ key: 'wine', rates: [rate('wine-new', { country: 'FR' })] })
  expect(await ratesIn({ country: 'FR' })).toContain('wine-new')
})

test('what cannot be is refused, each by its field', async () => {
  expect(
    await refused({
      key: 'no key',
      rates: [
        rate('de'),
        rate('x', { ratePercent: '100.5' }),
        rate('x', { ratePercent: '1.00001' }),
        rate('y', { country: 'XX' }),
        rate('z', { country: null, provinceCode: 'BY' }),
        rate('w', { provinceCode: 'DE-BY', postalCodes: [{ from: '9', to: '10' }] }),
        rate('v', { startsAt: new Date(2), endsAt: new Date(1) }),
      ],
    }),
  ).toEqual([
    'INVALID_FORMAT key',
    'DUPLICATE rates.2',
    'DUPLICATE rates.0.handle',
    'OUT_OF_RANGE rates.1.ratePercent',
    'OUT_OF_RANGE rates.2.ratePercent',
    'INVALID rates.3.country',
    'REQUIRED rates.4.country',
    'INVALID_FORMAT rates.5.provinceCode',
    'INVALID_FORMAT rates.5.postalCodes.0',
    'INVALID rates.6.endsAt',
  ])
})
