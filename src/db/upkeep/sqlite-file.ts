import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs'
import Sqlite from 'better-sqlite3'

// Files as a whole, each opened for the one thing that is asked of it.

function withFile<T>(path: string, options: Sqlite.Options, work: (file: Sqlite.Database) => T): T {
  const file = new Sqlite(path, { fileMustExist: true, ...options })
  try {
    return work(file)
  } finally {
    file.close()
  }
}

/** Copies a database as of one moment. It reads like any other reader, so writers go on meanwhile. */
export const vacuumInto = (path: string, copy: string): void =>
  withFile(path, { timeout: 10_000 }, (file) => void file.prepare('vacuum into ?').run(copy))

/** Removes a database that nobody has open, with its log: SQLite would take that for the log of the next of the name. */
export function removeFile(path: string): void {
  for (const rest of ['', '-wal', '-shm']) rmSync(`${path}${rest}`, { force: true })
}

/** Makes a closed database one file, without a log beside it, that is on the disk for sure. */
export function settle(path: string): void {
  withFile(path, {}, (file) => file.pragma('journal_mode = DELETE'))
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** What is wrong with the pages and indexes of a file; null when they are sound. */
export const damageOf = (path: string): string | null =>
  withFile(path, { readonly: true }, (file) => {
    const found = String(file.pragma('integrity_check', { simple: true }))
    return found === 'ok' ? null : found
  })

/** Gives up which installation it was: what others keep about that one is not about this copy. */
export const becomeAnother = (path: string): void =>
  withFile(path, {}, (file) => void file.prepare('delete from installation').run())

/** The hashes of the migrations that a file has taken; none when it is not a database of ours. */
export function migrationsIn(path: string): string[] {
  try {
    return withFile(path, { readonly: true }, (file) =>
      file.prepare<[], string>('select hash from migration').pluck().all(),
    )
  } catch {
    return []
  }
}

export const hasRows = (path: string): boolean =>
  withFile(path, {}, (file) => {
    const tables = file
      .prepare<[], string>(
        `select name from sqlite_schema where type = 'table' and name <> 'migration' and name not like 'sqlite_%'`,
      )
      .pluck()
      .all()
    return tables.some((table) => file.prepare(`select 1 from "${table}" limit 1`).get() !== undefined)
  })

/** Whether anybody has the file open. Leaving the write-ahead log needs it alone, so that tells. */
export const isInUse = (path: string): boolean =>
  withFile(path, { timeout: 0 }, (file) => {
    try {
      file.pragma('journal_mode = DELETE')
      return false
    } catch (error) {
      return String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')
    }
  })
