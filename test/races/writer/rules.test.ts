import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import { asc, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { query, type Slots, type Tx, WriteRuleError } from '../../../src/db/index.js'
import { openSampleDatabase, sample } from '../../support/sample-table.js'

const db = await openSampleDatabase()
const put = (tx: Tx, name: string) => tx.insert(sample).values({ name })
const kept = async () =>
  (await db.read.select({ name: sample.name }).from(sample).orderBy(asc(sample.name))).map((row) => row.name)
const byName = query((on, p: Slots<{ name: string }>) =>
  on.select().from(sample).where(eq(sample.name, p.name)),
)

beforeEach(() => db.write((tx) => tx.delete(sample)))

describe('a write job', () => {
  it('keeps all of its changes, visible as soon as its promise settles', async () => {
    await db.write(async (tx) => {
      await put(tx, 'a')
      await put(tx, 'b')
    })
    expect(await kept()).toEqual(['a', 'b'])
  })

  it('keeps none of its changes when it throws', async () => {
    const failing = db.write(async (tx) => {
      await put(tx, 'a')
      throw new Error('no more')
    })
    await expect(failing).rejects.toThrow('no more')
    expect(await kept()).toEqual([])
  })

  it('keeps none of its changes when it throws before its first await', async () => {
    const failing = db.write(() => {
      throw new Error('at once')
    })
    await expect(failing).rejects.toThrow('at once')
  })

  it('sees its own changes, while the others do not until it is committed', async () => {
    let seenOutside: string[] | undefined
    await db.write(async (tx) => {
      await put(tx, 'a')
      void outside(kept).then((names) => (seenOutside = names))
      while (!seenOutside) expect(await byName(tx, { name: 'a' })).toHaveLength(1)
    })
    expect(seenOutside).toEqual([])
  })

  it('runs in the async context of whoever asked for it', async () => {
    const request = new AsyncLocalStorage<string>()
    const seen = await Promise.all(
      ['first', 'second', 'third'].map((id) =>
        request.run(id, () =>
          db.write(async (tx) => {
            await put(tx, id)
            return request.getStore()
          }),
        ),
      ),
    )
    expect(seen).toEqual(['first', 'second', 'third'])
  })

  it('goes on in the async context of the caller when it is done', async () => {
    const request = new AsyncLocalStorage<string>()
    await request.run('mine', async () => {
      await db.write((tx) => put(tx, 'a'))
      expect(request.getStore()).toBe('mine')
      expect(await kept()).toEqual(['a'])
    })
  })
})

/** Runs something as another request would: outside the async context of the job. */
const bystander = new AsyncLocalStorage<void>()
const outside = AsyncLocalStorage.bind(
  <T>(work: () => Promise<T>): Promise<T> => bystander.run(undefined, work),
)

describe('a write inside a job', () => {
  it('joins it: both are kept', async () => {
    await db.write(async (tx) => {
      await put(tx, 'outer')
      await db.write((inner) => put(inner, 'inner'))
    })
    expect(await kept()).toEqual(['inner', 'outer'])
  })

  it('joins it: neither is kept when the outer one throws', async () => {
    const failing = db.write(async () => {
      await db.write((inner) => put(inner, 'inner'))
      throw new Error('outer fails')
    })
    await expect(failing).rejects.toThrow('outer fails')
    expect(await kept()).toEqual([])
  })

  it('is undone alone when the outer one goes on without it', async () => {
    await db.write(async (tx) => {
      await put(tx, 'before')
      const inner = db.write(async (nested) => {
        await put(nested, 'inner')
        throw new Error('inner fails')
      })
      await expect(inner).rejects.toThrow('inner fails')
      await put(tx, 'after')
    })
    expect(await kept()).toEqual(['after', 'before'])
  })

  it('may fail on a statement without harm to the outer one', async () => {
    await db.write(async (tx) => {
      await put(tx, 'a')
      await expect(db.write((inner) => put(inner, 'a'))).rejects.toThrow()
      await put(tx, 'b')
    })
    expect(await kept()).toEqual(['a', 'b'])
  })

  it('has a savepoint of its own at every depth', async () => {
    await db.write(async (tx) => {
      await put(tx, '0')
      await db.write(async (one) => {
        await put(one, '1')
        const two = db.write(async (inner) => {
          await put(inner, '2')
          throw new Error('depth 2 fails')
        })
        await expect(two).rejects.toThrow('depth 2 fails')
        await put(one, '1b')
      })
      await db.write((again) => put(again, '1c'))
    })
    expect(await kept()).toEqual(['0', '1', '1b', '1c'])
  })

  it('throws when another one runs already, and nothing of the job is kept', async () => {
    const failing = db.write(async (tx) => {
      await put(tx, 'outer')
      await Promise.all([db.write((one) => put(one, 'one')), db.write((two) => put(two, 'two'))])
    })
    await expect(failing).rejects.toThrow(/nested write runs already/)
    expect(await kept()).toEqual([])
  })

  it('keeps the outer transaction to itself while it runs', async () => {
    const failing = db.write(async (tx) => {
      await Promise.all([db.write((nested) => put(nested, 'inner')), put(tx, 'outer')])
    })
    await expect(failing).rejects.toThrow(/nested write is under way/)
    expect(await kept()).toEqual([])
  })

  it('undoes all when the outer one does not wait for it', async () => {
    let floating: Promise<unknown> | undefined
    const failing = db.write(async (tx) => {
      await put(tx, 'outer')
      floating = db.write((inner) => put(inner, 'inner')).catch((error: unknown) => error)
    })
    await expect(failing).rejects.toThrow(/ended while a nested write was under way/)
    expect(await floating).toBeInstanceOf(WriteRuleError)
    expect(await kept()).toEqual([])
  })
})

describe('a transaction', () => {
  it('is worth nothing once its job has ended', async () => {
    let leaked: Tx | undefined
    await db.write(async (tx) => {
      leaked = tx
    })
    await expect(put(leaked as Tx, 'late')).rejects.toThrow(WriteRuleError)
    expect(await kept()).toEqual([])
  })

  it('takes no late statement into the job of another request', async () => {
    let late: Promise<unknown> | undefined
    await db.write(async (tx) => {
      late = turn().then(() => put(tx, 'late').then())
      late.catch(() => {})
    })
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        db.write(async (tx) => {
          for (let step = 0; step < 5; step++) await put(tx, `${i}.${step}`)
        }),
      ),
    )
    await expect(late).rejects.toThrow(WriteRuleError)
    expect(await kept()).toHaveLength(100)
  })

  it('takes no statement that was built in the job and is awaited after it', async () => {
    const { statement } = await db.write(async (tx) => ({ statement: put(tx, 'late') }))
    await expect(statement).rejects.toThrow(WriteRuleError)
    expect(await kept()).toEqual([])
  })

  it('cannot be used by another job, not even while its own runs', async () => {
    let lent: Tx | undefined
    let borrowed: Promise<unknown> | undefined
    await db.write(async (tx) => {
      lent = tx
      borrowed = outside(async () => put(lent as Tx, 'borrowed').then())
      borrowed.catch(() => {})
      await put(tx, 'own')
    })
    await expect(borrowed).rejects.toThrow(WriteRuleError)
    expect(await kept()).toEqual(['own'])
  })
})

describe('inside a write job', () => {
  it('`read` throws', async () => {
    await expect(db.write(() => kept())).rejects.toThrow(/`read` inside a write job/)
    await expect(db.write(() => byName(db.read, { name: 'a' }))).rejects.toThrow(/`read` inside a write job/)
  })

  it('`snapshot` throws', async () => {
    await expect(db.write(() => db.snapshot(async () => 1))).rejects.toThrow(/`snapshot` inside a write job/)
  })

  it('a statement that failed cannot be passed over', async () => {
    const failing = db.write(async (tx) => {
      await put(tx, 'a')
      await put(tx, 'a').catch(() => {})
    })
    await expect(failing).rejects.toThrow(/statement of this job failed/)
    expect(await kept()).toEqual([])
  })

  it('nothing more can be done after a statement that failed', async () => {
    let next: Promise<unknown> | undefined
    const failing = db.write(async (tx) => {
      await put(tx, 'a')
      await put(tx, 'a').catch(() => {})
      next = put(tx, 'b').then()
      await next
    })
    await expect(failing).rejects.toThrow(WriteRuleError)
    await expect(next).rejects.toThrow(/statement of this job failed/)
  })
})

describe('a job that awaits something other than its transaction', () => {
  let another: Promise<unknown> | undefined
  afterEach(() => another)
  const elsewhere: [string, () => Promise<unknown>][] = [
    ['a timer', () => sleep(1)],
    ['a turn of the event loop', () => turn()],
    ['an answer that never comes', () => new Promise(() => {})],
    ['another write that is not nested', () => (another = outside(() => db.write((tx) => put(tx, 'other'))))],
    ['a read of another request', () => outside(() => db.snapshot(async () => sleep(1)))],
  ]
  for (const [what, wait] of elsewhere)
    it(`is undone and throws: ${what}`, async () => {
      const failing = db.write(async (tx) => {
        await put(tx, 'before')
        await wait()
        await put(tx, 'after')
      })
      await expect(failing).rejects.toThrow(/awaits something other than its transaction/)
      expect((await kept()).filter((name) => name !== 'other')).toEqual([])
    })

  it('is undone when it waits inside a nested write', async () => {
    const failing = db.write(async (tx) => {
      await put(tx, 'outer')
      await db.write(async (inner) => {
        await put(inner, 'inner')
        await sleep(1)
      })
    })
    await expect(failing).rejects.toThrow(/awaits something other than its transaction/)
    expect(await kept()).toEqual([])
  })

  it('is undone when it waits after a nested write', async () => {
    const failing = db.write(async () => {
      await db.write((inner) => put(inner, 'inner'))
      await sleep(1)
    })
    await expect(failing).rejects.toThrow(/awaits something other than its transaction/)
    expect(await kept()).toEqual([])
  })

  it('harms none of those who write at the same time', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, i) =>
        db.write(async (tx) => {
          await put(tx, `${i}`)
          if (i % 4 === 0) await sleep(20)
        }),
      ),
    )
    const innocents = outcomes.flatMap((outcome, i) => (outcome.status === 'fulfilled' ? [`${i}`] : []))
    expect(innocents).toHaveLength(30)
    expect(await kept()).toEqual(innocents.sort())
  })

  it('delays nobody by the time that it waits', async () => {
    const slow = db.write(() => sleep(2_000)).catch(() => {})
    const start = performance.now()
    await db.write((tx) => put(tx, 'quick'))
    expect(performance.now() - start).toBeLessThan(1_000)
    await slow
  })
})

describe('closing the database', () => {
  it('waits for the writes under way and refuses later ones', async () => {
    const other = await openSampleDatabase()
    const writes = Array.from({ length: 10 }, (_, i) => other.write((tx) => put(tx, `${i}`).then(() => i)))
    const closing = other.close()
    expect(await Promise.all(writes)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    await closing
    await expect(other.write((tx) => put(tx, 'late'))).rejects.toThrow()
  })
})
