import { beforeAll, describe, expect, test } from 'vitest'
import { createLog } from '../../src/app/log.js'
import { startBareGateway, type TestGateway } from '../support/gateway.js'
import { schemaOf } from '../support/gateway-schema.js'

const schema = schemaOf('type Query { echo(text: String): String  broken: String }', {
  Query: {
    echo: (_: never, { text }: { text: string }) => text,
    broken: () => {
      throw new Error('oh')
    },
  },
})

let gateway: TestGateway

beforeAll(async () => {
  gateway = await startBareGateway(schema)
})

/** What was logged of a request. */
async function linesOf(send: () => PromiseLike<{ headers: Record<string, string> }>) {
  const { headers } = await send()
  const id = headers['x-request-id']
  await expect
    .poll(() => gateway.logged.some((line) => line.requestId === id && line.msg === 'request'))
    .toBe(true)
  return gateway.logged.filter((line) => line.requestId === id)
}

describe('a request is logged in one line', () => {
  test('with its operation, outcome and duration', async () => {
    const lines = await linesOf(() => gateway.request('query Hello { echo(text: "hello") }'))
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        pid: process.pid,
        requestId: expect.any(String),
        msg: 'request',
        method: 'POST',
        route: '/graphql',
        operation: 'Hello',
        outcome: 'OK',
        cached: false,
        statusCode: 200,
        durationMs: expect.any(Number),
      },
    ])
  })

  test.each([
    ['query Broken { broken }', 'INTERNAL_SERVER_ERROR', 'Broken'],
    ['query Wrong { nothing }', 'GRAPHQL_VALIDATION_FAILED', null],
    ['query {', 'GRAPHQL_PARSE_FAILED', null],
    ['query Bad($text: String) { echo(text: $text) }', 'BAD_USER_INPUT', 'Bad'],
  ])('for %s as %s', async (query, outcome, operation) => {
    const lines = await linesOf(() => gateway.request(query, { text: 7 }))
    expect(lines.at(-1)).toMatchObject({ msg: 'request', outcome, operation })
  })

  test('also where it never came to an operation', async () => {
    const lines = await linesOf(() =>
      gateway.http.post('/graphql').set('content-type', 'text/plain').send('x'),
    )
    expect(lines).toEqual([
      expect.objectContaining({ outcome: 'BAD_USER_INPUT', statusCode: 415, operation: null }),
    ])
  })
})

test('nothing that a client sent is in the log: no headers, variables or addresses', async () => {
  const sent = { authorization: 'Bearer s3cr3t', cookie: 's3cr3t=1', 'athanor-cart': 's3cr3t' }
  await linesOf(() =>
    gateway.request('query ($text: String) { echo(text: $text) }', { text: 's3cr3t' }, sent),
  )
  await linesOf(() =>
    gateway.http
      .get('/graphql')
      .set('apollo-require-preflight', '1')
      .query({ query: '{ echo(text: "s3cr3t") }' }),
  )
  await linesOf(() => gateway.http.get('/s3cr3t?s3cr3t'))
  expect(JSON.stringify(gateway.logged)).not.toContain('s3cr3t')
})

describe('what opens a door or names a person is hidden in any line', () => {
  const logged = (fields: object) => {
    const lines: string[] = []
    createLog('info', { write: (line) => void lines.push(line) }).info(fields, 'a line')
    return JSON.parse(lines[0] ?? '{}')
  }

  test('at the top, in headers and in inputs', () => {
    const line = logged({
      token: 's3cr3t',
      headers: { Authorization: 's3cr3t', cookie: 's3cr3t', 'athanor-cart': 's3cr3t', accept: 'shown' },
      input: { customer: { email: 's3cr3t', phone: 's3cr3t', lastName: 's3cr3t', country: 'shown' } },
    })
    expect(line.headers).toEqual({
      Authorization: '[hidden]',
      cookie: '[hidden]',
      'athanor-cart': '[hidden]',
      accept: 'shown',
    })
    expect(line.input.customer.country).toBe('shown')
    expect(JSON.stringify(line)).not.toContain('s3cr3t')
  })

  test('in any text, where it is a key or a token', () => {
    const token = (mark: string) => `${mark}_${'x'.repeat(43)}`
    const line = logged({
      note: `from ${token('ats')} to ${token('atr')}`,
      key: token('att'),
      name: 'at_home',
    })
    expect(line).toMatchObject({ note: 'from [hidden] to [hidden]', key: '[hidden]', name: 'at_home' })
  })

  test('the keys and secrets of Stripe, also in a text', () => {
    const lines: string[] = []
    const log = createLog('info', { write: (line) => void lines.push(line) })
    const said = 'No such key sk_live_abc123, whsec_a+b/c= or pi_3Q_secret_9x, but pk_live_1'
    log.info({ reason: said, stripe: { secretKey: 'x', webhookSecret: 'y' } }, 'refused')
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      reason: 'No such key [hidden], [hidden] or [hidden], but pk_live_1',
      stripe: { secretKey: '[hidden]', webhookSecret: '[hidden]' },
    })
  })

  test('in the parameters of a failed query', () => {
    const err = Object.assign(new Error('Failed query: select 1 where name = ?\nparams: s3cr3t,\nand more'), {
      query: 'select 1 where name = ?',
      params: ['s3cr3t'],
    })
    const line = logged({ err })
    expect(line.err.message).toBe('Failed query: select 1 where name = ?')
    expect(line.err.stack).toContain('request-log.test')
    expect(JSON.stringify(line)).not.toMatch(/s3cr3t|and more/)
  })

  test('and the fields themselves are left as they were', () => {
    const fields = { headers: { authorization: 's3cr3t' } }
    logged(fields)
    expect(fields).toEqual({ headers: { authorization: 's3cr3t' } })
  })
})
