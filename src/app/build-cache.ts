import { type Answer, bytesOfAnswer } from '../cache/answers.js'
import { followFacts } from '../cache/coherence.js'
import { Drops } from '../cache/drops.js'
import { bytesOfEntity, createEntityCache, type EntityCache, type KeptEntity } from '../cache/entities.js'
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
  readonly mostMiB: { readonly responses: number; readonly entities: number }
  readonly counts: { readonly responses: CacheCounts; readonly entities: CacheCounts }
}

/** What a gateway keeps, and how it hears what is no longer true. */
export interface Caching {
  /** null when nothing is to be kept. */
  readonly responses: ResponseCache | null
  /** null when nothing is to be kept. */
  readonly entities: EntityCache | null
  /** What is kept in this process. */
  readonly memory: {
    readonly responses: Pick<MemoryCache<Answer>, 'bytes'>
    readonly entities: Pick<MemoryCache<KeptEntity>, 'bytes'>
  }
  /** To be awaited after a commit: has this process, and others soon, take notice of it. Answers up to where. */
  caughtUp(): Promise<string>
  /** Told after commits that are about to be acknowledged here (ours), and of those that Redis tells of. */
  onCommit(listener: (isOurs: boolean) => void): () => void
  stop(): void
}

const facts = 'facts'
const mib = 1_048_576

export async function buildCache(options: CacheOptions): Promise<Caching> {
  const { db, clock, log, channels, redis, mostMiB, counts } = options
  const memory = {
    responses: new MemoryCache(mostMiB.responses * mib, bytesOfAnswer),
    entities: new MemoryCache(mostMiB.entities * mib, bytesOfEntity),
  }
  const keepsAnswers = mostMiB.responses > 0 || redis !== null
  const keepsEntities = mostMiB.entities > 0
  let drops = new Drops(0)
  const coherence = await followFacts({
    db,
    log,
    untrueBy,
    keeps: keepsAnswers || keepsEntities,
    listener: (startingStamp) => {
      drops = new Drops(startingStamp)
      return {
        drop(tags, stamp) {
          drops.drop(tags, stamp)
          memory.responses.drop(tags)
          memory.entities.drop(tags)
        },
        dropEverything(stamp) {
          drops.dropEverything(stamp)
          memory.responses.clear()
          memory.entities.clear()
          channels.forget()
        },
      }
    },
  })
  const shared = redis && sharedCache({ redis, clock, shop: await installationId(db) })
  const listeners = new Set<(isOurs: boolean) => void>()
  const tell = (isOurs: boolean) => {
    for (const listener of listeners) listener(isOurs)
  }
  redis?.subscribe(facts, {
    onMessage: () => {
      void coherence.catchUp()
      tell(false)
    },
    // What was missed is found by looking.
    onLive: () => {},
  })
  return {
    memory,
    responses: keepsAnswers
      ? createResponseCache({
          ...{ clock, coherence, drops, shared },
          ...{ memory: memory.responses, counts: counts.responses },
        })
      : null,
    entities: keepsEntities
      ? createEntityCache({ coherence, drops, memory: memory.entities, counts: counts.entities })
      : null,
    caughtUp: async () => {
      await coherence.catchUp()
      tell(true)
      if (dialect === 'postgres') void redis?.publish(facts, '')
      return coherence.token
    },
    onCommit(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: () => coherence.stop(),
  }
}
