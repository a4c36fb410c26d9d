/** When somebody was told that a version is stored. */
interface Acknowledged {
  readonly version: number
  readonly atMs: number
}

/** What is known of things whose versions only grow, and what answers must therefore show. */
export interface Knowledge {
  /** The version of this thing is stored since now, as its writer has been told. */
  acknowledge(thing: string, version: number): void
  /** How old what an answer shows was when it was asked for; 0 when it was the newest that anybody could know. */
  ageMs(thing: string, shown: number, askedAtMs: number): number
}

export function createKnowledge(): Knowledge {
  const known = new Map<string, Acknowledged[]>()
  return {
    acknowledge(thing, version) {
      const versions = known.get(thing)
      const acknowledged = { version, atMs: performance.now() }
      if (versions) versions.push(acknowledged)
      else known.set(thing, [acknowledged])
    },
    ageMs(thing, shown, askedAtMs) {
      const missed = known.get(thing)?.find(({ version }) => version > shown)
      return missed && missed.atMs < askedAtMs ? askedAtMs - missed.atMs : 0
    },
  }
}
