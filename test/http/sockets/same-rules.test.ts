import { beforeAll, describe, expect, test } from 'vitest'
import { operationHash } from '../../../src/http/operation-hash.js'
import { persistedOperations } from '../../../src/http/persisted-operations.js'
import { greetedSocket, type Lab, startLab, subscribeMessage } from './lab.js'

const costLimit = 100
let lab: Lab
let production: Lab
beforeAll(async () => {
  lab = await startLab({ costLimit })
  production = await startLab({ costLimit, production: true })
})

/** What a socket answers to a payload. */
async function answerOf({ wsUrl }: Lab, payload: object): Promise<{ type: string; payload: unknown }> {
  const socket = await greetedSocket(wsUrl)
  socket.say({ id: '1', type: 'subscribe', payload })
  const answer = (await socket.heard()) as { type: string; payload: unknown }
  socket.ws.close()
  return answer
}

const nested = (depth: number) =>
  `subscription { changed ${'{ within '.repeat(depth)}{ cursor }${' }'.repeat(depth)} }`
const times = (count: number, text: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ')

const documents: Record<string, string> = {
  'no GraphQL': 'subscription {',
  'too many tokens': `subscription { changed { ${'cursor '.repeat(5_000)} } }`,
  'too deep': nested(12),
  'too many aliases': `subscription { changed { ${times(60, (i) => `a${i}: cursor`)} } }`,
  'too many directives': `subscription { changed { ${times(60, () => 'cursor @include(if: true)')} } }`,
  'too much in fragments': `subscription { changed { ...f0 } } ${times(13, (i) => `fragment f${i} on Event { ${`within { ...f${i + 1} } `.repeat(2)} }`)} fragment f13 on Event { cursor }`,
  'fragments in a circle': 'subscription { changed { ...f } } fragment f on Event { within { ...f } }',
  'an unknown field': 'subscription { changed { cursr } }',
  'two root fields': 'subscription { changed { cursor } other: changed { cursor } }',
  'a text that cannot be stored': 'subscription { changed(id: "\\u0000") { cursor } }',
}

describe.each(Object.entries(documents))('a document with %s', (_, query) => {
  test('is refused over a socket as over HTTP, and reaches nobody', async () => {
    for (const gateway of [lab, production]) {
      const { body } = await gateway.request(query)
      const answer = await answerOf(gateway, { query })
      expect(answer).toEqual({ id: '1', type: 'error', payload: body.errors })
      expect(gateway.live.requests).toEqual([])
    }
  })
})

test.each([
  ['a text that cannot be stored', { id: 'a\0b' }],
  ['too much nesting', JSON.parse(`{"id": ${'['.repeat(2_000)}${']'.repeat(2_000)}}`)],
])('variables with %s are refused over a socket as over HTTP', async (_, variables) => {
  const { body } = await lab.request('query ($id: Boolean!) { free @include(if: $id) }', variables)
  const query = 'subscription ($id: ID) { changed(id: $id) { cursor } }'
  expect(await answerOf(lab, { query, variables })).toEqual({ id: '1', type: 'error', payload: body.errors })
  expect(lab.live.requests).toEqual([])
})

test('a variable cannot be named __proto__', async () => {
  const query = 'subscription { changed { cursor } }'
  const variables = JSON.parse('{"__proto__": {"id": 1}}')
  const extensions = { code: 'BAD_USER_INPUT', field: ['__proto__'] }
  expect(await answerOf(lab, { query, variables })).toMatchObject({
    type: 'error',
    payload: [{ extensions }],
  })
})

test('an operation that costs too much is refused before anything of it runs', async () => {
  const query = 'subscription ($n: Int) { changed { parts(first: $n) { cursor } } }'
  const message =
    'This operation costs 102; at most 100 are allowed. Its dearest field is `changed.parts`, with 101. Ask for fewer rows there with a smaller `first`, or split the operation.'
  const answer = await answerOf(lab, { query, variables: { n: 200 } })
  expect(answer).toMatchObject({
    type: 'error',
    payload: [{ message, extensions: { code: 'COST_EXCEEDED' } }],
  })
  expect(lab.live.requests).toEqual([])
})

test.each(['query { free }', 'mutation { act }'])('%s is to be sent over HTTP', async (query) => {
  const message = `Only subscriptions come over a socket. Send this ${query.split(' ', 1)} over HTTP.`
  const payload = [{ message, extensions: { code: 'BAD_USER_INPUT' } }]
  expect(await answerOf(lab, { query })).toEqual({ id: '1', type: 'error', payload })
})

test('of several operations one has to be named', async () => {
  const query = 'subscription A { changed { cursor } } subscription B { changed { cursor } } query C { free }'
  const refused = async (operationName?: string) =>
    ((await answerOf(lab, { query, operationName })).payload as { message: string }[])[0]?.message
  expect(await refused()).toBe('Say by `operationName` which operation of the document is meant.')
  expect(await refused('D')).toBe('The document has no operation `D`.')
  expect(await refused('C')).toMatch('Send this query over HTTP')
  const socket = await greetedSocket(lab.wsUrl)
  socket.say(subscribeMessage('1', query, { operationName: 'B' }))
  await expect.poll(() => lab.live.requests.at(-1)?.operation.name?.value).toBe('B')
  socket.ws.close()
})

test('in production nothing is told about the schema', async () => {
  const query = 'query Q { __schema { types { name } } } subscription S { changed { cursr } }'
  const { payload } = await answerOf(production, { query, operationName: 'S' })
  const messages = (payload as { message: string }[]).map(({ message }) => message)
  expect(messages).toEqual([
    expect.stringMatching(/introspection/),
    expect.stringMatching(/introspection/),
    'Cannot query field "cursr" on type "Event".',
  ])
})

describe('operations by their hash', () => {
  const query = 'subscription Registered { changed { cursor } }'
  const byHash = (hash: unknown) => ({
    query: '',
    extensions: { persistedQuery: { version: 1, sha256Hash: hash } },
  })
  const codeOf = async (gateway: Lab, payload: object) =>
    ((await answerOf(gateway, payload)).payload as { extensions: { code: string } }[])[0]?.extensions.code

  test('run once they are registered, over a socket or over HTTP', async () => {
    const gateway = await startLab()
    const hash = operationHash(query)
    expect(await codeOf(gateway, byHash(hash))).toBe('PERSISTED_QUERY_NOT_FOUND')
    expect(await codeOf(gateway, { ...byHash(operationHash('other')), query })).toBe('BAD_USER_INPUT')
    expect(await codeOf(gateway, byHash('x'))).toBe('BAD_USER_INPUT')
    expect(await codeOf(gateway, { query: '' })).toBe('BAD_USER_INPUT')
    const socket = await greetedSocket(gateway.wsUrl)
    socket.say({ id: '1', type: 'subscribe', payload: { ...byHash(hash), query } })
    await expect.poll(() => gateway.live.open.size).toBe(1)
    socket.say({ id: '2', type: 'subscribe', payload: byHash(hash) })
    await expect.poll(() => gateway.live.open.size).toBe(2)
    expect(gateway.live.requests[1]?.document).toBe(gateway.live.requests[0]?.document)
    socket.ws.close()
  })

  test('are the only ones where only published ones run, but for staff', async () => {
    const published = new Map([[operationHash(query), query]])
    const gateway = await startLab({ persisted: persistedOperations({ shared: null, published }) })
    const socket = await greetedSocket(gateway.wsUrl)
    socket.say({ id: '1', type: 'subscribe', payload: byHash(operationHash(query)) })
    await expect.poll(() => gateway.live.open.size).toBe(1)
    socket.say(subscribeMessage('2'))
    expect(await socket.heard()).toMatchObject({
      id: '2',
      type: 'error',
      payload: [{ extensions: { code: 'FORBIDDEN' } }],
    })
    const staff = await greetedSocket(gateway.wsUrl.replace('/graphql', '/admin/graphql'))
    staff.say(subscribeMessage('1'))
    await expect.poll(() => gateway.live.open.size).toBe(2)
    for (const { ws } of [socket, staff]) ws.close()
  })
})

test('a gateway that is overloaded begins no subscriptions', async () => {
  const busy = await startLab({ maxEventLoopDelayMs: 100 })
  const socket = await greetedSocket(busy.wsUrl)
  const endMs = performance.now() + 2_500
  for (let i = 0; performance.now() < endMs; i++) {
    for (const untilMs = performance.now() + 150; performance.now() < untilMs; );
    socket.say(subscribeMessage(`${i}`))
    await new Promise((resolve) => setImmediate(resolve))
  }
  const extensions = { code: 'OVERLOADED', retryAfterMs: 1_000 }
  expect(await socket.heard()).toMatchObject({ type: 'error', payload: [{ extensions }] })
  await expect(greetedSocket(busy.wsUrl)).rejects.toMatchObject({ status: 503 })
  socket.ws.close()
})
