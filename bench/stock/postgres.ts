import pg from 'pg'
import { statementsByHand } from './by-hand.js'
import type { Stocked, Work, WorkKind } from './work.js'

const connections = 10

/** A transaction for each piece of work, on a pool as large as Athanor's. */
export function onePerCommitByHand(url: string, stocked: Stocked, kind: WorkKind): Work {
  const pool = new pg.Pool({ connectionString: url, max: connections })
  const names = new Map<string, { name: string; text: string }>()
  const named = (text: string) => {
    let hole = 0
    const known = names.get(text) ?? {
      name: `by-hand-${names.size}`,
      text: text.replace(/\?/g, () => `$${++hole}`),
    }
    names.set(text, known)
    return known
  }
  const statements = statementsByHand(stocked, kind, { instant: (at) => at })
  return async (n) => {
    const client = await pool.connect()
    await client.query('begin')
    for (const { text, values, rows } of statements(n)) {
      const { rowCount } = await client.query({ ...named(text), values: [...values] })
      if (rowCount !== rows) throw new Error(`Not ${rows} rows: ${text}`)
    }
    await client.query('commit')
    client.release()
  }
}
