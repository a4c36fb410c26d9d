import pg from 'pg'
import { applicationName } from '../engines/postgres/client.js'

/** One connection for one task, without the short patience of the pool. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'athanor upkeep' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** In the first schema of the search path. */
export const tablesOf = async (client: pg.Client): Promise<string[]> => {
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

/** Whether a gateway or a command has the database open. An idle pool keeps a connection for some seconds. */
export const isInUse = (url: string): Promise<boolean> =>
  withClient(url, async (client) => {
    const { rowCount } = await client.query(
      'select from pg_stat_activity where datname = current_database() and application_name = $1',
      [applicationName],
    )
    return rowCount !== 0
  })

/**
 * Has the server look how much there is and of what, so that it plans well from the first query on. By itself it looks
 * only some minutes after many rows have come.
 */
export const analyzeTables = (url: string): Promise<void> =>
  withClient(url, async (client) => {
    await client.query(`analyze ${(await tablesOf(client)).join(', ')}`)
  })
