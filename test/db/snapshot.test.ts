import { setTimeout as sleep } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { query, type ReadHandle, rows, type Slots, WriteRuleError } from '../../src/db/index.js'
import { openSampleDatabase, sample } from '../support/sample-table.js'

const db = await openSampleDatabase()
const total = async (on: ReadHandle) =>
  (await rows<{ n: number }>(on, sql`select count(*) as n from sample`))[0]?.n
const byName = query((on, p: Slots<{ name: string }>) =>
  on.select().from(sample).where(eq(sample.name, p.name)),
)
const put = (name: string) => db.write((tx) => tx.insert(sample).values({ name }))

beforeEach(() => db.write((tx) => tx.delete(sample)))

describe('a snapshot', () => {
  it('shows one state, whatever is committed while it is read', async () => {
    await put('a')
    await db.snapshot(async (on) => {
      expect(await total(on)).toBe(1)
      await put('b')
      expect(await total(on)).toBe(1)
      expect(await byName(on, { name: 'b' })).toEqual([])
      expect(await byName(db.read, { name: 'b' })).toHaveLength(1)
    })
    expect(await total(db.read)).toBe(2)
  })

  it('is taken when it begins, not at its first read', async () => {
    await db.snapshot(async (on) => {
      await put('a')
      expect(await total(on)).toBe(0)
    })
  })

  it('takes its time: others read and write meanwhile', async () => {
    let begun = () => {}
    const beginning = new Promise<void>((resolve) => {
      begun = resolve
    })
    const slow = db.snapshot(async (on) => {
      begun()
      await sleep(300)
      return total(on)
    })
    await beginning
    await put('a')
    expect(await total(db.read)).toBe(1)
    expect(await slow).toBe(0)
  })

  it('is one of many: those that find no connection free wait for one', async () => {
    await put('a')
    const totals = await Promise.all(
      Array.from({ length: 25 }, () =>
        db.snapshot(async (on) => {
          await sleep(5)
          return total(on)
        }),
      ),
    )
    expect(totals).toEqual(Array(25).fill(1))
  })

  it('gives its connection back when its job throws', async () => {
    for (let i = 0; i < 10; i++)
      await expect(db.snapshot(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await db.snapshot(total)).toBe(0)
  })

  it('writes nothing', async () => {
    const writing = db.snapshot((on) => rows(on, sql`insert into sample (name) values ('x') returning id`))
    await expect(writing).rejects.toThrow()
    expect(await total(db.read)).toBe(0)
  })

  it('is worth nothing once its job has ended', async () => {
    const leaked = await db.snapshot(async (on) => ({ on }))
    await expect(total(leaked.on)).rejects.toThrow(WriteRuleError)
  })
})
