import pg from 'pg'
import { type Migration, pendingOf } from '../migration.js'

/** Any number that nothing else on the server locks by. */
const lockKey = 7_102_023

export async function migratePostgres(url: string, migrations: readonly Migration[]): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'athanor migrate',
    connectionTimeoutMillis: 10_000,
  })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey])
    await applyPending(client, migrations)
    await client.query('COMMIT')
  } finally {
    await client.end()
  }
}

async function applyPending(client: pg.Client, migrations: readonly Migration[]): Promise<void> {
  await client.query(
    'CREATE TABLE IF NOT EXISTS migration (hash text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
  )
  const { rows } = await client.query<{ hash: string }>('SELECT hash FROM migration')
  for (const migration of pendingOf(migrations, new Set(rows.map((row) => row.hash)))) {
    for (const statement of migration.sql) await client.query(statement)
    await client.query('INSERT INTO migration (hash) VALUES ($1)', [migration.hash])
  }
}
