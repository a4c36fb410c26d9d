import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { copyDatabase } from './copy/copy-database.js'
import { CommandError } from './explained.js'
import { checkIntegrity } from './sqlite-backup.js'
import { sqlitePath } from './sqlite-file.js'

/** Makes the database what a backup says. What is in the database is lost, so without `force` it must be empty. */
export async function restoreInto(url: string, backup: string, force: boolean): Promise<void> {
  await checkBackup(backup)
  const path = sqlitePath(url)
  await (path === null ? intoPostgres(url, backup, force) : intoFile(path, backup, force))
}

/** Throws unless the file is a sound backup of this version or an older one. */
async function checkBackup(file: string): Promise<void> {
  if (!existsSync(file)) throw new CommandError(`There is no file ${file}.`)
  const { migrationsOf } = await import('../db/migrations.js')
  const known = new Set(migrationsOf('sqlite').map((migration) => migration.hash))
  const applied = appliedIn(file)
  if (applied.length === 0) throw new CommandError(`${file} is not a backup of Athanor.`)
  if (applied.some((hash) => !known.has(hash)))
    throw new CommandError(
      `${file} is of a newer version of Athanor, or of another program. Restore it with that version.`,
    )
  checkIntegrity(file)
}

/** The steps that a database has taken; none when it is not one of ours. */
function appliedIn(file: string): string[] {
  try {
    const database = new Sqlite(file, { readonly: true, fileMustExist: true })
    try {
      return database.prepare('select hash from migration').pluck().all() as string[]
    } finally {
      database.close()
    }
  } catch {
    return []
  }
}

async function intoFile(path: string, backup: string, force: boolean): Promise<void> {
  if (existsSync(path)) {
    if (!force && !isEmptyFile(path)) throw notEmpty()
    refuseIfInUse(path)
  }
  const { migrate } = await import('../db/migrations.js')
  mkdirSync(dirname(path), { recursive: true })
  const restored = `${path}.restored`
  copyFileSync(backup, restored)
  await migrate(`file:${restored}`)
  for (const rest of [`${path}-wal`, `${path}-shm`]) rmSync(rest, { force: true })
  renameSync(restored, path)
}

const notEmpty = () =>
  new CommandError('The database is not empty, so nothing was restored. `--force` gives up what is in it.')

function isEmptyFile(path: string): boolean {
  const database = new Sqlite(path, { fileMustExist: true })
  try {
    const tables = database
      .prepare(
        `select name from sqlite_schema where type = 'table' and name not in ('migration') and name not like 'sqlite_%'`,
      )
      .pluck()
      .all() as string[]
    return tables.every((table) => database.prepare(`select 1 from "${table}" limit 1`).get() === undefined)
  } finally {
    database.close()
  }
}

/** A file cannot be taken from under those who have it open. Leaving WAL needs it alone, so that tells. */
function refuseIfInUse(path: string): void {
  const database = new Sqlite(path, { fileMustExist: true, timeout: 0 })
  try {
    database.pragma('journal_mode = DELETE')
  } catch (error) {
    // A damaged file is what a restore is there for.
    if (String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY'))
      throw new CommandError(`${path} is in use. Stop the gateway, then restore.`)
  } finally {
    database.close()
  }
}

async function intoPostgres(url: string, backup: string, force: boolean): Promise<void> {
  const { migrate } = await import('../db/migrations.js')
  const folder = mkdtempSync(join(tmpdir(), 'athanor-restore-'))
  try {
    const newest = join(folder, 'backup.db')
    copyFileSync(backup, newest)
    await migrate(`file:${newest}`)
    await migrate(url)
    if (force) await emptyPostgres(url)
    await copyDatabase(`file:${newest}`, url)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Triggers keep the audit from being emptied, so they are off for that moment. */
async function emptyPostgres(url: string): Promise<void> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, application_name: 'athanor restore' })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select quote_ident(tablename) as name from pg_tables where schemaname = current_schema() and tablename <> 'migration'`,
    )
    const tables = rows.map((row) => row.name)
    await client.query('begin')
    for (const table of tables) await client.query(`alter table ${table} disable trigger user`)
    await client.query(`truncate ${tables.join(', ')}`)
    for (const table of tables) await client.query(`alter table ${table} enable trigger user`)
    await client.query('commit')
  } finally {
    await client.end()
  }
}
