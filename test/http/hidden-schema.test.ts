import { getIntrospectionQuery } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { adminKey, type ShopGateway, startTestGateway } from '../support/gateway.js'

let production: ShopGateway
let development: ShopGateway
beforeAll(async () => {
  production = await startTestGateway({ production: true })
  development = await startTestGateway()
})

const endpoints = ['/graphql', '/admin/graphql']
const authorization = `Bearer ${adminKey}`

/** An operation is compiled when it comes for the third time; a client must not be able to tell. */
const times = 4

async function answers(gateway: ShopGateway, path: string, query: string, variables = {}) {
  const texts = new Set<string>()
  for (let time = 0; time < times; time++) {
    const posted = await gateway.http.post(path).set({ authorization }).send({ query, variables })
    const got = await gateway.http
      .get(path)
      .set({ authorization, 'apollo-require-preflight': '1' })
      .query({ query, variables: JSON.stringify(variables) })
    for (const { status, text } of [posted, got]) texts.add(`${status} ${text}`)
  }
  return [...texts]
}

describe.each(endpoints)('in production %s tells nothing of its schema', (path) => {
  test.each([
    '{ __schema { types { name } } }',
    '{ __type(name: "Product") { fields { name } } }',
    '{ a: __schema { queryType { name } } }',
    '{ ...F } fragment F on Query { __schema { types { name } } }',
    '{ ... on Query { ... { __type(name: "Query") { name } } } }',
    'query A { __typename } query B { __schema { types { name } } }',
    'query ($with: Boolean!) { __typename __schema @include(if: $with) { types { name } } }',
  ])('to %s', async (query) => {
    const told = await answers(production, path, query, { with: true })
    expect(told).toEqual([expect.stringMatching(/^400 .*"code":"GRAPHQL_VALIDATION_FAILED"/)])
    expect(told[0]).not.toContain('"data"')
  })

  test.each<[query: string, variables?: object]>([
    ['{ shopp { name } }'],
    ['{ products(frst: 1) { totalCount } }'],
    ['{ products(sort: NEWST) { totalCount } }'],
    ['{ product(by: { slg: "a" }) { id } }'],
    ['query ($a: ProductBi) { product(by: $a) { id } }'],
    ['{ products { totalCount @inclde(if: true) } }'],
    ['query ($sort: ProductSort!) { products(sort: $sort) { totalCount } }', { sort: 'NEWST' }],
    ['query ($by: ProductBy!) { product(by: $by) { id } }', { by: { slg: 'a' } }],
  ])('by a suggestion to %s', async (query, variables = {}) => {
    const told = await answers(production, path, query, variables)
    expect(told).toEqual([expect.stringMatching(/^400 /)])
    expect(told[0]).not.toContain('Did you mean')
  })
})

test('in development names are suggested, and the explorer gets the whole schema', async () => {
  for (const path of endpoints) {
    expect((await answers(development, path, '{ shopp { name } }')).join()).toContain('Did you mean')
    const query = getIntrospectionQuery({ inputValueDeprecation: true, schemaDescription: true, oneOf: true })
    const { status, body } = await development.http.post(path).set({ authorization }).send({ query })
    expect(status).toBe(200)
    expect(body.data.__schema.types.length).toBeGreaterThan(50)
  }
})
