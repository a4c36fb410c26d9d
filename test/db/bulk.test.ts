import { asc, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { insertReturningIds, insertRows } from '../../src/db/index.js'
import { apiKey, price } from '../../src/db/tables/index.js'
import { openSampleDatabase, sample } from '../support/sample-table.js'

const db = await openSampleDatabase()
const at = new Date('2026-05-01T12:00:00.123Z')
const all = () => db.read.select().from(sample).orderBy(asc(sample.id))

beforeEach(() => db.write((tx) => tx.delete(sample)))

describe('inserting many rows', () => {
  it('keeps every kind of value as it is', async () => {
    const awkward = {
      name: `"quotes", {braces}, \\back\\slash, 'null', NULL`,
      data: [`"`, '\\', null, { a: '{1,2}' }],
    }
    const rows = [
      {
        id: 1,
        name: 'full',
        amount: 9_007_199_254_740_991,
        rank: -5,
        ratio: 1e-7,
        flag: true,
        at,
        data: { deep: [] },
      },
      { id: 2, name: 'false', amount: 0, rank: 0, ratio: 0, flag: false, at: new Date(0), data: 'text' },
      { id: 3, name: 'null', amount: 1, rank: null, ratio: null, flag: null, at: null, data: null },
      { id: 4, amount: 1, rank: null, ratio: null, flag: null, at: null, ...awkward },
    ]
    await db.write((tx) => insertRows(tx, sample, rows))
    expect(await all()).toEqual(rows)
  })

  it('takes no rows, one row, and more than go in one message', async () => {
    await db.write((tx) => insertRows(tx, sample, []))
    expect(await all()).toEqual([])
    await db.write((tx) => insertRows(tx, sample, [{ name: 'one' }]))
    const many = Array.from({ length: 12_345 }, (_, i) => ({ name: `many ${i}` }))
    await db.write((tx) => insertRows(tx, sample, many))
    expect(await all()).toHaveLength(12_346)
  })

  it('gives the columns that a row omits their defaults', async () => {
    await db.write((tx) => insertRows(tx, sample, [{ name: 'a', amount: 5, at }, { name: 'b' }]))
    expect(await all()).toMatchObject([
      { name: 'a', amount: 5, at },
      { name: 'b', amount: 0, at: null },
    ])
  })

  it('gives the keys that the application makes', async () => {
    const key = (hash: string) => ({
      name: 'k',
      prefix: 'p',
      hash,
      permissions: ['CATALOG_READ'],
      createdAt: at,
    })
    await db.write((tx) => insertRows(tx, apiKey, [key('1'), key('2')]))
    const ids = (await db.read.select({ id: apiKey.id }).from(apiKey)).map((row) => row.id)
    expect(new Set(ids).size).toBe(2)
    for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-/)
  })

  it('fails as a whole on a key that is taken', async () => {
    const failing = db.write((tx) => insertRows(tx, sample, [{ name: 'a' }, { name: 'b' }, { name: 'a' }]))
    await expect(failing).rejects.toThrow()
    expect(await all()).toEqual([])
  })

  it('passes over rows that are there, when asked to', async () => {
    await db.write((tx) => insertRows(tx, sample, [{ name: 'a', amount: 1 }]))
    await db.write((tx) =>
      insertRows(
        tx,
        sample,
        [
          { name: 'a', amount: 2 },
          { name: 'b', amount: 2 },
        ],
        { onConflict: 'nothing' },
      ),
    )
    expect(await all()).toMatchObject([
      { name: 'a', amount: 1 },
      { name: 'b', amount: 2 },
    ])
  })

  it('overwrites only the named columns of rows that are there', async () => {
    await db.write((tx) => insertRows(tx, sample, [{ name: 'a', amount: 1, rank: 1 }]))
    await db.write((tx) =>
      insertRows(
        tx,
        sample,
        [
          { name: 'a', amount: 2, rank: 2 },
          { name: 'b', amount: 3, rank: 3 },
        ],
        {
          onConflict: { target: [sample.name], set: ['amount'] },
        },
      ),
    )
    expect(await all()).toMatchObject([
      { name: 'a', amount: 2, rank: 1 },
      { name: 'b', amount: 3, rank: 3 },
    ])
  })

  it('lets the last of several rows with the same key count', async () => {
    const row = (amountMinor: number) => ({
      variantId: 1,
      channelId: 1,
      currency: 'EUR',
      amountMinor,
      updatedAt: at,
    })
    const target = [price.variantId, price.channelId, price.currency]
    for (const given of [
      [row(1), row(2)],
      [row(3), row(4)],
    ])
      await db.write((tx) => insertRows(tx, price, given, { onConflict: { target, set: ['amountMinor'] } }))
    expect(await db.read.select().from(price)).toMatchObject([{ amountMinor: 4 }])
  })
})

describe('inserting rows for their keys', () => {
  it('answers the keys in the order of the rows', async () => {
    const names = Array.from({ length: 6_000 }, (_, i) => `n${(i * 7_919) % 6_000}`)
    const ids = await db.write((tx) =>
      insertReturningIds(
        tx,
        sample,
        names.map((name) => ({ name })),
      ),
    )
    const stored = await db.read.select({ id: sample.id, name: sample.name }).from(sample)
    const nameOf = new Map(stored.map((row) => [row.id, row.name]))
    expect(ids.map((id) => nameOf.get(id))).toEqual(names)
  })

  it('answers nothing for no rows', async () => {
    expect(await db.write((tx) => insertReturningIds(tx, sample, []))).toEqual([])
  })

  it('gives keys that no row has had before, not even one deleted since', async () => {
    const [first] = await db.write((tx) => insertReturningIds(tx, sample, [{ name: 'a' }]))
    await db.write((tx) => tx.delete(sample).where(eq(sample.name, 'a')))
    const [second] = await db.write((tx) => insertReturningIds(tx, sample, [{ name: 'a' }]))
    expect(second).toBeGreaterThan(first as number)
  })
})
