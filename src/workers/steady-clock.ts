import { eq } from 'drizzle-orm'
import type { Database } from '../db/index.js'
import { clockMark } from '../db/tables/outbox.js'
import type { Clock } from '../kernel/clock.js'
import type { Log } from '../kernel/log.js'

const markName = 'high-water'
const longestJumpMs = 5 * 60_000

/**
 * A clock for what expires; a process has one. It follows the machine's clock as long as that behaves, and goes on by the
 * monotonic one when it does not: a jump back is ignored, also over restarts; a jump of more than five minutes forward is
 * ignored and told of, since everything would expire at once. A restart accepts the later time.
 */
export interface SteadyClock extends Clock {
  /** Keeps the time reached, below which no later process will go. */
  save(): Promise<void>
  /** Goes on from the time that any process has kept, if that is later. */
  catchUp(): Promise<void>
}

export interface SteadyClockOptions {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  readonly elapsedMs?: () => number
}

export function createSteadyClock(options: SteadyClockOptions): SteadyClock {
  const { db, clock, log, elapsedMs = () => performance.now() } = options
  let lastMs = clock.now().getTime()
  let lastElapsedMs = elapsedMs()
  let jumped = false

  function now(): Date {
    const elapsed = elapsedMs()
    const steadyMs = lastMs + elapsed - lastElapsedMs
    const wallMs = clock.now().getTime()
    const jumps = wallMs - steadyMs > longestJumpMs
    if (jumps && !jumped)
      log.error(
        { steady: new Date(steadyMs), clock: new Date(wallMs) },
        'the clock jumped forward; nothing expires by it until it is back or this process restarts',
      )
    jumped = jumps
    lastMs = jumps ? steadyMs : Math.max(steadyMs, wallMs)
    lastElapsedMs = elapsed
    return new Date(lastMs)
  }

  return {
    now,
    async save() {
      const at = now()
      await db.write((tx) =>
        tx
          .insert(clockMark)
          .values({ name: markName, at })
          .onConflictDoUpdate({ target: clockMark.name, set: { at } }),
      )
    },
    async catchUp() {
      const [mark] = await db.read.select().from(clockMark).where(eq(clockMark.name, markName))
      lastMs = Math.max(now().getTime(), mark?.at.getTime() ?? 0)
    },
  }
}
