import { beforeEach, describe, expect, test } from 'vitest'
import { createServices } from '../../src/app/build-services.js'
import { createSchedule } from '../../src/app/schedule.js'
import { stockAlert } from '../../src/db/tables/alerts.js'
import { createSteadyClock, type SteadyClock } from '../../src/workers/steady-clock.js'
import { openTestDatabase, type TestDatabase } from '../support/database.js'
import { furnish, must, shopOf, type TestShop, testClock } from '../support/shop.js'
import { lay, place, soldVariant } from '../support/stocked.js'
import { memoryLog } from './support/log.js'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

let db: TestDatabase
let shop: TestShop
let steady: SteadyClock
let held: string
let elapsedMs: number
let variantId: number

const advance = (ms: number) => shop.clock.set(new Date(shop.clock.now().getTime() + ms).toISOString())
/** Time that really passes. */
const pass = (ms: number) => {
  elapsedMs += ms
  advance(ms)
}

/** As a process that starts finds it. */
async function start(clock = testClock()): Promise<void> {
  steady = createSteadyClock({ db, clock, log: memoryLog(), elapsedMs: () => elapsedMs })
  await steady.catchUp()
  shop = shopOf(db, clock, createServices({ db, clock, steadyClock: steady }))
}

/** What the leader does when everything is due, by the clock that it goes by. */
async function runSchedule(): Promise<void> {
  const schedule = createSchedule({
    ...{ db, log: memoryLog(), reactions: [], services: shop, outboxRetentionDays: 7 },
    post: { mailer: { send: async () => {} }, compose: async () => null },
  })
  const signal = new AbortController().signal
  for (const name of ['stock.expire', 'stock.preorders', 'alerts.forget'])
    await schedule.find((task) => task.name === name)?.run({ at: steady.now(), signal })
}

async function reserve(ms: number): Promise<string> {
  const expiresAt = new Date(steady.now().getTime() + ms)
  const lines = [{ variantId, quantity: 1 }]
  return (await must(shop.stock.reserve(shop.actor, { channelId: 1, lines, expiresAt }))).id
}

const left = async () => {
  await runSchedule()
  const [preorder] = await shop.stock.channelStock(1, [await idOf('alembic')])
  return {
    reservation: (await shop.stock.reservation(held))?.status,
    preorder: preorder?.availability,
    alerts: (await db.read.select().from(stockAlert)).length,
  }
}
const idOf = async (sku: string) => [...(await shop.catalog.variantsBySku([sku])).values()][0]?.id ?? 0

beforeEach(async () => {
  db = await openTestDatabase()
  elapsedMs = 0
  await start()
  await furnish(shop)
  await must(shop.stock.saveLocation(shop.actor, place('vienna')))
  variantId = await soldVariant(shop, 'retort')
  for (const sku of ['alembic', 'flask']) await soldVariant(shop, sku)
  await lay(shop, 'retort', 'vienna', 5)
  for (const sku of ['alembic', 'flask']) await lay(shop, sku, 'vienna', 0)
  const preorderUntil = new Date(steady.now().getTime() + 20 * minuteMs)
  await must(
    shop.stock.savePolicies(shop.actor, { items: [{ sku: 'alembic', policy: 'PREORDER', preorderUntil }] }),
  )
  const shelf = { channelId: 1, currency: 'EUR', locale: 'en' }
  await must(shop.alerts.create(shelf, { variantId: await idOf('flask'), email: 'ada@example.com' }))
  held = await reserve(15 * minuteMs)
})

const everything = { reservation: 'HELD', preorder: 'PREORDER', alerts: 1 }

describe('a clock that jumps forward', () => {
  test.each([
    ['an hour', hourMs],
    ['a year', 365 * dayMs],
  ])('by %s ends nothing before its time', async (_, jumpMs) => {
    advance(jumpMs)
    expect(await left()).toEqual(everything)
    pass(14 * minuteMs)
    expect(await left()).toEqual(everything)
    pass(minuteMs)
    expect(await left()).toEqual({ ...everything, reservation: 'EXPIRED' })
    pass(5 * minuteMs)
    expect(await left()).toEqual({ ...everything, reservation: 'EXPIRED', preorder: 'OUT' })
  })

  test('and makes no reservation last longer', async () => {
    advance(hourMs)
    held = await reserve(15 * minuteMs)
    pass(15 * minuteMs)
    expect(await left()).toMatchObject({ reservation: 'EXPIRED' })
  })
})

describe('a clock that jumps back', () => {
  test('puts nothing off', async () => {
    advance(-hourMs)
    expect(await left()).toEqual(everything)
    pass(15 * minuteMs)
    expect(await left()).toEqual({ ...everything, reservation: 'EXPIRED' })
    pass(5 * minuteMs)
    expect(await left()).toEqual({ ...everything, reservation: 'EXPIRED', preorder: 'OUT' })
    pass(180 * dayMs)
    expect(await left()).toMatchObject({ alerts: 0 })
  })

  test('ends no reservation that is made after it at once', async () => {
    advance(-hourMs)
    held = await reserve(15 * minuteMs)
    pass(14 * minuteMs)
    expect(await left()).toMatchObject({ reservation: 'HELD' })
    pass(minuteMs)
    expect(await left()).toMatchObject({ reservation: 'EXPIRED' })
  })

  test('takes no preorder whose time is over', async () => {
    pass(20 * minuteMs)
    advance(-hourMs)
    const lines = [{ variantId: await idOf('alembic'), quantity: 1 }]
    const expiresAt = new Date(steady.now().getTime() + minuteMs)
    const refused = await shop.stock.reserve(shop.actor, { channelId: 1, lines, expiresAt })
    expect(refused).toMatchObject({ errors: [{ code: 'INSUFFICIENT_STOCK' }] })
  })

  test('puts nothing off over a restart either', async () => {
    pass(10 * minuteMs)
    await steady.save()
    await start(testClock('2029-12-31T00:00:00Z'))
    expect(await left()).toEqual(everything)
    pass(5 * minuteMs)
    expect(await left()).toEqual({ ...everything, reservation: 'EXPIRED' })
  })
})
