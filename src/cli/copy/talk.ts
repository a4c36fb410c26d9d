import { once } from 'node:events'
import { explained } from '../explained.js'
import type { Failure } from './protocol.js'

/** The next message of the parent process. */
export async function heard<T>(): Promise<T> {
  const [message] = await once(process, 'message')
  return message as T
}

/** Tells the parent process something, and waits until it is on its way. */
export const tell = (message: unknown): Promise<void> =>
  new Promise((resolve, reject) => {
    process.send?.(message, undefined, {}, (error) => (error ? reject(error) : resolve()))
  })

/** Runs one end of a copy; what goes wrong is told to the parent. */
export async function runEnd(work: () => Promise<void>): Promise<void> {
  // Also without a parent that could ask for more: an open snapshot would hold up the shop.
  process.once('disconnect', () => process.exit())
  try {
    await work()
  } catch (error) {
    await tell({ kind: 'failed', message: explained(error) } satisfies Failure)
    process.exitCode = 1
  }
  process.disconnect()
}
