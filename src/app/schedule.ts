import { type Database, pruneFacts } from '../db/index.js'
import type { Log } from '../kernel/log.js'
import { outboxLag } from '../workers/lag.js'
import type { Reaction } from '../workers/reaction.js'
import type { Task } from '../workers/scheduler.js'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

export interface ScheduleOptions {
  readonly db: Database
  readonly log: Log
  readonly reactions: readonly Reaction[]
  readonly outboxRetentionDays: number
}

/** What is done now and then, by one process of all. */
export function createSchedule(options: ScheduleOptions): readonly Task[] {
  const { db, log, outboxRetentionDays } = options
  const readers = options.reactions.map((reaction) => reaction.name)
  return [
    {
      name: 'outbox.prune',
      everyMs: 60 * minuteMs,
      run: ({ at }) =>
        pruneFacts(db, { before: new Date(at.getTime() - outboxRetentionDays * dayMs), readers }),
    },
    {
      name: 'outbox.watch',
      everyMs: minuteMs,
      async run({ at }) {
        const lags = await outboxLag(db.read, readers, at)
        for (const lag of lags.filter(({ lagMs }) => lagMs > minuteMs)) log.warn(lag, 'a reaction is behind')
      },
    },
  ]
}
