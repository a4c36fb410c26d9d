import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'

/** When work that many ask for is done. */
export interface Pulse {
  /** Has the work done once more, from now on. */
  wake(): void
  /** Ends once what is under way has ended. */
  stop(): Promise<void>
}

const shortestPauseMs = 5
const retryMs = 250

/**
 * Does one work at a time, and after it takes a pause at least as long: what happens meanwhile is worked on together, and
 * half of the time is left for others. The work tells whether all is well; else it is tried again after a while.
 */
export function createPulse(work: () => Promise<boolean>): Pulse {
  let isWanted = false
  let busy: Promise<void> | null = null
  let isStopped = false

  async function run(): Promise<void> {
    // Who asks in the same turn of the event loop is worked for together.
    await turn()
    while (isWanted && !isStopped) {
      isWanted = false
      const startedMs = performance.now()
      const isWell = await work()
      if (!isWell) setTimeout(wake, retryMs).unref()
      await sleep(Math.max(shortestPauseMs, performance.now() - startedMs), undefined, { ref: false })
    }
    busy = null
  }

  function wake(): void {
    isWanted = true
    if (!isStopped) busy ??= run()
  }

  return {
    wake,
    async stop() {
      isStopped = true
      await busy
    },
  }
}
