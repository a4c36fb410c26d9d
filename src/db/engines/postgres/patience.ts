import { DatabaseSilent } from '../../outage.js'

/** Waits for so long and throws then; the work itself goes on to its own end. */
export function within<T>(mostMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new DatabaseSilent()), mostMs)
    void work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
