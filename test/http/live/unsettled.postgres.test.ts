import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSignals } from '../../../src/db/index.js'
import { globalId } from '../../../src/kernel/ids.js'
import { openTestDatabase } from '../../support/database.js'
import { must } from '../../support/shop.js'
import { type ShopApi, startTestShop } from '../../support/shop-api.js'
import { lay, place, soldVariant } from '../../support/stocked.js'
import { type Subscribing, subscribing } from '../../support/subscriber.js'

let shop: ShopApi
let clients: Subscribing
let id: string
/** A transaction that began before all others and goes on: no position after it is settled. */
let early: pg.Client
beforeAll(async () => {
  shop = await startTestShop()
  clients = await subscribing({ live: shop.live, services: shop })
  id = globalId('ProductVariant', await soldVariant(shop, 'retort'))
  await must(shop.stock.saveLocation(shop.actor, place('depot')))
  early = new pg.Client({ connectionString: shop.db.url })
  await early.connect()
})
afterAll(() => early.end())

const stockChanged = `subscription ($ids: [ID!], $since: String) { stockChanged(variantIds: $ids, since: $since) {
  cursor snapshot variants { availability stockVersion } } }`
const subscribe = (since?: string) => clients.subscribe(stockChanged, { variables: { ids: [id], since } })
const is = (availability: string) => ({ variants: [{ availability }] })

test('behind a long transaction changes are told at once, and none of them again to who comes back', async () => {
  await lay(shop, 'retort', 'depot', 1)
  await early.query("begin; insert into clock_mark (name, at) values ('early', now())")
  const [client, watcher] = [await subscribe(), await subscribe()]
  for (const [quantity, availability] of [
    [0, 'OUT'],
    [2, 'IN_STOCK'],
    [0, 'OUT'],
  ] as const) {
    await lay(shop, 'retort', 'depot', quantity)
    await watcher.sees(is(availability))
  }
  const { cursor, variants } = client.last
  client.end()
  for (const quantity of [3, 0, 4]) await lay(shop, 'retort', 'depot', quantity)
  await watcher.sees({ variants: [{ stockVersion: variants[0].stockVersion + 3 }] })
  const back = await subscribe(cursor)
  await back.has(3)
  expect(back.events).toMatchObject(['IN_STOCK', 'OUT', 'IN_STOCK'].map(is))
  expect(back.events.map(({ snapshot }) => snapshot)).toEqual([false, false, false])
  const versions = back.events.map((event) => event.variants[0].stockVersion)
  expect(versions).toEqual([1, 2, 3].map((more) => variants[0].stockVersion + more))
  await early.query('commit')
  await lay(shop, 'retort', 'depot', 0)
  for (const one of [watcher, back]) await one.sees(is('OUT'))
  for (const one of [watcher, back]) one.end()
})

test('processes wake each other', async () => {
  const { url } = await openTestDatabase()
  const [one, other] = [openSignals(url), openSignals(url)]
  let woken = 0
  const stop = other?.listen(() => woken++)
  // Told once when it is connected.
  await expect.poll(() => woken).toBe(1)
  one?.send()
  await expect.poll(() => woken).toBe(2)
  stop?.()
  await Promise.all([one?.close(), other?.close()])
})
