import { beforeAll, expect, test } from 'vitest'
import { createServices } from '../../../src/app/build-services.js'
import { createRedis } from '../../../src/cache/redis.js'
import { globalId } from '../../../src/kernel/ids.js'
import { createTestDatabase, openAgain } from '../../support/database.js'
import { adminKey, startTestGateway } from '../../support/gateway.js'
import { type GatewayProcess, spawnGateway } from '../../support/gateway-process.js'
import { startRedis } from '../../support/redis.js'
import { furnish, must, shopOf, type TestShop, testClock } from '../../support/shop.js'
import { place, soldVariant } from '../../support/stocked.js'
import { subscribing } from '../../support/subscriber.js'

const silent = { info() {}, warn() {}, error() {} }
let url: string
let shop: TestShop
let ids: Record<string, string>
beforeAll(async () => {
  url = await createTestDatabase()
  const db = await openAgain(url)
  const clock = testClock(new Date().toISOString())
  shop = shopOf(db, clock, createServices({ db, clock }))
  await furnish(shop)
  await must(shop.channels.save(shop.actor, { slug: 'eu', quantityDisplayCap: 1_000 }))
  await must(shop.stock.saveLocation(shop.actor, place('depot')))
  ids = { retort: globalId('ProductVariant', await soldVariant(shop, 'retort')) }
})

async function setIn({ url: address }: GatewayProcess, quantity: number): Promise<unknown> {
  const idempotencyKey = `from-a-process-${quantity}-${Date.now()}`
  const input = { sku: 'retort', location: 'depot', quantity, idempotencyKey }
  const query = 'mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) { __typename } }'
  const answer = await fetch(`${address}/admin/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${adminKey}` },
    body: JSON.stringify({ query, variables: { input } }),
  })
  return answer.json()
}

test.each([
  ['without Redis', async () => ''],
  ['with Redis', async () => (await startRedis()).url],
])(
  'what another process changes reaches a subscriber of this one, %s',
  async (_, start) => {
    const redisUrl = await start()
    const redis = redisUrl ? { redis: createRedis({ url: redisUrl, log: silent }) } : {}
    const here = await startTestGateway({ db: await openAgain(url), ...redis })
    const clients = await subscribing(here)
    const env = { DATABASE_URL: url, REDIS_URL: redisUrl, ATHANOR_ADMIN_KEY: adminKey }
    const gateway = await spawnGateway({ env })
    const client = await clients.subscribe(
      `subscription ($ids: [ID!]) { stockChanged(variantIds: $ids) { snapshot variants { quantityAvailable } } }`,
      { variables: { ids: [ids.retort] } },
    )
    await client.has(1)
    for (const quantityAvailable of [71, 72]) {
      expect(await setIn(gateway, quantityAvailable)).toMatchObject({
        data: { stockAdjust: { __typename: 'StockPayload' } },
      })
      await client.sees({ snapshot: false, variants: [{ quantityAvailable }] })
    }
    client.end()
    gateway.signal('SIGTERM')
    expect(await gateway.exit).toBe(0)
    redis.redis?.close()
  },
  60_000,
)
