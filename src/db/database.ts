import type { NodePgQueryResultHKT } from 'drizzle-orm/node-postgres'
import type { PgDatabase } from 'drizzle-orm/pg-core'

type Drizzle = PgDatabase<NodePgQueryResultHKT>

/** Committed data, each statement on its own unless the handle came from `snapshot`. */
export type ReadHandle = Pick<Drizzle, 'select' | 'selectDistinct' | 'with' | '$with'>

/** Inside `write`: reads see the job's own changes. */
export type Tx = ReadHandle & Pick<Drizzle, 'insert' | 'update' | 'delete'>

export interface Database {
  readonly read: ReadHandle
  /** One consistent read transaction on a connection of its own: totals with their lines, levels with their sequence. */
  snapshot<T>(job: (on: ReadHandle) => Promise<T>): Promise<T>
  /**
   * All or nothing, settled only after the commit. The job may be run again (a conflict on PostgreSQL), so it touches
   * nothing but `tx`. A `write` inside a job joins it. `db.read` inside a job throws.
   */
  write<T>(job: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}
