import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { type Database, rows } from '../db/index.js'
import type { Readiness } from '../http/health.js'

/** How far the gateway is between its start and its end. */
export interface Progress {
  /** Null until it is migrated and open. */
  db: Database | null
  stopping: boolean
}

const slowestAnswerMs = 1_000

/** Ready is a gateway whose database is migrated and answers, and that is not about to stop. */
export const readinessOf =
  (progress: Progress): Readiness =>
  async () => ({
    migrated: progress.db !== null,
    database: progress.db !== null && (await answers(progress.db)),
    accepting: !progress.stopping,
  })

const answers = (db: Database): Promise<boolean> =>
  Promise.race([
    rows(db.read, sql`select 1`).then(
      () => true,
      () => false,
    ),
    sleep(slowestAnswerMs, false, { ref: false }),
  ])
