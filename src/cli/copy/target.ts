import { getTableName } from 'drizzle-orm'
import { readConfig } from '../../config.js'
import { type Database, dialect, insertRows, migrate, openDatabase } from '../../db/index.js'
import { analyzeTables } from '../../db/upkeep/postgres-tables.js'
import { countRows, goOnBehind, lastNumber, tablesInOrder } from '../../db/upkeep/whole-tables.js'
import { CommandError } from '../explained.js'
import type { FromSource, FromTarget, TableSummary } from './protocol.js'
import { heard, runEnd, tell } from './talk.js'

// Nobody else uses the database yet, so a batch may take its time.
const maxHoldMs = 60_000

await runEnd(async () => {
  const { databaseUrl: url } = readConfig()
  await migrate(url)
  const db = await openDatabase({ url, maxHoldMs })
  const tables = await takeAll(db).finally(() => db.close())
  if (dialect === 'postgres') await analyzeTables(url)
  await tell({ kind: 'end', tables } satisfies FromTarget)
})

async function takeAll(db: Database): Promise<TableSummary[]> {
  await refuseUnlessEmpty(db)
  await tell({ kind: 'taken' } satisfies FromTarget)
  let message = await heard<FromSource>()
  for (; message.kind === 'rows'; message = await heard<FromSource>()) {
    await takeRows(db, message)
    await tell({ kind: 'taken' } satisfies FromTarget)
  }
  if (message.kind !== 'end') throw new CommandError('The source of the copy began anew.')
  return concluded(db, message.tables)
}

async function refuseUnlessEmpty(db: Database): Promise<void> {
  const filled: string[] = []
  for (const table of tablesInOrder())
    if ((await countRows(db.read, table)) > 0) filled.push(getTableName(table))
  if (filled.length > 0)
    throw new CommandError(`The target is not empty (${filled.join(', ')}); nothing was copied.`)
}

async function takeRows(
  db: Database,
  { table: name, rows }: Extract<FromSource, { kind: 'rows' }>,
): Promise<void> {
  const table = tablesInOrder().find((candidate) => getTableName(candidate) === name)
  if (!table)
    throw new CommandError(`There is no table ${name} here: the two ends are of different versions.`)
  await db.write((tx) => insertRows(tx, table, rows as never))
}

/** Sets where the numbering goes on, and counts what has arrived. */
async function concluded(db: Database, given: readonly TableSummary[]): Promise<TableSummary[]> {
  const lastOf = new Map(given.map((summary) => [summary.table, summary.lastNumber ?? 0]))
  const tables: TableSummary[] = []
  for (const table of tablesInOrder()) {
    const name = getTableName(table)
    await db.write((tx) => goOnBehind(tx, table, lastOf.get(name) ?? 0))
    tables.push({
      table: name,
      rows: await countRows(db.read, table),
      lastNumber: await lastNumber(db.read, table),
    })
  }
  return tables
}
