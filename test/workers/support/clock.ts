import type { Clock } from '../../../src/kernel/clock.js'

export interface ManualClock extends Clock {
  advance(ms: number): void
}

export function manualClock(start = new Date('2026-03-01T12:00:00Z')): ManualClock {
  let ms = start.getTime()
  return {
    now: () => new Date(ms),
    advance(by) {
      ms += by
    },
  }
}
