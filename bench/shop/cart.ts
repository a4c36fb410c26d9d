import type { CartFacts } from '../../src/domains/cart/index.js'

const anytime = { startsAt: null, endsAt: null }
const germany = { country: 'DE', provinceCode: null, postalCode: '10115' }
const country = (code: string) => ({ country: code, provinceCode: null, postalCodes: [] })
const countries = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(
  ' ',
)

/** A cart with a discount of the staff, a code, shipping and gross prices, in a shop that sells to 27 countries. */
export const cartOf = (lines: number): CartFacts => ({
  currency: 'EUR',
  at: new Date('2030-01-01T12:00:00Z'),
  priceGroup: '',
  lines: Array.from({ length: lines }, (_, i) => ({
    key: `line-${String(i).padStart(3, '0')}`,
    productId: i,
    categoryIds: [i % 7],
    quantity: 1 + (i % 5),
    offers: [
      { amountMinor: 999 + i * 37, compareAtMinor: null, priceGroup: '', minQuantity: 1, ...anytime },
      { amountMinor: 899 + i * 37, compareAtMinor: null, priceGroup: '', minQuantity: 10, ...anytime },
    ],
    taxCategory: i % 4 === 0 ? 'reduced' : 'standard',
    requiresShipping: true,
    weightGrams: 120,
    shippingCategory: null,
  })),
  discounts: [
    {
      id: 'staff',
      name: 'For the delay',
      source: 'STAFF',
      code: null,
      benefit: { kind: 'AMOUNT', on: 'CART', amountsMinor: { EUR: 1234 } },
      lines: null,
      conditions: null,
    },
    {
      id: 'code',
      name: 'Ten percent',
      source: 'CODE',
      code: 'TEN',
      benefit: { kind: 'PERCENT', on: 'CART', rateMillionths: 100_000 },
      lines: null,
      conditions: null,
    },
  ],
  delivery: {
    place: germany,
    chosenHandle: 'post',
    methods: [
      {
        handle: 'post',
        name: 'Post',
        kind: 'SHIPPING',
        areas: countries.map(country),
        rates: [
          {
            currency: 'EUR',
            minWeightGrams: null,
            maxWeightGrams: null,
            minSubtotalMinor: null,
            maxSubtotalMinor: null,
            amountMinor: 590,
            perUnitMinor: 0,
          },
        ],
        freeFromMinor: {},
        categoryRule: null,
        taxCategory: 'standard',
        locationId: null,
        times: null,
      },
    ],
  },
  tax: {
    place: germany,
    isEstimated: false,
    policy: { pricesIncludeTax: true, rounding: 'LINE' },
    rates: countries.flatMap((code) =>
      [
        { taxCategory: 'standard', rateMillionths: 190_000 },
        { taxCategory: 'reduced', rateMillionths: 70_000 },
      ].map((each) => ({
        ...each,
        ...anytime,
        handle: `${code}-${each.taxCategory}`,
        name: 'VAT',
        area: country(code),
        includedInPrice: null,
      })),
    ),
  },
  roundTotalToMinor: 1,
  tenders: [],
})
