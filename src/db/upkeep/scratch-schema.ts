import type pg from 'pg'
import { tablesOf, withClient } from './postgres-tables.js'

/** History, which may be long, and is needed only where it happens. */
const leftEmpty = new Set(['audit_entry', 'outbox'])

const prefix = 'athanor_scratch_'

/** Runs a job on a copy of the tables in a schema of its own, and drops that, and those of jobs that were killed. */
export const withScratchSchema = <T>(url: string, job: (url: string) => Promise<T>): Promise<T> =>
  withClient(url, async (client) => {
    await dropAbandoned(client)
    const schema = `${prefix}${process.pid}_${Date.now()}`
    // Held as long as the connection: who can take it knows that nobody works there any more.
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [schema])
    await copyTables(client, schema)
    try {
      return await job(inSchema(url, schema))
    } finally {
      await client.query(`drop schema ${schema} cascade`)
    }
  })

async function dropAbandoned(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ schema: string }>(
    'select nspname as schema from pg_namespace where starts_with(nspname, $1)',
    [prefix],
  )
  for (const { schema } of rows) {
    const { rowCount } = await client.query('select where pg_try_advisory_lock(hashtextextended($1, 0))', [
      schema,
    ])
    if (rowCount === 0) continue
    await client.query(`drop schema if exists ${schema} cascade`)
    await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [schema])
  }
}

async function copyTables(client: pg.Client, schema: string): Promise<void> {
  await client.query('begin isolation level repeatable read')
  const tables = await tablesOf(client)
  await client.query(`create schema ${schema}`)
  for (const table of tables) {
    await client.query(`create table ${schema}.${table} (like ${table} including all)`)
    if (!leftEmpty.has(table)) await client.query(`insert into ${schema}.${table} select * from ${table}`)
  }
  await numberBehindRows(client, schema)
  await client.query('commit')
}

/** The numbering of a copied table begins anew, and must not meet the rows that are there. */
async function numberBehindRows(client: pg.Client, schema: string): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `select quote_ident(table_name) as "table", column_name as "column" from information_schema.columns
     where table_schema = $1 and is_identity = 'YES'`,
    [schema],
  )
  for (const { table, column } of rows)
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), coalesce(max("${column}"), 0) + 1, false) from ${schema}.${table}`,
      [`${schema}.${table}`, column],
    )
}

function inSchema(url: string, schema: string): string {
  const scoped = new URL(url)
  scoped.searchParams.set('options', `-c search_path=${schema}`)
  return scoped.href
}
