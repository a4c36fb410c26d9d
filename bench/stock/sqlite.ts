import type Sqlite from 'better-sqlite3'
import { inGroups, openRawSqlite } from '../engines/raw-sqlite.js'
import { statementsByHand } from './by-hand.js'
import type { Stocked, Work, WorkKind } from './work.js'

/** At most as much in a transaction as Athanor's own writer takes. */
export function groupedByHand(url: string, stocked: Stocked, kind: WorkKind): Work {
  const database = openRawSqlite(url)
  const prepared = new Map<string, Sqlite.Statement>()
  const prepare = (text: string) => {
    const known = prepared.get(text) ?? database.prepare(text)
    prepared.set(text, known)
    return known
  }
  const statements = statementsByHand(stocked, kind, { instant: (at) => at.getTime() })
  return inGroups(database, (n: number) => {
    for (const { text, values, rows } of statements(n))
      if (prepare(text).run(...values).changes !== rows) throw new Error(`Not ${rows} rows: ${text}`)
  })
}
