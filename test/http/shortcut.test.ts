import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Answer } from '../../src/cache/answers.js'
import { dialect } from '../../src/db/index.js'
import { createShortcut, type ShortcutOptions } from '../../src/http/kept-answers/shortcut.js'
import { adminKey, type ShopGateway, startTestGateway } from '../support/gateway.js'
import { furnish } from '../support/shop.js'

describe('the short way', () => {
  const answer: Answer = {
    ...{ body: Buffer.from('{"data":{}}'), contentType: 'application/json', etag: '"e"' },
    ...{ tags: [], expiresAtMs: null },
  }
  const again = vi.fn<() => Answer | null>()
  const take = vi.fn<() => null | { code: 'RATE_LIMITED'; message: string; retryAfterMs: number }>()
  const isBusyOrLeaving = vi.fn<() => boolean>()
  const meter = vi.fn()
  const shortcut = createShortcut({
    cache: { again } as unknown as ShortcutOptions['cache'],
    rates: { take, note: () => {}, close: () => {} },
    meter,
    labelOf: (name) => name,
    log: { child: () => ({ info: () => {} }) } as unknown as ShortcutOptions['log'],
    ipOf: ({ socket }) => socket.remoteAddress,
    isBusyOrLeaving,
  })
  const learn = (raw: IncomingMessage) =>
    shortcut.learn(
      {
        ...{ raw, place: { key: 'k', tick: 0 }, routeOptions: { url: '/graphql' } },
        outcome: { operationName: 'Page' },
      } as unknown as FastifyRequest,
      {
        getHeaders: () => ({ vary: 'accept', 'x-request-id': 'another', etag: '"old"' }),
      } as unknown as FastifyReply,
    )
  // What it does not take is answered with 299, and known from then on.
  const server = createServer((request, response) => {
    if (shortcut.take(request, response)) return
    learn(request)
    response.writeHead(299).end()
  })
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers })
  const statuses = async (path: string, ...each: Record<string, string>[]) => {
    const found: number[] = []
    for (const headers of each) found.push((await get(path, headers)).status)
    return found
  }

  beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)))
  afterAll(() => void server.close())
  beforeEach(() => {
    for (const mock of [again, take, isBusyOrLeaving, meter]) mock.mockReset()
    again.mockReturnValue(answer)
    take.mockReturnValue(null)
    isBusyOrLeaving.mockReturnValue(false)
  })

  test('is taken by what was asked before, and tells of it', async () => {
    expect(await statuses('/taken', {})).toEqual([299])
    const response = await get('/taken', { 'x-request-id': 'my-own-request' })
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('{"data":{}}')
    const { etag, vary } = Object.fromEntries(response.headers)
    expect({ etag, vary }).toEqual({ etag: '"e"', vary: 'accept' })
    expect(response.headers.get('x-request-id')).toBe('my-own-request')
    expect(meter).toHaveBeenCalledWith({
      ...{ operation: 'Page', outcome: 'OK', refusedBy: null, seconds: expect.any(Number) },
    })
  })

  test('answers a client that has it with its validator alone', async () => {
    expect(await statuses('/has', {}, { 'if-none-match': 'W/"e"' }, { 'if-none-match': '"f"' })).toEqual([
      299, 304, 200,
    ])
  })

  test.each(['authorization', 'athanor-cart', 'athanor-price-group', 'athanor-seq', 'traceparent'])(
    'is not for who sends %s',
    async (name) => {
      expect(await statuses(`/for-${name}`, {}, { [name]: 'x' }, { [name]: 'x' }, {})).toEqual([
        299, 299, 299, 200,
      ])
    },
  )

  test.each([
    'accept',
    'accept-language',
    'athanor-channel',
    'athanor-country',
    'athanor-currency',
    'apollo-require-preflight',
    'content-type',
    'origin',
  ])('is another one with another %s', async (name) => {
    expect(await statuses(`/other-${name}`, {}, {}, { [name]: 'x/y' }, { [name]: 'x/y' })).toEqual([
      299, 200, 299, 200,
    ])
  })

  test('is closed while the answer is not known, the gateway busy, or too much sent', async () => {
    await get('/closed')
    again.mockReturnValueOnce(null)
    expect(await statuses('/closed', {}, {})).toEqual([299, 200])
    isBusyOrLeaving.mockReturnValueOnce(true)
    expect(await statuses('/closed', {}, {})).toEqual([299, 200])
    take.mockReturnValueOnce({ code: 'RATE_LIMITED', message: '', retryAfterMs: 1 })
    expect(await statuses('/closed', {}, {})).toEqual([299, 200])
  })
})

describe('a gateway', () => {
  const query = 'query Shop { shop { name channel { slug } } }'
  const sha256Hash = createHash('sha256').update(query).digest('hex')
  const extensions = JSON.stringify({ persistedQuery: { version: 1, sha256Hash } })
  const start = async (settings: Parameters<typeof startTestGateway>[0]) => {
    const gateway = await startTestGateway({ cacheMiB: 4, ...settings })
    await furnish(gateway.services)
    await gateway.http.post('/graphql').send({ query, extensions: JSON.parse(extensions) })
    return gateway
  }
  const get = ({ http }: ShopGateway, headers: Record<string, string> = {}) =>
    http.get('/graphql').query({ extensions }).set(headers)

  test('answers the same by the short way as by the long', async () => {
    const gateway = await start({ corsOrigins: ['https://shop.example'] })
    for (const headers of [{}, { origin: 'https://shop.example' }, { 'accept-language': 'de' }]) {
      const told: object[] = []
      for (let times = 0; times < 6; times++) {
        const {
          status,
          headers: { date: _, 'x-request-id': __, ...rest },
          text,
        } = await get(gateway, headers)
        told.push({ status, rest, text })
      }
      // The second is the first out of the cache, the third the first by the short way.
      expect(told.slice(2)).toEqual([told[1], told[1], told[1], told[1]])
    }
  })

  test('knows of another default channel, although answers for the old one are kept again', async () => {
    const gateway = await start({})
    const slug = async (headers = {}) => (await get(gateway, headers)).body.data.shop.channel.slug
    for (let times = 0; times < 4; times++) expect(await slug()).toBe('eu')
    const input = { slug: 'us', isDefault: true }
    await gateway.admin(
      'mutation ($input: ChannelSaveInput!) { channelSave(input: $input) { __typename } }',
      { input },
    )
    // Without a position it may take as long until that is known.
    if (dialect === 'postgres') await sleep(1_000)
    for (let times = 0; times < 4; times++) expect(await slug({ 'athanor-channel': 'eu' })).toBe('eu')
    for (let times = 0; times < 4; times++) expect(await slug()).toBe('us')
  })

  test('counts what goes the short way', async () => {
    const gateway = await start({ rateLimits: { perMinute: 10 } })
    const statuses: number[] = []
    for (let times = 0; times < 12; times++) statuses.push((await get(gateway)).status)
    // One was the registration.
    expect(statuses).toEqual([...Array(9).fill(200), 429, 429, 429])
    expect((await get(gateway, { authorization: `Bearer ${adminKey}x` })).status).toBe(429)
  })

  test('writes a line for each', async () => {
    const gateway = await start({})
    for (let times = 0; times < 4; times++) await get(gateway, { 'x-request-id': `line-${times}-of-four` })
    const lines = gateway.logged.filter(({ requestId }) => /^line-\d-of-four$/.test(requestId))
    const line = { msg: 'request', method: 'GET', route: '/graphql', operation: 'Shop', outcome: 'OK' }
    expect(lines.slice(2)).toEqual([
      expect.objectContaining({ ...line, cached: true, statusCode: 200, durationMs: expect.any(Number) }),
      expect.objectContaining({ ...line, cached: true, statusCode: 200, durationMs: expect.any(Number) }),
    ])
  })
})
