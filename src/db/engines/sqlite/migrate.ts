import { type Migration, pendingOf } from '../migration.js'
import { type Connection, connect, pathOf } from './connect.js'
import { patiently } from './lock.js'

const patienceMs = 60_000

export async function migrateSqlite(url: string, migrations: readonly Migration[]): Promise<void> {
  const connection = await connect(pathOf(url))
  try {
    // A step that rebuilds a table drops the old one, and with foreign keys on that deletes the rows that refer to it.
    // Inside a transaction the pragma does nothing.
    connection.pragma('foreign_keys = OFF')
    await patiently(() => connection.exec('BEGIN IMMEDIATE'), patienceMs)
    applyPending(connection, migrations)
    connection.exec('COMMIT')
  } finally {
    connection.close()
  }
}

function applyPending(connection: Connection, migrations: readonly Migration[]): void {
  connection.exec(
    'CREATE TABLE IF NOT EXISTS migration (hash text PRIMARY KEY NOT NULL, applied_at integer NOT NULL) STRICT',
  )
  const applied = connection.prepare('SELECT hash FROM migration').pluck().all() as string[]
  const pending = pendingOf(migrations, new Set(applied))
  if (pending.length === 0) return
  const note = connection.prepare('INSERT INTO migration (hash, applied_at) VALUES (?, ?)')
  for (const migration of pending) {
    for (const statement of migration.sql) connection.exec(statement)
    note.run(migration.hash, Date.now())
  }
  refuseOrphans(connection)
}

function refuseOrphans(connection: Connection): void {
  const [orphan] = connection.pragma('foreign_key_check') as { table: string; parent: string }[]
  if (orphan)
    throw new Error(
      `A migration leaves rows of ${orphan.table} without their ${orphan.parent}. Nothing was changed.`,
    )
}
