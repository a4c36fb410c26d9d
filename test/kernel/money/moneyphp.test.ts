import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { decimalText, minorOf } from '../../../src/kernel/money/decimal.js'
import {
  absolute,
  add,
  allocate,
  allocateTo,
  compare,
  convert,
  divide,
  equal,
  isCurrency,
  least,
  type Money,
  money,
  most,
  multiply,
  negate,
  type Rounding,
  roundTo,
  share,
  subtract,
  sum,
} from '../../../src/kernel/money/index.js'
import { describeWithData } from '../../support/shared-data.js'

type Value = number | string
type Amount = { amount: string; currency: string }

// In the order of moneyphp's constants, ROUND_HALF_UP = 1 and so on; `trunc` it does not have.
const roundings: readonly Rounding[] = [
  'halfExpand',
  'halfTrunc',
  'halfEven',
  'halfOdd',
  'ceil',
  'floor',
  'halfCeil',
  'halfFloor',
]
const roundingOf = (constant: number) => roundings[constant - 1] as Rounding

/** Whole units of a currency without minor ones, so that a number of the tables is the amount. */
const yen = (amount: Value): Money => money(Number(amount), 'JPY')
const decimal = (value: Value): string => String(value)
const monies = (amounts: readonly Amount[]) => amounts.map((a) => money(Number(a.amount), a.currency))

/** The exact decimals of the tables are amounts only once rounded, so both sides are, in every way there is. */
function expectEveryRounding(actual: (rounding: Rounding) => Money, exact: string) {
  for (const rounding of [...roundings, 'trunc'] as const)
    expect(actual(rounding), rounding).toEqual(yen(minorOf(exact, 0, rounding) ?? Number.NaN))
}

describeWithData('money/moneyphp.json', 'moneyphp', (path) => {
  const tables: Record<string, unknown[][]> = JSON.parse(readFileSync(path, 'utf8')).cases
  const checked = new Set<string>()

  function table<Row extends unknown[]>(name: string, check: (...row: Row) => void) {
    checked.add(name)
    const rows = (tables[name] ?? []) as Row[]
    test.each(rows.map((row) => ({ row, shown: JSON.stringify(row) })))(`${name} $shown`, ({ row }) =>
      check(...row),
    )
  }

  table('MoneyTest::equalityExamples', (amount: Value, currency: string, expected: boolean) => {
    expect(equal(money(10, 'EUR'), money(Number(amount), currency))).toBe(expected)
  })
  table('MoneyTest::comparisonExamples', (other: number, expected: number) => {
    expect(Math.sign(compare(yen(10), yen(other)))).toBe(expected)
  })
  table('MoneyTest::sumExamples', (amounts: Amount[], expected: Amount) => {
    expect([sum(monies(amounts), expected.currency)]).toEqual(monies([expected]))
  })
  table('MoneyTest::avgExamples', (amounts: Amount[], expected: Amount) => {
    expect([divide(sum(monies(amounts), expected.currency), amounts.length)]).toEqual(monies([expected]))
  })
  table('MoneyTest::minExamples', (amounts: Amount[], expected: Amount) => {
    expect([least(monies(amounts))]).toEqual(monies([expected]))
  })
  table('MoneyTest::maxExamples', (amounts: Amount[], expected: Amount) => {
    expect([most(monies(amounts))]).toEqual(monies([expected]))
  })
  for (const name of ['MoneyTest::absoluteExamples', 'Calculator\\BcMathCalculatorTest::absoluteExamples'])
    table(name, (amount: Value, expected: Value) => expect(absolute(yen(amount))).toEqual(yen(expected)))
  table('MoneyTest::negativeExamples', (amount: Value, expected: Value) => {
    expect(negate(yen(amount))).toEqual(yen(expected))
  })

  type Ratios = number[] | Record<string, number>
  table('MoneyTest::allocationExamples', (amount: number, ratios: Ratios, expected: Ratios) => {
    const hundredths = Object.values(ratios).map((ratio) => minorOf(decimal(ratio), 2) ?? Number.NaN)
    expect(allocate(amount, hundredths)).toEqual(Object.values(expected))
  })
  table('MoneyTest::allocationTargetExamples', (amount: number, parts: number, expected: number[]) => {
    expect(allocateTo(amount, parts)).toEqual(expected)
  })
  table(
    'Calculator\\BcMathCalculatorTest::shareExamples',
    (amount: number, ratio: number, total: number, expected: string) => {
      expect(share(yen(amount), ratio, total)).toEqual(yen(expected))
    },
  )

  table(
    'MoneyTest::roundToUnitExamples',
    (amount: number, unit: number, expected: number, rounding: number) => {
      expect(roundTo(yen(amount), 10 ** unit, roundingOf(rounding))).toEqual(yen(expected))
    },
  )
  // What a whole number of steps leaves over.
  for (const name of ['MoneyTest::modExamples', 'Calculator\\BcMathCalculatorTest::modExamples'])
    table(name, (amount: number, divisor: number, expected: string) => {
      const whole = roundTo(yen(amount), Math.abs(divisor), 'trunc')
      expect(subtract(yen(amount), whole)).toEqual(yen(expected))
    })
  for (const name of ['MoneyTest::roundingExamples', 'Calculator\\BcMathCalculatorTest::roundingExamples'])
    table(name, (value: Value, rounding: number, expected: string) => {
      expect(multiply(yen(1), decimal(value), roundingOf(rounding))).toEqual(yen(expected))
    })
  table('Calculator\\BcMathCalculatorTest::ceilExamples', (value: number, expected: string) => {
    expect(multiply(yen(1), decimal(value), 'ceil')).toEqual(yen(expected))
  })
  table('Calculator\\BcMathCalculatorTest::floorExamples', (value: number, expected: string) => {
    expect(multiply(yen(1), decimal(value), 'floor')).toEqual(yen(expected))
  })

  table('Calculator\\BcMathCalculatorTest::additionExamples', (a: number, b: number, expected: string) => {
    expect(add(yen(a), yen(b))).toEqual(yen(expected))
  })
  table('Calculator\\BcMathCalculatorTest::subtractionExamples', (a: number, b: number, expected: string) => {
    expect(subtract(yen(a), yen(b))).toEqual(yen(expected))
  })
  table(
    'Calculator\\BcMathCalculatorTest::multiplicationExamples',
    (amount: Value, factor: number, exact: string) => {
      expectEveryRounding((rounding) => multiply(yen(amount), decimal(factor), rounding), exact)
    },
  )
  table(
    'Calculator\\BcMathCalculatorTest::divisionExamples',
    (amount: Value, divisor: number, exact: string) => {
      expectEveryRounding((rounding) => divide(yen(amount), decimal(divisor), rounding), exact)
    },
  )

  table(
    'ConverterTest::convertExamples',
    (from: string, to: string, _from: number, _to: number, rate: number, amount: Value, expected: number) => {
      const currencies = [from, to]
      // Coins of no state have no exponent in ISO 4217, so there is no such money.
      if (!currencies.every(isCurrency))
        expect(() => currencies.map((code) => money(1, code))).toThrow('ISO 4217')
      else expect(convert(money(Number(amount), from), decimal(rate), to)).toEqual(money(expected, to))
    },
  )
  table(
    'Formatter\\DecimalMoneyFormatterTest::moneyExamples',
    (amount: number, _currency: string, exponent: number, expected: string) => {
      expect(decimalText(amount, exponent)).toBe(expected)
    },
  )
  table(
    'Parser\\DecimalMoneyParserTest::formattedMoneyExamples',
    (text: string, _currency: string, exponent: number, expected: number) => {
      // An empty cell is no price; moneyphp reads it as zero.
      expect(minorOf(text, exponent, 'halfExpand')).toBe(text === '' ? null : expected)
    },
  )
  table('Parser\\DecimalMoneyParserTest::invalidMoneyExamples', (text: string) => {
    expect(minorOf(text, 2, 'halfExpand')).toBeNull()
  })

  test('no table of the file is left unread', () => {
    expect([...checked].sort()).toEqual(Object.keys(tables).sort())
    expect(Object.values(tables).every((rows) => rows.length > 0)).toBe(true)
  })
})
