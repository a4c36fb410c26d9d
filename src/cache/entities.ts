import type { CacheCounts } from '../telemetry/caches.js'
import type { Coherence } from './coherence.js'
import type { Drops } from './drops.js'
import type { MemoryCache, Tagged } from './memory.js'

/** What was read of an entity. */
export interface KeptEntity extends Tagged {
  readonly value: unknown
}

/** Something read of an entity, and the tag that makes it untrue; null when it is not to be kept. */
export interface ReadEntity<T> {
  readonly value: T
  readonly tag: string | null
}

type Read<T> = (missing: readonly number[]) => Promise<readonly ReadEntity<T>[]>

export interface EntityCacheOptions {
  readonly coherence: Coherence
  readonly drops: Drops
  readonly memory: MemoryCache<KeptEntity>
  readonly counts: CacheCounts
}

export type EntityCache = ReturnType<typeof createEntityCache>

/**
 * What was read of products, brands and the like for earlier requests, for as long as it is true. Values are shared by
 * all requests: nobody may change them.
 */
export function createEntityCache({ coherence, drops, memory, counts }: EntityCacheOptions) {
  async function readAndKeep<T>(space: string, keys: readonly number[], read: Read<T>): Promise<T[]> {
    const { tick } = drops
    const found = await read(keys)
    for (const [i, { value, tag }] of found.entries())
      if (tag !== null && drops.unchangedSince(tick, [tag]))
        memory.set(`${space} ${keys[i]}`, { value, tags: [tag] })
    return found.map(({ value }) => value)
  }
  return {
    /**
     * Takes notice of what has changed; to be awaited once before a request makes use of what is kept. False when it may
     * not: the client has seen what this process has not (`newerThan` is its token), or the database does not answer.
     */
    async settle(newerThan: string | undefined): Promise<boolean> {
      const settling = coherence.settle()
      if (settling) await settling
      return coherence.fresh && (newerThan === undefined || coherence.covers(newerThan))
    },

    /**
     * What there is for each of the keys, in their order: what is kept, and of the rest what `read` answers for it.
     * `space` names what is read and for whom: two that differ have nothing in common.
     */
    async through<T>(space: string, keys: readonly number[], read: Read<T>): Promise<T[]> {
      if (!coherence.fresh) return (await read(keys)).map(({ value }) => value)
      const kept = keys.map((key) => memory.get(`${space} ${key}`))
      const missing = keys.filter((_, i) => kept[i] === undefined)
      counts.hits += keys.length - missing.length
      counts.misses += missing.length
      if (missing.length === 0) return kept.map((entry) => (entry as KeptEntity).value as T)
      const others = (await readAndKeep(space, missing, read)).values()
      return kept.map((entry) => (entry ? entry.value : others.next().value) as T)
    },
  }
}

/** About: most of it is text, and in most texts a character takes a byte. */
export const bytesOfEntity = ({ value }: KeptEntity): number => 2 * (JSON.stringify(value)?.length ?? 0)
