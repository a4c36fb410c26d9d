import {
  type GraphQLInputType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql'
import type { Dice } from './dice.js'
import type { Known } from './known.js'

/** The name of an enum's value: a text in JSON, and bare in a document. */
class EnumName {
  constructor(readonly name: string) {}
  toJSON(): string {
    return this.name
  }
}

const deepest = 6
/** How many of a hundred values are none of their type. */
const wrong = 4

/** A value for an argument or field of this name: mostly of its type, and often one that means something in the shop. */
export function valueFor(dice: Dice, known: Known, name: string, type: GraphQLInputType, depth = 0): unknown {
  if (dice.odd(wrong)) return anything(dice)
  if (!isNonNullType(type) && dice.chance(depth > deepest ? 90 : 10)) return null
  return soundFor(dice, known, name, type, depth)
}

function soundFor(dice: Dice, known: Known, name: string, type: GraphQLInputType, depth: number): unknown {
  const named = getNullableType(type)
  if (isListType(named)) return listFor(dice, known, name, named.ofType, depth)
  if (isEnumType(named)) return new EnumName(dice.pick(named.getValues()).name)
  if (isInputObjectType(named)) {
    const fields = Object.values(named.getFields())
    const given = named.isOneOf
      ? [dice.pick(fields)]
      : fields.filter((field) => isNonNullType(field.type) || dice.chance(30))
    const fieldValue = named.isOneOf ? soundFor : valueFor
    const entries = given.map((field): [string, unknown] => [
      field.name,
      fieldValue(dice, known, field.name, field.type, depth + 1),
    ])
    if (dice.odd(4)) entries.push([dice.pick(['__proto__', 'constructor', 'nope']), anything(dice)])
    return Object.fromEntries(entries)
  }
  return scalarFor(dice, known, name, named.name)
}

function listFor(dice: Dice, known: Known, name: string, type: GraphQLInputType, depth: number): unknown[] {
  const one = () => valueFor(dice, known, name, type, depth + 1)
  // Long ones are of one value that is no list itself, or they grow beyond what is sent.
  if (isLeafType(getNullableType(type)) && dice.chance(2)) return Array(300).fill(one())
  return Array.from({ length: dice.below(4) }, one)
}

const pools: Readonly<Record<string, keyof Known>> = {
  id: 'id',
  ids: 'id',
  parentId: 'id',
  entityId: 'id',
  slug: 'slug',
  sku: 'sku',
  externalReference: 'externalReference',
  brand: 'externalReference',
  categories: 'externalReference',
  parent: 'externalReference',
  key: 'key',
  keys: 'key',
  in: 'choice',
  valueKey: 'choice',
  choices: 'choice',
  after: 'after',
  before: 'after',
}

const integers = [-1, 101, 1_000, 2 ** 31 - 1, 2 ** 31, -(2 ** 31) - 1, 2 ** 53 - 1, 2 ** 53, 1e21]

/** By scalar, what is sound and what is at the edge of it or beyond. */
const samples: Readonly<Record<string, readonly [sound: readonly unknown[], odd: readonly unknown[]]>> = {
  Boolean: [[true, false], []],
  CountryCode: [
    ['DE', 'AT', 'US'],
    ['ZZ', 'de', ''],
  ],
  CurrencyCode: [
    ['EUR', 'USD', 'JPY'],
    ['XXX', 'eur'],
  ],
  Date: [
    ['2024-02-29', '9999-12-31'],
    ['2023-02-29', '0000-01-01', '10000-01-01'],
  ],
  DateTime: [
    ['2030-01-01T00:00:00Z', '2020-01-01T00:00:00.123+02:00'],
    ['2016-12-31T23:59:60Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999+14:00', 'x'],
  ],
  Decimal: [
    ['0', '12.50', '-1', '100'],
    ['1e400', '9'.repeat(400), '0.0000000000000000001', '+1', ' 1', 'NaN', 'Infinity'],
  ],
  Float: [
    [0, 1.5, -2],
    [1e308, -1e308, 5e-324],
  ],
  HTML: [['<p>a</p>'], ['<script>alert(1)</script>', '<'.repeat(500)]],
  Int: [[0, 1, 2, 5, 20, 100], integers],
  Locale: [
    ['en', 'ru', 'de-AT', 'zh-Hant-TW'],
    ['xx-invalid-locale-of-some-length', 'en_US', 'i-klingon'],
  ],
  SafeInt: [[0, 1, 99, 100_000], integers],
  URL: [
    ['https://shop.example/a.jpg'],
    [
      'javascript:alert(1)',
      'http://169.254.169.254/',
      '//x',
      'https://[::1',
      `https://a/${'b'.repeat(3_000)}`,
    ],
  ],
}

const texts = [
  ...[
    '',
    ' ',
    'eu',
    'us',
    'en',
    'glass',
    'Hermes',
    'a'.repeat(101),
    'ä'.repeat(5_000),
    '💥',
    'Ａ',
    '__MAGIC_1',
    '$1',
  ],
  ...["'; drop table product; --", '%', '_', '\\', '{"a":1}', '[]', 'null', 'undefined', '../../etc/passwd'],
  ...['WyJjaGR4TEEiLDc1MCw4XQ', 'W10', 'bnVsbA', '__proto__', 'toString', 'Product', 'capacity'],
]
const oddTexts = ['\0', 'a\ud800', '\udfff', '\u2028', '\ufeff']

function scalarFor(dice: Dice, known: Known, name: string, scalar: string): unknown {
  const pool = known[pools[name] ?? 'slug']
  if (pools[name] && pool.length > 0 && dice.chance(80)) return dice.pick(pool)
  const [sound = texts, odd = oddTexts] = samples[scalar] ?? []
  if (odd.length > 0 && (dice.odd(20) || dice.chance(2))) return dice.pick(odd)
  return sound === texts && dice.chance(30) ? storable(dice.text()) : dice.pick(sound)
}

const storable = (text: string) => text.toWellFormed().replaceAll('\0', '')

/** A value of whatever type. */
export function anything(dice: Dice, depth = 0): unknown {
  switch (dice.below(depth > 3 ? 5 : 8)) {
    case 0:
      return null
    case 1:
      return dice.pick(integers)
    case 2:
      return dice.chance(50)
    case 3:
      return dice.pick(texts)
    case 4:
      return dice.text()
    case 5:
      return Array.from({ length: dice.below(3) }, () => anything(dice, depth + 1))
    case 6:
      return nested(dice.pick([5, 60, 400]))
    default:
      return Object.fromEntries([
        [dice.pick(['a', '__proto__', 'in', 'constructor', '']), anything(dice, depth + 1)],
      ])
  }
}

const nested = (levels: number): unknown => {
  let value: unknown = []
  for (let i = 0; i < levels; i++) value = [value]
  return value
}

/** As it stands in a document. What has no literal is null. */
export function literal(value: unknown): string {
  if (value instanceof EnumName) return value.name
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .filter(([key]) => /^[_A-Za-z]\w*$/.test(key))
      .map(([key, entry]) => `${key}: ${literal(entry)}`)
      .join(', ')} }`
  return JSON.stringify(value) ?? 'null'
}
