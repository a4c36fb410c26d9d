import { type Database, pruneFacts } from '../db/index.js'
import { systemActor } from '../domains/audit/index.js'
import type { Log } from '../kernel/log.js'
import { outboxLag } from '../workers/lag.js'
import type { Reaction } from '../workers/reaction.js'
import type { Task } from '../workers/scheduler.js'
import type { Services } from './build-services.js'
import { type Post, sendLetters } from './mail/send-letters.js'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

export interface ScheduleOptions {
  readonly db: Database
  readonly log: Log
  readonly reactions: readonly Reaction[]
  readonly services: Pick<
    Services,
    | 'credentials'
    | 'idempotency'
    | 'mail'
    | 'merchandising'
    | 'stock'
    | 'alerts'
    | 'carts'
    | 'payments'
    | 'orders'
  >
  /** Who writes letters and takes them away. */
  readonly post: Post
  readonly outboxRetentionDays: number
}

/** What is done now and then, by one process of all. */
export function createSchedule(options: ScheduleOptions): readonly Task[] {
  const { db, log, outboxRetentionDays } = options
  const { credentials, idempotency, mail, merchandising, stock, alerts } = options.services
  const { carts, payments, orders } = options.services
  const actor = systemActor('schedule')
  const readers = options.reactions.map((reaction) => reaction.name)
  return [
    {
      name: 'outbox.prune',
      everyMs: 60 * minuteMs,
      run: ({ at }) =>
        pruneFacts(db, { before: new Date(at.getTime() - outboxRetentionDays * dayMs), readers }),
    },
    {
      name: 'stock.expire',
      everyMs: 5_000,
      async run({ at, signal }) {
        await stock.expireDue(actor, at, () => signal.aborted)
      },
    },
    {
      name: 'prices.apply',
      everyMs: 1_000,
      run: ({ at, signal }) => merchandising.applyDuePrices(at, () => signal.aborted),
    },
    {
      name: 'stock.preorders',
      everyMs: minuteMs,
      run: ({ at, signal }) => stock.endPreorders(actor, at, () => signal.aborted),
    },
    {
      name: 'payments.call',
      everyMs: 1_000,
      run: async ({ at, signal }) => void (await orders.runDueCalls(at, () => signal.aborted)),
    },
    {
      name: 'orders.expire',
      everyMs: 5_000,
      run: async ({ at, signal }) => void (await orders.expireDue(at, () => signal.aborted)),
    },
    {
      name: 'carts.expire',
      everyMs: minuteMs,
      run: async ({ at, signal }) => void (await carts.expireDue(at, () => signal.aborted)),
    },
    {
      name: 'carts.forget',
      everyMs: 60 * minuteMs,
      run: ({ at }) => carts.forget(new Date(at.getTime() - 90 * dayMs)),
    },
    {
      name: 'payments.forgetEvents',
      everyMs: 60 * minuteMs,
      // Providers send an event again for some days.
      run: ({ at }) => payments.forgetEvents(new Date(at.getTime() - 30 * dayMs)),
    },
    {
      name: 'alerts.forget',
      everyMs: 60 * minuteMs,
      run: ({ at }) => alerts.forget(at),
    },
    {
      name: 'idempotency.forget',
      everyMs: 60 * minuteMs,
      run: ({ at }) => idempotency.forget(new Date(at.getTime() - 7 * dayMs)),
    },
    {
      name: 'credentials.forget',
      everyMs: 60 * minuteMs,
      // A while later, so that whoever comes too late is told so.
      run: ({ at }) => credentials.forget(new Date(at.getTime() - 7 * dayMs)),
    },
    sendLetters(mail, options.post, log),
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
