import type { ShippingMethodInput } from '../../domains/delivery/index.js'
import type { PaymentMethodInput } from '../../domains/payments/index.js'
import type { DiscountCodeInput } from '../../domains/promotions/index.js'
import type { TaxCategoryInput } from '../../domains/tax/index.js'

/** What most goods are taxed at in the countries that the demo shop sells to, in percent. */
const standard = {
  ...{ AT: '20', BE: '21', CZ: '21', DE: '19', EE: '24', ES: '21', FI: '25.5', FR: '20', IE: '23' },
  ...{ IT: '22', LT: '21', LV: '21', NL: '21', PL: '23', PT: '23', SK: '23' },
}
const books = { AT: '10', CZ: '0', DE: '7', FR: '5.5', IE: '0', IT: '4' }

const ratesOf = (category: string, percents: Readonly<Record<string, string>>) =>
  Object.entries(percents).map(([country, ratePercent]) => ({
    ...{ handle: `${country.toLowerCase()}-${category}`, name: 'VAT', country, ratePercent },
  }))

export const taxCategories: readonly TaxCategoryInput[] = [
  {
    key: 'standard',
    name: 'Standard rate',
    rates: [
      ...ratesOf('standard', standard),
      {
        ...{ handle: 'us-ny', name: 'New York sales tax', country: 'US', provinceCode: 'NY' },
        ratePercent: '4',
      },
    ],
  },
  { key: 'books', name: 'Books', rates: ratesOf('books', books) },
]

const names = (en: string, ru: string) => [
  { locale: 'en', value: en },
  { locale: 'ru', value: ru },
]

export const shippingMethods: readonly ShippingMethodInput[] = [
  {
    handle: 'parcel',
    kind: 'SHIPPING',
    names: names('Parcel, well padded', 'Посылка с мягкой прокладкой'),
    channels: ['eu', 'us'],
    rates: [
      { currency: 'EUR', amountMinor: 490, maxWeightGrams: 5_000 },
      { currency: 'EUR', amountMinor: 990, maxWeightGrams: 30_000 },
      { currency: 'USD', amountMinor: 590, maxWeightGrams: 5_000 },
      { currency: 'USD', amountMinor: 1_190, maxWeightGrams: 30_000 },
    ],
    freeFrom: [
      { amountMinor: 7_500, currency: 'EUR' },
      { amountMinor: 8_000, currency: 'USD' },
    ],
    taxCategory: 'standard',
    times: {
      ...{ timeZone: 'Europe/Prague', cutOff: '14:00' },
      ...{ minHandlingDays: 0, maxHandlingDays: 1, minTransitDays: 1, maxTransitDays: 3 },
    },
  },
  {
    handle: 'golden-lane',
    kind: 'PICKUP',
    names: names('Fetch it in Golden Lane', 'Самовывоз на Златой улочке'),
    channels: ['eu'],
    rates: [
      { currency: 'EUR', amountMinor: 0 },
      { currency: 'USD', amountMinor: 0 },
    ],
    location: 'golden-lane',
    position: 1,
  },
]

export const discountCodes: readonly DiscountCodeInput[] = [
  {
    code: 'SOLVE-ET-COAGULA',
    name: 'Ten percent for adepts',
    percent: '10',
    minimumSubtotals: [
      { amountMinor: 2_000, currency: 'EUR' },
      { amountMinor: 2_000, currency: 'USD' },
    ],
    perCustomerLimit: 3,
  },
]

export const paymentMethods: readonly PaymentMethodInput[] = [
  {
    handle: 'test-card',
    provider: 'test',
    names: names('Test card', 'Тестовая карта'),
    channels: ['eu', 'us'],
  },
  {
    handle: 'invoice',
    provider: 'manual',
    names: names('Invoice', 'Счёт'),
    instructions: names(
      'Pay within 14 days to the account of the Guild of Alchemists.',
      'Оплатите в течение 14 дней на счёт Гильдии алхимиков.',
    ),
    channels: ['eu'],
    maxAmounts: [{ amountMinor: 50_000, currency: 'EUR' }],
    position: 1,
  },
  {
    handle: 'cash-on-delivery',
    provider: 'manual',
    names: names('Cash on delivery', 'Наложенный платёж'),
    instructions: names(
      'Have the sum at hand when the parcel comes.',
      'Подготовьте сумму к приходу посылки.',
    ),
    channels: ['eu'],
    countries: ['AT', 'CZ', 'DE', 'PL', 'SK'],
    maxAmounts: [{ amountMinor: 30_000, currency: 'EUR' }],
    position: 2,
  },
]
