import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../kernel/log.js'

/** Ends something; after `leftMs` nobody waits for it any longer. */
type Close = (leftMs: number) => Promise<unknown>

export interface Closing {
  /** To be closed before everything that was added earlier. */
  add(name: string, close: Close): void
  /** Closes all of it, the latest first, within the time. What fails or takes too long is logged and left. */
  run(timeoutMs: number): Promise<void>
}

export function closingStack(log: Log): Closing {
  const stack: { readonly name: string; readonly close: Close }[] = []

  async function end(name: string, close: Close, leftMs: number): Promise<void> {
    try {
      const late = sleep(leftMs, 'late', { ref: false })
      if ((await Promise.race([close(leftMs), late])) === 'late')
        log.warn({ part: name }, 'gave up waiting for the end')
    } catch (error) {
      log.error({ err: error, part: name }, 'could not be closed')
    }
  }

  return {
    add: (name, close) => stack.push({ name, close }),
    async run(timeoutMs) {
      const deadline = performance.now() + timeoutMs
      for (let top = stack.pop(); top; top = stack.pop())
        await end(top.name, top.close, Math.max(deadline - performance.now(), 0))
    },
  }
}
