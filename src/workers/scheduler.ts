import { setMaxListeners } from 'node:events'
import { and, eq } from 'drizzle-orm'
import type { Database } from '../db/index.js'
import { scheduledTask } from '../db/tables/outbox.js'
import type { Clock } from '../kernel/clock.js'
import type { Log } from '../kernel/log.js'
import type { OutcomeCounts } from './outcome-counts.js'
import { pause } from './pause.js'

/** What one process does now and then. Killed half-way, it starts again at once: it must bear that. */
export interface Task {
  /** Kept in the database with the time of the next run. */
  readonly name: string
  readonly everyMs: number
  run(run: TaskRun): Promise<void>
}

export interface TaskRun {
  /** The time to reckon with: it never goes back, nor leaps forward. */
  readonly at: Date
  /** Told to stop; a long task looks at it between its steps. */
  readonly signal: AbortSignal
}

export interface SchedulerOptions {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  /** Runs by task: done, and failed. */
  readonly counts: OutcomeCounts
  /** How often to look whether a task is due. */
  readonly tickMs: number
}

/** Runs every task at its times until told to stop, each on its own, so that a slow one delays no other. */
export async function runSchedule(
  tasks: readonly Task[],
  options: SchedulerOptions,
  signal: AbortSignal,
): Promise<void> {
  // Every task listens to it while it waits; Node.js warns of more than ten.
  setMaxListeners(tasks.length + 10, signal)
  await Promise.all(tasks.map((task) => keepRunning(task, options, signal)))
}

async function keepRunning(task: Task, options: SchedulerOptions, signal: AbortSignal): Promise<void> {
  const { log, tickMs } = options
  while (!signal.aborted) {
    try {
      await runIfDue(task, options, signal)
    } catch (error) {
      log.error({ err: error, task: task.name }, 'the time of a scheduled task could not be read or kept')
    }
    await pause(tickMs, signal)
  }
}

/** Keeps the next time only after the run: a task that a crash cut off runs again, one that failed does not. */
async function runIfDue(task: Task, options: SchedulerOptions, signal: AbortSignal): Promise<void> {
  const { db, clock, log, counts } = options
  const at = clock.now()
  const dueAt = await dueTime(db, task.name, at)
  if (dueAt > at) return
  try {
    await task.run({ at, signal })
    counts.of(task.name).done++
  } catch (error) {
    counts.of(task.name).failed++
    log.error({ err: error, task: task.name }, 'a scheduled task failed')
  }
  await db.write((tx) =>
    tx
      .update(scheduledTask)
      .set({ nextRunAt: nextTime(dueAt, task.everyMs, at) })
      .where(and(eq(scheduledTask.name, task.name), eq(scheduledTask.nextRunAt, dueAt))),
  )
}

/** A task not seen before is due now. */
async function dueTime(db: Database, name: string, now: Date): Promise<Date> {
  const [kept] = await db.read.select().from(scheduledTask).where(eq(scheduledTask.name, name))
  if (kept) return kept.nextRunAt
  await db.write((tx) => tx.insert(scheduledTask).values({ name, nextRunAt: now }).onConflictDoNothing())
  return now
}

/** Stays in step with the first run; runs that were missed count as one. */
export function nextTime(dueAt: Date, everyMs: number, now: Date): Date {
  const missed = Math.floor((now.getTime() - dueAt.getTime()) / everyMs)
  return new Date(dueAt.getTime() + (missed + 1) * everyMs)
}
