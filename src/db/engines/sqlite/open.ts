import type { Database, DatabaseOptions } from '../../database.js'
import { Lane, openJob, refuseInsideJob, Scope } from '../lane.js'
import { Checkpoints } from './checkpoints.js'
import { type Connection, connect, connectReader, pathOf } from './connect.js'
import { Controls } from './controls.js'
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
  const controls = new Controls(connection)
  const lane = writeLane({ connection, controls, scope, hold })
  const snapshots = new Snapshots(path, scope)
  const durability = new Durability(onFatal)
  const checkpoints = new Checkpoints(connection, durability, log)
  const writer = new Writer({ connection, controls, lane, hold, durability, checkpoints })

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

interface LaneParts {
  readonly connection: Connection
  readonly controls: Controls
  readonly scope: Scope
  readonly hold: Hold
}

/** The writer's connection, which takes the statements of one job at a time. */
export const writeLane = ({ connection, controls, scope, hold }: LaneParts): Lane =>
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
      set: (depth) => controls.run(`SAVEPOINT job_${depth}`),
      release: (depth) => controls.run(`RELEASE job_${depth}`),
      undo: (depth) => controls.undo(`job_${depth}`),
    },
  )
