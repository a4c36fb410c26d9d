import { describe, expect, test } from 'vitest'
import {
  add,
  allocate,
  allocateTo,
  compare,
  convert,
  decimalOf,
  divide,
  equal,
  formatMoney,
  least,
  money,
  most,
  multiply,
  negate,
  parseDecimal,
  roundTo,
  subtract,
  sum,
} from '../../../src/kernel/money/index.js'

const largest = Number.MAX_SAFE_INTEGER

describe('money', () => {
  test.each([0.5, largest + 1, -largest - 1, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses %d',
    (amount) => {
      expect(() => money(amount, 'EUR')).toThrow('safe integer')
    },
  )
  test('refuses what is no currency', () => {
    expect(() => money(1, 'XXX')).toThrow('XXX')
  })
  test('has no negative zero', () => {
    expect(Object.is(negate(money(0, 'EUR')).amountMinor, 0)).toBe(true)
    expect(Object.is(multiply(money(-1, 'EUR'), '0.1').amountMinor, 0)).toBe(true)
    expect(Object.is(parseDecimal('-0.00', 'EUR')?.amountMinor, 0)).toBe(true)
  })

  test.each([add, subtract, compare])('%o refuses two currencies', (operation) => {
    expect(() => operation(money(1, 'EUR'), money(1, 'USD'))).toThrow('same currency')
  })
  test('adding up refuses another currency, and has a zero', () => {
    expect(() => sum([money(1, 'EUR'), money(1, 'USD')], 'EUR')).toThrow('same currency')
    expect(sum([], 'EUR')).toEqual(money(0, 'EUR'))
  })
  test('zero of one currency is not zero of another', () => {
    expect(equal(money(0, 'EUR'), money(0, 'USD'))).toBe(false)
  })
  test('nothing has neither a least nor a most', () => {
    expect([least([]), most([])]).toEqual([null, null])
  })

  test('overflow throws instead of losing cents', () => {
    const all = money(largest, 'EUR')
    expect(() => add(all, money(1, 'EUR'))).toThrow('safe integer')
    expect(() => subtract(negate(all), money(1, 'EUR'))).toThrow('safe integer')
    expect(() => multiply(all, 2)).toThrow('safe integer')
    expect(() => convert(all, 1, 'KWD')).toThrow('safe integer')
  })
  test('compares exactly at both ends of the range', () => {
    expect(compare(money(-largest, 'EUR'), money(largest, 'EUR'))).toBeLessThan(0)
    expect(compare(money(largest, 'EUR'), money(largest - 1, 'EUR'))).toBeGreaterThan(0)
  })

  test('refuses a fraction given as a float, and takes it as text', () => {
    expect(() => multiply(money(100, 'EUR'), 0.19)).toThrow('decimal text')
    expect(multiply(money(100, 'EUR'), '0.19')).toEqual(money(19, 'EUR'))
  })
  test.each(['', '-', '1e3', '0x10', ' 1', '1,5', '1'.repeat(65)])('%j is no factor', (factor) => {
    expect(() => multiply(money(1, 'EUR'), factor)).toThrow('decimal text')
  })
  test('refuses to divide by zero', () => {
    expect(() => divide(money(1, 'EUR'), '0.00')).toThrow('not zero')
  })
  test.each([0, -5, 0.5])('refuses to round to steps of %d', (step) => {
    expect(() => roundTo(money(1, 'CHF'), step)).toThrow('positive')
  })
  test('rounds to the smallest coin', () => {
    expect([1, 2, 3, 7, 8].map((amount) => roundTo(money(amount, 'CHF'), 5).amountMinor)).toEqual([
      0, 0, 5, 5, 10,
    ])
  })
})

describe('splitting', () => {
  test.each([[[]], [[0, 0]], [[-1, 2]], [[0.5, 0.5]]])('refuses the ratios %j', (ratios) => {
    expect(() => allocate(100, ratios)).toThrow('ratio')
  })
  test.each([0, -1, 1.5])('refuses %d parts', (parts) => {
    expect(() => allocateTo(100, parts)).toThrow('parts')
  })
  test('is exact at the end of the range', () => {
    expect(allocate(largest, [1, 1])).toEqual([2 ** 52, 2 ** 52 - 1])
    expect(allocate(-largest, [1, 1, 1])).toEqual([
      -3_002_399_751_580_330, -3_002_399_751_580_330, -3_002_399_751_580_331,
    ])
  })
})

describe('decimal text', () => {
  test.each([
    [1999, 'EUR', '19.99'],
    [1999, 'JPY', '1999'],
    [5, 'KWD', '0.005'],
    [-5, 'EUR', '-0.05'],
  ])('%i %s is %s', (amount, currency, text) => {
    expect(decimalOf(money(amount, currency))).toBe(text)
    expect(parseDecimal(text, currency)).toEqual(money(amount, currency))
  })
  test('keeps zeros beyond the places of the currency, and refuses digits there unless told how to round', () => {
    expect(parseDecimal('19.9900', 'EUR')).toEqual(money(1999, 'EUR'))
    expect(parseDecimal('19.995', 'EUR')).toBeNull()
    expect(parseDecimal('19.995', 'EUR', 'halfExpand')).toEqual(money(2000, 'EUR'))
  })
  test.each(['', '.', '-', '--1', '+1', '1.2.3', '1,000.00', '1e2', 'NaN', '١'])(
    '%j is no amount',
    (text) => {
      expect(parseDecimal(text, 'EUR')).toBeNull()
    },
  )
  test('an amount that is not safe is none', () => {
    expect(parseDecimal('90071992547409.91', 'EUR')).toEqual(money(largest, 'EUR'))
    expect(parseDecimal('90071992547409.92', 'EUR')).toBeNull()
  })
})

describe('formatting', () => {
  const shown = (amount: number, currency: string, locale: string) =>
    formatMoney(money(amount, currency), locale).replaceAll('\u00a0', ' ')

  test('follows the locale', () => {
    expect(shown(123456, 'EUR', 'de-DE')).toBe('1.234,56 €')
    expect(shown(123456, 'EUR', 'en-IE')).toBe('€1,234.56')
    expect(shown(123456, 'EUR', 'ru')).toBe('1 234,56 €')
  })
  test('follows the currency: none, two and three places, whatever is usual in speech', () => {
    expect(shown(1999, 'JPY', 'en')).toBe('¥1,999')
    expect(shown(1999, 'KWD', 'en')).toBe('KWD 1.999')
    expect(shown(1999, 'HUF', 'en')).toBe('HUF 19.99')
  })
  test('is exact beyond what a float can show', () => {
    expect(shown(largest, 'EUR', 'en')).toBe('€90,071,992,547,409.91')
  })
  test('refuses a malformed locale', () => {
    expect(() => shown(1, 'EUR', 'not a locale')).toThrow(RangeError)
  })
})
