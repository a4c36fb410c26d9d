import type { Database, DatabaseOptions } from '../../database.js'
import { openJob, refuseInsideJob, Scope } from '../lane.js'
import { createPool, named } from './client.js'
import { Entrance } from './entrance.js'
import { createLines, drizzleOf } from './lanes.js'
import { within } from './patience.js'
import { Snapshots } from './snapshots.js'
import { type WriteCounts, writePostgres } from './writer.js'

const short = { statementMs: 3_000, idleMs: 5_000 }
/** How long anybody waits for a read or a write: for a connection, its statements and the commit together. */
const patienceMs = 4_500

export async function openPostgres(options: DatabaseOptions): Promise<Database> {
  const { url, pool: most = 10, maxHoldMs = 1_000, snapshotStatementMs = short.statementMs } = options
  const pool = createPool(url, most, short)
  const scope = new Scope()
  const lineOf = createLines(scope, 'write')
  const snapshots = new Snapshots(url, scope, snapshotStatementMs)
  const entrance = new Entrance()
  const counts: WriteCounts = { jobs: 0, commits: 0, redone: 0 }

  return {
    read: drizzleOf(async (statement, values) => {
      refuseInsideJob(scope, 'read')
      return within(
        patienceMs,
        entrance.pass(() => pool.query(named(statement), values)),
      )
    }),
    async snapshot(job) {
      refuseInsideJob(scope, 'snapshot')
      return entrance.pass(() => snapshots.take(job))
    },
    async write(job, writeOptions = {}) {
      const outer = openJob(scope)
      if (outer?.lane.writes) return outer.lane.nest(outer, job)
      const mostMs = Math.max(maxHoldMs, writeOptions.maxHoldMs ?? 0)
      return within(
        Math.max(patienceMs, 2 * mostMs),
        entrance.pass(() => writePostgres({ pool, lineOf, maxHoldMs: mostMs, counts }, job)),
      )
    },
    async status() {
      const { jobs, commits, redone } = counts
      const connections = { idle: pool.idleCount, busy: pool.totalCount - pool.idleCount }
      return { jobs, commits, waiting: pool.waitingCount, engine: { kind: 'postgres', connections, redone } }
    },
    async close() {
      await entrance.close()
      await Promise.all([pool.end(), snapshots.close()])
    },
  }
}
