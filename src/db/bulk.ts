import { type Column, getTableColumns, getTableName, is, SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Tx } from './database.js'
import { columnName, insertAll, type RowSet } from './differs.js'

type Row<T extends PgTable> = T['$inferInsert']

/** `target` names a unique key: a row with the same values there gets the new values of the `set` columns. */
export type OnConflict<T extends PgTable> =
  | 'nothing'
  | { readonly target: readonly Column[]; readonly set: readonly (keyof Row<T> & string)[] }

/**
 * Inserts any number of rows with one prepared statement. A column that a row omits takes its default. When several rows
 * have the same `target`, the last one counts.
 */
export async function insertRows<T extends PgTable>(
  tx: Tx,
  table: T,
  rows: readonly Row<T>[],
  options: { readonly onConflict?: OnConflict<T> } = {},
): Promise<void> {
  const { onConflict } = options
  const kept = typeof onConflict === 'object' ? lastOfEach(table, rows, onConflict.target) : rows
  if (kept.length > 0) await insertAll(tx, rowSet(table, kept), conflictClause(table, onConflict))
}

/** Inserts rows whose key the database gives, and answers these keys in the order of the rows. */
export async function insertReturningIds<T extends PgTable>(
  tx: Tx,
  table: T,
  rows: readonly Row<T>[],
): Promise<number[]> {
  const key = Object.values(getTableColumns(table)).find((column) => column.primary)
  if (!key) throw new Error(`${getTableName(table)} has no key that the database gives.`)
  return rows.length === 0 ? [] : insertAll(tx, rowSet(table, rows), '', columnName(key))
}

/** The columns that any of the rows fills, and their values as the driver takes them. */
function rowSet(table: PgTable, rows: readonly Record<string, unknown>[]): RowSet {
  const filled = Object.entries(getTableColumns(table)).filter(
    ([key, column]) => column.defaultFn !== undefined || rows.some((row) => row[key] !== undefined),
  )
  return {
    table: getTableName(table),
    columns: filled.map(([, column]) => column),
    rows: rows.map((row) => filled.map(([key, column]) => stored(column, row[key]))),
  }
}

function stored(column: Column, given: unknown): unknown {
  const value = given === undefined ? (column.defaultFn?.() ?? column.default ?? null) : given
  if (is(value, SQL))
    throw new Error(`${column.name} is left to the database in some rows: give it in all or in none.`)
  return value === null ? null : column.mapToDriverValue(value)
}

function lastOfEach<T extends PgTable>(
  table: T,
  rows: readonly Row<T>[],
  target: readonly Column[],
): readonly Row<T>[] {
  const columns = getTableColumns(table) as Record<string, Column>
  const keys = Object.keys(columns).filter((key) => target.includes(columns[key] as Column))
  return [
    ...new Map(
      rows.map((row) => [JSON.stringify(keys.map((key) => row[key as keyof Row<T>])), row]),
    ).values(),
  ]
}

function conflictClause<T extends PgTable>(table: T, onConflict: OnConflict<T> | undefined): string {
  if (onConflict === undefined) return ''
  if (onConflict === 'nothing') return 'on conflict do nothing'
  const columns = getTableColumns(table) as Record<string, Column>
  const quoted = (column: Column) => `"${columnName(column)}"`
  const set = onConflict.set.map((key) => quoted(columns[key] as Column))
  return `on conflict (${onConflict.target.map(quoted).join(', ')}) do update set ${set.map((name) => `${name} = excluded.${name}`).join(', ')}`
}
