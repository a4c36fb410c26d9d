import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/db/index.js'
import { OutcomeCounts } from '../../src/workers/outcome-counts.js'
import { nextTime, runSchedule, type Task, type TaskRun } from '../../src/workers/scheduler.js'
import { openTestDatabase } from '../support/database.js'
import { manualClock } from './support/clock.js'
import { eventually } from './support/eventually.js'
import { memoryLog } from './support/log.js'

const secondMs = 1_000
let db: Database
let clock: ReturnType<typeof manualClock>
let log: ReturnType<typeof memoryLog>
let counts: OutcomeCounts
beforeEach(async () => {
  db = await openTestDatabase()
  clock = manualClock()
  log = memoryLog()
  counts = new OutcomeCounts()
})

/** A task of every ten seconds that notes at which second it ran. */
function noting(run: (at: TaskRun) => Promise<void> = async () => {}, name = 'note') {
  const start = clock.now().getTime()
  const ran: number[] = []
  const task: Task = {
    name,
    everyMs: 10 * secondMs,
    run: async (given) => {
      ran.push((given.at.getTime() - start) / secondMs)
      await run(given)
    },
  }
  return { task, ran }
}

function start(...tasks: Task[]) {
  const stopping = new AbortController()
  const done = runSchedule(tasks, { db, clock, log, counts, tickMs: 1 }, stopping.signal)
  return async () => {
    stopping.abort()
    await done
  }
}

/** Long enough for many ticks, so that a run that should not be would show. */
const settle = () => sleep(60)
const passSeconds = async (seconds: number) => {
  clock.advance(seconds * secondMs)
  await settle()
}

describe('a scheduled task', () => {
  it('runs at once, then at its times', async () => {
    const { task, ran } = noting()
    const stop = start(task)
    await eventually(() => ran).toEqual([0])
    await passSeconds(9)
    expect(ran).toEqual([0])
    clock.advance(secondMs)
    await eventually(() => ran).toEqual([0, 10])
    await stop()
  })

  it('neither skips nor doubles a run over a restart', async () => {
    const { task, ran } = noting()
    const stop = start(task)
    await eventually(() => ran).toEqual([0])
    await stop()
    clock.advance(5 * secondMs)
    const stopAgain = start(task)
    await settle()
    expect(ran).toEqual([0])
    clock.advance(5 * secondMs)
    await eventually(() => ran).toEqual([0, 10])
    await stopAgain()
  })

  it('makes up for missed runs by one, and stays in step', async () => {
    const { task, ran } = noting()
    const stop = start(task)
    await eventually(() => ran).toEqual([0])
    await stop()
    clock.advance(37 * secondMs)
    const stopAgain = start(task)
    await eventually(() => ran).toEqual([0, 37])
    await passSeconds(2)
    expect(ran).toEqual([0, 37])
    clock.advance(secondMs)
    await eventually(() => ran).toEqual([0, 37, 40])
    await stopAgain()
  })

  it('that fails is told of and runs again at its next time', async () => {
    const { task, ran } = noting(async () => {
      throw new Error('no luck')
    })
    const stop = start(task)
    await eventually(() => log.lines.map(({ message }) => message)).toEqual(['a scheduled task failed'])
    await settle()
    expect(ran).toEqual([0])
    clock.advance(10 * secondMs)
    await eventually(() => ran).toEqual([0, 10])
    await stop()
    expect(counts.of('note')).toEqual({ done: 0, failed: 2 })
  })

  it('never overlaps itself and delays no other', async () => {
    let running = 0
    let most = 0
    const slow = noting(async () => {
      most = Math.max(most, ++running)
      await sleep(150)
      running--
    }, 'slow')
    const quick = noting(undefined, 'quick')
    const stop = start(slow.task, quick.task)
    await eventually(() => slow.ran.length + quick.ran.length).toBe(2)
    clock.advance(10 * secondMs)
    await eventually(() => quick.ran).toEqual([0, 10])
    expect(slow.ran).toEqual([0])
    await stop()
    expect(most).toBe(1)
    expect(running).toBe(0)
  })

  it('is told to stop', async () => {
    const { task } = noting(
      ({ signal }) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
    )
    const stop = start(task)
    await settle()
    await stop()
  })
})

describe('the next time of a task', () => {
  const at = (seconds: number) => new Date(seconds * secondMs)
  it.each([
    ['right on time', 100, 100, 110],
    ['a little late', 100, 104, 110],
    ['as late as the next run', 100, 110, 120],
    ['late by many runs', 100, 1_234, 1_240],
  ])('%s', (_, due, now, next) => {
    expect(nextTime(at(due), 10 * secondMs, at(now))).toEqual(at(next))
  })
})
