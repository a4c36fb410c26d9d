import fc from 'fast-check'
import type { CartFacts, CartLineFacts, Tender } from '../../../src/domains/cart/index.js'
import type { ShippingMethod } from '../../../src/domains/delivery/index.js'
import type { PriceOffer } from '../../../src/domains/pricing/index.js'
import type { Benefit, Discount } from '../../../src/domains/promotions/index.js'
import type { TaxRate } from '../../../src/domains/tax/index.js'
import {
  anyLine,
  areaOf,
  at,
  discount,
  facts,
  flat,
  germany,
  method,
  noConditions,
  offer,
  rate,
} from '../../support/cart-facts.js'

const before = new Date(at.getTime() - 1000)
const after = new Date(at.getTime() + 1000)
const instant = fc.constantFrom(null, before, after)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const category = maybe(fc.constantFrom('standard', 'reduced', 'untaxed'))
const magnitude = fc.constantFrom(20, 10_000, 999_999_999)
/** From nothing to a lot, whatever the prices of the lines. */
const amount = magnitude.chain((max) => fc.nat({ max }))
const percent = fc.constantFrom(0, 1, 55_000, 70_000, 100_000, 190_000, 333_333, 500_000, 1_000_000)

const offers = (price: fc.Arbitrary<number>): fc.Arbitrary<PriceOffer[]> =>
  fc
    .tuple(
      price,
      fc.array(
        fc.record({
          amountMinor: price,
          priceGroup: fc.constantFrom('', 'trade', 'other'),
          minQuantity: fc.constantFrom(1, 2, 10),
          startsAt: instant,
          endsAt: instant,
        }),
        { maxLength: 3 },
      ),
    )
    .map(([list, others]) => [offer(list), ...others.map((given) => offer(given.amountMinor, given))])

const line = (key: string, price: fc.Arbitrary<number>): fc.Arbitrary<CartLineFacts> =>
  fc.record({
    key: fc.constant(key),
    productId: fc.nat({ max: 3 }),
    categoryIds: fc.array(fc.nat({ max: 3 }), { maxLength: 2 }),
    quantity: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 5_000 })),
    offers: offers(price),
    taxCategory: category,
    requiresShipping: fc.boolean(),
    weightGrams: fc.nat({ max: 5_000 }),
    shippingCategory: maybe(fc.constantFrom('small', 'large')),
  })

/** Of one magnitude in each cart, so that discounts are often more than there is. */
const lines = fc
  .tuple(fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{1,4}$/), { maxLength: 12 }), magnitude)
  .chain(([keys, max]) => fc.tuple(...keys.map((key) => line(key, fc.nat({ max })))))

const target = fc.constantFrom('CART', 'UNIT', 'SHIPPING')
const benefitIn = (currency: string): fc.Arbitrary<Benefit> =>
  fc.oneof(
    fc.record({ kind: fc.constant('PERCENT'), on: target, rateMillionths: percent }),
    fc.record({
      kind: fc.constant('AMOUNT'),
      on: target,
      amountsMinor: amount.map((minor) => ({ [currency]: minor })),
    }),
    fc.constant<Benefit>({ kind: 'FREE_SHIPPING' }),
  )

const discounts = (currency: string): fc.Arbitrary<Discount[]> =>
  fc
    .array(
      fc.record({
        benefit: benefitIn(currency),
        source: fc.constantFrom('STAFF', 'AUTOMATIC', 'CODE'),
        productIds: maybe(fc.constantFrom([0], [1, 2])),
        startsAt: instant,
        endsAt: instant,
        minimumMinor: maybe(amount),
        remainingUses: maybe(fc.nat({ max: 1 })),
      }),
      { maxLength: 5 },
    )
    .map((all) =>
      all.map(({ benefit, source, productIds, startsAt, endsAt, minimumMinor, remainingUses }, index) =>
        discount(benefit, {
          id: String(index),
          source,
          code: source === 'CODE' ? `CODE${index}` : null,
          lines: productIds && { ...anyLine, productIds },
          conditions: {
            ...noConditions,
            startsAt,
            endsAt,
            remainingUses,
            minimumSubtotalMinor: minimumMinor === null ? null : { [currency]: minimumMinor },
          },
        }),
      ),
    )

const methods = (currency: string): fc.Arbitrary<ShippingMethod[]> =>
  fc
    .record({
      amountMinor: amount,
      perUnitMinor: fc.nat({ max: 300 }),
      freeFrom: maybe(amount),
      taxCategory: category,
    })
    .map(({ amountMinor, perUnitMinor, freeFrom, taxCategory }) => [
      method('post', {
        rates: [flat(amountMinor, { currency, perUnitMinor })],
        freeFromMinor: freeFrom === null ? {} : { [currency]: freeFrom },
        taxCategory,
      }),
    ])

const rates: fc.Arbitrary<TaxRate[]> = fc
  .tuple(percent, percent, maybe(fc.boolean()), maybe(fc.boolean()))
  .map(([standard, reduced, one, other]) => [
    rate(standard, { handle: 'standard', includedInPrice: one, area: areaOf(null) }),
    rate(reduced, { handle: 'reduced', includedInPrice: other, taxCategory: 'reduced' }),
  ])

const tender = (currency: string): fc.Arbitrary<Tender> =>
  fc.record({
    kind: fc.constantFrom('GIFT_CARD', 'STORE_CREDIT'),
    id: fc.string(),
    currency: fc.constantFrom(currency, 'CHF'),
    balanceMinor: amount,
    lastCharacters: fc.constant('ABCD'),
    endsAt: instant,
  })

/** Carts of all sorts, in currencies with no, two and three decimal places. */
export const anyCart: fc.Arbitrary<CartFacts> = fc.constantFrom('JPY', 'EUR', 'KWD').chain((currency) =>
  fc
    .record({
      lines,
      discounts: discounts(currency),
      methods: methods(currency),
      chosenHandle: fc.constantFrom('post', 'none', null),
      pricesIncludeTax: fc.boolean(),
      rounding: fc.constantFrom('UNIT', 'LINE', 'TOTAL'),
      rates,
      place: fc.constantFrom(germany, null),
      roundTotalToMinor: fc.constantFrom(1, 1, 5, 10),
      tenders: fc.array(tender(currency), { maxLength: 3 }),
      priceGroup: fc.constantFrom('', 'trade'),
    })
    .map(({ methods, chosenHandle, pricesIncludeTax, rounding, rates, place, ...given }) =>
      facts({
        ...given,
        currency,
        delivery: { methods, place: germany, chosenHandle },
        tax: { policy: { pricesIncludeTax, rounding }, rates, place, isEstimated: place === null },
      }),
    ),
)
