import type { Result } from '../kernel/result.js'
import type { Database, Tx, WriteOptions } from './database.js'

class Undo<R> extends Error {
  constructor(readonly result: R) {
    super('The job was rejected.')
  }
}

/** A `write` that keeps nothing of a job that answers a rejection. */
export async function attempt<T, E>(
  db: Database,
  job: (tx: Tx) => Promise<Result<T, E>>,
  options?: WriteOptions,
): Promise<Result<T, E>> {
  try {
    return await db.write(async (tx) => {
      const result = await job(tx)
      if (!result.ok) throw new Undo(result)
      return result
    }, options)
  } catch (error) {
    if (error instanceof Undo) return error.result as Result<T, E>
    throw error
  }
}
