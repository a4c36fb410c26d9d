import type { Database } from '../../db/index.js'
import { forgetSome, readAbandoned } from './store.js'

const abandonedAfterMs = 30 * 24 * 3_600_000
const atOnce = 2_000

/** Forgets how far a run has come, in steps short enough for a writer that others wait for. */
export async function forgetRun(db: Database, fingerprint: string): Promise<void> {
  let done = false
  while (!done) done = await db.write((tx) => forgetSome(tx, fingerprint, atOnce))
}

/** Forgets the runs that nobody went on with for a month. */
export async function forgetAbandoned(db: Database, now: Date): Promise<void> {
  const abandoned = await readAbandoned(db.read, new Date(now.getTime() - abandonedAfterMs))
  for (const fingerprint of abandoned) await forgetRun(db, fingerprint)
}
