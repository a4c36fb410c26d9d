import { GraphQLError, type GraphQLScalarType, parseValue, print } from 'graphql'
import { describe, expect, test } from 'vitest'
import * as scalars from '../../src/schema/scalars.js'

interface Table {
  readonly scalar: GraphQLScalarType<unknown, unknown>
  /** What is taken, and as what. */
  readonly taken: readonly (readonly [given: unknown, as: unknown])[]
  readonly refused: readonly unknown[]
}

const same = (...values: unknown[]): [unknown, unknown][] => values.map((value) => [value, value])

const tables: Record<string, Table> = {
  SafeInt: {
    scalar: scalars.SafeInt,
    taken: same(0, -1, 2 ** 53 - 1, -(2 ** 53 - 1)),
    refused: [2 ** 53, 1.5, '1', true, null, [], {}, Number.NaN, Number.POSITIVE_INFINITY],
  },
  Decimal: {
    scalar: scalars.Decimal,
    taken: [
      ['19.99', '19.99'],
      ['-0.50', '-0.5'],
      ['007', '7'],
      [19.99, '19.99'],
      [-3, '-3'],
      [1e-7, '0.0000001'],
      ['12345678901234567890.123456789012', '12345678901234567890.123456789012'],
    ],
    refused: [
      '1e3',
      '1,5',
      '',
      'x',
      '0x1',
      '1.',
      Number.NaN,
      Number.POSITIVE_INFINITY,
      0.1 + 0.2,
      true,
      null,
      ['1'],
    ],
  },
  DateTime: {
    scalar: scalars.DateTime,
    taken: [
      ['2026-03-01T09:30:00Z', new Date('2026-03-01T09:30:00Z')],
      ['2026-03-01T10:30:00.5+01:00', new Date('2026-03-01T09:30:00.500Z')],
      ['2024-02-29T23:59:59.999999999-11:30', new Date('2024-03-01T11:29:59.999Z')],
    ],
    refused: [
      '2026-03-01',
      '2026-03-01T09:30:00',
      '2025-02-29T00:00:00Z',
      '2026-13-01T00:00:00Z',
      '2026-03-01T24:00:00Z',
      '2026-03-01T23:59:60Z',
      '2026-03-01 09:30:00Z',
      '2026-03-01T09:30:00+25:00',
      1_700_000_000,
      null,
    ],
  },
  Date: {
    scalar: scalars.CalendarDate,
    taken: same('2026-03-01', '2024-02-29', '0001-01-01'),
    refused: ['2025-02-29', '2026-3-1', '2026-00-10', '2026-03-01T00:00:00Z', 20260301, null],
  },
  URL: {
    scalar: scalars.Url,
    taken: same('https://example.com/a.jpg?b=c#d', 'http://localhost:8080/'),
    refused: [
      '/a.jpg',
      'ftp://example.com',
      'javascript:alert(1)',
      'data:text/html,x',
      `https://e.com/${'x'.repeat(2048)}`,
      7,
    ],
  },
  HTML: { scalar: scalars.Html, taken: same('<b>bold</b>', ''), refused: [7, null, ['x']] },
  JSON: {
    scalar: scalars.Json,
    taken: same(null, true, 1.5, 'x', [1, [null]], { a: { b: [] } }),
    refused: [undefined],
  },
  CountryCode: {
    scalar: scalars.CountryCode,
    taken: same('DE', 'US'),
    refused: ['de', 'XX', 'EU', 'DEU', '', 49],
  },
  CurrencyCode: {
    scalar: scalars.CurrencyCode,
    taken: same('EUR', 'JPY'),
    refused: ['eur', 'XAU', 'XXX', 'EURO', 978],
  },
  Locale: {
    scalar: scalars.Locale,
    taken: [
      ['en', 'en'],
      ['DE-at', 'de-AT'],
      ['zh-hant-tw', 'zh-Hant-TW'],
    ],
    refused: ['en_US', 'e', '', 'deutsch-land-', 'x'.repeat(36), 1],
  },
}

describe.each(Object.entries(tables))('%s', (name, { scalar, taken, refused }) => {
  test('has the name that clients know', () => {
    expect(scalar.name).toBe(name)
    expect(scalar.description).toBeTruthy()
  })

  test.each(taken)('takes %j', (given, as) => {
    expect(scalar.parseValue(given)).toEqual(as)
  })

  test.each(refused)('refuses %j, saying what it expects and what it got', (given) => {
    expect(() => scalar.parseValue(given)).toThrow(GraphQLError)
    expect(() => scalar.parseValue(given)).toThrow(new RegExp(`^${name} expects .+; got `))
  })

  test('takes and refuses the same in a document', () => {
    const literal = (value: unknown) => parseValue(JSON.stringify(value).replace(/"(\w+)":/g, '$1:'))
    for (const [given, as] of taken) expect(scalar.parseLiteral(literal(given))).toEqual(as)
    for (const given of refused.filter((value) => value !== undefined && Number.isFinite(value ?? 0)))
      expect(() => scalar.parseLiteral(literal(given)), print(literal(given))).toThrow(name)
  })

  test('writes back what it has read', () => {
    for (const [, as] of taken) expect(scalar.parseValue(scalar.serialize(as))).toEqual(as)
  })
})

test('a long value is not repeated in full', () => {
  expect(() => scalars.SafeInt.parseValue('x'.repeat(10_000))).toThrow(/^.{0,300}$/)
})

test('a variable stands for a whole value, never inside one', () => {
  const literal = parseValue('{ a: [$b] }')
  expect(() => scalars.Json.parseLiteral(literal, { b: 1 })).toThrow('$b')
})

test('a whole number is never written as another', () => {
  expect(() => scalars.SafeInt.serialize(2 ** 53)).toThrow()
  expect(() => scalars.SafeInt.serialize(0.5)).toThrow()
})
