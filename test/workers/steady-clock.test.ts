import { beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/db/index.js'
import { createSteadyClock } from '../../src/workers/steady-clock.js'
import { openTestDatabase } from '../support/database.js'
import { manualClock } from './support/clock.js'
import { memoryLog } from './support/log.js'

const secondMs = 1_000
const minuteMs = 60 * secondMs
const start = new Date('2026-03-01T12:00:00Z')
const later = (ms: number) => new Date(start.getTime() + ms)

let db: Database
beforeEach(async () => {
  db = await openTestDatabase()
})

async function steadyClock(wall = manualClock(start)) {
  let elapsed = 0
  const log = memoryLog()
  const clock = createSteadyClock({ db, clock: wall, log, elapsedMs: () => elapsed })
  await clock.catchUp()
  /** Time that passes for both clocks. */
  const pass = (ms: number) => {
    elapsed += ms
    wall.advance(ms)
  }
  return { clock, log, wall, pass }
}

describe('a steady clock', () => {
  it('follows the wall clock', async () => {
    const { clock, wall, pass } = await steadyClock()
    pass(minuteMs)
    expect(clock.now()).toEqual(later(minuteMs))
    wall.advance(2 * secondMs)
    expect(clock.now()).toEqual(later(minuteMs + 2 * secondMs))
  })

  it('goes on through a jump back', async () => {
    const { clock, wall, pass } = await steadyClock()
    wall.advance(-60 * minuteMs)
    expect(clock.now()).toEqual(start)
    pass(minuteMs)
    expect(clock.now()).toEqual(later(minuteMs))
  })

  it('does not go back over a restart', async () => {
    const first = await steadyClock()
    first.pass(minuteMs)
    await first.clock.save()
    const second = await steadyClock(manualClock(later(-60 * minuteMs)))
    expect(second.clock.now()).toEqual(later(minuteMs))
    second.pass(minuteMs)
    expect(second.clock.now()).toEqual(later(2 * minuteMs))
  })

  it('ignores a jump of more than five minutes forward, and tells of it once', async () => {
    const { clock, log, wall, pass } = await steadyClock()
    wall.advance(5 * minuteMs + 1)
    expect(clock.now()).toEqual(start)
    pass(minuteMs)
    expect(clock.now()).toEqual(later(minuteMs))
    expect(log.lines.map(({ level }) => level)).toEqual(['error'])
  })

  it('follows again when the wall clock is back', async () => {
    const { clock, wall, pass } = await steadyClock()
    wall.advance(365 * 24 * 60 * minuteMs)
    expect(clock.now()).toEqual(start)
    wall.advance(-365 * 24 * 60 * minuteMs)
    pass(minuteMs)
    wall.advance(2 * secondMs)
    expect(clock.now()).toEqual(later(minuteMs + 2 * secondMs))
  })

  it('does not keep a time that it ignored', async () => {
    const { clock, wall } = await steadyClock()
    wall.advance(365 * 24 * 60 * minuteMs)
    await clock.save()
    const next = await steadyClock()
    expect(next.clock.now()).toEqual(start)
  })
})
