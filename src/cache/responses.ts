import type { Clock } from '../kernel/clock.js'
import type { CacheCounts } from '../telemetry/caches.js'
import type { Answer } from './answers.js'
import type { Coherence } from './coherence.js'
import type { Drops } from './drops.js'
import type { MemoryCache } from './memory.js'
import type { SharedCache } from './shared.js'

/** Making an answer that others wait for. One of the two is to be called; what is called after it has no effect. */
export interface Fill {
  /** Keeps the answer, unless something that it was made of has changed since the fill began. */
  keep(answer: Answer): void
  giveUp(): void
}

/** null: make the answer and keep it to yourself. */
export type Found = Answer | Fill | null

export const isAnswer = (found: Answer | Fill): found is Answer => 'body' in found

export interface ResponseCacheOptions {
  readonly clock: Clock
  readonly coherence: Coherence
  readonly drops: Drops
  readonly memory: MemoryCache<Answer>
  /** Where several gateways keep their answers together, when there is such a place. */
  readonly shared: SharedCache | null
  readonly counts: CacheCounts
}

/** Where the answer to a question was found, when all that was dropped before `tick` was known. */
export interface Place {
  readonly key: string
  readonly tick: number
}

export interface ResponseCache {
  /** To be taken before it is found out by which key to ask. */
  readonly tick: number
  /** `newerThan` is the token of what the client has seen done, perhaps by another gateway. */
  find(key: string, newerThan: string | undefined): Promise<Found>
  /**
   * The answer at a place, at once. null when that takes longer to tell; and when everything was dropped since, after
   * which the same question may have another key.
   */
  again(place: Place): Answer | null
}

/**
 * Answers that were given before, for as long as they are true.
 *
 * - Nothing is kept that was read before something it is made of changed: `Drops` remembers what did.
 * - While one request makes an answer, others that ask for the same wait for it, and take it if it could be kept.
 */
export function createResponseCache(options: ResponseCacheOptions): ResponseCache {
  const { coherence, drops, memory, shared, counts } = options
  const underWay = new Map<string, Promise<Answer | null>>()
  const isCurrent = ({ expiresAtMs }: Answer) =>
    expiresAtMs === null || options.clock.now().getTime() < expiresAtMs

  function begin(key: string) {
    const { tick } = drops
    const { stamp } = coherence
    let made: (answer: Answer | null) => void = () => {}
    underWay.set(
      key,
      new Promise((resolve) => {
        made = resolve
      }),
    )
    let ended = false
    /** Tells whether the answer is true, and so was kept here. */
    function end(answer: Answer | null): boolean {
      if (ended) return false
      ended = true
      const isTrue = answer !== null && isCurrent(answer) && drops.unchangedSince(tick, answer.tags)
      if (isTrue) memory.set(key, answer)
      underWay.delete(key)
      made(isTrue ? answer : null)
      return isTrue
    }
    const fill: Fill = {
      giveUp: () => void end(null),
      keep(answer) {
        if (end(answer)) shared?.set(key, answer, stamp)
      },
    }
    return { fill, end }
  }

  async function lead(key: string): Promise<Found> {
    const { fill, end } = begin(key)
    const found = await shared?.get(key)
    if (!found || !drops.unchangedFrom(found.stamp, found.answer.tags)) return fill
    return end(found.answer) ? found.answer : null
  }

  async function find(key: string, newerThan: string | undefined): Promise<Found> {
    const settling = coherence.settle()
    if (settling) await settling
    if (!coherence.fresh || (newerThan !== undefined && !coherence.covers(newerThan))) return null
    const kept = memory.get(key)
    if (kept && isCurrent(kept)) return kept
    return underWay.get(key) ?? lead(key)
  }

  return {
    get tick() {
      return drops.tick
    },
    again({ key, tick }) {
      if (coherence.settle() || !coherence.fresh || !drops.unchangedSince(tick, [])) return null
      const kept = memory.get(key)
      if (!kept || !isCurrent(kept)) return null
      counts.hits++
      return kept
    },
    async find(key, newerThan) {
      const found = await find(key, newerThan)
      if (found && isAnswer(found)) counts.hits++
      else counts.misses++
      return found
    },
  }
}
