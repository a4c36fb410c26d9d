import { statSync } from 'node:fs'
import type { Log } from '../../database.js'
import type { Connection } from './connect.js'
import type { Durability } from './durability.js'

/** How long after the last commit the log is written back. */
const idleMs = 200
/** A log longer than this is written back without waiting for a quiet moment. */
const mostLogBytes = 16 * 1024 * 1024
const commitsBetweenLooks = 64

/** Writes the log back into the database between groups, so that no commit ever waits for it. */
export class Checkpoints {
  #timer: NodeJS.Timeout | null = null
  #commits = 0
  readonly #connection: Connection
  readonly #durability: Durability
  readonly #log: Log | undefined

  constructor(connection: Connection, durability: Durability, log: Log | undefined) {
    this.#connection = connection
    this.#durability = durability
    this.#log = log
  }

  committed(): void {
    if (++this.#commits % commitsBetweenLooks === 0 && this.#logBytes() > mostLogBytes)
      setImmediate(() => this.#run())
    if (this.#timer) this.#timer.refresh()
    else this.#timer = setTimeout(() => this.#run(), idleMs).unref()
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
  }

  #run(): void {
    if (!this.#connection.open) return
    try {
      this.#durability.secure(() => this.#connection.pragma('wal_checkpoint(PASSIVE)'))
    } catch (error) {
      this.#log?.warn({ err: error }, 'The log of the database could not be written back.')
    }
  }

  #logBytes(): number {
    return statSync(`${this.#connection.name}-wal`, { throwIfNoEntry: false })?.size ?? 0
  }
}
