import { createHash } from 'node:crypto'
import pg from 'pg'

const int8 = 20
// Every bigint of ours is below 2^53 (see `columns`); one that is not must not be rounded in silence.
pg.types.setTypeParser(int8, (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value))
    throw new RangeError(`${text} is beyond 2^53, where numbers lose their last digits.`)
  return value
})

const mostNames = 1_000
const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known || names.size >= mostNames) return known
  const name = createHash('sha1').update(text).digest('base64url')
  names.set(text, name)
  return name
}

/** Marks a statement of Drizzle's to be parsed once per connection, under a name made from its text. */
export function named(statement: pg.QueryConfig): pg.QueryConfig {
  if (!statement.name) {
    const name = nameOf(statement.text)
    if (name) statement.name = name
  }
  return statement
}

export interface Patience {
  /** How long the server may work on one statement. */
  readonly statementMs: number
  /** How long a transaction may stand idle before the server ends it. */
  readonly idleMs: number
}

/** What the connections of gateways and commands are called, in `pg_stat_activity`. */
export const applicationName = 'athanor'

/** How long the network may stay silent after the server should have given up by itself. */
const silenceMs = 1_000

/** A pool whose connections send a statement without waiting for the answer to the one before. */
export function createPool(url: string, most: number, { statementMs, idleMs }: Patience): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: most,
    pipeline: true,
    application_name: applicationName,
    connectionTimeoutMillis: 4_000,
    statement_timeout: statementMs,
    query_timeout: statementMs + silenceMs,
    idle_in_transaction_session_timeout: idleMs,
    keepAlive: true,
  })
  // The statements under way are told by their promises; an 'error' that nobody hears would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => void client.on('error', () => {}))
  return pool
}
