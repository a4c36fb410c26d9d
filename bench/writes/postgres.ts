import pg from 'pg'
import { skus, statements, tables, unitsEach, type Write } from './statements.js'

const connections = 10
const order = { name: 'order', text: statements.order.replace('?', '$1') }
const take = { name: 'take', text: statements.take.replace('?', '$1') }

/** Makes the tables. */
export async function preparePostgres(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const table of tables.postgres) await client.query(table)
  await client.query('insert into bench_stock select unnest($1::text[]), $2', [skus, unitsEach])
  await client.end()
}

/** A transaction for each write, on a pool as large as Athanor's. */
export async function onePerCommit(url: string): Promise<Write> {
  await preparePostgres(url)
  const pool = new pg.Pool({ connectionString: url, max: connections })
  return async (sku) => {
    const client = await pool.connect()
    await client.query('begin')
    await client.query({ ...order, values: [sku] })
    const { rowCount } = await client.query({ ...take, values: [sku] })
    if (rowCount !== 1) throw new Error(`${sku} is sold out`)
    await client.query('commit')
    client.release()
  }
}
