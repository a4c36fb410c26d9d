import { Scope } from '../../src/db/engines/lane.js'
import { Checkpoints } from '../../src/db/engines/sqlite/checkpoints.js'
import { type Connection, connect, pathOf } from '../../src/db/engines/sqlite/connect.js'
import { Controls } from '../../src/db/engines/sqlite/controls.js'
import { Durability } from '../../src/db/engines/sqlite/durability.js'
import { Hold } from '../../src/db/engines/sqlite/hold.js'
import { writeLane } from '../../src/db/engines/sqlite/open.js'
import { Writer } from '../../src/db/engines/sqlite/writer.js'
import { opened } from './opened.js'
import { openSampleDatabase } from './sample-table.js'

export interface TestWriter {
  readonly writer: Writer
  readonly connection: Connection
  /** What the engine itself has said, in order: BEGIN IMMEDIATE, SAVEPOINT …, COMMIT. */
  readonly statements: string[]
  /** What `onFatal` was told. */
  readonly fatal: unknown[]
  /** Makes the next COMMIT fail as a disk would. */
  failCommit(code: string): void
}

/** The writer of SQLite on its own, with its connection in sight. */
export async function createWriter(): Promise<TestWriter> {
  const { url } = await openSampleDatabase()
  const connection = await connect(pathOf(url), 4)
  opened.add({ close: async () => void connection.close() })
  const statements: string[] = []
  let failure: string | null = null
  const controls = new Controls(connection)
  const run = controls.run.bind(controls)
  controls.run = (text) => {
    statements.push(text)
    if (text !== 'COMMIT' || !failure) return run(text)
    const code = failure
    failure = null
    throw Object.assign(new Error('disk I/O error'), { code })
  }
  const fatal: unknown[] = []
  const hold = new Hold(5_000)
  const durability = new Durability((error) => fatal.push(error))
  const lane = writeLane({ connection, controls, scope: new Scope(), hold })
  const checkpoints = new Checkpoints(connection, durability, undefined)
  const writer = new Writer({ connection, controls, lane, hold, durability, checkpoints })
  return { writer, connection, statements, fatal, failCommit: (code) => (failure = code) }
}
