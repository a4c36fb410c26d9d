import { drizzle } from 'drizzle-orm/node-postgres'
import { PgPreparedQuery } from 'drizzle-orm/pg-core'
import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg'
import type { Tx } from '../../database.js'
import { Lane, type Savepoints, type Scope } from '../lane.js'
import { named } from './client.js'

// Drizzle wraps an error in one whose message repeats the parameters, which may be personal. On SQLite it does not.
Object.assign(PgPreparedQuery.prototype, {
  queryWithCache: <T>(_text: string, _values: unknown[], run: () => Promise<T>): Promise<T> => run(),
})

type Send = (statement: QueryConfig, values: unknown[]) => Promise<QueryResult>

/** What Drizzle calls of a client. (A class, since Drizzle takes a plain object for its own settings.) */
class Sender {
  readonly query: Send
  constructor(query: Send) {
    this.query = query
  }
}

/** A handle whose statements go through `send`. */
export const drizzleOf = (send: Send): Tx =>
  drizzle(new Sender(send) as unknown as Pool, { casing: 'snake_case' }) as unknown as Tx

/** A connection with its lane, kept as long as the connection: so what is prepared stays prepared. */
export interface Line {
  readonly lane: Lane
  /** Sends a statement of the engine's own, e.g. COMMIT. */
  control(text: string): Promise<QueryResult>
}
export type LineOf = (client: PoolClient) => Line

export function createLines(scope: Scope, kind: 'write' | 'snapshot'): LineOf {
  const lines = new WeakMap<PoolClient, Line>()
  return (client) => {
    const known = lines.get(client)
    if (known) return known
    const line = createLine(scope, kind, client)
    lines.set(client, line)
    return line
  }
}

function createLine(scope: Scope, kind: 'write' | 'snapshot', client: PoolClient): Line {
  const control = (text: string): Promise<QueryResult> => lane.track(null, client.query(text))
  const savepoints: Savepoints = {
    set: (depth) => control(`SAVEPOINT job_${depth}`),
    release: (depth) => control(`RELEASE job_${depth}`),
    undo: (depth) => control(`ROLLBACK TO job_${depth}; RELEASE job_${depth}`),
  }
  const lane: Lane = new Lane(
    scope,
    (own) =>
      drizzleOf(async (statement, values) => {
        const job = own.admit()
        return own.track(job, client.query(named(statement), values))
      }),
    kind === 'write' ? savepoints : null,
  )
  return { lane, control }
}
