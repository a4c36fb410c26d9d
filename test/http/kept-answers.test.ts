import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { readPublished } from '../../src/http/published-operations.js'
import { adminKey, type ShopGateway, startTestGateway } from '../support/gateway.js'
import { furnish, vessel } from '../support/shop.js'

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
const persisted = (text: string) =>
  JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hashOf(text) } })
const preflight = { 'apollo-require-preflight': 'yes' }

let gateway: ShopGateway
beforeAll(async () => {
  gateway = await startTestGateway({ cacheMiB: 4 })
  await furnish(gateway.services)
  const { body } = await gateway.admin(
    'mutation ($input: ProductsUpsertInput!) { productsUpsert(input: $input) { __typename } }',
    { input: { items: [vessel('a'), vessel('b')] } },
  )
  expect(body.errors).toBeUndefined()
})

/** Whether each of these requests was answered from what was kept. */
async function kept(...requests: (() => PromiseLike<{ headers: Record<string, string> }>)[]) {
  const found: boolean[] = []
  for (const request of requests) {
    const { headers } = await request()
    const id = headers['x-request-id']
    const line = () => gateway.logged.find((one) => one.requestId === id && one.msg === 'request')
    await expect.poll(line).toBeDefined()
    found.push(line().cached)
  }
  return found
}

const asked =
  (query: string, headers: Record<string, string> = {}, variables = {}) =>
  () =>
    gateway.request(query, variables, headers)

describe('an answer is given again', () => {
  test('from the third time on, when its operation is known', async () => {
    const ask = asked('query Third { shop { name } }')
    expect(await kept(ask, ask, ask, ask)).toEqual([false, false, true, true])
  })

  test('with the same bytes and headers', async () => {
    const ask = asked('query Same { products { nodes { id name } } }')
    const [first, , third] = [await ask(), await ask(), await ask()]
    expect(third.body).toEqual(first.body)
    const told = ({ headers: { date, 'x-request-id': _, ...rest } }: typeof first) => rest
    expect(told(third)).toEqual(told(first))
  })

  test('whatever else is among the variables', async () => {
    const query = 'query Declared($first: Int) { products(first: $first) { totalCount } }'
    const ask = (more: object) => asked(query, {}, { first: 1, ...more })
    expect(await kept(ask({}), ask({}), ask({ more: 1 }), ask({ more: 2 }))).toEqual([
      false,
      false,
      true,
      true,
    ])
  })

  test('to who holds a key and to who does not, but not for other permissions', async () => {
    const query = 'query Keys { products { totalCount } }'
    const staff = { authorization: `Bearer ${adminKey}` }
    const [anybody, admin] = [asked(query), asked(query, staff)]
    expect(await kept(anybody, anybody, anybody, admin, admin)).toEqual([false, false, true, false, true])
  })
})

describe('an answer is not given to', () => {
  const query = 'query Whom($first: Int) { products(first: $first) { nodes { name } } }'
  const known = asked(query, {}, { first: 1 })

  test.each([
    ['another channel', asked(query, { 'athanor-channel': 'us' }, { first: 1 })],
    ['another country', asked(query, { 'athanor-country': 'AT' }, { first: 1 })],
    ['another currency', asked(query, { 'athanor-currency': 'USD' }, { first: 1 })],
    ['another locale', asked(query, { 'accept-language': 'de' }, { first: 1 })],
    ['another media type', asked(query, { accept: 'application/graphql-response+json' }, { first: 1 })],
    ['other variables', asked(query, {}, { first: 2 })],
    ['null instead of no variable', asked(query, {}, { first: null })],
  ])('%s', async (_, ask) => {
    expect(await kept(known, known, known, ask)).toMatchObject({ 2: true, 3: false })
  })

  test('another operation of the same document', async () => {
    const document = 'query A { shop { name } } query B { products { totalCount } }'
    const named = (operationName: string) =>
      gateway.http.post('/graphql').send({ query: document, operationName })
    for (let times = 0; times < 3; times++) {
      expect((await named('A')).body.data).toHaveProperty('shop')
      expect((await named('B')).body.data).toHaveProperty('products')
      expect((await named('C')).status).toBe(400)
    }
  })
})

describe('an answer is not kept', () => {
  test.each([
    ['with an error', 'query Faulty { products(first: 1000) { totalCount } }'],
    ['of introspection', '{ __schema { queryType { name } } shop { name } }'],
  ])('%s', async (_, query) => {
    const ask = asked(query)
    expect(await kept(ask, ask, ask)).toEqual([false, false, false])
  })

  test('of the admin endpoint', async () => {
    const ask = () => gateway.admin('{ shop { name } }')
    expect(await kept(ask, ask, ask)).toEqual([false, false, false])
  })

  test('of somebody whose key is refused', async () => {
    const query = 'query Refused { shop { name } }'
    for (let times = 0; times < 3; times++) await gateway.request(query)
    const { status } = await gateway.request(query, {}, { authorization: 'Bearer nonsense' })
    expect(status).toBe(401)
  })
})

describe('a GET', () => {
  const query = 'query Got { products { nodes { name } } }'
  const get = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    gateway.http.get('/graphql').query(fields).set(headers)

  test('with nothing but the hash of a registered query is answered for browsers to keep', async () => {
    await gateway.http.post('/graphql').send({ query, extensions: JSON.parse(persisted(query)) })
    for (let times = 0; times < 3; times++) {
      const { status, headers, body } = await get({ extensions: persisted(query) })
      expect(status).toBe(200)
      expect(body.data.products.nodes).toHaveLength(2)
      expect(headers['cache-control']).toBe('public, no-cache')
      expect(headers.vary).toContain('athanor-channel')
      expect(headers.vary).toContain('accept-language')
      const again = await get({ extensions: persisted(query) }, { 'if-none-match': headers.etag as string })
      expect({ status: again.status, text: again.text ?? '' }).toEqual({ status: 304, text: '' })
      expect(again.headers.etag).toBe(headers.etag)
      const other = await get({ extensions: persisted(query) }, { 'if-none-match': '"other"' })
      expect(other.status).toBe(200)
    }
  })

  test('with a key may be kept by that client alone', async () => {
    const { headers } = await get({ query }, { ...preflight, authorization: `Bearer ${adminKey}` })
    expect(headers['cache-control']).toBe('private, no-cache')
  })

  test('with the hash of no registered query is told so', async () => {
    const { body, headers } = await get({ extensions: persisted('{ nobody { sent } }') })
    expect(body.errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND')
    expect(headers['cache-control']).toMatch(/^private/)
  })

  test('that a page of another site can send is refused, kept or not', async () => {
    for (let times = 0; times < 4; times++) {
      expect((await get({ query })).status).toBe(400)
      expect((await get({ query }, preflight)).status).toBe(200)
    }
  })

  test('has another validator after a change', async () => {
    const { headers } = await get({ query }, preflight)
    await gateway.admin(
      'mutation ($input: ProductsUpsertInput!) { productsUpsert(input: $input) { __typename } }',
      { input: { items: [vessel('a', { translations: [{ locale: 'en', name: 'Other' }] })] } },
    )
    const after = await get({ query }, { ...preflight, 'if-none-match': headers.etag as string })
    expect(after.status).toBe(200)
    expect(after.headers.etag).not.toBe(headers.etag)
  })
})

test('a text that does not fit its hash is refused and not registered', async () => {
  const query = '{ shop { name } }'
  const extensions = JSON.parse(persisted('{ other }'))
  const { status, body } = await gateway.http.post('/graphql').send({ query, extensions })
  expect({ status, code: body.errors[0].extensions.code }).toEqual({ status: 400, code: 'BAD_USER_INPUT' })
  const again = await gateway.http.post('/graphql').send({ extensions })
  expect(again.body.errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND')
})

describe('a gateway that trusts published operations alone', () => {
  const published = 'query Published { shop { name } }'
  const folder = mkdtempSync(join(tmpdir(), 'athanor-manifest-'))
  const file = (content: unknown) => {
    const path = join(folder, `${hashOf(JSON.stringify(content)).slice(0, 8)}.json`)
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
    return path
  }
  const refused = { status: 403, body: { errors: [{ extensions: { code: 'FORBIDDEN' } }] } }

  test('answers these, whole or by their hash, and no others', async () => {
    const operationsFile = file({ operations: [{ id: hashOf(published), body: published }] })
    const trusting = await startTestGateway({ operationsFile })
    await furnish(trusting.services)
    const post = (body: object) => trusting.http.post('/graphql').send(body)
    for (let times = 0; times < 3; times++) {
      expect((await post({ query: published })).status).toBe(200)
      const extensions = JSON.parse(persisted(published))
      expect((await post({ extensions })).body.data.shop.name).toBe('Shop')
      expect(
        (await trusting.http.get('/graphql').query({ extensions: JSON.stringify(extensions) })).status,
      ).toBe(200)
    }
    for (const body of [
      { query: '{ shop { name } }' },
      { query: '{ shop { name } }', extensions: JSON.parse(persisted(published)) },
      { query: '{ x }', extensions: JSON.parse(persisted('{ x }')) },
      { extensions: JSON.parse(persisted('{ x }')) },
      { query: 7 },
      {},
    ])
      expect(await post(body)).toMatchObject(refused)
    expect((await trusting.admin('{ shop { name } }')).status).toBe(200)
  })

  test.each([
    ['that is not there', join(folder, 'none.json'), /cannot be read/],
    ['that is no JSON', file('{'), /cannot be read/],
    ['of another shape', file([1]), /is no manifest/],
    ['with a wrong hash', file({ abc: published }), /is not the SHA-256/],
    ['with what is no GraphQL', file({ [hashOf('{')]: '{' }), /no GraphQL/],
  ])('does not start with a file %s', (_, path, message) => {
    expect(() => readPublished(path)).toThrow(message)
  })

  test('takes the manifest of GraphQL Code Generator as well', () => {
    expect(readPublished(file({ [hashOf(published)]: published })).get(hashOf(published))).toBe(published)
  })
})
