import { asc } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { dialect, type Tx } from '../../../src/db/index.js'
import { openSampleDatabase, sample } from '../../support/sample-table.js'

const maxHoldMs = 400
const db = await openSampleDatabase({ maxHoldMs })
const put = (tx: Tx, name: string) => tx.insert(sample).values({ name })
const kept = async () =>
  (await db.read.select({ name: sample.name }).from(sample).orderBy(asc(sample.name))).map((row) => row.name)

/** Uses up processor time, however many others want the processor. */
function compute(ms: number): void {
  const { user, system } = process.cpuUsage()
  const until = user + system + ms * 1_000
  for (let now = process.cpuUsage(); now.user + now.system < until; now = process.cpuUsage());
}

beforeEach(() => db.write((tx) => tx.delete(sample)))

describe(`a job that holds the writer for more than ${maxHoldMs} ms`, () => {
  const tooLong =
    dialect === 'sqlite' ? /held the writer for \d+ ms; 400 ms are allowed/ : /for more than 400 ms/

  it('is undone and throws when it runs too many statements', async () => {
    let statements = 0
    const failing = db.write(async (tx) => {
      await put(tx, 'first')
      for (;;) {
        await tx.select().from(sample)
        statements++
      }
    })
    await expect(failing).rejects.toThrow(tooLong)
    expect(statements).toBeGreaterThan(0)
    expect(await kept()).toEqual([])
  })

  it('is undone and throws when it computes for too long', async () => {
    const failing = db.write(async (tx) => {
      await put(tx, 'before')
      compute(2 * maxHoldMs)
      await put(tx, 'after')
    })
    await expect(failing).rejects.toThrow(tooLong)
    expect(await kept()).toEqual([])
  })

  it('goes through when it has asked for so long, and the next one has the usual time again', async () => {
    await db.write(
      async (tx) => {
        compute(2 * maxHoldMs)
        await put(tx, 'large')
      },
      { maxHoldMs: 10 * maxHoldMs },
    )
    const failing = db.write(async (tx) => {
      compute(2 * maxHoldMs)
      await put(tx, 'usual')
    })
    await expect(failing).rejects.toThrow(tooLong)
    expect(await kept()).toEqual(['large'])
  })

  it('harms none of those who write at the same time', async () => {
    const outcomes = await Promise.allSettled(
      ['a', 'b', 'slow', 'c', 'd'].map((name) =>
        db.write(async (tx) => {
          await put(tx, name)
          if (name === 'slow') for (;;) await tx.select().from(sample)
        }),
      ),
    )
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ])
    expect(await kept()).toEqual(['a', 'b', 'c', 'd'])
  })
})
