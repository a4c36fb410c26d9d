import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { patiently } from './lock.js'

export type Connection = Sqlite.Database

/** `file:./data/athanor.db` and `file:///srv/athanor.db` alike. */
export const pathOf = (url: string): string => url.replace(/^file:(?:\/\/(?=\/))?/, '')

/**
 * Opens the file, which is created together with its folder.
 *
 * No busy timeout: it would block the event loop, so whoever needs the write lock waits in `patiently`.
 */
export async function connect(path: string, cacheMiB = 16, timeout = 0): Promise<Connection> {
  mkdirSync(dirname(path), { recursive: true })
  const connection = new Sqlite(path, { timeout })
  try {
    await patiently(() => connection.pragma('journal_mode = WAL'))
    connection.pragma('synchronous = FULL')
    connection.pragma('foreign_keys = ON')
    connection.pragma(`cache_size = -${cacheMiB * 1024}`)
    connection.pragma('temp_store = MEMORY')
    connection.pragma('wal_autocheckpoint = 0')
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/**
 * A reader's own cache is emptied by every commit of anybody, and there is always somebody who commits. What is mapped into
 * memory is read without a copy, and stays with the operating system.
 */
const mostMapped = 4 * 1_024 ** 3

/** Readers never wait for a writer, only for the blink in which another process opens or closes the log. */
const blinkMs = 100

export async function connectReader(path: string, cacheMiB: number): Promise<Connection> {
  const connection = await connect(path, cacheMiB, blinkMs)
  connection.pragma('query_only = ON')
  connection.pragma(`mmap_size = ${mostMapped}`)
  return connection
}
