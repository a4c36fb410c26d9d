import { setImmediate as turn } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'

/** With the settings of Athanor's own writer. */
export function openRawSqlite(url: string): Sqlite.Database {
  const database = new Sqlite(url.slice('file:'.length))
  for (const setting of [
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    'cache_size = -32768',
  ])
    database.pragma(setting)
  return database
}

/** A transaction for all work that waits, with nothing that keeps one from the other: no engine does better. */
export function inGroups<Item>(
  database: Sqlite.Database,
  write: (item: Item) => void,
): (item: Item) => Promise<void> {
  const writeAll = database.transaction((group: readonly Item[]) => group.forEach(write)).immediate
  let waiting: Item[] = []
  let commit: Promise<void> | null = null
  async function commitSoon(): Promise<void> {
    await turn()
    const group = waiting
    waiting = []
    commit = null
    writeAll(group)
  }
  return (item) => {
    waiting.push(item)
    commit ??= commitSoon()
    return commit
  }
}
