import { and, asc, eq, gte, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { affectedRows, query, rows, type Slots, type Tx } from '../../src/db/index.js'
import { openSampleDatabase, sample } from '../support/sample-table.js'

const db = await openSampleDatabase()
/** Beyond the keys that the database gives. */
const first = 1_000_001
const second = 1_000_002
const noon = new Date('2026-05-01T12:00:00.123Z')

beforeEach(async () => {
  await db.write(async (tx) => {
    await tx.delete(sample)
    await tx.insert(sample).values([
      { id: first, name: 'alembic', amount: 9_007_199_254_740_991, flag: true, at: noon, data: { a: [1] } },
      { id: second, name: 'bellows', ratio: 0.1, flag: false },
    ])
  })
})

const byId = query((on, p: Slots<{ id: number }>) => on.select().from(sample).where(eq(sample.id, p.id)))

describe('a prepared query', () => {
  it('answers typed rows, the same on both engines', async () => {
    expect(await byId(db.read, { id: first })).toEqual([
      {
        id: first,
        name: 'alembic',
        amount: 9_007_199_254_740_991,
        rank: null,
        ratio: null,
        flag: true,
        at: noon,
        data: { a: [1] },
      },
    ])
    expect(await byId(db.read, { id: second })).toEqual([
      { id: second, name: 'bellows', amount: 0, rank: null, ratio: 0.1, flag: false, at: null, data: null },
    ])
  })

  it('runs on reads, snapshots and transactions alike', async () => {
    expect(await byId(db.read, { id: first })).toHaveLength(1)
    expect(await db.snapshot((on) => byId(on, { id: first }))).toHaveLength(1)
    expect(await db.write((tx) => byId(tx, { id: first }))).toHaveLength(1)
  })

  it('is built once for each connection', async () => {
    let built = 0
    const counted = query((on, p: Slots<{ id: number }>) => {
      built++
      return on.select().from(sample).where(eq(sample.id, p.id))
    })
    for (let i = 0; i < 5; i++) await counted(db.read, { id: i })
    expect(built).toBe(1)
  })

  it('compares instants and booleans', async () => {
    const since = query((on, p: Slots<{ at: Date; flag: boolean }>) =>
      on
        .select({ id: sample.id })
        .from(sample)
        .where(and(gte(sample.at, p.at), eq(sample.flag, p.flag))),
    )
    expect(await since(db.read, { at: noon, flag: true })).toEqual([{ id: first }])
    expect(await since(db.read, { at: new Date(noon.getTime() + 1), flag: true })).toEqual([])
    expect(await since(db.read, { at: noon, flag: false })).toEqual([])
  })

  it('fills in a limit', async () => {
    const some = query((on, p: Slots<{ limit: number }>) =>
      on.select({ id: sample.id }).from(sample).orderBy(asc(sample.id)).limit(p.limit),
    )
    expect(await some(db.read, { limit: 1 })).toEqual([{ id: first }])
  })

  it('throws when a value is missing', async () => {
    await expect(byId(db.read, {} as { id: number })).rejects.toThrow(/"id"/)
  })

  it('inserts, with nulls as nulls', async () => {
    type New = { name: string; at: Date | null; flag: boolean | null; data: unknown }
    const add = query((on: Tx, p: Slots<New>) =>
      on.insert(sample).values({ name: p.name, at: p.at, flag: p.flag, data: p.data }).returning(),
    )
    const given = { name: 'crucible', at: noon, flag: true, data: ['x'] }
    const nothing = { name: 'dish', at: null, flag: null, data: null }
    expect(await db.write((tx) => add(tx, given))).toMatchObject([given])
    expect(await db.write((tx) => add(tx, nothing))).toMatchObject([nothing])
    const missing = await rows<{ name: string }>(
      db.read,
      sql`select name from sample where data is null and flag is null`,
    )
    expect(missing).toEqual([{ name: 'dish' }])
  })

  it('updates, and tells how many rows', async () => {
    const take = query((on: Tx, p: Slots<{ id: number; units: number }>) =>
      on
        .update(sample)
        .set({ amount: sql`${sample.amount} - ${p.units}` })
        .where(and(eq(sample.id, p.id), gte(sample.amount, p.units))),
    )
    const taken = (units: number) =>
      db.write(async (tx) => affectedRows(await take(tx, { id: first, units })))
    expect(await taken(9_007_199_254_740_990)).toBe(1)
    expect(await taken(2)).toBe(0)
    expect(await byId(db.read, { id: first })).toMatchObject([{ amount: 1 }])
  })
})

describe('a raw query', () => {
  it('answers rows by the names of the columns', async () => {
    expect(await rows(db.read, sql`select id, name from sample order by id`)).toEqual([
      { id: first, name: 'alembic' },
      { id: second, name: 'bellows' },
    ])
  })

  it('says what the builder cannot, prepared and filled in', async () => {
    const countTo = query(
      (_, p: Slots<{ most: number }>) => sql<{ n: number }>`
        with recursive counted(n) as (select 1 union all select n + 1 from counted where n < ${p.most})
        select n from counted`,
    )
    expect(await countTo(db.read, { most: 3 })).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
    expect(await db.snapshot((on) => countTo(on, { most: 1 }))).toEqual([{ n: 1 }])
  })

  it('gives counts and sums as numbers', async () => {
    expect(await rows(db.read, sql`select count(*) as n, max(amount) as most from sample`)).toEqual([
      { n: 2, most: 9_007_199_254_740_991 },
    ])
  })
})
