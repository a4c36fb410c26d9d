import { threadId } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dialect } from '../../src/db/index.js'
import { InputError } from '../../src/kernel/input-error.js'
import { createLongReads, type LongReads } from '../../src/workers/long-reads.js'
import { openTestDatabase, type TestDatabase } from '../support/database.js'
import { tell } from './support/facts.js'
import { memoryLog } from './support/log.js'
import type { tasks } from './support/tasks.js'

const tasksUrl = new URL('./support/tasks.js', import.meta.url)
// PostgreSQL counts more slowly, and a statement of three seconds is ended.
const long = dialect === 'postgres' ? 2_000_000 : 6_000_000
let db: TestDatabase
let longReads: LongReads<typeof tasks>
beforeAll(async () => {
  db = await openTestDatabase()
  longReads = createLongReads<typeof tasks>({ databaseUrl: db.url, log: memoryLog(), tasksUrl })
  await Promise.all([longReads.run('thread', null), longReads.run('thread', null)])
})
afterAll(() => longReads.close())

/** The longest time for which the event loop did nothing else while `work` was under way. */
async function longestGap(work: Promise<unknown>): Promise<number> {
  let longest = 0
  let last = performance.now()
  let working = true
  const look = () => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    if (working) setImmediate(look)
  }
  setImmediate(look)
  await work.finally(() => {
    working = false
  })
  return longest
}

describe('a long read', () => {
  it('sees what is committed', async () => {
    const before = await longReads.run('countFacts', undefined)
    await tell(db, 'a 1', 'a 2')
    expect(await longReads.run('countFacts', undefined)).toBe(before + 2)
  })

  it('runs in a thread of its own', async () => {
    expect(await longReads.run('thread', null)).not.toBe(threadId)
  })

  it('leaves the event loop free', async () => {
    const start = performance.now()
    const gap = await longestGap(longReads.run('countTo', long))
    const took = performance.now() - start
    expect(gap).toBeLessThan(took / 3)
  })

  it('runs beside another one', async () => {
    const slow = longReads.run('countTo', 3_000_000).then(() => 'slow')
    expect(await Promise.race([slow, longReads.run('countTo', 1).then(() => 'quick')])).toBe('quick')
    await slow
  })

  it('carries an input error over as what it is', async () => {
    const error = await longReads.run('refuse', 'wish').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(InputError)
    expect(error).toMatchObject({
      field: ['wish'],
      message: '`wish` is not to be had.',
      allowed: ['another'],
    })
  })

  it('carries the name of any other error over, and where it was thrown', async () => {
    const error = await longReads.run('fail', 'too far').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ name: 'RangeError', message: 'too far' })
    expect((error as Error).stack).toContain('tasks')
  })

  it('ends when it is aborted, and the next one runs', async () => {
    const caller = new AbortController()
    const read = longReads.run('countTo', 3_000_000, { signal: caller.signal })
    setTimeout(() => caller.abort(new Error('nobody waits for it')), 20)
    await expect(read).rejects.toThrow('nobody waits for it')
    expect(await longReads.run('countTo', 3)).toBe(3)
  })

  it('ends when its time is over', async () => {
    const read = longReads.run('countTo', 3_000_000, { timeoutMs: 20 })
    await expect(read).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  it('that ends its thread fails alone', async () => {
    await expect(longReads.run('crash', null)).rejects.toThrow()
    expect(await longReads.run('countTo', 3)).toBe(3)
  })

  it('that nobody has defined is refused', async () => {
    const read = longReads.run('nothing' as 'thread', null)
    await expect(read).rejects.toThrow('There is no long read named "nothing".')
  })
})

it('closing waits for the reads under way', async () => {
  const closing = createLongReads<typeof tasks>({ databaseUrl: db.url, log: memoryLog(), tasksUrl })
  const read = closing.run('countTo', 100_000)
  await closing.close()
  expect(await read).toBe(100_000)
})
