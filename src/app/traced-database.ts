import type { Database } from '../db/index.js'
import type { Tracing } from '../telemetry/tracing.js'

/** The same database, with a span for each write and snapshot of a request. */
export const tracedDatabase = (db: Database, tracing: Tracing): Database => ({
  ...db,
  snapshot: (job) => tracing.within('db.snapshot', () => db.snapshot(job)),
  write: (job, options) => tracing.within('db.write', () => db.write(job, options)),
})
