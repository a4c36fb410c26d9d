import { GraphQLError } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { InputError } from '../../src/kernel/input-error.js'
import { Refusal } from '../../src/kernel/refusal.js'
import { bareContext, startBareGateway, type TestGateway } from '../support/gateway.js'
import { schemaOf } from '../support/gateway-schema.js'

const secret = 'connection to db-7.internal as root failed'
const sdl = `type Query {
  broken: String
  brokenSoon: String
  brokenNumber: Int
  nothing: String!
  fine: String!
  list: [String]
  badInput: String!
  forbidden: String!
  forbiddenOrNull: String
  anonymous: String!
  own: String
  full: String!
  silent: String!
}`
const failing = (error: unknown) => () => {
  throw error
}

let gateway: TestGateway

beforeAll(async () => {
  const schema = schemaOf(sdl, {
    Query: {
      broken: failing(new Error(secret)),
      brokenSoon: () => Promise.reject(new Error(secret)),
      brokenNumber: () => 'not a number',
      nothing: () => null,
      fine: () => 'fine',
      list: () => [new Error(secret), 'fine', Promise.reject(new Error(secret))],
      badInput: failing(new InputError(['first'], '`first` is 0.', ['1', '2'])),
      forbidden: failing(new Refusal('FORBIDDEN', 'Your key lacks it.', ['KEYS_WRITE'])),
      forbiddenOrNull: failing(new Refusal('FORBIDDEN', 'Your key lacks it.')),
      anonymous: failing(new Refusal('UNAUTHENTICATED', 'Send a key.')),
      full: failing(Object.assign(new Error(secret), { code: 'SQLITE_FULL' })),
      silent: failing(Object.assign(new Error(secret), { code: 'ECONNREFUSED' })),
      own: failing(
        new GraphQLError('You may know this.', { extensions: { code: 'RATE_LIMITED', retryAfterMs: 9 } }),
      ),
    },
  })
  gateway = await startBareGateway(schema)
})

/** An operation runs in graphql-js at first and compiled later; a client must not be able to tell. */
const engines = [
  ['interpreted', 1],
  ['compiled', 4],
] as const

describe.each(engines)('%s', (name, times) => {
  const ask = async (selection: string) => {
    let answer = await gateway.request(`query ${name} { ${selection} }`)
    for (let time = 1; time < times; time++) answer = await gateway.request(`query ${name} { ${selection} }`)
    return answer
  }

  test.each(['broken', 'brokenSoon', 'brokenNumber'])(
    'hides what went wrong in %s, with an id to quote',
    async (field) => {
      const { status, body, headers } = await ask(`${field} fine`)
      expect(status).toBe(200)
      expect(body.data).toEqual({ [field]: null, fine: 'fine' })
      const id = headers['x-request-id']
      expect(body.errors).toEqual([
        {
          message: `Something went wrong on our side. Quote the request id ${id} when you report it.`,
          path: [field],
          locations: [expect.objectContaining({ line: 1 })],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: id },
        },
      ])
    },
  )

  test('logs the fault with its stack under the same id', async () => {
    const { headers } = await ask('broken')
    const faults = gateway.logged.filter(
      (line) => line.requestId === headers['x-request-id'] && line.msg === 'fault',
    )
    expect(faults).toEqual([
      expect.objectContaining({
        level: 'error',
        path: ['broken'],
        err: expect.objectContaining({ message: secret, stack: expect.stringContaining('masking.test') }),
      }),
    ])
  })

  test('hides errors in lists, each at its place', async () => {
    const { body } = await ask('list')
    expect(body.data).toEqual({ list: [null, 'fine', null] })
    expect(body.errors.map((error: { path: unknown }) => error.path)).toEqual([
      ['list', 0],
      ['list', 2],
    ])
    expect(JSON.stringify(body)).not.toContain(secret)
  })

  test('answers 500 when a fault leaves no data', async () => {
    const { status, body } = await ask('nothing')
    expect(status).toBe(500)
    expect(body.data).toBeNull()
    expect(body.errors[0].extensions.code).toBe('INTERNAL_SERVER_ERROR')
    expect(body.errors[0].message).not.toContain('non-nullable')
  })

  test('shows bad input with the field and what is allowed', async () => {
    const { status, body } = await ask('badInput')
    expect(status).toBe(400)
    expect(body.errors[0]).toMatchObject({
      message: '`first` is 0.',
      path: ['badInput'],
      extensions: { code: 'BAD_USER_INPUT', field: ['first'], allowed: ['1', '2'] },
    })
  })

  test.each([
    ['forbidden', 403, 'FORBIDDEN'],
    ['anonymous', 401, 'UNAUTHENTICATED'],
  ])('answers %s with status %i', async (field, expected, code) => {
    const { status, body } = await ask(field)
    expect(status).toBe(expected)
    expect(body.errors[0].extensions.code).toBe(code)
  })

  test('says how to authenticate when it answers 401', async () => {
    expect((await ask('anonymous')).headers['www-authenticate']).toBe('Bearer')
  })

  test.each([
    ['full', 'STORAGE_FULL', 10_000, '10'],
    ['silent', 'UNAVAILABLE', 1_000, '1'],
  ])('says when to come back after an outage: %s', async (field, code, retryAfterMs, seconds) => {
    const { status, body, headers } = await ask(field)
    expect(status).toBe(503)
    expect(body.errors[0]).toMatchObject({ path: [field], extensions: { code, retryAfterMs } })
    expect(headers['retry-after']).toBe(seconds)
    expect(JSON.stringify(body)).not.toContain(secret)
  })

  test('takes the gravest of several errors for the status', async () => {
    expect((await ask('forbiddenOrNull badInput')).status).toBe(403)
  })

  test('lets errors through that a resolver means for clients', async () => {
    const { body } = await ask('own')
    expect(body.errors[0]).toMatchObject({
      message: 'You may know this.',
      extensions: { code: 'RATE_LIMITED', retryAfterMs: 9 },
    })
  })

  test('never shows a stack', async () => {
    const { body } = await ask('broken brokenSoon own list')
    expect(JSON.stringify(body)).not.toMatch(/stack|node_modules|\.ts/)
  })
})

test('hides a fault in making the context too', async () => {
  const schema = schemaOf(sdl, {})
  const other = await startBareGateway(schema, { createContext: () => Promise.reject(new Error(secret)) })
  const { status, body, headers } = await other.request('{ fine }')
  expect(status).toBe(500)
  expect(body.errors[0].extensions).toEqual({
    code: 'INTERNAL_SERVER_ERROR',
    requestId: headers['x-request-id'],
  })
  expect(JSON.stringify(body)).not.toContain('db-7')
})

test('hides a fault in beginning the operation too', async () => {
  const schema = schemaOf(sdl, {})
  const other = await startBareGateway(schema, {
    createContext: async (incoming) => ({
      ...(await bareContext(incoming)),
      begin: () => Promise.reject(new Error(secret)),
    }),
  })
  const { status, body } = await other.request('{ fine }')
  expect(status).toBe(500)
  expect(body.errors[0].extensions.code).toBe('INTERNAL_SERVER_ERROR')
  expect(JSON.stringify(body)).not.toContain('db-7')
})
