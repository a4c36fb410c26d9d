import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { discountClaim, discountCode } from '../../../src/db/tables/promotions.js'
import type { DiscountCodeInput } from '../../../src/domains/promotions/index.js'
import { must, openTestShop, type TestShop } from '../../support/shop.js'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop()
})

let made = 0
const saved = async (given: Partial<DiscountCodeInput>) => {
  const input = { code: `RACE-${++made}`, percent: '10', ...given }
  return (await must(shop.promotions.save(shop.actor, input))).id
}
const atOnce = <T>(count: number, work: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)))
const claim = (codeId: number, reference: string, customerKey: string | null = null) =>
  shop.db.write(async (tx) => (await shop.promotions.claim(tx, { codeId, reference, customerKey })).ok)
const release = (reference: string) => shop.db.write((tx) => shop.promotions.release(tx, reference))
const used = async (codeId: number) => {
  const rows = await shop.db.read.select().from(discountCode).where(sql`${discountCode.id} = ${codeId}`)
  return rows[0]?.used
}
const claimed = async (codeId: number) =>
  (await shop.db.read.select().from(discountClaim).where(sql`${discountClaim.codeId} = ${codeId}`)).length

test('of 200 who claim a code with a limit of 10 at once, 10 get it', async () => {
  const codeId = await saved({ usageLimit: 10 })
  const got = await atOnce(200, (i) => claim(codeId, `order-${codeId}-${i}`))
  expect(got.filter(Boolean)).toHaveLength(10)
  expect([await used(codeId), await claimed(codeId)]).toEqual([10, 10])
}, 60_000)

test('a customer gets it as often as each may, however many orders are placed at once', async () => {
  const codeId = await saved({ usageLimit: 100, perCustomerLimit: 2 })
  const got = await atOnce(30, (i) => claim(codeId, `order-${codeId}-${i}`, `customer-${i % 3}`))
  expect(got.filter(Boolean)).toHaveLength(6)
  expect([await used(codeId), await claimed(codeId)]).toEqual([6, 6])
}, 60_000)

test('one order claims once, however often it tries, and gives back once', async () => {
  const codeId = await saved({ usageLimit: 5, perCustomerLimit: 5 })
  const reference = `order-${codeId}`
  expect(await atOnce(20, () => claim(codeId, reference, 'me'))).toEqual(Array(20).fill(true))
  expect(await used(codeId)).toBe(1)
  await atOnce(20, () => release(reference))
  expect([await used(codeId), await claimed(codeId)]).toEqual([0, 0])
}, 60_000)

test('what is claimed and given back at once adds up, and a freed use can be had again', async () => {
  const codeId = await saved({ usageLimit: 10, perCustomerLimit: 10 })
  await atOnce(100, async (i) => {
    const reference = `order-${codeId}-${i}`
    if ((await claim(codeId, reference, 'me')) && i % 2 === 0) await release(reference)
  })
  const count = (await used(codeId)) ?? 0
  expect(count).toBeLessThanOrEqual(10)
  expect(await claimed(codeId)).toBe(count)
  const more = await atOnce(20, (i) => claim(codeId, `late-${codeId}-${i}`, 'me'))
  expect(more.filter(Boolean)).toHaveLength(10 - count)
}, 60_000)

test('a limit that is lowered while a code is claimed is never below what is used', async () => {
  const codeId = await saved({ usageLimit: 50 })
  const code = `race-${made}`
  const lower = (usageLimit: number) => shop.promotions.save(shop.actor, { code, usageLimit })
  const results = await Promise.all([
    atOnce(40, (i) => claim(codeId, `order-${codeId}-${i}`)),
    ...[30, 20, 10, 1].map(lower),
  ])
  const [rows] = await shop.db.read.select().from(discountCode).where(sql`${discountCode.id} = ${codeId}`)
  expect(rows?.used).toBe((results[0] as boolean[]).filter(Boolean).length)
  expect(rows?.used).toBeLessThanOrEqual(rows?.usageLimit ?? 0)
}, 60_000)

test('a disabled code is claimed no more', async () => {
  const codeId = await saved({})
  await must(shop.promotions.disable(shop.actor, `  race-${made} `))
  expect(await claim(codeId, `order-${codeId}`)).toBe(false)
})
