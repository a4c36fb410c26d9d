import { setImmediate as turn } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { skus, statements, tables, unitsEach, type Write } from './statements.js'

/** Makes the tables, with the settings of Athanor's own writer. */
export function openSqlite(url: string): Sqlite.Database {
  const database = new Sqlite(url.slice('file:'.length))
  for (const setting of [
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    'cache_size = -32768',
  ])
    database.pragma(setting)
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

/** A transaction for all writes that wait, with nothing that keeps one from the other: no engine does better. */
export function allPerCommit(url: string): Write {
  const database = openSqlite(url)
  const write = writing(database)
  const writeAll = database.transaction((waiting: readonly string[]) => waiting.forEach(write)).immediate
  let waiting: string[] = []
  let commit: Promise<void> | null = null
  async function commitSoon(): Promise<void> {
    await turn()
    const group = waiting
    waiting = []
    commit = null
    writeAll(group)
  }
  return (sku) => {
    waiting.push(sku)
    commit ??= commitSoon()
    return commit
  }
}
