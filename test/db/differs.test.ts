import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  among,
  after as behind,
  dialect,
  insertRows,
  query,
  rows,
  type Slots,
  uniqueViolation,
} from '../../src/db/index.js'
import { price } from '../../src/db/tables/index.js'
import { openSampleDatabase, sample } from '../support/sample-table.js'

const db = await openSampleDatabase()
const instant = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, 0, n))

beforeAll(() =>
  db.write((tx) =>
    insertRows(
      tx,
      sample,
      Array.from({ length: 200 }, (_, i) => ({
        name: `n${i + 1}`,
        rank: i % 10,
        at: instant(i % 20),
      })),
    ),
  ),
)

const idsOf = (found: readonly { id: number }[]) => found.map((row) => row.id)

describe('`among`', () => {
  const byIds = query((on, p: Slots<{ ids: readonly number[] }>) =>
    on.select({ id: sample.id }).from(sample).where(among(sample.id, p.ids)).orderBy(asc(sample.id)),
  )
  const byNames = query((on, p: Slots<{ names: readonly string[] }>) =>
    on.select({ id: sample.id }).from(sample).where(among(sample.name, p.names)).orderBy(asc(sample.id)),
  )
  const byInstants = query((on, p: Slots<{ at: readonly Date[] }>) =>
    on.select({ id: sample.id }).from(sample).where(among(sample.at, p.at)).orderBy(asc(sample.id)).limit(3),
  )

  it('matches a list of numbers, texts or instants of any length', async () => {
    expect(idsOf(await byIds(db.read, { ids: [3, 1, 999] }))).toEqual([1, 3])
    expect(idsOf(await byIds(db.read, { ids: Array.from({ length: 50_000 }, (_, i) => i) }))).toHaveLength(
      200,
    )
    expect(idsOf(await byNames(db.read, { names: ['n2', `'"{},\\`, 'n1'] }))).toEqual([1, 2])
    expect(idsOf(await byInstants(db.read, { at: [instant(0), instant(1)] }))).toEqual([1, 2, 21])
  })

  it('matches nothing when the list is empty', async () => {
    expect(await byIds(db.read, { ids: [] })).toEqual([])
    expect(await byNames(db.read, { names: [] })).toEqual([])
  })

  it('takes a list in a query that is not prepared too', async () => {
    const found = await db.read
      .select({ id: sample.id })
      .from(sample)
      .where(among(sample.name, ['n7', 'n8']))
    expect(idsOf(found)).toEqual([7, 8])
  })

  it('is one parameter, answered from the index', async () => {
    const built = db.read
      .select()
      .from(sample)
      .where(among(sample.name, ['n7', 'n8', 'n9']))
      .toSQL()
    expect(built.params).toHaveLength(1)
    expect(await planOf(sql`select * from sample where ${among(sample.name, ['n7', 'n8'])}`)).toMatch(
      /sample_name/,
    )
  })
})

describe('`after`', () => {
  const pages = async (direction: 'asc' | 'desc') => {
    const order = direction === 'asc' ? asc : desc
    const first = () =>
      db.read
        .select({ id: sample.id, at: sample.at })
        .from(sample)
        .orderBy(order(sample.at), order(sample.id))
        .limit(30)
    const next = query((on, p: Slots<{ at: number; id: number }>) =>
      on
        .select({ id: sample.id, at: sample.at })
        .from(sample)
        .where(behind([sample.at, sample.id], [p.at, p.id], direction))
        .orderBy(order(sample.at), order(sample.id))
        .limit(30),
    )
    const seen: number[] = []
    for (let page = await first(); page.length > 0; ) {
      seen.push(...idsOf(page))
      const last = page.at(-1) as { id: number; at: Date }
      page = await next(db.read, { at: last.at.getTime(), id: last.id })
    }
    return seen
  }

  it('walks a list with ties forwards and backwards, each row once', async () => {
    const forwards = await pages('asc')
    expect(forwards).toHaveLength(200)
    expect(new Set(forwards).size).toBe(200)
    expect(await pages('desc')).toEqual(forwards.reverse())
  })

  it('takes plain values too', async () => {
    const found = await db.read
      .select({ id: sample.id })
      .from(sample)
      .where(and(eq(sample.rank, 3), behind([sample.id], [180])))
      .orderBy(asc(sample.id))
    expect(idsOf(found)).toEqual([184, 194])
  })

  it('is answered from the index', async () => {
    const where = sql`where ${price.variantId} = 1 and ${behind([price.channelId, price.currency], [1, 'EUR'])}`
    const plan = await planOf(sql`select * from price ${where} order by channel_id, currency limit 5`)
    expect(plan).toMatch(
      dialect === 'sqlite'
        ? /SEARCH price USING PRIMARY KEY .*\(channel_id,currency\)>/
        : /Index Cond: .*ROW\(/,
    )
  })
})

/** How the engine would go about it. PostgreSQL scans small tables whatever the indexes, so scans are made dear. */
async function planOf(statement: ReturnType<typeof sql>): Promise<string> {
  if (dialect === 'sqlite') {
    const steps = await rows<{ detail: string }>(db.read, sql`explain query plan ${statement}`)
    return steps.map((step) => step.detail).join('\n')
  }
  return db.snapshot(async (on) => {
    await rows(on, sql`set local enable_seqscan = off`)
    const lines = await rows<{ 'QUERY PLAN': string }>(on, sql`explain ${statement}`)
    return lines.map((line) => line['QUERY PLAN']).join('\n')
  })
}

describe('`uniqueViolation`', () => {
  const failing = async (row: typeof sample.$inferInsert) =>
    db
      .write((tx) => tx.insert(sample).values(row))
      .then(
        () => null,
        (error: unknown) => uniqueViolation(error),
      )

  it('tells the table and the columns of the key that was taken', async () => {
    expect(await failing({ name: 'n1' })).toEqual({ table: 'sample', columns: ['name'] })
    expect(await failing({ id: 1, name: 'new' })).toEqual({ table: 'sample', columns: ['id'] })
  })

  it('tells the columns of a key of several', async () => {
    const row = { variantId: 1, channelId: 2, currency: 'EUR', amountMinor: 1, updatedAt: instant(0) }
    const error = await db
      .write(async (tx) => {
        await tx.insert(price).values(row)
        await tx.insert(price).values(row)
      })
      .catch((thrown: unknown) => thrown)
    expect(uniqueViolation(error)).toEqual({
      table: 'price',
      columns: ['variant_id', 'channel_id', 'currency'],
    })
  })

  it('is null for any other failure', async () => {
    expect(await failing({ name: 'negative', amount: -1 })).toBeNull()
    expect(uniqueViolation(new Error('UNIQUE'))).toBeNull()
    expect(uniqueViolation(undefined)).toBeNull()
  })
})

describe('both engines', () => {
  it('sort texts by code point, whatever the language of the server', async () => {
    const names = ['a', 'B', 'é', 'z', 'Ö', 'я', '日', '_']
    const other = await openSampleDatabase()
    await other.write((tx) =>
      insertRows(
        tx,
        sample,
        names.map((name) => ({ name })),
      ),
    )
    const sorted = await other.read.select({ name: sample.name }).from(sample).orderBy(asc(sample.name))
    expect(sorted.map((row) => row.name)).toEqual([...names].sort())
  })

  it('refuse a text in a column of numbers', async () => {
    await expect(
      db.write((tx) => rows(tx, sql`insert into sample (name, amount) values ('x', 'many') returning id`)),
    ).rejects.toThrow()
  })

  it('refuse what a CHECK does not allow', async () => {
    await expect(db.write((tx) => tx.insert(sample).values({ name: 'x', amount: -1 }))).rejects.toThrow()
  })
})
