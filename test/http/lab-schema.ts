import { GraphQLEnumType, type GraphQLSchema, isAbstractType } from 'graphql'
import { CurrencyCode, Decimal, Json, SafeInt } from '../../src/schema/scalars.js'
import { schemaOf } from '../support/gateway-schema.js'

const sdl = `
  directive @inContext(channel: String) on QUERY
  scalar SafeInt
  scalar Decimal
  scalar CurrencyCode
  scalar JSON
  enum Sort { NEWEST OLDEST }
  interface Named { name: String! }
  type Book implements Named { name: String!  pages: Int  author: Author!  sequel: Book  broken: String  brokenList: [String!]  editions: [Book!]!  priced(in: CurrencyCode): String }
  type Author implements Named { name: String!  books: [Book!]!  rival: Author  nothing: String! }
  union Thing = Book | Author
  input By @oneOf { id: ID  slug: String  range: Range }
  input Range { by: ById  from: Int! = 1 }
  input ById @oneOf { id: ID  sku: String }
  input Patch { id: ID!  name: String  pages: Int = 7  by: By  tags: [String!]  more: [More!] }
  input More { id: ID!  name: String  by: By  more: [Range!] }
  input Tree @oneOf { leaf: Int  children: [Tree!] }
  type Query {
    book(id: ID = "1"): Book
    books(first: Int! = 2, sort: Sort = NEWEST): [Book!]!
    bookBy(by: By!): String!
    booksBy(by: [By!]!): String!
    tree(in: Tree): String!
    thing(kind: String!): Thing
    things: [Thing!]!
    named: [Named]
    unknownThing: Thing
    echo(text: String, number: Float, int: Int, flag: Boolean, id: ID, ids: [ID!], sort: Sort): String!
    exact(int: SafeInt, decimal: Decimal, currency: CurrencyCode, json: JSON): String!
    patch(input: Patch!): String!
    nullInside: Author
    slow: String
  }
  type Mutation { append(text: String!): [String!]!  fail: String }
`

interface Source {
  readonly __typename: 'Book' | 'Author'
  readonly name: string
  readonly number: number
}
const book = (number: number): Source => ({ __typename: 'Book', name: `book ${number}`, number })
const author = (number: number): Source => ({ __typename: 'Author', name: `author ${number}`, number })
const told = (_: unknown, args: object) => JSON.stringify(args)
const later = <T>(value: T) => new Promise<T>((resolve) => setImmediate(() => resolve(value)))
const appended: string[] = []

/** A schema with one of everything, for comparing what runs it. */
export function labSchema(): GraphQLSchema {
  const schema = schemaOf(sdl, {
    Query: {
      book: (_: unknown, { id }: { id: string }) => (id === '0' ? null : book(Number(id))),
      books: (_: unknown, { first }: { first: number }) =>
        later(Array.from({ length: first }, (__, i) => book(i + 1))),
      bookBy: told,
      booksBy: told,
      tree: told,
      thing: (_: unknown, { kind }: { kind: string }) => later(kind === 'book' ? book(1) : author(1)),
      things: () => [book(1), later(author(2)), book(3)],
      named: () => [book(1), null, author(2)],
      unknownThing: () => ({ name: 'nobody knows' }),
      echo: told,
      exact: told,
      patch: told,
      nullInside: () => author(5),
      slow: () => later('done'),
    },
    Mutation: {
      append: async (_: unknown, { text }: { text: string }) => {
        appended.push(text)
        await later(null)
        return appended.splice(0)
      },
      fail: () => Promise.reject(new Error('no')),
    },
    Book: {
      pages: ({ number }: Source) => number * 100,
      author: ({ number }: Source) => later(author(number)),
      sequel: ({ number }: Source) => (number > 2 ? null : book(number + 1)),
      broken: () => {
        throw new Error('a page is missing')
      },
      brokenList: () => ['one', null],
      editions: ({ number }: Source) => [book(number), later(book(number + 1))],
      priced: told,
    },
    Author: {
      books: ({ number }: Source) => [book(number)],
      rival: ({ number }: Source) => (number > 3 ? null : later(author(number + 1))),
      nothing: () => later(null),
    },
  })
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = (value) => (value as Partial<Source>).__typename
    if (type instanceof GraphQLEnumType && type.name === 'Sort')
      for (const value of type.getValues()) value.value = value.name.toLowerCase()
  }
  for (const scalar of [SafeInt, Decimal, CurrencyCode, Json])
    Object.assign(schema.getType(scalar.name) ?? {}, {
      parseValue: scalar.parseValue,
      parseLiteral: scalar.parseLiteral,
      serialize: scalar.serialize,
    })
  return schema
}
