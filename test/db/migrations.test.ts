import { getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { describe, expect, it } from 'vitest'
import type { Migration } from '../../src/db/engines/migration.js'
import { dialect, migrate, openDatabase } from '../../src/db/index.js'
import { migrationsOf } from '../../src/db/migrations.js'
import * as tables from '../../src/db/tables/index.js'
import { athanorProcess } from '../cli/athanor.js'
import { createEmptyDatabase, createTestDatabase } from '../support/database.js'
import { opened } from '../support/opened.js'
import { openRaw, type RawDatabase } from '../support/raw-database.js'
import { fillEveryTable } from '../support/row-filler.js'

const steps = migrationsOf(dialect)
const step = (hash: string, ...sql: string[]): Migration => ({ hash, sql })

async function countsOf(db: RawDatabase): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const table of await db.tables()) {
    const [row] = await db.all(`select count(*) as n from "${table}"`)
    counts.set(table, Number(row?.n))
  }
  return counts
}

describe('the migrations', () => {
  it('make every table that the code knows, and no other', async () => {
    const raw = await openRaw(await createTestDatabase())
    expect(await raw.tables()).toEqual(
      Object.values(tables)
        .map((table) => getTableName(table))
        .sort(),
    )
  })

  it('keep all rows, step by step from the first version to this one', async () => {
    const url = await createEmptyDatabase()
    for (const [i] of steps.entries()) {
      const raw = await openRaw(url)
      const before = await countsOf(raw)
      await migrate(url, steps.slice(0, i + 1))
      const after = await countsOf(raw)
      // A step may derive more rows of those that are there.
      for (const [table, count] of before)
        if (after.has(table)) expect(after.get(table), table).toBeGreaterThanOrEqual(count)
      await fillEveryTable(raw, i)
      await raw.close()
    }
    const db = await openDatabase({ url })
    opened.add(db)
    for (const table of Object.values(tables) as PgTable[]) {
      const rows = await db.read.select().from(table)
      expect([getTableName(table), rows.length > 0]).toEqual([getTableName(table), true])
    }
  })

  it('begin the history of prices with what things cost before there was one', async () => {
    const url = await createEmptyDatabase()
    const makesHistory = ({ sql }: Migration) => sql.some((one) => /create table .price_history/i.test(one))
    await migrate(url, steps.slice(0, steps.findIndex(makesHistory)))
    const raw = await openRaw(url)
    await fillEveryTable(raw, 1)
    await migrate(url, steps)
    const columns = (at: string) =>
      `variant_id, channel_id, currency, ${at} as at, amount_minor, compare_at_minor`
    const prices = await raw.all(`select ${columns('updated_at')} from price`)
    expect(prices.length).toBeGreaterThan(0)
    expect(await raw.all(`select ${columns('at')} from price_history where price_group = ''`)).toEqual(prices)
    await raw.close()
  })

  it('change nothing when run again', async () => {
    const url = await createTestDatabase()
    const raw = await openRaw(url)
    await fillEveryTable(raw, 0)
    const before = await countsOf(raw)
    await migrate(url)
    expect(await countsOf(raw)).toEqual(before)
    expect(await raw.all('select hash from migration')).toHaveLength(steps.length)
  })

  it('are run once when several processes start at the same time', async () => {
    const url = await createEmptyDatabase()
    const ends = await Promise.all([1, 2, 3].map(() => athanorProcess(['migrate'], { url })))
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0])
    const raw = await openRaw(url)
    expect(await raw.all('select hash from migration')).toHaveLength(steps.length)
  }, 30_000)

  it('leave alone what a newer version of the program has done', async () => {
    const url = await createTestDatabase()
    await migrate(url, [...steps, step('newer', 'create table newer (id integer primary key)')])
    await migrate(url)
    expect(await (await openRaw(url)).tables()).toContain('newer')
  })

  it('are all or nothing: when one fails, those before it in the same run are undone', async () => {
    const url = await createTestDatabase()
    const failing = migrate(url, [
      ...steps,
      step('good', 'create table good (id integer primary key)'),
      step('bad', 'create table also_good (id integer primary key)', 'this is no SQL'),
    ])
    await expect(failing).rejects.toThrow(/syntax/)
    const names = await (await openRaw(url)).tables()
    expect(names).not.toContain('good')
    expect(names).not.toContain('also_good')
  })
})

describe('the log of changes', () => {
  it('refuses to be changed or shortened', async () => {
    const raw = await openRaw(await createTestDatabase())
    await fillEveryTable(raw, 0)
    await expect(raw.all(`update audit_entry set actor = 'someone else' returning 1`)).rejects.toThrow(
      /append-only/,
    )
    await expect(raw.all('delete from audit_entry returning 1')).rejects.toThrow(/append-only/)
    expect((await countsOf(raw)).get('audit_entry')).toBe(2)
  })
})
