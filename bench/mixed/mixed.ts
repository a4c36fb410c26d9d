import type { Burst } from '../figures.js'

export interface MixedOrder {
  readonly readUrl: string
  readonly writeUrl: string
  readonly writeHeaders: Readonly<Record<string, string>>
  /** How many there are, from `plain-0` on. */
  readonly products: number
  /** Of the pages that all products stand on. */
  readonly cursors: readonly string[]
  readonly writesPerSecond: number
  readonly seconds: number
  /** Whether readers carry the position of the last write. */
  readonly carries: boolean
}

export interface MixedBurst extends Burst {
  readonly writes: number
  /** Answers that showed something older than what had been acknowledged before they were asked for. */
  readonly stale: number
  readonly oldestMs: number
}
