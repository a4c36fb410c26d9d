import type { NodePgQueryResultHKT } from 'drizzle-orm/node-postgres'
import type { PgDatabase } from 'drizzle-orm/pg-core'

type Drizzle = PgDatabase<NodePgQueryResultHKT>

/** Committed data, each statement on its own unless the handle came from `snapshot`. */
export type ReadHandle = Pick<Drizzle, 'select' | 'selectDistinct' | 'with' | '$with'>

/** Inside `write`: reads see the job's own changes. Worth nothing once the job has ended. */
export type Tx = ReadHandle & Pick<Drizzle, 'insert' | 'update' | 'delete'>

export interface WriteOptions {
  /**
   * Lets this job hold the writer for longer than others: for what is one thing and cannot be split into smaller writes.
   * The time of a write inside a job is the job's.
   */
  readonly maxHoldMs?: number
}

/** How a database fares in this process, for whoever watches it. Counts begin with the process and only grow. */
export interface DatabaseStatus {
  /** Write jobs that were asked for from outside of any other. */
  readonly jobs: number
  /** Commits, of which one may keep many jobs (SQLite); a job that lost against another has no commit of its own. */
  readonly commits: number
  /** Jobs that wait for the writer (SQLite), jobs and reads that wait for a connection (PostgreSQL). */
  readonly waiting: number
  readonly engine: SqliteStatus | PostgresStatus
}

export interface SqliteStatus {
  readonly kind: 'sqlite'
  /** The log that is yet to be written back. */
  readonly walBytes: number
  /** What is left on the disk to those who are not root. */
  readonly freeBytes: number
}

export interface PostgresStatus {
  readonly kind: 'postgres'
  readonly connections: { readonly idle: number; readonly busy: number }
  /** Jobs begun again after a conflict. */
  readonly redone: number
}

export interface Database {
  /** Throws inside a write job: read through its `tx` there. */
  readonly read: ReadHandle
  /** One consistent read transaction on a connection of its own: totals with their lines, levels with their sequence. */
  snapshot<T>(job: (on: ReadHandle) => Promise<T>): Promise<T>
  /**
   * All or nothing, settled only after the commit. The job may be run again (a conflict on PostgreSQL), so it changes
   * nothing but through `tx`. It awaits nothing but `tx`, and shortly: a job that breaks that is undone and throws a
   * `WriteRuleError`. A `write` inside a job joins it, one at a time. A statement that fails undoes the whole job (or
   * the `write` inside it that it stands in), even when its error is caught.
   */
  write<T>(job: (tx: Tx) => Promise<T>, options?: WriteOptions): Promise<T>
  status(): Promise<DatabaseStatus>
  /** Takes no new jobs, waits for those under way. */
  close(): Promise<void>
}

/** Wakes those in other processes who wait for facts. A signal may be lost: who waits looks by himself now and then. */
export interface Signals {
  /** Has the others look soon. To be called after a commit, and never inside a write job. */
  send(): void
  /** Answers what ends the listening. */
  listen(wake: () => void): () => void
  close(): Promise<void>
}

/** The part of a pino logger that the database uses. */
export interface Log {
  warn(fields: object, message: string): void
}

export interface DatabaseOptions {
  readonly url: string
  /** PostgreSQL: the most connections for reads and writes together. 10 when omitted. */
  readonly pool?: number
  /** How long one job may hold the writer (SQLite, 50 ms) or a transaction (PostgreSQL, 1,000 ms). */
  readonly maxHoldMs?: number
  /** PostgreSQL: how long the server may work on one statement of a snapshot. 3,000 when omitted. */
  readonly snapshotStatementMs?: number
  readonly log?: Log
  /**
   * SQLite: told once when the disk fails while data are made durable. Nobody knows then what it holds, and it may well
   * accept the next write, so writes are refused from there on and the process should end.
   */
  readonly onFatal?: (error: unknown) => void
}
