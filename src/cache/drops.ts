import { LRUCache } from 'lru-cache'

/** When something was: in this process's own count of drops, and in the order of the shop's facts. */
interface Moment {
  readonly tick: number
  readonly stamp: number
}

const mostTags = 100_000

/**
 * When each tag was last dropped. It remembers a bounded number of tags; of all others it knows only that they were
 * dropped no later than `floor`, which is as good as dropped then.
 */
export class Drops {
  #tick = 0
  #floor: Moment
  readonly #last = new LRUCache<string, Moment>({
    max: mostTags,
    dispose: (moment, _, reason) => {
      if (reason === 'evict') this.#floor = later(this.#floor, moment)
    },
  })

  /** `stamp` is where this process began to look: what was dropped before that it does not know. */
  constructor(stamp: number) {
    this.#floor = { tick: 0, stamp }
  }

  /** To be taken before the first read of what is kept later. */
  get tick(): number {
    return this.#tick
  }

  drop(tags: Iterable<string>, stamp: number): void {
    const moment = { tick: ++this.#tick, stamp }
    for (const tag of tags) this.#last.set(tag, later(this.#last.get(tag) ?? moment, moment))
  }

  dropEverything(stamp: number): void {
    this.#floor = later(this.#floor, { tick: ++this.#tick, stamp })
    this.#last.clear()
  }

  /** Whether what was read from `tick` on is still true. */
  unchangedSince(tick: number, tags: Iterable<string>): boolean {
    if (this.#floor.tick > tick) return false
    for (const tag of tags) if ((this.#last.get(tag)?.tick ?? 0) > tick) return false
    return true
  }

  /** The same of what another process read when all facts below `stamp` had been committed. */
  unchangedFrom(stamp: number, tags: Iterable<string>): boolean {
    if (this.#floor.stamp >= stamp) return false
    for (const tag of tags) if ((this.#last.get(tag)?.stamp ?? -1) >= stamp) return false
    return true
  }
}

const later = (a: Moment, b: Moment): Moment => ({
  tick: Math.max(a.tick, b.tick),
  stamp: Math.max(a.stamp, b.stamp),
})
