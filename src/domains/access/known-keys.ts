import { LRUCache } from 'lru-cache'
import { commitCounter, type ReadHandle } from '../../db/index.js'
import { findKeyByHash } from './store.js'
import type { ApiKey } from './types.js'

const mostKeys = 1_000

/**
 * Finds keys by the hash of their secret, as they are now. On SQLite a key is looked up once and remembered until
 * anybody commits, which might have changed it; PostgreSQL does not tell of commits, so it is asked each time.
 */
export function keysByHash(read: ReadHandle): (hash: string) => Promise<ApiKey | null> {
  const counter = commitCounter(read)
  if (!counter) return (hash) => findKeyByHash(read, hash)
  const known = new LRUCache<string, ApiKey>({ max: mostKeys })
  let count: unknown = null
  return async (hash) => {
    const counted = counter()
    if (counted !== count) known.clear()
    count = counted
    const remembered = known.get(hash)
    if (remembered) return remembered
    const key = await findKeyByHash(read, hash)
    // Meanwhile another request may have met a later commit.
    if (key && count === counted) known.set(hash, key)
    return key
  }
}
