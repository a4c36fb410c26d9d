import { buildSchema, getIntrospectionQuery, parse, specifiedRules, validate } from 'graphql'
import { describe, expect, test } from 'vitest'
import { QueryLimitsRule, queryLimits } from '../../../src/http/limits/query-limits.js'

const schema = buildSchema('type Query { book: Book } type Book { name: String  book: Book }')

/** As the gateway validates: behind the rules of graphql-js. */
const messagesOf = (query: string): string[] =>
  validate(schema, parse(query), [...specifiedRules, QueryLimitsRule]).map(({ message }) => message)

const times = (count: number, part: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => part(i)).join(' ')
const nested = (levels: number) => `${'book { '.repeat(levels - 1)}name${' }'.repeat(levels - 1)}`
const aliased = (count: number) => times(count, (i) => `a${i}: __typename`)
const skip = '@skip(if: false)'

const tooDeep = 'Fields may be nested 10 levels deep.'
const tooManyAliases = 'A document may have 50 aliases. Send several documents.'
const tooManyDirectives = 'A document may have 50 directives.'
const tooOften = 'A field may be asked for 50 times at one place of the answer.'

type Limits = [what: string, most: number, query: (count: number) => string, message: string]
const limits: Limits[] = [
  ['levels', queryLimits.depth, (count) => `{ ${nested(count)} }`, tooDeep],
  [
    'levels through fragments',
    queryLimits.depth,
    (count) =>
      `{ ...A } fragment A on Query { ... { book { ...B } } } fragment B on Book { ${nested(count - 1)} }`,
    tooDeep,
  ],
  ['aliases', queryLimits.aliases, (count) => `{ ${aliased(count)} }`, tooManyAliases],
  [
    'aliases in all operations and fragments',
    queryLimits.aliases,
    (count) => `query A { ...F } query B { ${aliased(count - 1)} } fragment F on Query { a: __typename }`,
    tooManyAliases,
  ],
  [
    'directives',
    queryLimits.directives,
    (count) => `{ book { ${times(count, () => `... ${skip} { ...F }`)} } } fragment F on Book { name }`,
    tooManyDirectives,
  ],
  ['the same field', queryLimits.repetitions, (count) => `{ ${'__typename '.repeat(count)} }`, tooOften],
  [
    'the same field under fields that are merged',
    queryLimits.repetitions,
    (count) =>
      `{ ${times(10, () => 'book { name name ...F }')} book { ${'name '.repeat(count - 30)} } } fragment F on Book { ... { name } }`,
    tooOften,
  ],
]

describe('as much as is allowed passes, and one more is refused', () => {
  test.each(limits)('%s', (_, most, query, message) => {
    expect(messagesOf(query(most + 1))).toEqual([message])
    expect(messagesOf(query(most))).toEqual([])
  })

  test('fields, once fragments are written out', () => {
    const each = 50
    const books = times(queryLimits.selections / each, (i) => `a${i}: book { ...F }`)
    const fragment = `fragment F on Book { ${'name __typename '.repeat((each - 2) / 2)} }`
    expect(messagesOf(`{ ${books} } ${fragment}`)).toEqual([])
    expect(messagesOf(`{ ${books} __typename } ${fragment}`)).toEqual([
      'A document may select 2000 fields, with those of a fragment wherever it is spread.',
    ])
  })

  test('directives anywhere, even of variables', () => {
    const variables = times(queryLimits.directives + 1, (i) => `$v${i}: String @deprecated`)
    expect(messagesOf(`query (${variables}) { __typename }`)).toEqual([tooManyDirectives])
  })

  test('directives at one place, even unknown ones', () => {
    const most = queryLimits.directivesAtOnePlace
    expect(messagesOf(`{ __typename ${'@aa '.repeat(most + 1)} }`)).toEqual([
      'There may be 5 directives at one place.',
    ])
    expect(messagesOf(`{ __typename ${'@aa '.repeat(most)} }`)).toEqual(
      Array.from({ length: most }, () => 'Unknown directive "@aa".'),
    )
  })
})

test('the way into the schema is not counted as levels', () => {
  expect(messagesOf(getIntrospectionQuery({ oneOf: true }))).toEqual([])
})

test('a document that is refused is not looked at by other rules', () => {
  const unknown = times(60, (i) => `unknown${i}`)
  expect(messagesOf(`{ ${unknown} ${aliased(51)} }`)).toEqual([tooManyAliases])
  expect(messagesOf(`{ ${unknown} }`)).toHaveLength(60)
})

describe('fragments cannot make it slow', () => {
  const chain = (spreads: number) =>
    `${times(40, (i) => `fragment F${i} on Book { ${`...F${i + 1} `.repeat(spreads)} }`)} fragment F40 on Book { name }`

  test('that multiply', () => {
    expect(messagesOf(`{ book { ...F0 } } ${chain(3)}`)).toEqual([tooOften])
    const withoutFields = chain(3).replace('{ name }', '{ ... { ...Nothing } }')
    expect(messagesOf(`{ book { ...F0 } } ${withoutFields}`)).toEqual([
      'A document may select 2000 fields, with those of a fragment wherever it is spread.',
    ])
  })

  test('that no operation spreads', () => {
    expect(messagesOf(`{ __typename } ${chain(3)}`)).toEqual([tooOften])
  })

  test('that spread themselves, for which there is a word already', () => {
    expect(messagesOf('{ book { ...A } } fragment A on Book { name book { ...A } }')).toEqual([
      'Cannot spread fragment "A" within itself.',
    ])
    const all = times(20, (i) => `fragment F${i} on Book { ${times(20, (j) => `...F${j}`)} }`)
    expect(messagesOf(`{ book { ...F0 } } ${all}`)).toHaveLength(1)
  })
})
