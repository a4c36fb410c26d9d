import type { Database, DatabaseOptions } from '../../database.js'
import { Lane, openJob, refuseInsideJob, Scope } from '../lane.js'
import { Checkpoints } from './checkpoints.js'
import { type Connection, connect, connectReader, pathOf } from './connect.js'
import { drizzleOf } from './drizzle.js'
import { Durability } from './durability.js'
import { fileStatus } from './file-status.js'
import { Hold } from './hold.js'
import { Snapshots } from './snapshots.js'
import { Writer } from './writer.js'

const writerCacheMiB = 32
const readerCacheMiB = 64

export async function openSqlite(options: DatabaseOptions): Promise<Database> {
  const { url, maxHoldMs = 50, log, onFatal } = options
  const path = pathOf(url)
  const connection = await connect(path, writerCacheMiB)
  const reader = await connectReader(path, readerCacheMiB)
  const scope = new Scope()
  const hold = new Hold(maxHoldMs)
  const lane = writeLane(connection, scope, hold)
  const snapshots = new Snapshots(path, scope)
  const durability = new Durability(onFatal)
  const checkpoints = new Checkpoints(connection, durability, log)
  const writer = new Writer({ connection, lane, hold, durability, checkpoints })

  return {
    read: drizzleOf(reader, { admit: () => refuseInsideJob(scope, 'read') }),
    async snapshot(job) {
      refuseInsideJob(scope, 'snapshot')
      return snapshots.take(job)
    },
    async write(job, writeOptions) {
      const outer = openJob(scope)
      return outer?.lane === lane ? lane.nest(outer, job) : writer.write(job, writeOptions)
    },
    status: async () => ({ ...writer.status, engine: await fileStatus(path) }),
    async close() {
      await writer.close()
      checkpoints.stop()
      snapshots.close()
      reader.close()
      connection.close()
    },
  }
}

/** The writer's connection, which takes the statements of one job at a time. */
export const writeLane = (connection: Connection, scope: Scope, hold: Hold): Lane =>
  new Lane(
    scope,
    (lane) =>
      drizzleOf(connection, {
        admit() {
          lane.admit()
          hold.check()
        },
        fail: (error) => lane.fail(error),
      }),
    {
      set: (depth) => connection.exec(`SAVEPOINT job_${depth}`),
      release: (depth) => connection.exec(`RELEASE job_${depth}`),
      undo: (depth) => connection.exec(`ROLLBACK TO job_${depth}; RELEASE job_${depth}`),
    },
  )
