import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Engine } from './engine.js'

/** Databases in `folder`, copied from the file that has the shop. */
export function sqliteEngine(shopFile: string, folder: string): Engine {
  let made = 0
  const next = () => join(folder, `${++made}.db`)
  return {
    name: 'sqlite',
    version: `SQLite ${version()}`,
    async shop() {
      const file = next()
      copyFileSync(shopFile, file)
      return `file:${file}`
    },
    empty: async () => `file:${next()}`,
    cpuSeconds: () => 0,
    stop: async () => {},
  }
}

function version(): string {
  const memory = new Sqlite(':memory:')
  try {
    return memory.prepare('select sqlite_version()').pluck().get() as string
  } finally {
    memory.close()
  }
}
