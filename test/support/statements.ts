import { createRequire } from 'node:module'
import pg from 'pg'
import { dialect } from '../../src/db/index.js'

// Both drivers are hooked at the one place that every statement passes, below Drizzle and the pools.

const control = /^\s*(begin|commit|rollback|savepoint|release|pragma|explain)\b/i

/** The statements that any connection of this process runs during some work, in order; not those that only begin or end something. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = []
  const stop = listen((text) => {
    if (!control.test(text)) seen.push(text)
  })
  try {
    await work()
    return seen
  } finally {
    stop()
  }
}

const listeners = new Set<(text: string) => void>()
const tell = (text: string) => {
  for (const listener of listeners) listener(text)
}
let hooked = false

/** Tells of every statement before it runs, also of those that begin or end something. */
export function listen(listener: (text: string) => void): () => void {
  if (!hooked) (dialect === 'postgres' ? hookPostgres : hookSqlite)()
  hooked = true
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

type Method = (this: { source: string }, ...values: unknown[]) => unknown

function hookSqlite(): void {
  const Sqlite = createRequire(import.meta.url)('better-sqlite3')
  const connection = new Sqlite(':memory:')
  const prototype = Object.getPrototypeOf(connection.prepare('select 1'))
  connection.close()
  for (const name of ['run', 'get', 'all', 'iterate']) {
    const original = prototype[name] as Method
    prototype[name] = function (...values) {
      tell(this.source)
      return original.apply(this, values)
    } satisfies Method
  }
}

function hookPostgres(): void {
  const prototype = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown }
  const original = prototype.query
  prototype.query = function (...given) {
    const [statement] = given
    tell(typeof statement === 'string' ? statement : ((statement as { text?: string }).text ?? ''))
    return original.apply(this, given)
  }
}
