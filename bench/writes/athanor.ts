import { and, eq, gte, sql } from 'drizzle-orm'
import type { Slots, Tx } from '../../src/db/index.js'
import { preparePostgres } from './postgres.js'
import { openSqlite } from './sqlite.js'
import type { Write } from './statements.js'

type Db = typeof import('../../src/db/index.js')
type Columns = typeof import('../../src/db/columns/index.js')

/** The database layer as it was built, not as it would be compiled here. */
const built = <Module>(path: string): Promise<Module> =>
  import(new URL(`../../dist/${path}`, import.meta.url).href)

/** A write as the domains make them: prepared statements in a job of `db.write`. */
export async function athanorWrite(url: string): Promise<Write> {
  const { affectedRows, dialect, openDatabase, query } = await built<Db>('db/index.js')
  const { int, serial, table, text } = await built<Columns>('db/columns/index.js')
  if (dialect === 'postgres') await preparePostgres(url)
  else openSqlite(url).close()

  const stock = table('bench_stock', { sku: text().primaryKey(), units: int().notNull() })
  const order = table('bench_order', { id: serial(), sku: text().notNull(), units: int().notNull() })
  const insertOrder = query((on: Tx, p: Slots<{ sku: string }>) =>
    on.insert(order).values({ sku: p.sku, units: 1 }),
  )
  const takeUnit = query((on: Tx, p: Slots<{ sku: string }>) =>
    on
      .update(stock)
      .set({ units: sql`${stock.units} - 1` })
      .where(and(eq(stock.sku, p.sku), gte(stock.units, 1))),
  )

  const db = await openDatabase({ url })
  return (sku) =>
    db.write(async (tx) => {
      await insertOrder(tx, { sku })
      if (affectedRows(await takeUnit(tx, { sku })) !== 1) throw new Error(`${sku} is sold out`)
    })
}
