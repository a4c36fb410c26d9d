import { setImmediate as turn } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { statementsByHand } from './by-hand.js'
import type { Stocked, Work, WorkKind } from './work.js'

/** A transaction for all work that waits, at most as much as Athanor's own writer takes: no engine does better. */
export function groupedByHand(url: string, stocked: Stocked, kind: WorkKind): Work {
  const database = new Sqlite(url.slice('file:'.length))
  for (const setting of [
    'journal_mode = WAL',
    'synchronous = FULL',
    'foreign_keys = ON',
    'cache_size = -32768',
  ])
    database.pragma(setting)
  const prepared = new Map<string, Sqlite.Statement>()
  const prepare = (text: string) => {
    const known = prepared.get(text) ?? database.prepare(text)
    prepared.set(text, known)
    return known
  }
  const statements = statementsByHand(stocked, kind, { instant: (at) => at.getTime() })
  const write = (n: number) => {
    for (const { text, values, rows } of statements(n))
      if (prepare(text).run(...values).changes !== rows) throw new Error(`Not ${rows} rows: ${text}`)
  }
  const writeAll = database.transaction((waiting: readonly number[]) => waiting.forEach(write)).immediate
  let waiting: number[] = []
  let commit: Promise<void> | null = null
  async function commitSoon(): Promise<void> {
    await turn()
    const group = waiting
    waiting = []
    commit = null
    writeAll(group)
  }
  return (n) => {
    waiting.push(n)
    commit ??= commitSoon()
    return commit
  }
}
