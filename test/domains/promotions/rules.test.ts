import { describe, expect, test } from 'vitest'
import type { Benefit, Discount, DiscountableLine } from '../../../src/domains/promotions/index.js'
import { discountLines, discountShipping } from '../../../src/domains/promotions/rules/index.js'
import { anyLine, at, byCode, discount, noConditions } from '../../support/cart-facts.js'

const line = (
  key: string,
  quantity: number,
  unitPriceMinor: number,
  given: Partial<DiscountableLine> = {},
) => ({
  key,
  productId: 1,
  categoryIds: [],
  quantity,
  unitPriceMinor,
  ...given,
})
const percent = (rateMillionths: number, on: 'CART' | 'UNIT' | 'SHIPPING' = 'CART'): Benefit => ({
  kind: 'PERCENT',
  on,
  rateMillionths,
})
const amount = (minor: number, on: 'CART' | 'UNIT' | 'SHIPPING' = 'CART'): Benefit => ({
  kind: 'AMOUNT',
  on,
  amountsMinor: { EUR: minor },
})
const buying = { currency: 'EUR', at }
const reduced = (lines: DiscountableLine[], ...discounts: Discount[]) =>
  discountLines(lines, discounts, buying)
const off = (lines: DiscountableLine[], ...discounts: Discount[]) =>
  reduced(lines, ...discounts).outcomes.map((outcome) => outcome.allocations.map((part) => part.amountMinor))

describe('a discount', () => {
  test('of a percentage is rounded once and spread over the lines', () => {
    expect(
      off([line('a', 1, 333), line('b', 1, 333), line('c', 1, 334)], discount(percent(100_000))),
    ).toEqual([[33, 33, 34]])
  })

  test('of an amount is spread by largest remainder, equal fractions to the first', () => {
    expect(off([line('a', 1, 100), line('b', 1, 100), line('c', 1, 100)], discount(amount(100)))).toEqual([
      [34, 33, 33],
    ])
  })

  test('of an amount takes no more than there is', () => {
    expect(off([line('a', 1, 30), line('b', 2, 10)], discount(amount(1000)))).toEqual([[30, 20]])
  })

  test('on units takes its amount from each, and no more than each costs', () => {
    expect(off([line('a', 3, 500), line('b', 2, 80)], discount(amount(100, 'UNIT')))).toEqual([[300, 160]])
  })

  test('of a percentage on units is rounded for each', () => {
    expect(off([line('a', 3, 15)], discount(percent(100_000, 'UNIT')))).toEqual([[6]])
    expect(off([line('a', 3, 15)], discount(percent(100_000, 'CART')))).toEqual([[5]])
  })

  test('takes from what those before it have left', () => {
    const half = discount(percent(500_000))
    expect(off([line('a', 1, 1000)], half, half, discount(amount(999)))).toEqual([[500], [250], [250]])
  })

  test('on some lines leaves the others as they are', () => {
    const lines = [line('a', 1, 1000, { productId: 7 }), line('b', 1, 1000, { categoryIds: [3] })]
    const on = (filter: Partial<typeof anyLine>) => {
      const { leftMinor } = reduced(lines, discount(percent(500_000), { lines: { ...anyLine, ...filter } }))
      return [...leftMinor.values()]
    }
    expect(on({ productIds: [7] })).toEqual([500, 1000])
    expect(on({ categoryIds: [2, 3] })).toEqual([1000, 500])
    expect(on({ lineKeys: ['a'] })).toEqual([500, 1000])
    expect(on({ minUnitPriceMinor: 1000, maxUnitPriceMinor: 1000 })).toEqual([500, 500])
  })
})

describe('a discount is not applicable', () => {
  const obstacle = (given: Partial<Discount>, lines = [line('a', 1, 1000)]) =>
    reduced(lines, byCode('C', percent(100_000), given)).outcomes.map((outcome) => outcome.obstacle)
  const when = (conditions: Partial<Discount['conditions']>) => ({
    conditions: { ...noConditions, ...conditions },
  })
  const soon = new Date(at.getTime() + 1)

  test.each([
    ['before its time', 'NOT_STARTED', when({ startsAt: soon })],
    ['from its end on', 'EXPIRED', when({ endsAt: at })],
    ['when it is used up', 'USED_UP', when({ remainingUses: 0 })],
    ['below its minimum', 'MINIMUM_NOT_REACHED', when({ minimumSubtotalMinor: { EUR: 1001 } })],
    [
      'in a currency that its minimum is not told in',
      'CURRENCY_NOT_OFFERED',
      when({ minimumSubtotalMinor: { USD: 1 } }),
    ],
    [
      'in a currency that it has no amount in',
      'CURRENCY_NOT_OFFERED',
      { benefit: { ...amount(5), amountsMinor: { USD: 5 } } },
    ],
    ['without what it asks for', 'CONTENT_MISSING', when({ contains: { ...anyLine, productIds: [9] } })],
    ['to lines that are not there', 'NO_ELIGIBLE_LINE', { lines: { ...anyLine, productIds: [9] } }],
  ] as const)('%s', (_when, expected, given) => {
    expect(obstacle(given)).toEqual([expected])
  })

  test.each([
    ['at its start', when({ startsAt: at })],
    ['just before its end', when({ endsAt: soon })],
    ['for the last time', when({ remainingUses: 1 })],
    ['at its minimum', when({ minimumSubtotalMinor: { EUR: 1000 } })],
    ['with what it asks for', when({ contains: { ...anyLine, productIds: [1] } })],
  ] as const)('but %s it is', (_when, given) => {
    expect(obstacle(given)).toEqual([null])
  })

  test('for an empty cart', () => {
    expect(obstacle({}, [])).toEqual(['NO_ELIGIBLE_LINE'])
  })

  test('where the discounts before it have brought the cart below its minimum, and tells that', () => {
    const late = byCode('C', percent(1), {
      conditions: { ...noConditions, minimumSubtotalMinor: { EUR: 1000 } },
    })
    const [, outcome] = reduced([line('a', 1, 1000)], discount(amount(1), { source: 'STAFF' }), late).outcomes
    expect(outcome).toMatchObject({
      obstacle: 'MINIMUM_NOT_REACHED',
      minimumSubtotalMinor: 1000,
      amountMinor: 0,
    })
  })

  test('by a second code, also where one of them is on shipping', () => {
    const codes = [byCode('SHIP', { kind: 'FREE_SHIPPING' }), byCode('TEN', percent(100_000))]
    const lines = [line('a', 1, 1000)]
    expect(discountLines(lines, codes, buying).outcomes.map((outcome) => outcome.obstacle)).toEqual([
      'NOT_COMBINABLE',
    ])
    const shipped = discountShipping(500, codes, { ...buying, lines, subtotalMinor: 1000 })
    expect(shipped.outcomes.map((outcome) => [outcome.obstacle, outcome.amountMinor])).toEqual([[null, 500]])
  })
})

describe('a discount on shipping', () => {
  const shipped = (priceMinor: number | null, ...discounts: Discount[]) =>
    discountShipping(priceMinor, discounts, { ...buying, lines: [line('a', 1, 1000)], subtotalMinor: 1000 })

  test('takes from the price of delivery, one after the other', () => {
    expect(
      shipped(999, discount(percent(500_000, 'SHIPPING')), discount(amount(600, 'SHIPPING'))),
    ).toMatchObject({
      leftMinor: 0,
      outcomes: [{ amountMinor: 500 }, { amountMinor: 499 }],
    })
  })

  test('is applicable before a way of delivery is chosen, and comes to nothing', () => {
    expect(shipped(null, byCode('SHIP', { kind: 'FREE_SHIPPING' }))).toMatchObject({
      leftMinor: null,
      outcomes: [{ obstacle: null, amountMinor: 0, allocations: [] }],
    })
  })

  test('leaves the lines alone', () => {
    expect(reduced([line('a', 1, 1000)], discount({ kind: 'FREE_SHIPPING' }))).toEqual({
      outcomes: [],
      leftMinor: new Map([['a', 1000]]),
    })
  })
})
