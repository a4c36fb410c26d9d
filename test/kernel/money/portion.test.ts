import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { money, portion, share } from '../../../src/kernel/money/index.js'

describe('a portion', () => {
  test('is the share of an amount, also where the product leaves the safe integers', () => {
    const parts = fc
      .tuple(fc.maxSafeNat(), fc.maxSafeNat())
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b, 1)] as const)
    const small = fc.tuple(fc.nat({ max: 20 }), fc.integer({ min: 20, max: 40 }))
    fc.assert(
      fc.property(
        fc.oneof(fc.maxSafeNat(), fc.nat({ max: 500 })),
        fc.oneof(parts, small),
        (amount, [part, whole]) => {
          expect(portion(amount, part, whole)).toBe(share(money(amount, 'EUR'), part, whole).amountMinor)
        },
      ),
    )
  })

  test.each([
    [5, 1, 2, 3],
    [5, 1, 10, 1],
    [4, 1, 10, 0],
    [2697, 190_000, 1_190_000, 431],
    [Number.MAX_SAFE_INTEGER, 1_000_000, 1_000_000, Number.MAX_SAFE_INTEGER],
  ])('of %i, %i of %i is %i', (amount, part, whole, expected) => {
    expect(portion(amount, part, whole)).toBe(expected)
  })
})
