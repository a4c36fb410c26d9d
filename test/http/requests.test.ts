import { beforeAll, describe, expect, test } from 'vitest'
import { startBareGateway, type TestGateway } from '../support/gateway.js'
import { labSchema } from './lab-schema.js'

let gateway: TestGateway

beforeAll(async () => {
  gateway = await startBareGateway(labSchema())
})

const echo = 'query ($text: String) { echo(text: $text) }'
const post = (path = '/graphql') => gateway.http.post(path)
const codeOf = ({ body }: { body: { errors: { extensions: { code: string } }[] } }) =>
  body.errors[0]?.extensions.code

describe('operations arrive', () => {
  test('by POST of JSON', async () => {
    const { status, body, headers } = await post().send({ query: '{ book { name } }' })
    expect(status).toBe(200)
    expect(body.data).toEqual({ book: { name: 'book 1' } })
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    expect(headers['cache-control']).toBe('private, no-store')
  })

  test('by GET, with a header that a form cannot send', async () => {
    const { status, body } = await gateway.http
      .get('/graphql')
      .set('apollo-require-preflight', '1')
      .query({ query: echo, variables: '{"text":"hello"}' })
    expect(status).toBe(200)
    expect(JSON.parse(body.data.echo)).toEqual({ text: 'hello' })
  })

  test('and a mutation by GET does not', async () => {
    const { status, headers } = await gateway.http
      .get('/graphql')
      .set('apollo-require-preflight', '1')
      .query({ query: 'mutation { append(text: "x") }' })
    expect(status).toBe(405)
    expect(headers.allow).toBe('POST')
  })

  test('as `application/graphql-response+json` where that is asked for', async () => {
    const accept = 'application/graphql-response+json'
    const { headers } = await post().set({ accept }).send({ query: '{ book { name } }' })
    expect(headers['content-type']).toContain(accept)
  })
})

describe('a foreign page cannot send', () => {
  test('a GET without preflight', async () => {
    const answer = await gateway.http.get('/graphql').query({ query: '{ book { name } }' })
    expect(answer.status).toBe(400)
    expect(codeOf(answer)).toBe('BAD_USER_INPUT')
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'a POST of %s',
    async (type) => {
      const answer = await post().set('content-type', type).send('{"query":"{ book { name } }"}')
      expect(answer.status).toBe(415)
      expect(codeOf(answer)).toBe('BAD_USER_INPUT')
    },
  )

  test('a request that a browser would let it read', async () => {
    const { headers } = await post().set('origin', 'https://evil.example').send({ query: '{ __typename }' })
    expect(headers['access-control-allow-origin']).toBeUndefined()
    const preflight = await gateway.http.options('/graphql').set('origin', 'https://evil.example')
    expect(preflight.headers['access-control-allow-origin']).toBeUndefined()
  })
})

test('a listed page can call the API, and no other', async () => {
  const origin = 'https://shop.example'
  const { http } = await startBareGateway(labSchema(), { corsOrigins: [origin] })
  const preflight = await http.options('/graphql').set({
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type',
  })
  expect(preflight.headers).toMatchObject({
    'access-control-allow-origin': origin,
    'access-control-allow-headers': 'content-type',
  })
  const other = await http.options('/graphql').set({
    origin: 'https://evil.example',
    'access-control-request-method': 'POST',
  })
  expect(other.headers['access-control-allow-origin']).not.toBe('https://evil.example')
})

describe('a bad request is refused with a GraphQL error', () => {
  const tooBig = (bytes: number) => ({ query: '{ __typename }', variables: { text: 'x'.repeat(bytes) } })

  test('a body over 128 KB, though the admin may send more', async () => {
    const answer = await post().send(tooBig(128 * 1024))
    expect(answer.status).toBe(413)
    expect(codeOf(answer)).toBe('BAD_USER_INPUT')
    expect((await post('/admin/graphql').send(tooBig(128 * 1024))).status).toBe(200)
    expect((await post('/admin/graphql').send(tooBig(8 * 1024 * 1024))).status).toBe(413)
  })

  test.each([
    ['no JSON', '{"query":'],
    ['no operation', '{}'],
    ['an empty operation', '{"query":""}'],
    ['a list of operations', '[{"query":"{ __typename }"}]'],
    ['a number', '7'],
    ['variables that are a list', '{"query":"{ __typename }","variables":[]}'],
    ['variables that are text', '{"query":"{ __typename }","variables":"{}"}'],
    ['__proto__ in an input', `{"query":"${echo}","variables":{"text":{"__proto__":{"admin":true}}}}`],
    ['constructor.prototype', '{"query":"{ __typename }","variables":{"constructor":{"prototype":{"a":1}}}}'],
  ])('%s', async (_, body) => {
    const answer = await post().set('content-type', 'application/json').send(body)
    expect(answer.status).toBe(400)
    expect(codeOf(answer)).toBe('BAD_USER_INPUT')
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })

  test.each([
    ['a syntax error', '{ book', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ buch { name } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['an unknown operation name', 'query A { __typename } query B { __typename }', 'BAD_USER_INPUT'],
    ['thousands of tokens', `{ ${'book { name } '.repeat(3000)} }`, 'GRAPHQL_PARSE_FAILED'],
    ['thousands of levels', `${'{ book '.repeat(8000)}${'}'.repeat(8000)}`, 'GRAPHQL_PARSE_FAILED'],
  ])('%s', async (_, query, code) => {
    const answer = await post().send({ query })
    expect(answer.status).toBe(400)
    expect(codeOf(answer)).toBe(code)
  })

  test('a variable of the wrong type, by name', async () => {
    const answer = await gateway.request('query ($i: Int!) { echo(int: $i) }', { i: 'x' })
    expect(answer.status).toBe(400)
    expect(codeOf(answer)).toBe('BAD_USER_INPUT')
    expect(answer.body.errors[0].message).toContain('"$i"')
  })

  test('more wrong variables than are listed', async () => {
    const names = Array.from({ length: 60 }, (_, i) => `i${i}`)
    const fields = `echo(ids: [${names.map((name) => `$${name}`).join(', ')}])`
    const query = `query (${names.map((name) => `$${name}: ID!`).join(', ')}) { ${fields} }`
    const answer = await gateway.request(query, Object.fromEntries(names.map((name) => [name, {}])))
    expect(answer.status).toBe(400)
    const { errors } = answer.body as { errors: { extensions: { code: string } }[] }
    expect(errors).toHaveLength(51)
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(['BAD_USER_INPUT']))
  })

  test.each(['[bad', 'a b', '%', 'x.999', ''])('a Host header that is %j', async (host) => {
    const answer = await post().set('host', host).send({ query: '{ __typename }' })
    expect(answer.status).toBe(400)
    expect(codeOf(answer)).toBe('BAD_USER_INPUT')
  })

  test.each([
    ['another version', { version: 2, sha256Hash: 'x' }],
    ['a hash of something else', { version: 1, sha256Hash: '0'.repeat(64) }],
  ])('a persisted query with %s', async (_, persistedQuery) => {
    const answer = await post().send({ query: '{ __typename }', extensions: { persistedQuery } })
    expect(answer.status).toBe(400)
    expect(codeOf(answer)).toBe('BAD_USER_INPUT')
  })

  test('an operation of a kind that there is none of', async () => {
    const answer = await post().send({ query: 'subscription { stockChanged { cursor } }' })
    expect(answer.status).toBe(400)
    expect(codeOf(answer)).toBe('GRAPHQL_VALIDATION_FAILED')
  })

  test('an answer in a form that is not given', async () => {
    const answer = await post().set('accept', 'text/html').send({ query: '{ __typename }' })
    expect(answer.status).toBe(406)
    expect(codeOf(answer)).toBe('BAD_USER_INPUT')
  })

  test('another method or address', async () => {
    expect((await gateway.http.put('/graphql').send({})).status).toBe(404)
    const answer = await gateway.http.get('/nothing')
    expect(answer.status).toBe(404)
    expect(answer.body.errors[0].message).toContain('/graphql')
  })
})

describe('the request id', () => {
  test('is the caller’s own when it is sane', async () => {
    const { headers } = await gateway.request('{ __typename }', {}, { 'x-request-id': 'trace-0123456789' })
    expect(headers['x-request-id']).toBe('trace-0123456789')
  })

  test.each(['short', 'x'.repeat(65), 'with space inside', '{"level":"fatal"}'])(
    'is a new one for %s',
    async (given) => {
      const { headers } = await gateway.request('{ __typename }', {}, { 'x-request-id': given })
      expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    },
  )

  test('is on refused requests too', async () => {
    expect((await post().set('content-type', 'text/plain').send('x')).headers['x-request-id']).toBeDefined()
  })
})

test('the schema is served as text', async () => {
  const { text, headers } = await gateway.http.get('/schema.graphql')
  expect(text).toBe('the sdl')
  expect(headers['content-type']).toBe('text/plain; charset=utf-8')
})
