import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { Tx } from '../../database.js'
import type { Connection } from './connect.js'
import { type Gate, Statements } from './statements.js'

/** A handle on one connection, typed as PostgreSQL's (see `columns`). */
export const drizzleOf = (connection: Connection, gate: Gate): Tx =>
  drizzle(new Statements(connection, gate) as unknown as Connection, {
    casing: 'snake_case',
  }) as unknown as Tx
