import type { ReadHandle } from '../../database.js'
import type { Scope } from '../lane.js'
import { createPool } from './client.js'
import { createLines } from './lanes.js'

const most = 4
/** An export waits for whoever reads it. */
const idleMs = 60_000

/** Read transactions on a pool of their own, so that long ones leave the short statements their connections. */
export class Snapshots {
  readonly #pool
  readonly #lineOf

  constructor(url: string, scope: Scope, statementMs: number) {
    this.#pool = createPool(url, most, { statementMs, idleMs })
    this.#lineOf = createLines(scope, 'snapshot')
  }

  async take<T>(job: (on: ReadHandle) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect()
    const { lane, control } = this.#lineOf(client)
    let unfit = true
    try {
      // The snapshot is taken by the first statement, so one is sent along.
      await control('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1')
      return await lane.run(job)
    } finally {
      if (!lane.busy)
        await control('COMMIT').then(
          () => (unfit = false),
          () => {},
        )
      client.release(unfit)
    }
  }

  close(): Promise<void> {
    return this.#pool.end()
  }
}
