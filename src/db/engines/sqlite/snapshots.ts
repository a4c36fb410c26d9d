import type { ReadHandle } from '../../database.js'
import { Lane, type Scope } from '../lane.js'
import { type Connection, connectReader } from './connect.js'
import { drizzleOf } from './drizzle.js'

interface Reader {
  readonly connection: Connection
  readonly lane: Lane
}

const mostOpen = 4
const cacheMiB = 4

/** Read transactions, each on a connection of its own. At most four at a time; the others wait for their turn. */
export class Snapshots {
  readonly #idle: Reader[] = []
  readonly #queue: (() => void)[] = []
  #taken = 0
  #closed = false
  readonly #path: string
  readonly #scope: Scope

  constructor(path: string, scope: Scope) {
    this.#path = path
    this.#scope = scope
  }

  async take<T>(job: (on: ReadHandle) => Promise<T>): Promise<T> {
    if (this.#taken >= mostOpen) await new Promise<void>((resolve) => this.#queue.push(resolve))
    this.#taken++
    try {
      const reader = this.#idle.pop() ?? (await this.#open())
      return await this.#within(reader, job)
    } finally {
      this.#taken--
      this.#queue.shift()?.()
    }
  }

  /** Closes the connections, those in use as soon as they are free. */
  close(): void {
    this.#closed = true
    for (const { connection } of this.#idle.splice(0)) connection.close()
  }

  async #within<T>(reader: Reader, job: (on: ReadHandle) => Promise<T>): Promise<T> {
    const { connection, lane } = reader
    try {
      // SQLite takes its snapshot at the first read, not at BEGIN.
      connection.exec('BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1')
      return await lane.run(job)
    } finally {
      if (connection.inTransaction) connection.exec('COMMIT')
      if (this.#closed) connection.close()
      else this.#idle.push(reader)
    }
  }

  async #open(): Promise<Reader> {
    const connection = await connectReader(this.#path, cacheMiB)
    return { connection, lane: new Lane(this.#scope, (lane) => drizzleOf(connection, lane)) }
  }
}
