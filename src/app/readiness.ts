import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Redis } from '../cache/redis.js'
import { type Database, rows } from '../db/index.js'
import type { Readiness } from '../http/health.js'

/** How far the gateway is between its start and its end. */
export interface Progress {
  /** Null until it is migrated and open. */
  db: Database | null
  /** Only when one is configured. */
  redis?: Redis
  /** From when on it answers requests: after the seed, if any. */
  listening: boolean
  stopping: boolean
}

const slowestAnswerMs = 1_000

/**
 * Ready is a gateway whose database is migrated and answers, that listens, and that is not about to stop. It tells about a
 * configured Redis, but goes on without.
 */
export const readinessOf =
  (progress: Progress): Readiness =>
  async () => ({
    migrated: progress.db !== null,
    database: progress.db !== null && (await answers(progress.db)),
    listening: progress.listening,
    accepting: !progress.stopping,
    ...(progress.redis && { redis: progress.redis.isThere() }),
  })

const answers = (db: Database): Promise<boolean> =>
  Promise.race([
    rows(db.read, sql`select 1`).then(
      () => true,
      () => false,
    ),
    sleep(slowestAnswerMs, false, { ref: false }),
  ])
