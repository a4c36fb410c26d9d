import { setImmediate as turn } from 'node:timers/promises'
import type Sqlite from 'better-sqlite3'
import { inGroups, openRawSqlite } from '../engines/raw-sqlite.js'
import { skus, statements, tables, unitsEach, type Write } from './statements.js'

/** Makes the tables. */
export function openSqlite(url: string): Sqlite.Database {
  const database = openRawSqlite(url)
  for (const table of tables.sqlite) database.exec(table)
  const stock = database.prepare(statements.stock)
  database.transaction(() => skus.forEach((sku) => void stock.run(sku, unitsEach)))()
  return database
}

/** Both statements of a write, without a transaction. */
function writing(database: Sqlite.Database): (sku: string) => void {
  const order = database.prepare(statements.order)
  const take = database.prepare(statements.take)
  return (sku) => {
    order.run(sku)
    if (take.run(sku).changes !== 1) throw new Error(`${sku} is sold out`)
  }
}

/** A transaction for each write, as a server without group commit makes them. */
export function onePerCommit(url: string): Write {
  const database = openSqlite(url)
  const write = database.transaction(writing(database)).immediate
  return async (sku) => {
    await turn()
    write(sku)
  }
}

/** A transaction for all writes that wait. */
export function allPerCommit(url: string): Write {
  const database = openSqlite(url)
  return inGroups(database, writing(database))
}
