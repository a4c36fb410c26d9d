import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { CommandError } from './explained.js'

/** A copy of the file as of one moment. It reads like any other reader, so writers go on meanwhile. */
export function vacuumInto(path: string, copy: string): void {
  const database = new Sqlite(path, { fileMustExist: true, timeout: 10_000 })
  try {
    database.prepare('vacuum into ?').run(copy)
  } finally {
    database.close()
  }
}

/** Makes a file under its name only once it is whole, sound and on the disk. */
export async function wholeFile(file: string, make: (partial: string) => Promise<void>): Promise<void> {
  if (existsSync(file)) throw new CommandError(`${file} is there already and is not overwritten.`)
  const partial = `${file}.partial`
  rmSync(partial, { force: true })
  try {
    await make(partial)
    leaveWal(partial)
    checkIntegrity(partial)
    flush(partial)
    renameSync(partial, file)
    flush(dirname(file))
  } finally {
    for (const rest of [partial, `${partial}-wal`, `${partial}-shm`]) rmSync(rest, { force: true })
  }
}

/** Makes the file one that is read without others beside it. */
function leaveWal(path: string): void {
  const database = new Sqlite(path, { fileMustExist: true })
  try {
    database.pragma('journal_mode = DELETE')
  } finally {
    database.close()
  }
}

/** Throws unless every page and index of the file is sound. */
export function checkIntegrity(path: string): void {
  const database = new Sqlite(path, { readonly: true, fileMustExist: true })
  try {
    const found = database.pragma('integrity_check', { simple: true })
    if (found !== 'ok') throw new CommandError(`${path} is damaged: ${String(found)}`)
  } finally {
    database.close()
  }
}

function flush(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
