import { createHash } from 'node:crypto'
import { Redis as Client } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createRedis, type Redis } from '../../src/cache/redis.js'
import { openAgain } from '../support/database.js'
import { type ShopGateway, startTestGateway } from '../support/gateway.js'
import { opened } from '../support/opened.js'
import { startRedis, type TestRedis } from '../support/redis.js'
import { furnish, vessel } from '../support/shop.js'

let server: TestRedis
/** Two gateways that share a Redis and a database. */
let gateways: [ShopGateway, ShopGateway]
/** One that keeps nothing. */
let oracle: ShopGateway
let client: Client

const connections: Redis[] = []
const silent = { info() {}, warn() {}, error() {} }
const connected = (): Redis => {
  const redis = createRedis({ url: server.url, log: silent })
  opened.add({ close: async () => redis.close() })
  connections.push(redis)
  return redis
}

beforeAll(async () => {
  server = await startRedis()
  client = new Client(server.url)
  client.on('error', () => {})
  const first = await startTestGateway({ cacheMiB: 4, redis: connected() })
  await furnish(first.services)
  const again = () => openAgain(first.db.url)
  gateways = [first, await startTestGateway({ cacheMiB: 4, redis: connected(), db: await again() })]
  oracle = await startTestGateway({ cacheMiB: 0, db: await again() })
})
afterAll(async () => {
  client.disconnect()
  for (const { stop, db } of [...gateways, oracle]) {
    await stop()
    await db.close()
  }
})

const list =
  'query List { products(sort: NAME_ASC) { nodes { name variants { nodes { sku price { amountMinor } } } } } }'
const priceOf = (amountMinor: number) => [{ channel: 'eu', currency: 'EUR', amountMinor }]
let seq = ''

async function save(gateway: ShopGateway, name: string, amountMinor = 1_000): Promise<void> {
  const item = vessel('p', {
    translations: [{ locale: 'en', name }],
    variants: [{ sku: 'p', prices: priceOf(amountMinor) }],
  })
  const { body, headers } = await gateway.admin(
    'mutation ($input: ProductsUpsertInput!) { productsUpsert(input: $input) { ... on ProductsUpsertPayload { results { outcome } } } }',
    { input: { items: [item] } },
  )
  expect(body.data.productsUpsert.results[0].outcome).not.toBe('REJECTED')
  seq = headers['athanor-seq'] ?? ''
}
const read = async (gateway: ShopGateway) => (await gateway.request(list, {}, { 'athanor-seq': seq })).body
const truth = async () => (await oracle.request(list)).body
/** As often as it takes until an answer is kept. */
async function warm(gateway: ShopGateway): Promise<void> {
  for (let times = 0; times < 3; times++) await read(gateway)
}
const answersKept = async () => (await client.keys('athanor:answer:*')).length

/** What is there so far, of these and earlier tests. */
async function everywhereTrue(): Promise<void> {
  for (const gateway of gateways)
    for (let times = 0; times < 3; times++) expect(await read(gateway)).toEqual(await truth())
}

beforeEach(async () => {
  await expect.poll(() => connections.every((one) => one.isThere()), { timeout: 10_000 }).toBe(true)
  await client.flushall()
})

test('what one gateway made, another answers', async () => {
  const [here, there] = gateways
  await save(here, 'Made')
  await warm(here)
  await expect.poll(answersKept).toBe(1)
  const before = there.logged.filter((line) => line.cached).length
  await warm(there)
  expect(await read(there)).toEqual(await truth())
  await expect.poll(() => there.logged.filter((line) => line.cached).length).toBeGreaterThan(before)
})

test('a change made through either is seen through both', async () => {
  for (let round = 0; round < 6; round++) {
    await save(gateways[round % 2] as ShopGateway, `Round ${round}`, 1_000 + round)
    await everywhereTrue()
  }
})

describe('Redis', () => {
  test('frozen: answers stay true, and come without waiting for it', async () => {
    server.freeze()
    try {
      for (let round = 0; round < 3; round++) {
        await save(gateways[round % 2] as ShopGateway, `Frozen ${round}`)
        await everywhereTrue()
      }
    } finally {
      server.thaw()
    }
    // What Redis was told before, or is told late, is not believed.
    await save(gateways[0], 'Thawed')
    await everywhereTrue()
  })

  test('killed and back: answers stay true', async () => {
    await server.kill()
    await save(gateways[0], 'Without')
    await everywhereTrue()
    await server.restart()
    await save(gateways[1], 'Back')
    await everywhereTrue()
  })

  test('brought back to old contents: what has changed since is not answered', async () => {
    await save(gateways[0], 'Old', 500)
    await warm(gateways[0])
    await expect.poll(answersKept).toBe(1)
    const [name = ''] = await client.keys('athanor:answer:*')
    const old = (await client.getBuffer(name)) as Buffer
    await save(gateways[1], 'New', 900)
    await client.set(name, old)
    await everywhereTrue()
    expect((await truth()).data.products.nodes[0].name).toBe('New')
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['noise', Buffer.from('\x00\x00\x00\x05hello world')],
    ['a length beyond the end', Buffer.from([255, 255, 255, 255, 1])],
    ['JSON that is no answer', Buffer.concat([Buffer.from([0, 0, 0, 2]), Buffer.from('{}x')])],
    ['much', Buffer.alloc(3_000_000, 'x')],
  ])('full of %s: that is not answered', async (_, garbage) => {
    await save(gateways[0], `Garbage ${garbage.length}`)
    await warm(gateways[0])
    await expect.poll(answersKept).toBe(1)
    await client.set((await client.keys('athanor:answer:*'))[0] as string, garbage)
    await everywhereTrue()
  })

  test('with an answer under the name of another question: it is not answered', async () => {
    await save(gateways[0], 'Swapped')
    await warm(gateways[0])
    await expect.poll(answersKept).toBe(1)
    const [name = ''] = await client.keys('athanor:answer:*')
    for (let times = 0; times < 3; times++)
      await gateways[0].request('query Other { shop { name } }', {}, { 'athanor-seq': seq })
    await expect.poll(answersKept).toBe(2)
    const other = (await client.keys('athanor:answer:*')).find((one) => one !== name) as string
    await client.rename(other, name)
    await everywhereTrue()
  })

  test('that lies about what an operation is: the hash decides', async () => {
    const query = '{ shop { name } }'
    const hash = createHash('sha256').update(query).digest('hex')
    await client.set(`athanor:apq:${hash}`, '{ products { totalCount } }')
    const extensions = { persistedQuery: { version: 1, sha256Hash: hash } }
    const { body } = await gateways[0].http.post('/graphql').send({ extensions })
    expect(body.errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND')
  })
})

describe('a Redis with a false price in it', () => {
  test('changes no price, no permission and nothing that staff see', async () => {
    await save(gateways[0], 'Honest', 7_700)
    await warm(gateways[0])
    await expect.poll(answersKept).toBe(1)
    const [name = ''] = await client.keys('athanor:answer:*')
    const stored = (await client.getBuffer(name)) as Buffer
    const lie = Buffer.from(
      stored.toString('latin1').replace('"amountMinor":7700', '"amountMinor":1100'),
      'latin1',
    )
    expect(lie.equals(stored)).toBe(false)
    await client.set(name, lie)
    await client.set('athanor:viewer', 'staff')
    const prices = { input: { items: [{ sku: 'p', prices: priceOf(8_800) }] } }
    const mutation = 'mutation ($input: PricesSaveInput!) { pricesSave(input: $input) { __typename } }'
    const refused = await gateways[1].admin(mutation, prices, { authorization: 'Bearer nonsense' })
    expect(refused.status).toBe(401)
    const seen = await gateways[1].admin(list)
    expect(JSON.stringify(seen.body)).toContain('"amountMinor":7700')
    const [stays] = await gateways[1].services.pricing.prices(gateways[1].db.read, [1])
    expect(stays?.amountMinor).toBe(7_700)
  })
})
