import type { Tally, Total } from '../../http/rate-limits/tally.js'
import type { FromWorker } from './messages.js'

/**
 * Adds up in the primary what the worker processes count. A primary that is gone answers nothing: then this process ends
 * anyway.
 */
export function primaryTally(tell: (message: FromWorker) => void) {
  const waiting = new Map<number, (totals: readonly Total[]) => void>()
  let asked = 0
  const tally: Tally = {
    add: (charges) =>
      new Promise((resolve) => {
        asked++
        waiting.set(asked, resolve)
        tell({ tally: asked, charges })
      }),
  }
  return {
    tally,
    onTotals(number: number, totals: readonly Total[]): void {
      waiting.get(number)?.(totals)
      waiting.delete(number)
    },
  }
}
