import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { pruneFacts } from '../../../src/db/index.js'
import { globalId } from '../../../src/kernel/ids.js'
import { times } from '../../support/counts.js'
import { must } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'
import { lay, place, soldVariant } from '../../support/stocked.js'
import { Subscriber, type Subscribing, subscribing } from '../../support/subscriber.js'

let shop: ShopApi
let clients: Subscribing
let id: string
beforeAll(async () => {
  shop = await startTestShop()
  clients = await subscribing({ live: shop.live, services: shop })
  id = globalId('ProductVariant', await soldVariant(shop, 'retort'))
  await must(shop.channels.save(shop.actor, { slug: 'eu', quantityDisplayCap: 1_000 }))
  await must(shop.stock.saveLocation(shop.actor, place('depot')))
})
beforeEach(() => lay(shop, 'retort', 'depot', 500))

const stockChanged = `subscription ($ids: [ID!], $since: String) { stockChanged(variantIds: $ids, since: $since) {
  cursor snapshot variants { availability quantityAvailable stockVersion } } }`
const subscribe = (since?: string, receiver = new Subscriber()) =>
  clients.subscribe(stockChanged, { variables: { ids: [id], since }, receiver })
const now = (quantityAvailable: number) => ({ variants: [{ quantityAvailable }] })
const availabilities = ({ events }: Subscriber) => events.map(({ variants }) => variants[0].availability)
const executions = () => shop.live.status().executions

/** Lets the hub look first, so that what it finds is one change after the other. */
async function layOneByOne(watcher: Subscriber, ...quantities: number[]): Promise<void> {
  for (const quantity of quantities) {
    await lay(shop, 'retort', 'depot', quantity)
    await watcher.sees(now(quantity))
  }
}

describe('many who subscribe to the same', () => {
  test('cost few executions, when they come, when something changes, and when they come back', async () => {
    const count = times(300, 10_000)
    const before = executions()
    const all = await Promise.all(Array.from({ length: count }, () => subscribe()))
    await all.at(-1)?.has(1)
    expect(executions() - before).toBeLessThan(4)
    expect(shop.live.status()).toMatchObject({ groups: 1, subscriptions: count })
    await lay(shop, 'retort', 'depot', 8)
    await Promise.all(all.map((one) => one.sees(now(8))))
    expect(new Set(all.map(({ events }) => JSON.stringify(events))).size).toBe(1)
    for (const one of all) one.end()
    expect(shop.live.status().groups).toBe(0)
    await lay(shop, 'retort', 'depot', 7)
    const away = executions()
    const back = await Promise.all(all.map(({ last }) => subscribe(last.cursor)))
    await Promise.all(back.map((one) => one.sees({ snapshot: false, ...now(7) })))
    expect(executions() - away).toBeLessThan(6)
    for (const one of back) one.end()
  }, 60_000)

  test('of different variables or contexts share nothing', async () => {
    const others = await Promise.all([
      subscribe(),
      clients.subscribe(stockChanged, { variables: { ids: [id, 'var_999'] } }),
      clients.subscribe(stockChanged, { variables: { ids: [id] }, headers: { 'accept-language': 'de' } }),
      clients.subscribe(stockChanged, { variables: { ids: [id] }, headers: { 'athanor-currency': 'USD' } }),
      clients.staff(stockChanged, { variables: { ids: [id] } }),
      clients.subscribe(stockChanged.replace('quantityAvailable', ''), { variables: { ids: [id] } }),
    ])
    expect(shop.live.status().groups).toBe(others.length)
    for (const one of others) one.end()
  })
})

describe('who comes back with its last cursor', () => {
  test('is told each change of availability in its order, without a snapshot, and then what others are told', async () => {
    const watcher = await subscribe()
    const client = await subscribe()
    await client.has(1)
    const { cursor, variants } = client.last
    client.end()
    await layOneByOne(watcher, 0, 30, 20, 0, 40, 41)
    const back = await subscribe(cursor)
    await back.sees(now(41))
    expect(availabilities(back)).toEqual(['OUT', 'IN_STOCK', 'OUT', 'IN_STOCK'])
    expect(back.events.map(({ snapshot }) => snapshot)).not.toContain(true)
    const versions = [...variants, ...back.events.flatMap((event) => event.variants)].map(
      (one) => one.stockVersion,
    )
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b))
    // From the middle of what it was told.
    const [, second] = back.events
    const again = await subscribe(second.cursor)
    await again.sees(now(41))
    expect(availabilities(again)).toEqual(['OUT', 'IN_STOCK'])
    await lay(shop, 'retort', 'depot', 42)
    for (const one of [watcher, back, again]) await one.sees(now(42))
    for (const one of [watcher, back, again]) one.end()
  })

  test('after what has been pruned, or with what is no cursor here, gets a snapshot', async () => {
    const client = await subscribe()
    await client.has(1)
    const { cursor } = client.last
    await layOneByOne(client, 0, 5)
    client.end()
    await pruneFacts(shop.db, { before: new Date('2031-01-01'), readers: [] })
    await lay(shop, 'retort', 'depot', 6)
    const [, stamp, seq] = cursor.split('.')
    const others = ['', 'nonsense', '\u{1F3FA}', `other.${stamp}.${seq}`, `${cursor}.x`, 'x'.repeat(100_000)]
    const future = cursor.replace(`.${stamp}.${seq}`, '.999999999999.999999999')
    for (const since of [cursor, ...others, future]) {
      const back = await subscribe(since)
      await back.has(1)
      expect(back.events).toMatchObject([{ snapshot: true, ...now(6) }])
      back.end()
    }
  })
})

describe('whose client is slow', () => {
  test('is told nothing until it has caught up, then how it is by now, and costs others nothing', async () => {
    const [slow, quick] = await Promise.all([subscribe(), subscribe()])
    await slow.has(1)
    slow.isBehind = true
    await layOneByOne(quick, 0, 50, 60)
    expect(slow.events).toHaveLength(1)
    expect(shop.live.status().behind).toBe(1)
    slow.caughtUp()
    await slow.sees({ snapshot: true, ...now(60) })
    await layOneByOne(slow, 61)
    expect(slow.events).toHaveLength(3)
    slow.isBehind = true
    slow.caughtUp()
    await layOneByOne(slow, 62)
    expect(slow.events.at(-1).snapshot).toBe(false)
    slow.end()
    quick.end()
  })

  test('already when it subscribes, gets its snapshot once it has caught up', async () => {
    const slow = new Subscriber()
    slow.isBehind = true
    await subscribe(undefined, slow)
    await expect.poll(() => shop.live.status().behind).toBe(1)
    slow.caughtUp()
    await slow.sees({ snapshot: true, ...now(500) })
    slow.end()
  })
})

test('of many changes at once the last is told, and each change of availability before it', async () => {
  const client = await subscribe()
  await client.has(1)
  const quantities = Array.from({ length: 60 }, (_, i) => 100 + i)
  await Promise.all([...quantities, 0, 3, 0, 4].map((quantity) => lay(shop, 'retort', 'depot', quantity)))
  const [told] = await shop.stock.channelStock(1, [Number(id.slice(4))])
  await client.sees({ variants: [{ stockVersion: told?.version, quantityAvailable: told?.available }] })
  expect(client.events.length).toBeLessThan(30)
  const versions = client.events.map(({ variants }) => variants[0].stockVersion)
  expect(versions).toEqual(versions.toSorted((a, b) => a - b))
  client.end()
})

test('while the database is away nobody is told anything, and nothing is missed', async () => {
  const client = await subscribe()
  await client.has(1)
  const away = vi.spyOn(shop.db, 'snapshot').mockRejectedValue(new Error('connection terminated'))
  for (const quantity of [0, 10, 0, 11]) await lay(shop, 'retort', 'depot', quantity)
  await expect.poll(() => away.mock.calls.length).toBeGreaterThan(1)
  expect(client.events).toHaveLength(1)
  away.mockRestore()
  await client.sees(now(11))
  expect(availabilities(client)).toEqual(['IN_STOCK', 'OUT', 'IN_STOCK', 'OUT', 'IN_STOCK'])
  expect(client.events.filter(({ snapshot }) => snapshot)).toHaveLength(1)
  client.end()
})
