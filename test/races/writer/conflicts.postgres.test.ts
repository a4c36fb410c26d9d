import { eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { rows, type Tx } from '../../../src/db/index.js'
import { openSampleDatabase, sample } from '../../support/sample-table.js'

const db = await openSampleDatabase()
const put = (tx: Tx, name: string) => tx.insert(sample).values({ name })
const kept = async () => (await db.read.select({ name: sample.name }).from(sample)).map((row) => row.name)
const fail = (tx: Tx, code: string) => rows(tx, sql.raw(`select fail('${code}')`))

beforeEach(async () => {
  await db.write((tx) => tx.delete(sample))
  await db.write((tx) =>
    rows(
      tx,
      sql.raw(`create or replace function fail(code text) returns void language plpgsql as
        $$ begin raise exception 'forced' using errcode = code; end $$`),
    ),
  )
})

describe('a job that lost against another transaction', () => {
  for (const [code, what] of [
    ['40001', 'a serialization failure'],
    ['40P01', 'a deadlock'],
  ] as const)
    it(`is run again as a whole after ${what}`, async () => {
      let runs = 0
      await db.write(async (tx) => {
        await put(tx, `run ${++runs}`)
        if (runs < 3) await fail(tx, code)
      })
      expect(runs).toBe(3)
      expect(await kept()).toEqual(['run 3'])
    })

  it('is given up after ten tries', async () => {
    let runs = 0
    const failing = db.write(async (tx) => {
      runs++
      await fail(tx, '40001')
    })
    await expect(failing).rejects.toMatchObject({ code: '40001' })
    expect(runs).toBe(10)
  })

  it('is not run again after any other error', async () => {
    let runs = 0
    const failing = db.write(async (tx) => {
      runs++
      await fail(tx, '23514')
    })
    await expect(failing).rejects.toMatchObject({ code: '23514' })
    expect(runs).toBe(1)
  })

  it('comes through a real deadlock', async () => {
    await db.write(async (tx) => {
      await put(tx, 'a')
      await put(tx, 'b')
    })
    const add = (tx: Tx, name: string) =>
      tx
        .update(sample)
        .set({ amount: sql`${sample.amount} + 1` })
        .where(eq(sample.name, name))
    const both = (first: string, second: string) =>
      db.write(async (tx) => {
        await add(tx, first)
        await rows(tx, sql`select pg_sleep(0.05)`)
        await add(tx, second)
      })
    await Promise.all([both('a', 'b'), both('b', 'a')])
    expect(await db.read.select({ amount: sample.amount }).from(sample)).toEqual([
      { amount: 2 },
      { amount: 2 },
    ])
  })
})

describe('a connection that breaks', () => {
  const killOthers = () =>
    rows(
      db.read,
      sql`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()`,
    )

  it('fails the job that was on it, keeps nothing of it, and harms no later one', async () => {
    const failing = db.write(async (tx) => {
      await put(tx, 'lost')
      await rows(tx, sql`select pg_terminate_backend(pg_backend_pid())`)
    })
    await expect(failing).rejects.toThrow()
    await db.write((tx) => put(tx, 'next'))
    expect(await kept()).toEqual(['next'])
  })

  it('while it is idle goes unnoticed', async () => {
    await Promise.all([db.write((tx) => put(tx, 'a')), db.write((tx) => put(tx, 'b'))])
    await killOthers()
    await new Promise((resolve) => setTimeout(resolve, 100))
    await Promise.all([db.write((tx) => put(tx, 'c')), db.write((tx) => put(tx, 'd'))])
    expect((await kept()).sort()).toEqual(['a', 'b', 'c', 'd'])
  })
})
