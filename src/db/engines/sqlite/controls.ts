import type { Statement } from 'better-sqlite3'
import type { Connection } from './connect.js'

/** Runs what begins and ends the writer's work, each text compiled once: there are several for every job. */
export class Controls {
  readonly #made = new Map<string, Statement>()
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  run(text: string): void {
    const made = this.#made.get(text) ?? this.#connection.prepare(text)
    this.#made.set(text, made)
    made.run()
  }

  /** Takes back what was done since the savepoint, and the savepoint. */
  undo(savepoint: string): void {
    this.run(`ROLLBACK TO ${savepoint}`)
    this.run(`RELEASE ${savepoint}`)
  }
}
