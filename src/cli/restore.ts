import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { migrate, migrationsOf } from '../db/migrations.js'
import { emptyTables, hasRows, isInUse } from '../db/upkeep/postgres-tables.js'
import * as sqlite from '../db/upkeep/sqlite-file.js'
import { copyDatabase } from './copy/copy-database.js'
import { CommandError } from './explained.js'
import { sqlitePath } from './sqlite-path.js'

/** Makes the database what a backup says. What is in the database is lost, so without `force` it must be empty. */
export async function restoreInto(url: string, backup: string, force: boolean): Promise<void> {
  checkBackup(backup)
  const path = sqlitePath(url)
  await (path === null ? intoPostgres(url, backup, force) : intoFile(path, backup, force))
}

/** Throws unless the file is a sound backup of this version or an older one. */
function checkBackup(file: string): void {
  if (!existsSync(file)) throw new CommandError(`There is no file ${file}.`)
  const known = new Set(migrationsOf('sqlite').map((migration) => migration.hash))
  const taken = sqlite.migrationsIn(file)
  if (taken.length === 0) throw new CommandError(`${file} is not a backup of Athanor.`)
  if (taken.some((hash) => !known.has(hash)))
    throw new CommandError(`${file} was made by a newer version of Athanor; restore it with that version.`)
  const damage = sqlite.damageOf(file)
  if (damage) throw new CommandError(`${file} is damaged: ${damage}`)
}

const notEmpty = () =>
  new CommandError('The database is not empty, so nothing was restored. `--force` gives up what is in it.')

const inUse = (what: string) => new CommandError(`${what} is in use. Stop the gateway, then restore.`)

/** The file takes its place in one step, when it has the newest schema. */
async function intoFile(path: string, backup: string, force: boolean): Promise<void> {
  if (existsSync(path)) {
    if (!force && sqlite.hasRows(path)) throw notEmpty()
    if (sqlite.isInUse(path)) throw inUse(path)
  }
  mkdirSync(dirname(path), { recursive: true })
  const restored = `${path}.restored`
  sqlite.removeFile(restored)
  try {
    copyFileSync(backup, restored)
    await migrate(`file:${restored}`)
    sqlite.becomeAnother(restored)
    sqlite.settle(restored)
    for (const rest of [`${path}-wal`, `${path}-shm`]) rmSync(rest, { force: true })
    renameSync(restored, path)
  } finally {
    sqlite.removeFile(restored)
  }
}

async function intoPostgres(url: string, backup: string, force: boolean): Promise<void> {
  await migrate(url)
  const isFilled = await hasRows(url)
  if (isFilled && !force) throw notEmpty()
  if (await isInUse(url)) throw inUse('The database')
  if (isFilled) await emptyTables(url)
  const folder = mkdtempSync(join(tmpdir(), 'athanor-restore-'))
  try {
    const newest = join(folder, 'backup.db')
    copyFileSync(backup, newest)
    await migrate(`file:${newest}`)
    await copyDatabase(`file:${newest}`, url)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
