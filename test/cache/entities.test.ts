import { describe, expect, test } from 'vitest'
import type { Coherence } from '../../src/cache/coherence.js'
import { Drops } from '../../src/cache/drops.js'
import { bytesOfEntity, createEntityCache } from '../../src/cache/entities.js'
import { MemoryCache } from '../../src/cache/memory.js'
import { cacheCounts } from '../../src/telemetry/caches.js'

function cacheOf(mostBytes = 1_000_000) {
  const drops = new Drops(0)
  const memory = new MemoryCache(mostBytes, bytesOfEntity)
  const state = { fresh: true, covered: true, settled: 0 }
  const coherence: Coherence = {
    settle: () => void state.settled++,
    get fresh() {
      return state.fresh
    },
    catchUp: async () => {},
    stamp: 1,
    token: '',
    covers: () => state.covered,
    stop: () => {},
  }
  const counts = cacheCounts()
  const cache = createEntityCache({ coherence, drops, memory, counts })
  /** What the database would answer, and what it was asked for. */
  const names = new Map([
    [1, 'gold'],
    [2, 'tin'],
    [3, 'lead'],
  ])
  const asked: number[] = []
  return {
    ...{ cache, state, memory, counts, names, asked },
    drop(...tags: string[]) {
      drops.drop(tags, 1)
      memory.drop(tags)
    },
    read: (ids: readonly number[], space = 'name', meanwhile = () => {}) =>
      cache.through(space, ids, async (missing) => {
        asked.push(...missing)
        const found = missing.map((id) => names.get(id) ?? null)
        meanwhile()
        return found.map((value, i) => ({ value, tag: value && `metal:${missing[i]}` }))
      }),
  }
}

describe('what was read of entities', () => {
  test('is not read again, and stands in the order of the keys', async () => {
    const { read, asked, counts } = cacheOf()
    expect(await read([2])).toEqual(['tin'])
    expect(await read([1, 2, 3])).toEqual(['gold', 'tin', 'lead'])
    expect(await read([3, 1])).toEqual(['lead', 'gold'])
    expect(asked).toEqual([2, 1, 3])
    expect(counts).toEqual({ hits: 3, misses: 3 })
  })

  test('is read again once it has changed', async () => {
    const { read, drop, names } = cacheOf()
    await read([1, 2])
    names.set(1, 'sol').set(2, 'jupiter')
    drop('metal:1')
    expect(await read([1, 2])).toEqual(['sol', 'tin'])
  })

  test('is not kept when it changed while it was read', async () => {
    const { read, drop, names } = cacheOf()
    expect(
      await read([1], 'name', () => {
        names.set(1, 'sol')
        drop('metal:1')
      }),
    ).toEqual(['gold'])
    expect(await read([1])).toEqual(['sol'])
  })

  test('has nothing in common with what is read for somebody else', async () => {
    const { read, asked } = cacheOf()
    await read([1], 'name de')
    await read([1], 'name en')
    expect(asked).toEqual([1, 1])
  })

  test('is kept only when there is a tag that it would leave by', async () => {
    const { read, asked } = cacheOf()
    await read([4])
    expect(await read([4])).toEqual([null])
    expect(asked).toEqual([4, 4])
  })

  test('is read again while nobody knows what has changed', async () => {
    const { read, state, asked } = cacheOf()
    await read([1])
    state.fresh = false
    expect(await read([1])).toEqual(['gold'])
    expect(asked).toEqual([1, 1])
  })

  test('leaves when there is no room', async () => {
    const { read, memory } = cacheOf(2_000)
    for (const id of [1, 2, 3]) await read([id])
    for (const id of [1, 2, 3]) await read([id], 'other')
    expect(memory.bytes).toBeLessThanOrEqual(2_000)
    expect(await read([1, 2, 3])).toEqual(['gold', 'tin', 'lead'])
  })
})

describe('a request', () => {
  test('has notice taken of changes before it makes use of anything', async () => {
    const { cache, state } = cacheOf()
    expect(await cache.settle(undefined)).toBe(true)
    expect(state.settled).toBe(1)
  })

  test('makes no use of what is older than what its client has seen, or of unknown age', async () => {
    const { cache, state } = cacheOf()
    state.covered = false
    expect(await cache.settle('17')).toBe(false)
    expect(await cache.settle(undefined)).toBe(true)
    state.fresh = false
    expect(await cache.settle(undefined)).toBe(false)
  })
})
