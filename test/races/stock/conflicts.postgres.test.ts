import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { rows } from '../../../src/db/index.js'
import { auditEntry } from '../../../src/db/tables/audit.js'
import { idempotentCall } from '../../../src/db/tables/idempotency.js'
import { reservation, stockMovement } from '../../../src/db/tables/stock.js'
import { must, openTestShop, type TestShop } from '../../support/shop.js'
import { lay, ledgerFaults, place, soldVariant, toldOf } from '../../support/stocked.js'

let shop: TestShop
let ids: number[]
const skus = ['a', 'b', 'c']
beforeEach(async () => {
  shop = await openTestShop()
  ids = []
  for (const sku of skus) ids.push(await soldVariant(shop, sku))
  for (const name of ['near', 'far']) await must(shop.stock.saveLocation(shop.actor, place(name)))
  for (const sku of skus) await lay(shop, sku, 'near', 100)
})

const redone = async () => {
  const { engine } = await shop.db.status()
  return engine.kind === 'postgres' ? engine.redone : 0
}

/**
 * From here on every so many-th row that is written into the table fails, at once or when the transaction is committed.
 * What counts is a sequence, which no rollback turns back.
 */
async function failOn(
  table: string,
  code: string,
  when: 'at once' | 'at the commit',
  every: number,
): Promise<void> {
  const trigger =
    when === 'at once'
      ? `create trigger failing before insert or update on ${table}`
      : `create constraint trigger failing after insert or update on ${table} deferrable initially deferred`
  const statements = [
    'create sequence failures',
    `create function fail() returns trigger language plpgsql as $$ begin
       if nextval('failures') % ${every} = 0 then raise exception 'forced' using errcode = '${code}'; end if;
       return new; end $$`,
    `${trigger} for each row execute function fail()`,
  ]
  for (const statement of statements) await shop.db.write((tx) => rows(tx, sql.raw(statement)))
}

const forced: readonly [table: string, code: string, when: 'at once' | 'at the commit'][] = [
  ['stock_level', '40001', 'at once'],
  ['stock_item', '40P01', 'at once'],
  ['stock_movement', '40001', 'at the commit'],
  ['outbox', '40P01', 'at the commit'],
]
const expiresAt = () => new Date(shop.clock.now().getTime() + 60_000)

test.each(forced)(
  '%s failing with %s %s doubles nothing and loses nothing',
  async (table, code, when) => {
    const before = { movements: (await movements()).length, facts: await changes(), audit: await audited() }
    const versions = await versionsOf()
    await failOn(table, code, when, 4)
    for (let i = 0; i < 3; i++) {
      const key = `0123456789abcdef-${i}`
      const input = { sku: 'a', location: 'near', delta: -2, idempotencyKey: key }
      const first = await must(shop.stock.adjust(shop.actor, input))
      expect(await must(shop.stock.adjust(shop.actor, input))).toEqual(first)
    }
    await must(shop.stock.transfer(shop.actor, { sku: 'a', from: 'near', to: 'far', quantity: 4 }))
    const [variantId = 0] = ids
    const lines = [{ variantId, quantity: 3 }]
    const sold = await must(shop.stock.reserve(shop.actor, { channelId: 1, lines, expiresAt: expiresAt() }))
    await must(shop.stock.commit(shop.actor, sold.id))
    const freed = await must(shop.stock.reserve(shop.actor, { channelId: 1, lines, expiresAt: expiresAt() }))
    await must(shop.stock.release(shop.actor, freed.id))

    expect(await redone()).toBeGreaterThanOrEqual(2)
    const [a] = await shop.stock.exact([variantId])
    expect(a?.levels.map(({ onHand, reserved }) => [onHand, reserved])).toEqual([
      [87, 0],
      [4, 0],
    ])
    expect(await ledgerFaults(shop)).toEqual([])
    // Three adjustments, a transfer of two movements, and two reservations with an end each.
    expect((await movements()).slice(before.movements).map(({ kind }) => kind)).toEqual([
      ...['ADJUST', 'ADJUST', 'ADJUST', 'TRANSFER', 'TRANSFER'],
      ...['RESERVE', 'SELL', 'RESERVE', 'RELEASE'],
    ])
    expect((await changes()) - before.facts).toBe(8)
    expect((await audited()) - before.audit).toBe(4)
    expect((await versionsOf()).map((version, i) => version - (versions[i] ?? 0))).toEqual([8, 0, 0])
    expect(await shop.db.read.select().from(idempotentCall)).toHaveLength(3)
    expect(await shop.db.read.select().from(reservation)).toHaveLength(2)
  },
  30_000,
)

test('baskets and adjustments that all fail now and then come out as if none had', async () => {
  await failOn('stock_level', '40P01', 'at once', 9)
  const baskets = Array.from({ length: 12 }, async (_, i) => {
    const lines = [...ids.slice(i % 3), ...ids.slice(0, i % 3)].map((variantId) => ({
      variantId,
      quantity: 1,
    }))
    const { id } = await must(shop.stock.reserve(shop.actor, { channelId: 1, lines, expiresAt: expiresAt() }))
    await must(shop.stock[i % 2 === 0 ? 'commit' : 'release'](shop.actor, id))
  })
  const deltas = Array.from({ length: 12 }, (_, i) =>
    must(shop.stock.adjust(shop.actor, { sku: skus[i % 3] ?? '', location: 'near', delta: 1 })),
  )
  await Promise.all([...baskets, ...deltas])
  for (const { levels, version } of await shop.stock.exact(ids)) {
    expect(levels).toMatchObject([{ onHand: 100 + 4 - 6, reserved: 0 }])
    expect(version).toBe(1 + 4 + 24)
  }
  expect(await ledgerFaults(shop)).toEqual([])
}, 60_000)

const movements = () => shop.db.read.select().from(stockMovement).orderBy(stockMovement.id)
const changes = async () => (await toldOf(shop, 'stock.changed')).length
const audited = async () => (await shop.db.read.select().from(auditEntry)).length
const versionsOf = async () => (await shop.stock.exact(ids)).map(({ version }) => version)
