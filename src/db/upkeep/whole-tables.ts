import { asc, type Column, getTableColumns, getTableName, sql } from 'drizzle-orm'
import * as postgres from 'drizzle-orm/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'
import { assert } from '../../kernel/assert.js'
import type { ReadHandle, Tx } from '../database.js'
import { dialect } from '../dialect.js'
import { after, columnName, rows } from '../differs.js'
import * as schema from '../tables/index.js'

export type Table = postgres.PgTable

/** What all tables have, whatever is in them: for copying whole databases. */
export type Row = Record<string, unknown>

const configOf = (table: Table) =>
  dialect === 'postgres'
    ? postgres.getTableConfig(table)
    : sqlite.getTableConfig(table as unknown as sqlite.SQLiteTable)

const parentsOf = (table: Table): Table[] =>
  configOf(table).foreignKeys.map((key) => key.reference().foreignTable as unknown as Table)

/** Every table, behind those that it refers to. */
export function tablesInOrder(): Table[] {
  const ordered = new Set<Table>()
  const add = (table: Table): void => {
    for (const parent of parentsOf(table)) if (parent !== table && !ordered.has(parent)) add(parent)
    ordered.add(table)
  }
  for (const table of Object.values(schema) as unknown as Table[]) add(table)
  return [...ordered]
}

interface KeyColumn {
  readonly field: string
  readonly column: Column
}

/** The columns of the primary key. (A composite key has copies of them, so they are found by name.) */
function keyOf(table: Table): KeyColumn[] {
  const fields = Object.entries(getTableColumns(table)).map(([field, column]) => ({
    field,
    column: column as Column,
  }))
  const single = fields.filter(({ column }) => column.primary)
  const names = (configOf(table).primaryKeys[0]?.columns ?? []).map((column) => columnName(column))
  const composite = names.flatMap((name) => fields.filter(({ column }) => columnName(column) === name))
  const key = single.length > 0 ? single : composite
  assert(key.length > 0, `${getTableName(table)} has a primary key`)
  return key
}

/** The rows of a table in the order of its key, some at a time. */
export async function* slicesOf(on: ReadHandle, table: Table, atOnce: number): AsyncGenerator<Row[]> {
  const key = keyOf(table)
  const columns = key.map(({ column }) => column)
  let last: Row | undefined
  do {
    const position = key.map(({ field }) => last?.[field] as string | number)
    const slice: Row[] = await on
      .select()
      .from(table)
      .where(last && after(columns, position))
      .orderBy(...columns.map((column) => asc(column)))
      .limit(atOnce)
    if (slice.length > 0) yield slice
    last = slice.length === atOnce ? slice.at(-1) : undefined
  } while (last)
}

export async function countRows(on: ReadHandle, table: Table): Promise<number> {
  const [row] = await on.select({ count: sql<number>`count(*)`.mapWith(Number) }).from(table)
  return row?.count ?? 0
}

/** The column whose values the database gives; null when the table has none. */
function numberedColumn(table: Table): Column | null {
  const numbered = (column: Column & { generatedIdentity?: unknown; autoIncrement?: boolean }) =>
    column.generatedIdentity !== undefined || column.autoIncrement === true
  return keyOf(table).find(({ column }) => numbered(column))?.column ?? null
}

/** The last number that the database gave, also when its row is gone; null when it gives none. */
export async function lastNumber(on: ReadHandle, table: Table): Promise<number | null> {
  const column = numberedColumn(table)
  if (!column) return null
  const name = getTableName(table)
  const [row] = await rows<{ last: number | null }>(
    on,
    dialect === 'postgres'
      ? sql`select pg_sequence_last_value(pg_get_serial_sequence(${name}, ${columnName(column)})::regclass)::bigint as last`
      : sql`select seq as last from sqlite_sequence where name = ${name}`,
  )
  return Number(row?.last ?? 0)
}

/** Makes the database go on behind a number. */
export async function goOnBehind(tx: Tx, table: Table, last: number): Promise<void> {
  const column = numberedColumn(table)
  if (!column || last === 0) return
  const name = getTableName(table)
  if (dialect === 'postgres') {
    await rows(
      tx,
      sql`select setval(pg_get_serial_sequence(${name}, ${columnName(column)}), ${last}::bigint)`,
    )
    return
  }
  await rows(tx, sql`delete from sqlite_sequence where name = ${name} returning seq`)
  await rows(tx, sql`insert into sqlite_sequence (name, seq) values (${name}, ${last}) returning seq`)
}
