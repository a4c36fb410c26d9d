const leastMs = 100
const mostMs = 30_000
const longLifeMs = 60_000

/**
 * How long to wait before what has ended after `livedMs` is started again. The pause doubles from one short life to the
 * next, up to half a minute, so that what cannot live does not keep the machine busy.
 */
export const pauseAfter = (lastPauseMs: number, livedMs: number): number =>
  livedMs > longLifeMs ? leastMs : Math.min(Math.max(lastPauseMs * 2, leastMs), mostMs)
