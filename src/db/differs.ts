import { type Column, type Placeholder, type Query, type SQL, sql } from 'drizzle-orm'
import { CasingCache } from 'drizzle-orm/casing'
import type { ReadHandle, Tx } from './database.js'
import { dialect } from './dialect.js'
import type { Statements } from './engines/sqlite/statements.js'

// Everything that the two engines say differently in a query, and nothing else.

interface PreparedRows<T> {
  execute(values?: Record<string, unknown>): Promise<T[]>
  getQuery(): Query
}

/** What a Drizzle handle has inside. */
interface Session {
  readonly dialect: { sqlToQuery(statement: SQL): Query }
  readonly session: {
    prepareQuery(
      query: Query,
      fields: undefined,
      nameOrMethod: string,
      arrays: boolean,
    ): { all(values: Record<string, unknown>): unknown; getQuery(): Query }
  }
}

/** A raw statement that answers rows, prepared on one connection. */
export function prepareRows<T>(on: ReadHandle, statement: SQL): PreparedRows<T> {
  const { dialect: grammar, session } = on as unknown as Session
  const prepared = session.prepareQuery(
    grammar.sqlToQuery(statement),
    undefined,
    dialect === 'postgres' ? '' : 'all',
    false,
  )
  return {
    execute: async (values = {}) => (await prepared.all(values)) as T[],
    getQuery: () => prepared.getQuery(),
  }
}

/**
 * The rows of a statement that the builder cannot say, as the engine gives them: columns under their names in the
 * database; on SQLite an instant is a number of milliseconds, a boolean is 0 or 1, and json is text.
 */
export const rows = <T>(on: ReadHandle, statement: SQL): Promise<T[]> =>
  prepareRows<T>(on, statement).execute()

/**
 * `column in (…)` with the whole list as one parameter, so that the statement's text does not change with the length of
 * the list. An empty list matches nothing.
 */
export function among<T>(column: Column, values: readonly T[] | Placeholder<string, readonly T[]>): SQL {
  const encode = (list: readonly unknown[]) => list.map((value) => column.mapToDriverValue(value))
  return dialect === 'postgres'
    ? sql`${column} = any(${sql.param(values, { mapToDriverValue: encode as () => unknown[] })})`
    : sql`${column} in (select value from json_each(${sql.param(values, { mapToDriverValue: (list) => JSON.stringify(encode(list as readonly unknown[])) })}))`
}

/** A column to sort by without walking its index: for few rows that are found another way. PostgreSQL decides by itself. */
export const unindexed = (column: Column): SQL => (dialect === 'postgres' ? sql`${column}` : sql`+${column}`)

/** The entries of a list of numbers as the rows of a table, `wanted.value`: to start a query from, in this order of work. */
export const wantedRows = (values: Placeholder<string, readonly number[]>): SQL =>
  dialect === 'postgres'
    ? sql`unnest(${values}::bigint[]) as wanted(value)`
    : sql`json_each(${sql.param(values, { mapToDriverValue: (list) => JSON.stringify(list) })}) as wanted`

/**
 * A list of objects of whole numbers (or null) as the rows of a table, `given`, with a column for each of these keys, which
 * are names in our own code: to change many rows by one statement.
 */
export function givenRows(values: Placeholder<string, readonly object[]>, keys: readonly string[]): SQL {
  const list = sql.param(values, { mapToDriverValue: (rows) => JSON.stringify(rows) })
  if (dialect === 'postgres')
    return sql`jsonb_to_recordset(${list}::jsonb) as given(${sql.raw(keys.map((key) => `"${key}" bigint`).join(', '))})`
  const columns = keys.map((key) => `value ->> '$.${key}' as "${key}"`).join(', ')
  return sql`(select ${sql.raw(columns)} from json_each(${list})) as given`
}

type Key = string | number | Date

/**
 * Rows strictly behind a position in a list that is sorted by these columns, all in one direction: `(a, b) > (?, ?)`,
 * which both engines answer from an index over them. The columns must be NOT NULL. An instant may be given in
 * milliseconds.
 */
export function after(
  columns: readonly Column[],
  position: readonly (Key | Placeholder)[],
  direction: 'asc' | 'desc' = 'asc',
): SQL {
  const values = columns.map((column, i) => sql.param(position[i], keyEncoder(column)))
  const side = (parts: readonly unknown[]) => sql.join([...parts] as SQL[], sql`, `)
  return sql`(${side(columns)}) ${sql.raw(direction === 'asc' ? '>' : '<')} (${side(values)})`
}

const keyEncoder = (column: Column) => ({
  mapToDriverValue: (value: unknown) =>
    column.mapToDriverValue(
      column.dataType === 'date' && !(value instanceof Date) ? new Date(value as Key) : value,
    ),
})

/** A select whose rows others may not change until the job ends. SQLite has one writer, so nobody is there to. */
export const forUpdate = <Q extends { for(strength: 'update'): unknown }>(select: Q): Q =>
  dialect === 'postgres' ? (select.for('update') as Q) : select

/**
 * Makes the jobs that name the same thing wait for each other until they end. Several are waited for in the order of
 * their keys, so that jobs never wait for each other in a ring. SQLite has one writer anyway.
 */
export async function takeTurn(tx: Tx, ...things: readonly string[]): Promise<void> {
  if (dialect !== 'postgres') return
  const keys = sql`select distinct hashtextextended(thing, 0) as key from unnest(${sql.param(things)}::text[]) as thing`
  await rows(tx, sql`select pg_advisory_xact_lock(key) from (${keys} order by key) as sorted`)
}

/**
 * A number that is another one as soon as anybody else has committed to the SQLite file, this process's writer
 * included; null on PostgreSQL, which has none. SQLite is asked once in a turn of the event loop, which takes it some five
 * microseconds: a request that is read in a turn was waiting when the turn began.
 * (https://www.sqlite.org/pragma.html#pragma_data_version)
 */
export function commitCounter(read: ReadHandle): (() => unknown) | null {
  if (dialect === 'postgres') return null
  const { $client } = read as unknown as { $client: Statements }
  const known = commitCounters.get($client)
  if (known) return known
  const counter = oncePerTurn($client.prepare('PRAGMA data_version').raw())
  commitCounters.set($client, counter)
  return counter
}

const commitCounters = new WeakMap<object, () => unknown>()

function oncePerTurn(statement: { get(): unknown }): () => unknown {
  let seen: { readonly count: unknown } | null = null
  const forget = () => {
    seen = null
  }
  return () => {
    if (!seen) {
      seen = { count: (statement.get() as [unknown])[0] }
      setImmediate(forget)
    }
    return seen.count
  }
}

/** How many rows an UPDATE or DELETE has changed: its awaited result, as Drizzle gives it. */
export function affectedRows(result: unknown): number {
  const { rowCount, changes } = result as { rowCount?: number | null; changes?: number }
  return rowCount ?? changes ?? 0
}

export interface UniqueViolation {
  readonly table: string
  readonly columns: readonly string[]
}

/** Which key was taken, in the database's own names, when that is why a statement failed; else null. */
export function uniqueViolation(error: unknown): UniqueViolation | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    const found = dialect === 'postgres' ? postgresUnique(at) : sqliteUnique(at)
    if (found) return found
  }
  return null
}

function sqliteUnique({ message }: Error): UniqueViolation | null {
  const names = /^UNIQUE constraint failed: (.+)$/.exec(message)?.[1]?.split(', ')
  if (!names) return null
  return { table: names[0]?.split('.')[0] ?? '', columns: names.map((name) => name.split('.')[1] ?? name) }
}

function postgresUnique(error: Error): UniqueViolation | null {
  const { code, table, detail } = error as { code?: string; table?: string; detail?: string }
  if (code !== '23505') return null
  return { table: table ?? '', columns: /^Key \((.+?)\)=/.exec(detail ?? '')?.[1]?.split(', ') ?? [] }
}

const casing = new CasingCache('snake_case')

const columnNames = new WeakMap<Column, string>()

/** The column's name in the database. */
export function columnName(column: Column): string {
  const known = columnNames.get(column)
  if (known !== undefined) return known
  const name = casing.getColumnCasing(column)
  columnNames.set(column, name)
  return name
}

export interface RowSet {
  readonly table: string
  readonly columns: readonly Column[]
  /** As the driver takes them, in the order of the columns. */
  readonly rows: readonly (readonly unknown[])[]
}

/** Inserts rows in their order; answers the keys that they got, when `key` names that column. */
export function insertAll(on: Tx, set: RowSet, conflict: string, key?: string): Promise<number[]> {
  return dialect === 'postgres' ? insertUnnested(on, set, conflict, key) : insertOneByOne(on, set, conflict)
}

const names = (columns: readonly Column[]) => columns.map((column) => `"${columnName(column)}"`).join(', ')

/** A compiled statement costs SQLite a few microseconds, so rows go one by one. */
async function insertOneByOne(on: Tx, { table, columns, rows }: RowSet, conflict: string): Promise<number[]> {
  const { $client } = on as unknown as { $client: Statements }
  const slots = columns.map(() => '?').join(', ')
  const statement = $client.prepare(
    `insert into "${table}" (${names(columns)}) values (${slots}) ${conflict}`,
  )
  return rows.map((row) => Number(statement.run(...row).lastInsertRowid))
}

/** A message has its limits, and so has the memory for it. */
const mostInMessage = 5_000

/** One array for each column: the statement is the same for any number of rows. */
async function insertUnnested(on: Tx, set: RowSet, conflict: string, key?: string): Promise<number[]> {
  const { $client } = on as unknown as {
    $client: { query(statement: { text: string }, values: unknown[]): Promise<{ rows: { key: number }[] }> }
  }
  const { table, columns, rows } = set
  const arrays = columns.map((column, i) => `$${i + 1}::${column.getSQLType()}[]`).join(', ')
  const list = names(columns)
  const text = `insert into "${table}" (${list}) select ${list} from unnest(${arrays}) with ordinality as given (${list}, "ordinality") order by "ordinality" ${conflict} ${key ? `returning "${key}" as key` : ''}`
  const keys: number[] = []
  for (let from = 0; from < rows.length; from += mostInMessage) {
    const part = rows.slice(from, from + mostInMessage)
    const answer = await $client.query(
      { text },
      columns.map((_, i) => part.map((row) => row[i])),
    )
    // Keys grow in the order of insertion, in whatever order they are answered.
    keys.push(...answer.rows.map((row) => row.key).sort((a, b) => a - b))
  }
  return keys
}
