import { buildSchema } from 'graphql'
import { describe, expect, test } from 'vitest'
import { createRedis, type Redis, scriptOf } from '../../src/cache/redis.js'
import type { Incoming } from '../../src/http/context.js'
import type { RateLimits } from '../../src/http/rate-limits/rates.js'
import { redisTally } from '../../src/http/rate-limits/redis-tally.js'
import { Refusal } from '../../src/kernel/refusal.js'
import { createTestDatabase } from '../support/database.js'
import { bareContext, startBareGateway, type TestGateway } from '../support/gateway.js'
import { type GatewayProcess, spawnGateway } from '../support/gateway-process.js'
import { opened } from '../support/opened.js'
import { startRedis, type TestRedis } from '../support/redis.js'

const schema = buildSchema('type Query { free: Boolean }')
const silent = { info() {}, warn() {}, error() {} }

/** The keys `good-1` and `good-2` open everything. */
async function createContext(incoming: Incoming) {
  const { authorization } = incoming.headers
  if (authorization !== undefined && !/ good-[12]$/.test(authorization))
    throw new Refusal('UNAUTHENTICATED', 'This key is unknown.')
  return bareContext(incoming)
}

const start = (
  rateLimits: Partial<RateLimits>,
  settings: { readonly trustProxy?: string[]; readonly corsOrigins?: string[] } = {},
) => startBareGateway(schema, { rateLimits, createContext, ...settings })

type Headers = Record<string, string>
const from = (address: string): Headers => ({ 'x-forwarded-for': address })
const withKey = (key: string): Headers => ({ authorization: `Bearer ${key}` })

const statusOf = async (gateway: TestGateway, headers: Headers = {}) =>
  (await gateway.request('{ free }', {}, headers)).status

/** The statuses of so many requests, one after the other. */
async function statuses(gateway: TestGateway, count: number, headers: Headers = {}): Promise<number[]> {
  const all = []
  for (let i = 0; i < count; i++) all.push(await statusOf(gateway, headers))
  return all
}

const served = (all: readonly number[]) => all.filter((one) => one === 200).length

describe('a client without a key', () => {
  test('is refused beyond its limit, is told how long to wait, and others are not', async () => {
    const gateway = await start({ perMinute: 3 }, { trustProxy: ['loopback'] })
    expect(await statuses(gateway, 4, from('203.0.113.7'))).toEqual([200, 200, 200, 429])
    const { status, headers, body } = await gateway.request('{ free }', {}, from('203.0.113.7'))
    expect(status).toBe(429)
    const { retryAfterMs } = body.errors[0].extensions
    expect(retryAfterMs).toBeGreaterThan(0)
    expect(retryAfterMs).toBeLessThanOrEqual(60_000)
    expect(headers['retry-after']).toBe(String(Math.ceil(retryAfterMs / 1_000)))
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    const message =
      'Too many requests: 3 a minute are allowed from your address. Try again after `retryAfterMs`.'
    expect(body).toEqual({ errors: [{ message, extensions: { code: 'RATE_LIMITED', retryAfterMs } }] })
    expect(await statusOf(gateway, from('203.0.113.8'))).toBe(200)
  })

  test('is one client in all of its /64, and in both endpoints and whatever it sends', async () => {
    const gateway = await start({ perMinute: 3 }, { trustProxy: ['loopback'] })
    expect(await statusOf(gateway, from('2001:db8::1'))).toBe(200)
    expect((await gateway.admin('{ free }', {}, { ...from('2001:db8::2'), authorization: '' })).status).toBe(
      401,
    )
    expect(await statusOf(gateway, from('2001:db8::3'))).toBe(429)
    const gzipped = { ...from('198.51.100.1'), 'content-encoding': 'gzip' }
    expect(await statuses(gateway, 4, gzipped)).toEqual([415, 415, 415, 429])
  })

  test('is not believed what it says about its address, unless it is a proxy that we trust', async () => {
    const gateway = await start({ perMinute: 2 })
    const all = [1, 2, 3].map((i) => statusOf(gateway, from(`203.0.113.${i}`)))
    expect((await Promise.all(all)).sort()).toEqual([200, 200, 429])
    const behind = await start({ perMinute: 2 }, { trustProxy: ['loopback'] })
    const spoofed = [1, 2, 3].map((i) => statusOf(behind, from(`10.0.0.${i}, 203.0.113.7`)))
    expect((await Promise.all(spoofed)).sort()).toEqual([200, 200, 429])
  })

  test('is refused before its body is there', async () => {
    const gateway = await start({ perMinute: 1 })
    await statusOf(gateway)
    const endless = new ReadableStream({ start: (body) => body.enqueue(Buffer.from('{"query":')) })
    const answer = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: endless,
      duplex: 'half',
    })
    expect(answer.status).toBe(429)
  })

  test('can read in a browser that it is refused, and when to come back', async () => {
    const origin = 'https://shop.example'
    const gateway = await start({ perMinute: 1 }, { corsOrigins: [origin] })
    await statusOf(gateway)
    const { status, headers } = await gateway.request('{ free }', {}, { origin })
    expect(status).toBe(429)
    expect(headers['access-control-allow-origin']).toBe(origin)
    expect(headers['access-control-expose-headers']).toContain('retry-after')
    const preflight = { origin, 'access-control-request-method': 'POST' }
    expect((await gateway.http.options('/graphql').set(preflight)).status).toBe(204)
  })

  test('that is refused fills no log', async () => {
    const gateway = await start({ perMinute: 2 })
    await statuses(gateway, 6)
    const messages = gateway.logged.map(({ msg }) => msg)
    expect(messages.filter((msg) => msg === 'request')).toHaveLength(2)
    expect(gateway.logged.filter(({ msg }) => msg === 'a client is over its rate limit')).toEqual([
      expect.objectContaining({ level: 'warn', client: 'ip:127.0.0.1' }),
    ])
  })

  test('is not limited by 0', async () => {
    expect(served(await statuses(await start({ perMinute: 0 }), 20))).toBe(20)
  })
})

describe('a key', () => {
  test('has a limit of its own, wherever it is used and however it is written', async () => {
    const gateway = await start({ perMinute: 5, keyPerMinute: 3 }, { trustProxy: ['loopback'] })
    const here = { ...from('203.0.113.7'), ...withKey('good-1') }
    const there = { ...from('203.0.113.8'), authorization: 'bearer   good-1' }
    // The first shows that it is a valid one.
    expect(await statuses(gateway, 3, here)).toEqual([200, 200, 200])
    expect(await statuses(gateway, 2, there)).toEqual([200, 429])
    expect(served(await statuses(gateway, 9, from('203.0.113.7')))).toBe(4)
    expect(served(await statuses(gateway, 9, { ...here, ...withKey('good-2') }))).toBe(0)
    expect(gateway.logged.filter(({ msg }) => msg === 'a client is over its rate limit')).toHaveLength(2)
    expect(JSON.stringify(gateway.logged)).not.toContain('good-1')
  })

  test('that is known is served when its address has sent too much', async () => {
    const gateway = await start({ perMinute: 2, keyPerMinute: 10 })
    expect(await statuses(gateway, 1, withKey('good-1'))).toEqual([200])
    expect(await statuses(gateway, 3)).toEqual([200, 429, 429])
    expect(await statuses(gateway, 2, withKey('good-1'))).toEqual([200, 200])
  })

  test('that is forged counts for its address, and dearly', async () => {
    const gateway = await start({ perMinute: 45, keyPerMinute: 1_000 })
    const guesses = []
    for (let i = 0; i < 5; i++) guesses.push(await statusOf(gateway, withKey(`guess-${i}`)))
    expect(guesses).toEqual([401, 401, 401, 429, 429])
    expect(await statusOf(gateway)).toBe(429)
  })
})

async function connectTo({ url }: TestRedis): Promise<Redis> {
  const redis = createRedis({ url, log: silent })
  opened.add({ close: async () => redis.close() })
  await expect.poll(() => redis.isThere()).toBe(true)
  return redis
}

/** A gateway that counts with others in Redis. */
const startWith = async (redis: TestRedis, perMinute: number) =>
  start({ perMinute, tally: redisTally(await connectTo(redis)) })

/** Where they count us. */
const key = 'rate:ip:127.0.0.1'

describe('gateways that share a Redis', () => {
  test('limit a client in sum, and forget with it', async () => {
    const redis = await startRedis()
    const gateways = [await startWith(redis, 10), await startWith(redis, 10)] as const
    const all = []
    for (let i = 0; i < 40; i++) {
      all.push(await statusOf(gateways[i % 2 ? 0 : 1]))
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    expect(served(all)).toBeGreaterThanOrEqual(10)
    expect(served(all)).toBeLessThan(20)
    await expect.poll(async () => served(await Promise.all(gateways.map((one) => statusOf(one))))).toBe(0)
    expect(served(await statuses(await startWith(redis, 10), 40))).toBeLessThan(20)
  })

  test.each([
    ['banana', ['set', 'banana']],
    ['a list', ['lpush', 'banana']],
    ['a huge count for ever', ['set', '9007199254740993']],
    ['a count that lasts for a day', ['set', '1', 'px', '86400000']],
    ['less than nothing', ['set', '-5']],
  ])('do not mind when it holds %s', async (_, [command = '', ...values]) => {
    const redis = await startRedis()
    const gateway = await startWith(redis, 3)
    const other = await connectTo(redis)
    const lua = `return redis.call('${command}', KEYS[1], unpack(ARGV))`
    await other.run(scriptOf(lua), [key], values)
    const all = await statuses(gateway, 9)
    expect(all.every((status) => [200, 429].includes(status))).toBe(true)
    expect(served(all)).toBeGreaterThan(0)
    expect(served(all)).toBeLessThanOrEqual(3)
    const leftMs = () => other.run(scriptOf("return redis.call('pttl', KEYS[1])"), [key], [])
    await expect.poll(leftMs).toBeGreaterThan(0)
    await expect.poll(leftMs).toBeLessThanOrEqual(60_000)
  })

  test.each(['frozen', 'killed'])('go on limiting when it is %s', async (fault) => {
    const redis = await startRedis()
    const gateway = await startWith(redis, 20)
    expect(served(await statuses(gateway, 10))).toBe(10)
    if (fault === 'frozen') redis.freeze()
    else await redis.kill()
    expect(served(await statuses(gateway, 30))).toBe(10)
    if (fault === 'frozen') redis.thaw()
    else await redis.restart()
    expect(served(await statuses(gateway, 5))).toBe(0)
  })
})

const ask = (gateway: GatewayProcess) =>
  fetch(`${gateway.url}/graphql?query={__typename}`, {
    headers: { 'apollo-require-preflight': '1', connection: 'close' },
  }).then(({ status }) => status)

describe('a gateway of two processes', () => {
  test.each(['without', 'with'])(
    'limits a client in sum, %s a Redis',
    async (which) => {
      const redis = which === 'with' ? await startRedis() : null
      const DATABASE_URL = await createTestDatabase()
      const gateway = await spawnGateway({
        env: { DATABASE_URL, WORKERS: '2', RATE_LIMIT_PER_MINUTE: '20', REDIS_URL: redis?.url ?? '' },
      })
      const all: number[] = []
      for (let i = 0; i < 60; i++) {
        all.push(await ask(gateway))
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      expect(served(all)).toBeGreaterThanOrEqual(20)
      expect(served(all)).toBeLessThan(35)
      expect(new Set(all)).toEqual(new Set([200, 429]))
      if (redis) expect(Number(await (await connectTo(redis)).getBuffer(key))).toBe(served(all))
      gateway.signal('SIGTERM')
      expect(await gateway.exit).toBe(0)
    },
    60_000,
  )
})
