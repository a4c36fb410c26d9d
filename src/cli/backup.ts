import { existsSync, renameSync } from 'node:fs'
import { damageOf, removeFile, settle, vacuumInto } from '../db/upkeep/sqlite-file.js'
import { copyDatabase } from './copy/copy-database.js'
import { CommandError } from './explained.js'
import { sqlitePath } from './sqlite-path.js'

/** Saves the database in a SQLite file, which has its name only once it is whole, sound and on the disk. */
export async function backupTo(file: string, url: string): Promise<void> {
  if (existsSync(file)) throw new CommandError(`${file} is there already and is not overwritten.`)
  const path = sqlitePath(url)
  const partial = `${file}.partial`
  removeFile(partial)
  try {
    if (path === null) await copyDatabase(url, `file:${partial}`)
    else vacuumInto(path, partial)
    settle(partial)
    const damage = damageOf(partial)
    if (damage) throw new CommandError(`The backup would be damaged, so there is none: ${damage}`)
    renameSync(partial, file)
  } finally {
    removeFile(partial)
  }
}
