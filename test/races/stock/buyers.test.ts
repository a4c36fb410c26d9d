import { beforeEach, expect, test } from 'vitest'
import type { Problem } from '../../../src/kernel/problem.js'
import type { Result } from '../../../src/kernel/result.js'
import { must, openTestShop, type TestShop } from '../../support/shop.js'
import { lay, ledgerFaults, place, soldVariant } from '../../support/stocked.js'

let shop: TestShop
let ids: number[]
const skus = ['a', 'b', 'c', 'd']
beforeEach(async () => {
  shop = await openTestShop()
  ids = await Promise.all(skus.map((sku) => soldVariant(shop, sku)))
  for (const name of ['near', 'far']) await must(shop.stock.saveLocation(shop.actor, place(name)))
})

const reserve = (lines: readonly { variantId: number; quantity: number }[]) =>
  shop.stock.reserve(shop.actor, {
    channelId: 1,
    lines,
    expiresAt: new Date(shop.clock.now().getTime() + 60_000),
  })
const atOnce = <T>(count: number, work: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)))
const won = (results: readonly Result<unknown, Problem>[]) => results.filter((result) => result.ok).length
const available = async () => (await shop.stock.channelStock(1, ids)).map((told) => told.available)

test('of 200 buyers for 100 units exactly 100 get one, whatever becomes of those', async () => {
  await lay(shop, 'a', 'near', 60)
  await lay(shop, 'a', 'far', 40)
  const [variantId = 0] = ids
  const results = await atOnce(200, () => reserve([{ variantId, quantity: 1 }]))
  expect(won(results)).toBe(100)
  expect((await available())[0]).toBe(0)
  const held = results.flatMap((result) => (result.ok ? [result.value.id] : []))
  await atOnce(100, (i) => shop.stock[i % 2 === 0 ? 'commit' : 'release'](shop.actor, held[i] ?? ''))
  const [stock] = await shop.stock.exact([variantId])
  const sum = (key: 'onHand' | 'reserved') => stock?.levels.reduce((total, level) => total + level[key], 0)
  expect([sum('onHand'), sum('reserved')]).toEqual([50, 0])
  expect(await ledgerFaults(shop)).toEqual([])
}, 60_000)

test('baskets that name the same variants in other orders get through, and none is sold too often', async () => {
  for (const sku of skus) await lay(shop, sku, 'near', 30)
  const results = await atOnce(60, (i) => {
    const turned = [...ids.slice(i % 4), ...ids.slice(0, i % 4)]
    const lines = (i % 2 === 0 ? turned : turned.reverse()).map((variantId) => ({ variantId, quantity: 1 }))
    return reserve(lines)
  })
  expect(won(results)).toBe(30)
  expect(await available()).toEqual([0, 0, 0, 0])
  expect(await ledgerFaults(shop)).toEqual([])
}, 60_000)

test('adjustments by deltas add up, those by what was seen win once', async () => {
  await lay(shop, 'a', 'near', 100)
  await atOnce(40, (i) =>
    shop.stock.adjust(shop.actor, { sku: 'a', location: 'near', delta: i % 2 === 0 ? 3 : -2 }),
  )
  expect((await available())[0]).toBe(120)
  const counts = await atOnce(10, (i) =>
    shop.stock.adjust(shop.actor, { sku: 'a', location: 'near', quantity: 200 + i, expectedQuantity: 120 }),
  )
  expect(won(counts)).toBe(1)
  expect(await ledgerFaults(shop)).toEqual([])
}, 60_000)

test('transfers there and back lose nothing', async () => {
  await lay(shop, 'a', 'near', 10)
  await lay(shop, 'a', 'far', 10)
  await atOnce(40, (i) =>
    shop.stock.transfer(shop.actor, {
      ...{ sku: 'a', quantity: 1 + (i % 3) },
      ...(i % 2 === 0 ? { from: 'near', to: 'far' } : { from: 'far', to: 'near' }),
    }),
  )
  expect((await available())[0]).toBe(20)
  expect(await ledgerFaults(shop)).toEqual([])
}, 60_000)

test('of many calls with one key one counts, and all are answered the same', async () => {
  await lay(shop, 'a', 'near', 1)
  const input = { sku: 'a', location: 'near', delta: 5, idempotencyKey: '0123456789abcdef-race' }
  const results = await atOnce(20, () => shop.stock.adjust(shop.actor, input))
  expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1)
  expect(won(results)).toBe(20)
  expect((await available())[0]).toBe(6)
}, 60_000)

test('of those who end one reservation at once, one does', async () => {
  await lay(shop, 'a', 'near', 5)
  const [variantId = 0] = ids
  const { id } = await must(reserve([{ variantId, quantity: 2 }]))
  const late = new Date(shop.clock.now().getTime() + 120_000)
  const ends = await atOnce(12, async (i): Promise<Result<unknown, Problem>> => {
    if (i % 3 === 0) return shop.stock.commit(shop.actor, id)
    if (i % 3 === 1) return shop.stock.release(shop.actor, id)
    const expired = await shop.stock.expireDue(shop.actor, late, () => false)
    return { ok: expired === 1, value: null, errors: [] } as Result<unknown, Problem>
  })
  expect(won(ends)).toBe(1)
  expect(await ledgerFaults(shop)).toEqual([])
  const [stock] = await shop.stock.exact([variantId])
  expect(stock?.levels[0]?.reserved).toBe(0)
}, 60_000)
