import { getTableName, is, sql } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { beforeAll, expect, test } from 'vitest'
import { rows } from '../../../src/db/index.js'
import * as tables from '../../../src/db/tables/index.js'
import type { ProductInput } from '../../../src/domains/catalog/index.js'
import type { UpsertResult } from '../../../src/domains/merchandising/index.js'
import { openTestShop, pricesOf, type TestShop, vessel } from '../../support/shop.js'
import { statementsOf } from '../../support/statements.js'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop()
  await shop.upsert(vessel('known'), vessel('priced'), vessel('same'), vessel('renamed'))
})

/** How many rows each table has. */
async function counts(): Promise<Record<string, number>> {
  const names = Object.values(tables).flatMap((table) =>
    is(table, PgTable) || is(table, SQLiteTable) ? [getTableName(table)] : [],
  )
  const counted: Record<string, number> = {}
  for (const name of names) {
    const [row] = await rows<{ count: number }>(
      shop.db.read,
      sql`select count(*) as count from ${sql.identifier(name)}`,
    )
    counted[name] = Number(row?.count)
  }
  return counted
}

const slugged = (reference: string, slug: string) =>
  vessel(reference, { translations: [{ locale: 'en', name: reference, slug }] })
const filler = Array.from({ length: 70 }, (_, i) => vessel(`filler-${i}`))
const items: ProductInput[] = [
  vessel('new'),
  { externalReference: 'known', rank: 5 },
  { externalReference: 'priced', variants: [{ sku: 'priced', prices: pricesOf(2) }] },
  vessel('same'),
  vessel('bad', {
    brand: 'nobody',
    variants: [{ sku: 'bad', prices: [{ channel: 'eu', currency: 'EUR', amountMinor: -1 }] }],
  }),
  vessel('new', { rank: 2 }),
  vessel('sku-thief', { variants: [{ sku: 'new', prices: [] }] }),
  slugged('slug-1', 'wanted'),
  ...filler,
  slugged('slug-2', 'wanted'),
  vessel('sku-thief-later', { variants: [{ sku: 'filler-3', prices: [] }] }),
  { externalReference: 'known', rank: 6 },
  { externalReference: 'renamed', translations: [{ locale: 'en', name: 'Other' }] },
]

test('a dry run keeps nothing, and answers what a real one answers', async () => {
  const before = await counts()
  expect(before.product).toBe(4)
  const dry = await shop.merchandising.upsertProducts(shop.actor, { items, dryRun: true })
  expect(await counts()).toEqual(before)
  const real = await shop.upsert(...items)
  const hidden = (results: readonly UpsertResult[]) =>
    results.map((result) => (result.outcome === 'CREATED' ? { ...result, productId: null } : result))
  expect(dry).toEqual(hidden(real))
  expect(new Set(dry.map(({ outcome }) => outcome))).toEqual(
    new Set(['CREATED', 'UPDATED', 'UNCHANGED', 'REJECTED']),
  )
  expect((await counts()).product).toBeGreaterThan(70)
})

test('a dry run does not write at all', async () => {
  const statements = await statementsOf(() =>
    shop.merchandising.upsertProducts(shop.actor, { items: [vessel('never')], dryRun: true }),
  )
  expect(statements.length).toBeGreaterThan(3)
  expect(statements.filter((text) => !/^\s*(select|with)\b/i.test(text))).toEqual([])
})
