import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { dialect } from '../../src/db/index.js'
import { opened } from './opened.js'

/** A connection with nothing of ours between, to look at a database of any version. */
export interface RawDatabase {
  all(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>
  /** The names of the tables of the product. */
  tables(): Promise<string[]>
  close(): Promise<void>
}

export async function openRaw(url: string): Promise<RawDatabase> {
  const raw = dialect === 'postgres' ? await openPostgres(url) : openSqlite(url)
  opened.add(raw)
  return raw
}

async function openPostgres(url: string): Promise<RawDatabase> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const all = async (text: string, values: readonly unknown[] = []) =>
    (await client.query(text, [...values])).rows
  return {
    all,
    tables: () => namesOf(all(`select tablename as name from pg_tables where schemaname = 'public'`)),
    close: () => client.end(),
  }
}

function openSqlite(url: string): RawDatabase {
  const connection = new Sqlite(url.replace('file:', ''))
  connection.pragma('foreign_keys = ON')
  const storable = (value: unknown) =>
    value instanceof Date ? value.getTime() : typeof value === 'boolean' ? Number(value) : value
  const all = async (text: string, values: readonly unknown[] = []) =>
    connection.prepare(text).all(...values.map(storable)) as Record<string, unknown>[]
  return {
    all,
    tables: () => namesOf(all(`select name from pragma_table_list where schema = 'main' and type = 'table'`)),
    close: async () => void connection.close(),
  }
}

async function namesOf(found: Promise<Record<string, unknown>[]>): Promise<string[]> {
  const names = (await found).map((row) => String(row.name))
  return names.filter((name) => name !== 'migration' && !name.startsWith('sqlite_')).sort()
}
