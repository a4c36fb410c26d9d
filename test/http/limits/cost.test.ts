import {
  execute,
  GraphQLError,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql'
import { describe, expect, test, vi } from 'vitest'
import { chargeOperations } from '../../../src/http/limits/cost-limit.js'
import type { FieldCost } from '../../../src/kernel/field-cost.js'
import { schemaOf } from '../../support/gateway-schema.js'

const sdl = `
  interface Thing { id: ID! }
  type Book implements Thing { id: ID!  name: String  tags: [String!]  author: Author  chapters: [Chapter!]!  sequels(first: Int, last: Int): Books! }
  type Author implements Thing { id: ID!  name: String  books(first: Int = 7): [Book!]! }
  type Chapter { title: String }
  type Books { nodes: [Book!]!  edges: [Edge!]!  totalCount: Int!  pageInfo: PageInfo! }
  type Edge { cursor: String  node: Book! }
  type PageInfo { hasNextPage: Boolean }
  union Found = Book | Author
  type Query {
    book: Book
    books(first: Int, last: Int): Books!
    many(first: Int): Books!
    things(ids: [ID!]): [Thing]!
    found: [Found!]!
  }
  type Mutation { save: Book }
`
const costs: Record<string, Record<string, FieldCost>> = {
  Books: { totalCount: { own: 10 } },
  Book: { chapters: { entries: 3 } },
  Query: { many: { largestPage: 1_000 }, things: { entriesOf: 'ids' } },
}

const book = { id: 1, name: 'b', chapters: Array.from({ length: 3 }, () => ({ title: 't' })), author: null }
const page = (_: unknown, { first = 20 }: { first?: number }) => {
  const nodes = Array.from({ length: first }, () => book)
  return { nodes, edges: nodes.map((node) => ({ cursor: 'c', node })), totalCount: 0, pageInfo: {} }
}
const schema = schemaOf(sdl, {
  Query: { book: () => book, books: page, many: page },
  Book: { sequels: page },
})
for (const [typeName, fields] of Object.entries(costs))
  for (const [name, cost] of Object.entries(fields)) {
    const type = schema.getType(typeName)
    if (type && 'getFields' in type) Object.assign(type.getFields()[name]?.extensions ?? {}, { cost })
  }

function charged(query: string, variables: object = {}, limit = Number.MAX_SAFE_INTEGER): number {
  const document = parse(query)
  expect(validate(schema, document)).toEqual([])
  const operation = getOperationAST(document) as OperationDefinitionNode
  const execution = { schema, operation, variables: variables as Record<string, unknown> }
  return chargeOperations(schema)(document, execution, limit).requested
}

describe('an operation costs a field of its answer each', () => {
  test.each([
    ['{ book { id name } }', 3],
    ['{ __typename book { __typename } }', 3],
    ['{ book { tags } }', 2],
    ['{ a: book { id } b: book { id } }', 4],
    ['mutation { save { id } }', 2],
  ])('%s', (query, cost) => {
    expect(charged(query)).toBe(cost)
  })

  test('and all below a list as often as the list is long', () => {
    expect(charged('{ books(first: 10) { nodes { id name } } }')).toBe(2 + 10 * 2)
    expect(charged('{ books(last: 10) { edges { cursor node { id } } } }')).toBe(2 + 10 * 3)
    expect(charged('{ books(first: 10) { pageInfo { hasNextPage } } }')).toBe(3)
  })

  test('lists in lists multiply', () => {
    const inner = 2 + 10 * 1
    expect(charged('{ books(first: 4) { nodes { sequels(first: 10) { nodes { id } } } } }')).toBe(
      2 + 4 * inner,
    )
    expect(charged('{ books(first: 4) { nodes { chapters { title } } } }')).toBe(2 + 4 * (1 + 3))
  })

  test('a page without `first` has 20 rows, or what its argument says', () => {
    expect(charged('{ books { nodes { id } } }')).toBe(2 + 20)
    expect(charged('{ book { author { books { id } } } }')).toBe(3 + 7)
    expect(charged('{ book { author { books(first: 2) { id } } } }')).toBe(3 + 2)
  })

  test('a list without `first` has five entries, or as many as the schema says', () => {
    expect(charged('{ found { __typename } }')).toBe(1 + 5)
    expect(charged('{ book { chapters { title } } }')).toBe(2 + 3)
    expect(charged('{ things { id } }')).toBe(1 + 5)
    expect(charged('{ things(ids: ["a", "b"]) { id } }')).toBe(1 + 2)
    expect(charged('{ things(ids: "a") { id } }')).toBe(1 + 1)
  })

  test('a field may cost more', () => {
    expect(charged('{ books { totalCount } }')).toBe(1 + 10)
  })

  test('a page is never longer than the field allows', () => {
    expect(charged('{ books(first: 2000000) { nodes { id } } }')).toBe(2 + 100)
    expect(charged('{ many(first: 2000000) { nodes { id } } }')).toBe(2 + 1_000)
    expect(charged('{ books(first: -5) { nodes { id } } }')).toBe(2)
  })

  test('what is asked for twice is answered once', () => {
    expect(charged('{ book { id name } book { id } ...F } fragment F on Query { book { name } }')).toBe(3)
    expect(charged('{ books(first: 9) { nodes { id } nodes { id name } } }')).toBe(2 + 9 * 2)
  })

  test('of what is for one type or another, the dearest counts', () => {
    const found = '__typename ... on Book { id name tags } ... on Author { id }'
    expect(charged(`{ found { ${found} } }`)).toBe(1 + 5 * (1 + 3))
    expect(charged(`{ things(ids: []) { ${found} } }`)).toBe(1)
    expect(charged('{ found { ... on Thing { id ... on Author { name } } } }')).toBe(1 + 5 * (1 + 1))
  })

  test('which is as many as a full answer has', async () => {
    const query =
      '{ book { id chapters { title } } books(first: 5) { nodes { name sequels(first: 2) { edges { cursor node { id } } } } } }'
    const { data } = await execute({ schema, document: parse(query) })
    expect(fieldsIn(data)).toBe(charged(query))
  })
})

function fieldsIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const entries = Object.values(value)
  return (
    (Array.isArray(value) ? 0 : entries.length) + entries.reduce((sum, entry) => sum + fieldsIn(entry), 0)
  )
}

describe('variables count', () => {
  const query = 'query ($n: Int = 3) { books(first: $n) { nodes { sequels(last: $n) { nodes { id } } } } }'
  test.each([
    [{ n: 10 }, 2 + 10 * 12],
    [{}, 2 + 3 * 5],
    [{ n: null }, 2 + 20 * 22],
    [{ n: 0 }, 2],
  ])('%j', (variables, cost) => {
    expect(charged(query, variables)).toBe(cost)
  })

  test.each([['10'], [1.5], [Number.NaN], [Infinity], [{}], [[]], [true], [{ valueOf: 'x' }]])(
    'a bad one is for others to refuse: %j',
    (n) => {
      expect(charged(query, { n })).toBe(2 + 20 * 22)
    },
  )

  test('by the length of a list', () => {
    const things =
      'query ($ids: [ID!], $id: ID!) { things(ids: $ids) { id } a: things(ids: [$id, $id]) { id } }'
    expect(charged(things, { ids: ['a', 'b', 'c'] })).toBe(2 + 3 + 2)
    expect(charged(things)).toBe(2 + 5 + 2)
    expect(charged(things, { ids: { length: 1e9 } })).toBe(2 + 1 + 2)
  })

  test('by their default in the schema', () => {
    expect(charged('query ($n: Int) { book { author { books(first: $n) { id } } } }')).toBe(3 + 7)
  })
})

test('an operation is worked through once', () => {
  const document = parse('query ($n: Int) { books(first: $n) { nodes { id } } }')
  const operation = getOperationAST(document) as OperationDefinitionNode
  const charge = chargeOperations(schema)
  const look = vi.spyOn(schema, 'getRootType')
  const costs = [1, 2, 3].map((n) => charge(document, { schema, operation, variables: { n } }, 100).requested)
  expect(costs).toEqual([3, 4, 5])
  expect(look).toHaveBeenCalledTimes(1)
  look.mockRestore()
})

describe('the refusal names what is dear, and what to do', () => {
  const refusalOf = (query: string, limit: number, variables = {}) => {
    try {
      return `costs ${charged(query, variables, limit)}`
    } catch (error) {
      if (error instanceof GraphQLError) return error
      throw error
    }
  }

  test('a page in a page', () => {
    const query =
      'query ($n: Int) { book { id } all: books(first: $n) { nodes { id sequels(first: 50) { nodes { id name } } } } }'
    expect(refusalOf(query, 10_304, { n: 100 })).toBe('costs 10304')
    const refusal = refusalOf(query, 10_303, { n: 100 })
    expect(refusal).toMatchObject({
      message:
        'This operation costs 10304; at most 10303 are allowed. Its dearest field is `all.nodes.sequels`, with 10200. Ask for fewer rows there with a smaller `first`, or split the operation.',
      extensions: { code: 'COST_EXCEEDED', requested: 10_304, limit: 10_303, field: 'all.nodes.sequels' },
    })
  })

  test('a page whose rows are dear themselves', () => {
    const query = '{ books(first: 100) { nodes { id name tags sequels(first: 1) { nodes { id } } } } }'
    expect(refusalOf(query, 100)).toMatchObject({ extensions: { field: 'books' } })
  })

  test('one of many', () => {
    const many = Array.from({ length: 9 }, (_, i) => `a${i}: books(first: ${i + 1}) { nodes { id } }`)
    expect(refusalOf(`{ ${many.join(' ')} }`, 50)).toMatchObject({ extensions: { field: 'a8' } })
  })

  test('a list that cannot be asked to be shorter', () => {
    expect(refusalOf('{ book { chapters { title } } }', 3)).toMatchObject({
      message:
        'This operation costs 5; at most 3 are allowed. Its dearest field is `book.chapters`, with 4. Select less, or split the operation.',
    })
  })

  test('nothing, where no field has fields', () => {
    expect(refusalOf('{ a: __typename b: __typename }', 1)).toMatchObject({
      message: 'This operation costs 2; at most 1 are allowed. Select less, or split the operation.',
    })
  })
})
