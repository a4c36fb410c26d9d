import type { Statement } from 'better-sqlite3'
import type { Connection } from './connect.js'

/** Asked before every statement, and told of every one that failed. */
export interface Gate {
  admit(): unknown
  fail?(error: unknown): void
}

type Bound = readonly unknown[]

/** What Drizzle calls of a better-sqlite3 statement. */
export interface KeptStatement {
  run(...values: unknown[]): { changes: number; lastInsertRowid: number | bigint }
  all(...values: unknown[]): unknown[]
  get(...values: unknown[]): unknown
  raw(): KeptStatement
}

const mostKept = 1_000

/** SQLite knows no dates and no booleans; a placeholder that Drizzle does not encode may be either. */
const storable = (value: unknown): unknown =>
  value instanceof Date ? value.getTime() : typeof value === 'boolean' ? Number(value) : value

/**
 * The part of better-sqlite3 that Drizzle uses, with each statement compiled once and kept by its text.
 *
 * `raw()` sticks to a statement, so there is one statement for rows and one for arrays.
 */
export class Statements {
  readonly #kept = new Map<string, KeptStatement>()
  readonly #connection: Connection
  readonly #gate: Gate

  constructor(connection: Connection, gate: Gate) {
    this.#connection = connection
    this.#gate = gate
  }

  readonly prepare = (text: string): KeptStatement => {
    const kept = this.#kept.get(text)
    if (kept) return kept
    if (this.#kept.size >= mostKept) this.#kept.delete(this.#kept.keys().next().value as string)
    const made = this.#make(text)
    this.#kept.set(text, made)
    return made
  }

  #make(text: string): KeptStatement {
    let arrays: KeptStatement | undefined
    const rows = this.#guard(this.#connection.prepare(text), () => {
      arrays ??= this.#guard(this.#connection.prepare(text).raw(), () => arrays as KeptStatement)
      return arrays
    })
    return rows
  }

  #guard(statement: Statement, raw: () => KeptStatement): KeptStatement {
    const gate = this.#gate
    const guarded =
      <T>(act: (values: Bound) => T) =>
      (...values: unknown[]): T => {
        gate.admit()
        try {
          return act(values.map(storable))
        } catch (error) {
          gate.fail?.(error)
          throw error
        }
      }
    return {
      run: guarded((values) => statement.run(...values)),
      all: guarded((values) => statement.all(...values)),
      get: guarded((values) => statement.get(...values)),
      raw,
    }
  }
}
