import { Redis as Client } from 'ioredis'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createRedis, type Redis, scriptOf } from '../../src/cache/redis.js'
import { opened } from '../support/opened.js'
import { startRedis, type TestRedis } from '../support/redis.js'
import { startTcpProxy } from '../support/tcp-proxy.js'

interface Line {
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
  readonly reason?: string
}

let server: TestRedis
let logged: Line[]

const logTo =
  (level: Line['level']) =>
  (fields: object, message: string): void =>
    void logged.push({ ...fields, level, message })

function connected(url: string): Redis {
  const redis = createRedis({ url, log: { info: logTo('info'), warn: logTo('warn'), error: logTo('error') } })
  opened.add({ close: async () => redis.close() })
  return redis
}

const untilThere = (redis: Redis) => expect.poll(() => redis.isThere(), { timeout: 10_000 }).toBe(true)

async function ready(url = server.url): Promise<Redis> {
  const redis = connected(url)
  await untilThere(redis)
  return redis
}

/** The server as any client sees it. */
async function administered<Answer>(job: (client: Client) => Promise<Answer>): Promise<Answer> {
  const client = new Client(server.url, { disableClientInfo: true })
  try {
    return await job(client)
  } finally {
    client.disconnect()
  }
}

const messages = () => logged.map(({ message }) => message)
const itIsThere = 'Redis is there'
const itIsNotThere = 'Redis is not there; going on without it'

beforeAll(async () => {
  server = await startRedis()
})
beforeEach(() => {
  logged = []
})

describe('with a Redis that works', () => {
  test('bytes come back as they were, under a name of ours, until their time is over', async () => {
    const redis = await ready()
    const bytes = Buffer.from([0, 255, 10, 13])
    expect(await redis.set('bytes', bytes, 60_000)).toBe(true)
    expect(await redis.getBuffer('bytes')).toEqual(bytes)
    expect(await administered((client) => client.keys('*'))).toEqual(['athanor:bytes'])
    expect(await redis.set('short', 'life', 20)).toBe(true)
    await expect.poll(() => redis.getBuffer('short')).toBe(null)
    expect(await redis.getBuffer('never')).toBe(null)
  })

  test('a script runs, also when the server has forgotten it', async () => {
    const redis = await ready()
    const script = scriptOf('return {KEYS[1], ARGV[1]}')
    for (let i = 0; i < 2; i++) {
      expect(await redis.run(script, ['a'], [7])).toEqual(['athanor:a', '7'])
      await administered((client) => client.script('FLUSH'))
    }
  })

  test('who listens hears what others say, each on its channel', async () => {
    const [redis, other] = [await ready(), await ready()]
    const heard: string[] = []
    const listen = (channel: string) =>
      new Promise<void>((resolve) => {
        const onMessage = (message: string) => heard.push(`${channel}: ${message}`)
        redis.subscribe(channel, { onMessage, onLive: () => resolve() })
      })
    await Promise.all([listen('one'), listen('two')])
    await listen('one')
    for (const channel of ['one', 'two', 'three']) expect(await other.publish(channel, 'hello')).toBe(true)
    await expect.poll(() => heard).toEqual(['one: hello', 'one: hello', 'two: hello'])
  })

  test('what holds something else than expected is nothing, and that is said once', async () => {
    await administered((client) => client.lpush('athanor:list', 'banana'))
    const redis = await ready()
    for (let i = 0; i < 3; i++) expect(await redis.getBuffer('list')).toBe(null)
    expect(redis.failures).toBe(3)
    expect(await redis.set('after', 'all', 1_000)).toBe(true)
    expect(logged.filter(({ level }) => level === 'warn')).toEqual([
      expect.objectContaining({ message: 'Redis refuses commands; going on without it' }),
    ])
    expect(messages()).not.toContain(itIsNotThere)
  })
})

/** Each must come back within the test's time, and say nothing. */
const asked = (redis: Redis) =>
  Promise.all([
    redis.getBuffer('key'),
    redis.set('key', 'value', 1_000),
    redis.run(scriptOf('return 1'), [], []),
    redis.publish('channel', 'message'),
  ])
const nothing = [null, false, null, false]

describe('a Redis that', () => {
  test('is absent at start is used once it is there', async () => {
    const late = await startRedis()
    await late.kill()
    const redis = connected(late.url)
    expect(await asked(redis)).toEqual(nothing)
    await expect.poll(messages).toEqual([itIsNotThere])
    expect(logged[0]?.reason).toContain('ECONNREFUSED')
    await late.restart()
    await untilThere(redis)
    expect(await redis.set('key', 'value', 60_000)).toBe(true)
    expect(messages()).toEqual([itIsNotThere, itIsThere])
  })

  test('is killed is nothing until it is back', async () => {
    const own = await startRedis()
    const redis = await ready(own.url)
    await redis.set('key', 'value', 60_000)
    const under = asked(redis)
    await own.kill()
    await under
    expect(await asked(redis)).toEqual(nothing)
    await own.restart()
    await untilThere(redis)
    expect(await redis.getBuffer('key')).toBe(null)
    expect(await asked(redis)).toEqual([null, true, 1, true])
    expect(messages()).toEqual([itIsThere, itIsNotThere, itIsThere])
  })

  test('freezes is soon not asked any longer, until it answers again', async () => {
    const own = await startRedis()
    const redis = await ready(own.url)
    own.freeze()
    let questions = 0
    while (redis.isThere()) {
      expect(await asked(redis)).toEqual(nothing)
      questions++
    }
    expect(questions).toBeLessThan(20)
    expect(await Promise.race([asked(redis), new Promise(setImmediate)])).toEqual(nothing)
    own.thaw()
    await untilThere(redis)
    expect(await redis.set('key', 'value', 60_000)).toBe(true)
  })

  test('is too slow is nothing, and is used again when it is fast', async () => {
    const line = await startTcpProxy({ port: server.port })
    const redis = await ready(`redis://127.0.0.1:${line.port}`)
    line.delay(400)
    expect(await asked(redis)).toEqual(nothing)
    line.delay(0)
    await expect.poll(() => redis.set('slow', 'value', 60_000), { timeout: 10_000 }).toBe(true)
  })

  test('is full keeps nothing, and can still be read', async () => {
    const redis = await ready()
    await redis.set('before', 'it was full', 60_000)
    await administered((client) => client.config('SET', 'maxmemory', '1'))
    expect(await redis.set('more', 'than it holds', 60_000)).toBe(false)
    expect(String(await redis.getBuffer('before'))).toBe('it was full')
    await administered((client) => client.config('SET', 'maxmemory', '0'))
    expect(await redis.set('more', 'space', 60_000)).toBe(true)
  })

  test('does not take our password is not there, and the log does not repeat it', async () => {
    const guarded = await startRedis()
    const client = new Client(guarded.url, { disableClientInfo: true })
    await client.config('SET', 'requirepass', 'open-sesame')
    client.disconnect()
    const redis = connected(guarded.url.replace('://', '://:hunter2@'))
    await expect.poll(messages).toEqual([itIsNotThere])
    expect(await asked(redis)).toEqual(nothing)
    expect(logged[0]?.reason).toContain('WRONGPASS')
    expect(JSON.stringify(logged)).not.toContain('hunter2')
  })

  test.each([
    ['frozen', (own: TestRedis) => own.freeze(), (own: TestRedis) => own.thaw()],
    ['killed', (own: TestRedis) => own.kill(), (own: TestRedis) => own.restart()],
  ])(
    'is %s tells who listens that messages may be missing, and when they come again',
    async (_, end, begin) => {
      const own = await startRedis()
      const redis = await ready(own.url)
      const heard: unknown[] = []
      redis.subscribe('news', { onMessage: (text) => heard.push(text), onLive: (live) => heard.push(live) })
      await expect.poll(() => heard, { timeout: 10_000 }).toEqual([true])
      await end(own)
      await expect.poll(() => heard, { timeout: 10_000 }).toEqual([true, false])
      await begin(own)
      await expect.poll(() => heard, { timeout: 10_000 }).toEqual([true, false, true])
      await untilThere(redis)
      expect(await redis.publish('news', 'again')).toBe(true)
      await expect.poll(() => heard).toEqual([true, false, true, 'again'])
    },
  )
})
