import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { adminKey, type ShopGateway, startTestGateway } from '../support/gateway.js'

const requestTimeoutMs = 500
const invalid = 'GRAPHQL_VALIDATION_FAILED'
const unparsed = 'GRAPHQL_PARSE_FAILED'
const badInput = 'BAD_USER_INPUT'

let gateway: ShopGateway
beforeAll(async () => {
  gateway = await startTestGateway({ requestTimeoutMs })
})

const endpoints = ['/graphql', '/admin/graphql']
const authorization = `Bearer ${adminKey}`
const json = { 'content-type': 'application/json' }
const preflight = { 'apollo-require-preflight': '1' }

interface Answer {
  readonly status: number
  readonly text: string
}

/** No answer may say more than that the request is bad, and in the form of every other. */
function expectRefusal({ status, text }: Answer, expected: readonly [status: number, code: string | null]) {
  expect([status, codeIn(text)], text.slice(0, 300)).toEqual(expected)
  expect(text).not.toMatch(/node_modules|node:internal|\.[jt]s:\d|"stack/)
}

const codeIn = (text: string): string | null => JSON.parse(text).errors?.[0].extensions.code ?? null

afterEach(async () => {
  const { status, body } = await gateway.request('{ __typename }')
  expect([status, body.data]).toEqual([200, { __typename: 'Query' }])
  expect(gateway.logged.filter(({ level }) => level === 'error')).toEqual([])
})

const times = (count: number, part: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => part(i)).join(' ')
const nested = (levels: number, open: string, inmost = '', close = '}') =>
  open.repeat(levels) + inmost + close.repeat(levels)
const page = (field: string, first: number | string, rows: string) =>
  `${field}(first: ${first}) { nodes { ${rows} } }`
const threeLists = (first: number | string) =>
  page('categories', first, page('children', first, page('children', first, 'id')))

type Documents = [attack: string, query: string, code: string, variables?: object]
const documents: Documents[] = [
  ['a syntax error', '{ shop {', unparsed],
  ['5,000 tokens', `{ ${'a '.repeat(5_000)}}`, unparsed],
  ['fields nested 12 levels deep', `{ ${nested(6, 'categories { nodes { ', 'id', '} }')} }`, invalid],
  [
    'the same through fragments',
    `{ ...F0 } ${times(8, (i) => `fragment F${i} on Query { node(id: "x") { ... on Category { parent { ...G${i} } } } }`)} ${times(8, (i) => `fragment G${i} on Category { parent { parent { ...G${i + 1} } } }`)} fragment G8 on Category { id }`,
    invalid,
  ],
  ['100 aliases', `{ ${times(100, (i) => `a${i}: shop { name }`)} }`, invalid],
  ['100 aliases of __typename', `{ ${times(100, (i) => `a${i}: __typename`)} }`, invalid],
  ['a field 1,000 times', `{ ${'__typename '.repeat(1_000)} }`, invalid],
  ['a field with fields 500 times', `{ ${'shop { name } '.repeat(500)} }`, invalid],
  [
    'fields doubled at each level',
    `{ ${nested(6, 'categories { nodes { id } nodes { ', 'id', '} }')} }`,
    invalid,
  ],
  ['1,000 directives', `{ __typename ${'@skip(if: false) '.repeat(500)} }`, invalid],
  ['10 unknown directives', `{ __typename ${'@aa '.repeat(10)} }`, invalid],
  ['a directive at each of 60 fields', `{ ${times(60, () => '__typename @include(if: true)')} }`, invalid],
  ['3 lists of 100 in each other', `{ ${threeLists(100)} }`, 'COST_EXCEEDED'],
  ['the same by a variable', `query ($n: Int = 100) { ${threeLists('$n')} }`, 'COST_EXCEEDED', { n: 100 }],
  ['the same by its default', `query ($n: Int = 100) { ${threeLists('$n')} }`, 'COST_EXCEEDED'],
  ['the same with last', `{ ${threeLists(100).replaceAll('first', 'last')} }`, 'COST_EXCEEDED'],
  [
    'the same over and over',
    `{ ${times(49, (i) => `a${i}: ${page('categories', 100, page('children', 100, 'id name slug'))}`)} }`,
    'COST_EXCEEDED',
  ],
  [
    'fragments that spread another twice, 30 times over',
    `{ ...F0 } ${times(30, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F30 on Query { shop { id: name } }`,
    invalid,
  ],
  [
    'the same without a field',
    `{ ...F0 } ${times(30, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F30 on Query { ... { ...Nothing } }`,
    invalid,
  ],
  ['a fragment in itself', '{ ...A } fragment A on Query { shop { name } ...A }', invalid],
  [
    'fragments that spread each other',
    `{ ...F0 } ${times(20, (i) => `fragment F${i} on Query { ${times(20, (j) => `...F${j}`)} }`)}`,
    invalid,
  ],
  [
    'an unused fragment with 500 doubles',
    `{ __typename } fragment F on Query { ${'shop { name } '.repeat(500)} }`,
    invalid,
  ],
  ['a list 1,900 levels deep', `{ nodes(ids: ${nested(1_900, '[', '', ']')}) { id } }`, invalid],
  ['an object 1,200 levels deep', `{ product(by: ${nested(900, '{ id: ', '1')}) { id } }`, invalid],
  ['variables 10,000 levels deep', '{ __typename }', badInput, { a: JSON.parse(nested(500, '[', '', ']')) }],
  [
    'an unknown field of an input',
    'query ($by: ProductBy!) { product(by: $by) { id } }',
    badInput,
    { by: { nme: '1' } },
  ],
  [
    'a number that is no Int',
    'query ($n: Int) { products(first: $n) { totalCount } }',
    badInput,
    { n: 2 ** 31 },
  ],
  [
    'a page that is no number',
    'query ($n: Int) { products(first: $n) { totalCount } }',
    badInput,
    { n: { a: [] } },
  ],
  ['a subscription', 'subscription { a }', invalid],
  ['a definition of a type', 'type A { b: Int } { __typename }', invalid],
]

describe.each(endpoints)('a document over %s is refused', (path) => {
  test.each(documents)('%s', async (_, query, code, variables) => {
    const posted = await gateway.http.post(path).set({ authorization }).send({ query, variables })
    expectRefusal(posted, [400, code])
    const asked = { query, ...(variables && { variables: JSON.stringify(variables) }) }
    const got = await gateway.http
      .get(path)
      .set({ authorization, ...preflight })
      .query(asked)
    const isTooLong = got.status === 431
    expectRefusal(got, isTooLong ? [431, badInput] : [400, code])
  })
})

const query = '{ __typename }'
const body = (fields: object) => JSON.stringify({ query, ...fields })
const persisted = (sha256Hash: string) => `{"persistedQuery":{"version":1,"sha256Hash":${sha256Hash}}}`

type Bodies = [attack: string, body: string | Buffer, headers: object, status: number, code: string | null]
const bodies: Bodies[] = [
  ['no JSON', '{"query":', json, 400, badInput],
  ['a list of operations', `[${body({})},${body({})}]`, json, 400, badInput],
  ['9 MB', body({ variables: { a: 'x'.repeat(9 * 1024 * 1024) } }), json, 413, badInput],
  ['100,000 levels of JSON', nested(100_000, '[', '', ']').slice(0, 100_000), json, 400, badInput],
  [
    '50,000 levels in variables',
    `{"query":"{ __typename }","variables":{"a":${nested(50_000, '[', '', ']')}}}`,
    json,
    400,
    badInput,
  ],
  [
    '50,000 levels where nobody looks',
    `{"query":"{ __typename }","a":${nested(50_000, '[', '', ']')}}`,
    json,
    200,
    null,
  ],
  ['__proto__', '{"query":"{ __typename }","variables":{"__proto__":{"a":1}}}', json, 400, badInput],
  [
    'constructor.prototype',
    '{"query":"{ __typename }","constructor":{"prototype":{"a":1}}}',
    json,
    400,
    badInput,
  ],
  [
    'a hash 50,000 levels deep',
    `{"extensions":${persisted(nested(50_000, '[', '', ']'))}}`,
    json,
    400,
    badInput,
  ],
  ['a hash that cannot be text', `{"extensions":${persisted('{"toString":1}')}}`, json, 400, badInput],
  ['a hash of another length', `{"extensions":${persisted('"abc"')}}`, json, 400, badInput],
  ['an operation named __proto__', body({ operationName: '__proto__' }), json, 400, badInput],
  ['gzip', gzipSync(body({})), { ...json, 'content-encoding': 'gzip' }, 415, badInput],
  ['brotli', body({}), { ...json, 'content-encoding': 'br' }, 415, badInput],
  [
    'UTF-16',
    Buffer.from(body({}), 'utf16le'),
    { 'content-type': 'application/json; charset=utf-16le' },
    415,
    badInput,
  ],
  ['UTF-7', body({}), { 'content-type': 'application/json; charset=utf-7' }, 415, badInput],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), json, 400, badInput],
  ['text/plain', body({}), { 'content-type': 'text/plain' }, 415, badInput],
  ['a form', `query=${query}`, { 'content-type': 'application/x-www-form-urlencoded' }, 415, badInput],
  [
    'multipart',
    `--x\r\n\r\n${body({})}\r\n--x--`,
    { 'content-type': 'multipart/form-data; boundary=x' },
    415,
    badInput,
  ],
  ['no content type', body({}), { 'content-type': '' }, 415, badInput],
  ['another Host', body({}), { ...json, host: '[bad' }, 400, badInput],
]

describe.each(endpoints)('a body over %s is refused', (path) => {
  test.each(bodies)('%s', async (_, sent, headers, status, code) => {
    const answer = await gateway.http
      .post(path)
      .set({ authorization, ...headers })
      .serialize((same) => same)
      .send(sent as string)
    expectRefusal(answer, [status, code])
    expect(({} as { a?: number }).a).toBeUndefined()
  })
})

type Addresses = [attack: string, address: string, headers: object, status: number, code: string]
const addresses: Addresses[] = [
  ['a query without preflight', `?query=${query}`, {}, 400, badInput],
  ['two queries', `?query=${query}&query=${query}`, preflight, 400, badInput],
  ['variables that are no JSON', `?query=${query}&variables={`, preflight, 400, badInput],
  ['variables with __proto__', `?query=${query}&variables={"__proto__":{"a":1}}`, preflight, 400, badInput],
  ['a hash that cannot be text', `?extensions=${persisted('{"toString":1}')}`, preflight, 400, badInput],
  ['extensions that are no JSON', '?extensions=[', preflight, 400, badInput],
  ['bytes that are no UTF-8', '?query=%ff%fe', preflight, 400, unparsed],
  ['a path that cannot be decoded', '/%E0%A4', {}, 400, badInput],
  ['a path that is nowhere', '/../../etc/passwd', {}, 404, badInput],
  ['20,000 characters', `?query=${'x'.repeat(20_000)}`, preflight, 431, badInput],
]

describe.each(endpoints)('an address below %s is refused', (path) => {
  test.each(addresses)('%s', async (_, address, headers, status, code) => {
    const answer = await fetch(`${gateway.url}${path}${address}`, { headers: { authorization, ...headers } })
    expectRefusal({ status: answer.status, text: await answer.text() }, [status, code])
  })
})

test('a mutation is not taken from an address', async () => {
  const mutation = 'mutation { shopSave(input: { name: "x" }) { __typename } }'
  const answer = await gateway.http
    .get('/admin/graphql')
    .set({ authorization, ...preflight })
    .query({ query: mutation })
  expectRefusal(answer, [405, badInput])
  expect(answer.headers.allow).toBe('POST')
})

const post = (path: string, ...more: string[]) =>
  [
    `POST ${path} HTTP/1.1`,
    'host: x',
    `authorization: ${authorization}`,
    'content-type: application/json',
    ...more,
    '',
    '',
  ].join('\r\n')

type Bytes = [attack: string, bytes: (path: string) => string, status: number]
const bytes: Bytes[] = [
  ['nothing, for too long', () => '', 408],
  ['headers that do not end', (path) => `POST ${path} HTTP/1.1\r\nhost: x\r\n`, 408],
  ['a body that does not end', (path) => `${post(path, 'content-length: 100')}{"query"`, 408],
  ['chunks that do not end', (path) => `${post(path, 'transfer-encoding: chunked')}5\r\n{"que\r\n`, 408],
  ['3,000 headers', (path) => post(path, ...Array.from({ length: 3_000 }, (_, i) => `x-${i}: y`)), 431],
  ['a header of 20 KB', (path) => post(path, `x: ${'y'.repeat(20_000)}`), 431],
  ['two lengths', (path) => `${post(path, 'content-length: 5', 'content-length: 6')}hello`, 400],
  [
    'a length and chunks',
    (path) => `${post(path, 'content-length: 5', 'transfer-encoding: chunked')}0\r\n\r\n`,
    400,
  ],
  ['a negative length', (path) => post(path, 'content-length: -1'), 400],
  [
    'a chunk of 9 MB',
    (path) => `${post(path, 'transfer-encoding: chunked')}900000\r\n${'x'.repeat(9 * 1024 * 1024)}`,
    413,
  ],
  ['an unknown method', (path) => `BREW ${path} HTTP/1.1\r\nhost: x\r\n\r\n`, 400],
  ['the start of TLS', () => '\x16\x03\x01\x02\x00\x01', 400],
]

/** What comes back on a connection of its own that only ever sends this, until it is closed. */
const answerTo = (sent: string) =>
  new Promise<Answer>((resolve) => {
    const { hostname, port } = new URL(gateway.url)
    let text = ''
    const socket = connect(Number(port), hostname, () => socket.write(sent))
    socket.setEncoding('utf8')
    socket.on('data', (part) => {
      text += part
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      const [head = '', body = ''] = text.split('\r\n\r\n')
      resolve({ status: Number(head.split(' ')[1]), text: body })
    })
  })

describe.each(endpoints)('bytes sent to %s are refused', (path) => {
  test.each(bytes)('%s', async (_, sent, status) => {
    expectRefusal(await answerTo(sent(path)), [status, badInput])
  })
})
