import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CommandError } from './explained.js'
import { sqlitePath } from './sqlite-file.js'

/**
 * Runs a job on a copy of the database that is thrown away, so that a rehearsal meets all that the real thing would: on
 * SQLite in a temporary file, on PostgreSQL in a schema of its own beside the real tables.
 */
export async function withScratchCopy<T>(url: string, job: (url: string) => Promise<T>): Promise<T> {
  const path = sqlitePath(url)
  return path === null ? inScratchSchema(url, job) : inScratchFile(path, job)
}

async function inScratchFile<T>(path: string, job: (url: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'athanor-dry-run-'))
  try {
    const copy = join(folder, 'copy.db')
    if (existsSync(path)) {
      const { vacuumInto } = await import('./sqlite-backup.js')
      vacuumInto(path, copy)
    }
    return await job(`file:${copy}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function inScratchSchema<T>(url: string, job: (url: string) => Promise<T>): Promise<T> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, application_name: 'athanor dry run' })
  await client.connect()
  const schema = `athanor_dry_run_${process.pid}_${Date.now()}`
  try {
    await copyTables(client, schema)
    return await job(withSearchPath(url, schema))
  } finally {
    await client.query(`drop schema if exists ${schema} cascade`)
    await client.end()
  }
}

/** History is not needed to judge a feed and may be long. */
const leftEmpty = new Set(['audit_entry', 'outbox'])

async function copyTables(client: import('pg').Client, schema: string): Promise<void> {
  await client.query('begin isolation level repeatable read')
  await client.query(`create schema ${schema}`).catch((error: Error) => {
    throw new CommandError(`A dry run on PostgreSQL needs the right to create a schema: ${error.message}`)
  })
  const { rows } = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = current_schema()`,
  )
  for (const { name } of rows) {
    await client.query(`create table ${schema}."${name}" (like "${name}" including all)`)
    if (!leftEmpty.has(name)) await client.query(`insert into ${schema}."${name}" select * from "${name}"`)
  }
  const { rows: numbered } = await client.query<{ table: string; column: string }>(
    `select table_name as "table", column_name as "column" from information_schema.columns
     where table_schema = $1 and is_identity = 'YES'`,
    [schema],
  )
  for (const { table, column } of numbered)
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), (select coalesce(max("${column}"), 0) + 1 from ${schema}."${table}"), false)`,
      [`${schema}.${table}`, column],
    )
  await client.query('commit')
}

function withSearchPath(url: string, schema: string): string {
  const scoped = new URL(url)
  scoped.searchParams.set('options', `-c search_path=${schema}`)
  return scoped.href
}
