import { expect } from 'vitest'

/** Asks again and again until it is as expected, with patience for a busy machine. */
export const eventually = <T>(ask: () => T) => expect.poll(ask, { timeout: 10_000, interval: 5 })
