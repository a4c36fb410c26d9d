import { followFacts } from '../cache/coherence.js'
import { Drops } from '../cache/drops.js'
import { MemoryCache } from '../cache/memory.js'
import type { Redis } from '../cache/redis.js'
import { createResponseCache, type ResponseCache } from '../cache/responses.js'
import { sharedCache } from '../cache/shared.js'
import { type Database, dialect, installationId } from '../db/index.js'
import type { Channels } from '../domains/channels/index.js'
import type { Clock } from '../kernel/clock.js'
import type { Log } from '../kernel/log.js'
import type { CacheCounts } from '../telemetry/caches.js'
import { untrueBy } from './untrue.js'

export interface CacheOptions {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  readonly channels: Channels
  readonly redis: Redis | null
  readonly cacheMiB: number
  readonly counts: CacheCounts
}

/** What a gateway keeps, and how it hears what is no longer true. */
export interface Caching {
  /** null when nothing is to be kept. */
  readonly responses: ResponseCache | null
  /** What answers take in this process. */
  readonly memory: Pick<MemoryCache, 'bytes'>
  /** To be awaited after a commit: has this process, and others soon, take notice of it. Answers up to where. */
  caughtUp(): Promise<string>
  stop(): void
}

const facts = 'facts'

export async function buildCache(options: CacheOptions): Promise<Caching> {
  const { db, clock, log, channels, redis, cacheMiB, counts } = options
  const memory = new MemoryCache(cacheMiB * 1_048_576)
  const keeps = cacheMiB > 0 || redis !== null
  let drops = new Drops(0)
  const coherence = await followFacts({
    db,
    log,
    untrueBy,
    keeps,
    listener: (startingStamp) => {
      drops = new Drops(startingStamp)
      return {
        drop(tags, stamp) {
          drops.drop(tags, stamp)
          memory.drop(tags)
        },
        dropEverything(stamp) {
          drops.dropEverything(stamp)
          memory.clear()
          channels.forget()
        },
      }
    },
  })
  const shared = redis && sharedCache({ redis, clock, shop: await installationId(db) })
  redis?.subscribe(facts, {
    onMessage: () => void coherence.catchUp(),
    // What was missed is found by looking.
    onLive: () => {},
  })
  return {
    memory,
    responses: keeps ? createResponseCache({ clock, coherence, drops, memory, shared, counts }) : null,
    caughtUp: async () => {
      await coherence.catchUp()
      if (dialect === 'postgres') void redis?.publish(facts, '')
      return coherence.token
    },
    stop: () => coherence.stop(),
  }
}
