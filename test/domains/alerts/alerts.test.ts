import { asc } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { stockAlert } from '../../../src/db/tables/alerts.js'
import { outbox } from '../../../src/db/tables/outbox.js'
import type { Problem } from '../../../src/kernel/problem.js'
import type { Result } from '../../../src/kernel/result.js'
import { must, openTestShop, type TestShop } from '../../support/shop.js'
import { lay, place, soldVariant, toldOf } from '../../support/stocked.js'

let shop: TestShop
let variantId: number
beforeEach(async () => {
  shop = await openTestShop()
  variantId = await soldVariant(shop, 'retort')
  await must(shop.stock.saveLocation(shop.actor, place('vienna')))
  await lay(shop, 'retort', 'vienna', 0)
})

const eu = { channelId: 1, currency: 'EUR', locale: 'de' }
const us = { channelId: 2, currency: 'USD', locale: 'en' }
const wait = (email: string, shelf = eu, of: number | null = variantId) =>
  shop.alerts.create(shelf, { variantId: of, email })
const codes = (result: Result<unknown, Problem>): string[] =>
  result.ok ? [] : result.errors.map(({ code, field }) => `${code} ${field?.join('.')}`)
const kept = () => shop.db.read.select().from(stockAlert).orderBy(asc(stockAlert.id))
const waiting = async () => (await kept()).filter((alert) => alert.dueAt === null).map(({ email }) => email)
const due = () => toldOf(shop, 'stock.alertDue')

describe('who waits', () => {
  test('is told once, when the variant is back in that channel', async () => {
    await must(wait('ada@example.com'))
    await must(wait('ada@example.com', us))
    await must(shop.stock.saveLocation(shop.actor, place('dallas', { channels: ['us'] })))
    await shop.react()
    expect(await due()).toEqual([])
    await lay(shop, 'retort', 'dallas', 3)
    await shop.react()
    expect(await due()).toEqual([{ alertId: 2, variantId, channelId: 2 }])
    await lay(shop, 'retort', 'vienna', 3)
    await shop.react()
    for (const quantity of [0, 5, 0, 1]) {
      await lay(shop, 'retort', 'vienna', quantity)
      await lay(shop, 'retort', 'dallas', quantity)
      await shop.react()
    }
    expect(await due()).toEqual([
      { alertId: 2, variantId, channelId: 2 },
      { alertId: 1, variantId, channelId: 1 },
    ])
  })

  test('waits on when it is gone again before anybody looks', async () => {
    await must(wait('ada@example.com'))
    await lay(shop, 'retort', 'vienna', 3)
    await lay(shop, 'retort', 'vienna', 0)
    await shop.react()
    expect(await due()).toEqual([])
    await lay(shop, 'retort', 'vienna', 1)
    await shop.react()
    expect(await due()).toHaveLength(1)
  })

  test('is told when a location begins to serve the channel, and when it may be backordered', async () => {
    const other = await soldVariant(shop, 'alembic')
    await lay(shop, 'alembic', 'vienna', 0)
    await must(shop.stock.saveLocation(shop.actor, place('depot', { channels: [] })))
    await lay(shop, 'retort', 'depot', 3)
    await must(wait('ada@example.com'))
    await must(wait('ada@example.com', eu, other))
    await must(shop.stock.saveLocation(shop.actor, place('depot')))
    await shop.react()
    expect(await due()).toMatchObject([{ variantId }])
    await must(shop.stock.savePolicies(shop.actor, { items: [{ sku: 'alembic', policy: 'BACKORDER' }] }))
    await shop.react()
    expect(await due()).toMatchObject([{ variantId }, { variantId: other }])
  })

  test('are all told, however many they are', async () => {
    const rows = Array.from({ length: 1_203 }, (_, i) => ({
      ...{ variantId, channelId: 1 + (i % 2), email: `${i}@example.com`, locale: 'en' },
      ...{ createdAt: shop.clock.now(), expiresAt: shop.clock.now() },
    }))
    await shop.db.write(async (tx) => {
      for (let from = 0; from < rows.length; from += 100)
        await tx.insert(stockAlert).values(rows.slice(from, from + 100))
    })
    await lay(shop, 'retort', 'vienna', 3)
    await shop.react()
    const told = (await due()).map(({ alertId }) => alertId as number)
    expect(told.sort((a, b) => a - b)).toEqual(rows.map((_, i) => i + 1))
    expect(await waiting()).toEqual([])
  })
})

describe('to ask', () => {
  test('again is to ask once, whatever the capitals; once told, it is to ask anew', async () => {
    for (const email of ['ada@example.com', 'Ada@Example.com', 'ada@example.com']) await must(wait(email))
    expect(await kept()).toMatchObject([{ email: 'ada@example.com', locale: 'de', channelId: 1 }])
    await lay(shop, 'retort', 'vienna', 1)
    await shop.react()
    await lay(shop, 'retort', 'vienna', 0)
    await must(wait('ada@example.com'))
    expect(await waiting()).toEqual(['ada@example.com'])
    await lay(shop, 'retort', 'vienna', 1)
    await shop.react()
    expect(await due()).toHaveLength(2)
  })

  test('for what can be bought, or is not sold, or without an address is refused', async () => {
    const counted = await soldVariant(shop, 'alembic')
    expect(codes(await wait('ada@example.com', eu, counted))).toEqual(['AVAILABLE_NOW variantId'])
    expect(codes(await wait('ada', eu, 999))).toEqual(['INVALID_FORMAT email', 'NOT_FOUND variantId'])
    expect(codes(await wait('ada@example.com', eu, null))).toEqual(['NOT_FOUND variantId'])
    expect(codes(await wait('ada@example.com', { ...eu, channelId: 9 }))).toEqual(['NOT_FOUND variantId'])
    expect(await kept()).toEqual([])
  })

  test('for more than 50 variants lets the oldest go', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => ({
      ...{ variantId: 1_000 + i, channelId: 1, email: 'ada@example.com', locale: 'en' },
      ...{ createdAt: shop.clock.now(), expiresAt: shop.clock.now() },
    }))
    await shop.db.write((tx) => tx.insert(stockAlert).values(rows))
    await must(wait('ada@example.com'))
    const left = (await kept()).map((alert) => alert.variantId)
    expect([left.length, left[0], left.at(-1)]).toEqual([50, 1_001, variantId])
  })

  test('for what 10,000 wait for is refused, also to those who wait', async () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => ({
      ...{ variantId, channelId: 1, email: `${i}@example.com`, locale: 'en' },
      ...{ createdAt: shop.clock.now(), expiresAt: shop.clock.now() },
    }))
    await shop.db.write(async (tx) => {
      for (let from = 0; from < rows.length; from += 500)
        await tx.insert(stockAlert).values(rows.slice(from, from + 500))
    })
    for (const email of ['ada@example.com', '7@example.com'])
      expect(codes(await wait(email))).toEqual(['LIMIT_EXCEEDED variantId'])
    await must(wait('ada@example.com', us))
  })
})

describe('an alert', () => {
  test('is forgotten after 180 days, and 30 days after it was told', async () => {
    await must(wait('ada@example.com'))
    await must(wait('ada@example.com', us))
    await must(shop.stock.saveLocation(shop.actor, place('dallas', { channels: ['us'] })))
    await lay(shop, 'retort', 'dallas', 1)
    await shop.react()
    const daysLater = (days: number) => new Date(shop.clock.now().getTime() + days * 86_400_000)
    const left = async (days: number) => {
      await shop.alerts.forget(daysLater(days))
      return (await kept()).map(({ channelId }) => channelId)
    }
    expect(await left(29.9)).toEqual([1, 2])
    expect(await left(30)).toEqual([1])
    expect(await left(179.9)).toEqual([1])
    expect(await left(180)).toEqual([])
  })

  test('names its address in its table alone, and is erased with it', async () => {
    await must(wait('ada@example.com'))
    await must(wait('grace@example.com'))
    await lay(shop, 'retort', 'vienna', 1)
    await shop.react()
    const facts = JSON.stringify(await shop.db.read.select().from(outbox))
    expect(facts).toContain('stock.alertDue')
    expect(facts).not.toContain('example.com')
    await shop.db.write((tx) => shop.alerts.eraseAddress(tx, 'Ada@example.com'))
    expect((await kept()).map(({ email }) => email)).toEqual(['grace@example.com'])
  })
})
