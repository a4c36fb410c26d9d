import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  add,
  allocate,
  allocateTo,
  decimalOf,
  money,
  multiply,
  parseDecimal,
  type Rounding,
  roundTo,
  share,
  subtract,
} from '../../../src/kernel/money/index.js'

const minor = fc.maxSafeInteger()
const currency = fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF')
const small = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 })
const positive = fc.integer({ min: 1, max: 1_000_000 })
const ratios = fc
  .array(fc.nat({ max: 2 ** 40 }), { minLength: 1, maxLength: 50 })
  .filter((list) => list.some((ratio) => ratio > 0))
const total = (parts: readonly number[]) => parts.reduce((sum, part) => sum + BigInt(part), 0n)

describe('splitting', () => {
  test('loses nothing and invents nothing', () => {
    fc.assert(
      fc.property(minor, ratios, (amount, list) => {
        expect(total(allocate(amount, list))).toBe(BigInt(amount))
      }),
    )
  })

  test('puts each part within one minor unit of its exact share, and nothing where the ratio is 0', () => {
    fc.assert(
      fc.property(minor, ratios, (amount, list) => {
        const whole = total(list)
        allocate(amount, list).forEach((part, i) => {
          const off = BigInt(part) * whole - BigInt(amount) * BigInt(list[i] as number)
          expect(off < whole && off > -whole).toBe(true)
          if (list[i] === 0) expect(part).toBe(0)
        })
      }),
    )
  })

  test('into equal parts keeps them within one minor unit of each other, larger ones first', () => {
    fc.assert(
      fc.property(minor, fc.integer({ min: 1, max: 200 }), (amount, n) => {
        const parts = allocateTo(amount, n)
        expect(parts).toHaveLength(n)
        expect(parts).toEqual([...parts].sort((a, b) => b - a))
        expect(BigInt(parts[0] as number) - BigInt(parts.at(-1) as number)).toBeLessThanOrEqual(1n)
      }),
    )
  })
})

describe('arithmetic', () => {
  test('subtraction undoes addition', () => {
    fc.assert(
      fc.property(small, small, (a, b) => {
        expect(subtract(add(money(a, 'EUR'), money(b, 'EUR')), money(b, 'EUR'))).toEqual(money(a, 'EUR'))
      }),
    )
  })

  test('the tax in a gross price and the rest of it add up to the price', () => {
    fc.assert(
      fc.property(minor, fc.integer({ min: 0, max: 100 }), (gross, percent) => {
        const price = money(gross, 'EUR')
        const tax = share(price, percent, 100 + percent)
        const net = subtract(price, tax)
        expect(add(net, tax)).toEqual(price)
        expect(share(price, percent, 100 + percent, 'floor').amountMinor).toBeLessThanOrEqual(tax.amountMinor)
      }),
    )
  })

  test('the nearest is never further away than half, and no rounding by a whole unit', () => {
    const modes: Rounding[] = ['halfExpand', 'halfTrunc', 'halfEven', 'halfOdd', 'halfCeil', 'halfFloor']
    fc.assert(
      fc.property(small, positive, positive, (amount, part, whole) => {
        const off = (mode: Rounding) => {
          const rounded = BigInt(share(money(amount, 'EUR'), part, whole, mode).amountMinor)
          const distance = rounded * BigInt(whole) - BigInt(amount) * BigInt(part)
          return distance < 0n ? -distance : distance
        }
        for (const mode of modes) expect(off(mode) * 2n <= BigInt(whole)).toBe(true)
        for (const mode of ['trunc', 'ceil', 'floor'] as const) expect(off(mode) < BigInt(whole)).toBe(true)
      }),
    )
  })

  test('what is rounded to a step is a multiple of it, and rounding again changes nothing', () => {
    fc.assert(
      fc.property(small, fc.integer({ min: 1, max: 1000 }), (amount, step) => {
        const rounded = roundTo(money(amount, 'CHF'), step)
        expect(Math.abs(rounded.amountMinor % step)).toBe(0)
        expect(roundTo(rounded, step)).toEqual(rounded)
      }),
    )
  })

  test('multiplying by decimal text is exact where floats are not', () => {
    expect(1.005 * 1000).not.toBe(1005)
    expect(multiply(money(1000, 'EUR'), '1.005')).toEqual(money(1005, 'EUR'))
  })
})

describe('decimal text', () => {
  test('reads back what it writes, over the whole range', () => {
    fc.assert(
      fc.property(minor, currency, (amount, code) => {
        const price = money(amount, code)
        expect(parseDecimal(decimalOf(price), code)).toEqual(price)
      }),
    )
  })
})
