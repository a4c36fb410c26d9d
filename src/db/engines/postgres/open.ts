import type { Database, DatabaseOptions } from '../../database.js'
import { openJob, refuseInsideJob, Scope } from '../lane.js'
import { createPool, named } from './client.js'
import { Entrance } from './entrance.js'
import { createLines, drizzleOf } from './lanes.js'
import { Snapshots } from './snapshots.js'
import { writePostgres } from './writer.js'

const short = { statementMs: 3_000, idleMs: 5_000 }

export async function openPostgres(options: DatabaseOptions): Promise<Database> {
  const { url, pool: most = 10, maxHoldMs = 1_000 } = options
  const pool = createPool(url, most, short)
  const scope = new Scope()
  const lineOf = createLines(scope, 'write')
  const snapshots = new Snapshots(url, scope)
  const entrance = new Entrance()

  return {
    read: drizzleOf(async (statement, values) => {
      refuseInsideJob(scope, 'read')
      return entrance.pass(() => pool.query(named(statement), values))
    }),
    async snapshot(job) {
      refuseInsideJob(scope, 'snapshot')
      return entrance.pass(() => snapshots.take(job))
    },
    async write(job, writeOptions = {}) {
      const outer = openJob(scope)
      if (outer?.lane.writes) return outer.lane.nest(outer, job)
      return entrance.pass(() =>
        writePostgres({ pool, lineOf, maxHoldMs: Math.max(maxHoldMs, writeOptions.maxHoldMs ?? 0) }, job),
      )
    },
    async close() {
      await entrance.close()
      await Promise.all([pool.end(), snapshots.close()])
    },
  }
}
