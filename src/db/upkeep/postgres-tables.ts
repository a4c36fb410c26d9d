import pg from 'pg'

/** One connection for one task, without the short patience of the pool. */
async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'athanor upkeep' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const tablesOf = async (client: pg.Client): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(
    'select quote_ident(tablename) as name from pg_tables where schemaname = current_schema() order by 1',
  )
  return rows.map((row) => row.name)
}

export const hasRows = (url: string): Promise<boolean> =>
  withClient(url, async (client) => {
    for (const table of await tablesOf(client))
      if (table !== 'migration' && (await client.query(`select from ${table} limit 1`)).rowCount) return true
    return false
  })

/** Takes every row out of every table. Triggers keep the audit from that, so they are off for the moment. */
export const emptyTables = (url: string): Promise<void> =>
  withClient(url, async (client) => {
    const tables = (await tablesOf(client)).filter((table) => table !== 'migration')
    await client.query('begin')
    for (const table of tables) await client.query(`alter table ${table} disable trigger user`)
    await client.query(`truncate ${tables.join(', ')}`)
    for (const table of tables) await client.query(`alter table ${table} enable trigger user`)
    await client.query('commit')
  })

/** History, which may be long, and is needed only where it happens. */
const leftEmpty = new Set(['audit_entry', 'outbox'])

/** Runs a job on a copy of the tables in a schema of its own, and drops that. */
export const withScratchSchema = <T>(url: string, job: (url: string) => Promise<T>): Promise<T> =>
  withClient(url, async (client) => {
    const schema = `athanor_scratch_${process.pid}_${Date.now()}`
    await copyTables(client, schema)
    try {
      return await job(inSchema(url, schema))
    } finally {
      await client.query(`drop schema ${schema} cascade`)
    }
  })

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
