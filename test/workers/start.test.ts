import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/db/index.js'
import { systemClock } from '../../src/kernel/clock.js'
import { createLease } from '../../src/workers/lease.js'
import { startWorkers, type Workers, type WorkersOptions } from '../../src/workers/start.js'
import { createSteadyClock } from '../../src/workers/steady-clock.js'
import { openTestDatabase } from '../support/database.js'
import { eventually } from './support/eventually.js'
import { echo, effects, tell } from './support/facts.js'
import { memoryLog } from './support/log.js'

const never = 3_600_000
let db: Database
let started: Workers[]
beforeEach(async () => {
  db = await openTestDatabase()
  started = []
})
afterEach(() => Promise.all(started.map((workers) => workers.stop())))

function start(options: Partial<WorkersOptions> = {}): Workers {
  const pace = { leaseTtlMs: 60_000, pollMs: 10, tickMs: 10 }
  const clock = createSteadyClock({ db, clock: systemClock, log: memoryLog() })
  const workers = startWorkers({
    ...{ db, clock, log: memoryLog(), reactions: [echo()], schedule: [], pace },
    ...options,
  })
  started.push(workers)
  return workers
}

describe('the workers', () => {
  it('react to what is told, before and after they start', async () => {
    await tell(db, 'a 1')
    start()
    await eventually(() => effects(db)).toEqual(['a 1'])
    await tell(db, 'a 2')
    await eventually(() => effects(db)).toEqual(['a 1', 'a 2'])
  })

  it('react at once to what is told in their own process', async () => {
    start({ pace: { leaseTtlMs: 60_000, pollMs: never, tickMs: 10 } })
    await tell(db, 'a 1')
    await eventually(() => effects(db)).toEqual(['a 1'])
    await tell(db, 'a 2')
    await eventually(() => effects(db)).toEqual(['a 1', 'a 2'])
  })

  it('run the schedule', async () => {
    let runs = 0
    start({ schedule: [{ name: 'count', everyMs: never, run: async () => void runs++ }] })
    await eventually(() => runs).toBe(1)
  })

  it('leave the work to one process, and to another at once when that stops', async () => {
    const log = memoryLog()
    const running: string[] = []
    const schedule = (name: string) => [{ name: 'who', everyMs: 1, run: async () => void running.push(name) }]
    const pace = { leaseTtlMs: 3_000, pollMs: 10, tickMs: 1 }
    const first = start({ schedule: schedule('first'), pace })
    await eventually(() => running.length).toBeGreaterThan(2)
    start({ schedule: schedule('second'), pace, log })
    await sleep(100)
    expect(new Set(running)).toEqual(new Set(['first']))
    await first.stop()
    running.length = 0
    await eventually(() => running.length).toBeGreaterThan(2)
    expect(new Set(running)).toEqual(new Set(['second']))
  })

  it('take over from one that died', async () => {
    await createLease({ db, name: 'workers', ttlMs: 200 }).claim()
    await tell(db, 'a 1')
    start({ pace: { leaseTtlMs: 200, pollMs: 10, tickMs: 10 } })
    await eventually(() => effects(db)).toEqual(['a 1'])
  })

  it('finish what is under way when they stop', async () => {
    const steps: string[] = []
    const workers = start({
      schedule: [
        {
          name: 'slow',
          everyMs: never,
          run: async () => {
            steps.push('begun')
            await sleep(100)
            steps.push('ended')
          },
        },
      ],
    })
    await eventually(() => steps).toEqual(['begun'])
    await workers.stop()
    expect(steps).toEqual(['begun', 'ended'])
  })

  it('tell whether they lead and what they have done', async () => {
    const workers = start({ schedule: [{ name: 'rest', everyMs: never, run: async () => {} }] })
    await tell(db, 'a 1')
    const told = () => {
      const { leads, terms, reactions, tasks } = workers.status()
      return { leads, terms, echo: reactions.of('echo'), rest: tasks.of('rest') }
    }
    const once = { done: 1, failed: 0 }
    await eventually(told).toEqual({ leads: true, terms: 1, echo: once, rest: once })
    const second = start()
    expect(second.status()).toMatchObject({ leads: false, terms: 0 })
    await workers.stop()
    expect(told()).toMatchObject({ leads: false, terms: 1 })
  })

  it('do nothing more once they have stopped', async () => {
    const workers = start()
    await tell(db, 'a 1')
    await eventually(() => effects(db)).toEqual(['a 1'])
    await workers.stop()
    await tell(db, 'a 2')
    await sleep(50)
    expect(await effects(db)).toEqual(['a 1'])
  })

  it('try again when the database fails them', async () => {
    const log = memoryLog()
    let failures = 3
    const flaky: Database = {
      ...db,
      write: (job) => (failures-- > 0 ? Promise.reject(new Error('gone')) : db.write(job)),
    }
    await tell(db, 'a 1')
    start({ db: flaky, log, pace: { leaseTtlMs: 100, pollMs: 10, tickMs: 10 } })
    await eventually(() => effects(db)).toEqual(['a 1'])
    expect(log.lines.some(({ level }) => level === 'warn')).toBe(true)
  })
})
