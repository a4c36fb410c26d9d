import { describe, expect, test } from 'vitest'
import type { Answer } from '../../src/cache/answers.js'
import { bytesOfAnswer } from '../../src/cache/answers.js'
import type { Coherence } from '../../src/cache/coherence.js'
import { Drops } from '../../src/cache/drops.js'
import { MemoryCache } from '../../src/cache/memory.js'
import { createResponseCache, type Fill, isAnswer } from '../../src/cache/responses.js'
import type { SharedAnswer, SharedCache } from '../../src/cache/shared.js'
import { cacheCounts } from '../../src/telemetry/caches.js'

const answer = (text: string, ...tags: string[]): Answer => ({
  body: Buffer.from(text),
  contentType: 'application/json',
  etag: `"${text}"`,
  tags,
  expiresAtMs: null,
})

interface Settings {
  readonly mostBytes?: number
  readonly startingStamp?: number
  readonly shared?: Map<string, SharedAnswer>
}

function cacheOf({ mostBytes = 1_000_000, startingStamp = 10, shared }: Settings = {}) {
  const drops = new Drops(startingStamp)
  const memory = new MemoryCache(mostBytes, bytesOfAnswer)
  const state = { fresh: true, covered: true, now: new Date(0), stamp: startingStamp + 1 }
  const coherence: Coherence = {
    settle: () => undefined,
    get fresh() {
      return state.fresh
    },
    catchUp: async () => {},
    get stamp() {
      return state.stamp
    },
    token: '',
    covers: () => state.covered,
    stop: () => {},
  }
  const together: SharedCache | null = shared
    ? {
        get: async (key) => shared.get(key) ?? null,
        set: (key, kept, stamp) => void shared.set(key, { answer: kept, stamp }),
      }
    : null
  const counts = cacheCounts()
  const cache = createResponseCache({
    counts,
    clock: { now: () => state.now },
    coherence,
    drops,
    memory,
    shared: together,
  })
  return {
    state,
    memory,
    drop(...tags: string[]) {
      drops.drop(tags, state.stamp++)
      memory.drop(tags)
    },
    dropEverything() {
      drops.dropEverything(state.stamp++)
      memory.clear()
    },
    counts,
    /** What is found: the text of an answer, or that there is none. */
    async text(key = 'key') {
      const found = await cache.find(key, undefined)
      if (!found || !isAnswer(found)) {
        found?.giveUp()
        return null
      }
      return found.body.toString()
    },
    find: (key = 'key', newerThan?: string) => cache.find(key, newerThan),
    async lead(key = 'key'): Promise<Fill> {
      const found = await cache.find(key, undefined)
      if (!found || isAnswer(found)) throw new Error('somebody else has made it')
      return found
    },
  }
}

test('what was kept is found until something that it is made of changes', async () => {
  const cache = cacheOf()
  const fill = await cache.lead()
  fill.keep(answer('a', 'product:1', 'products'))
  expect(await cache.text()).toBe('a')
  cache.drop('product:2')
  expect(await cache.text()).toBe('a')
  cache.drop('products')
  expect(await cache.text()).toBeNull()
  expect(cache.counts).toEqual({ hits: 2, misses: 2 })
})

describe('what was read before a change', () => {
  test('is not kept after it', async () => {
    const cache = cacheOf()
    const fill = await cache.lead()
    cache.drop('product:1')
    fill.keep(answer('old', 'product:1'))
    expect(await cache.text()).toBeNull()
  })

  test('is not kept after everything has changed', async () => {
    const cache = cacheOf()
    const fill = await cache.lead()
    cache.dropEverything()
    fill.keep(answer('old'))
    expect(await cache.text()).toBeNull()
  })

  test('is not kept either when the change was forgotten among many', async () => {
    const cache = cacheOf()
    const fill = await cache.lead()
    cache.drop('product:1')
    for (let i = 0; i < 100_001; i++) cache.drop(`other:${i}`)
    fill.keep(answer('old', 'product:1'))
    expect(await cache.text()).toBeNull()
  })

  test('is given to nobody who asked meanwhile', async () => {
    const cache = cacheOf()
    const fill = await cache.lead()
    const waiting = cache.find()
    cache.drop('product:1')
    const late = cache.find()
    fill.keep(answer('old', 'product:1'))
    expect([await waiting, await late]).toEqual([null, null])
  })
})

describe('of those who ask for the same at once', () => {
  test('one makes the answer and the others get it', async () => {
    const cache = cacheOf()
    const fill = await cache.lead()
    const waiting = [cache.find(), cache.find()]
    const made = answer('made')
    fill.keep(made)
    expect(await Promise.all(waiting)).toEqual([made, made])
  })

  test('each makes its own when the first gives up, and a later one leads again', async () => {
    const cache = cacheOf()
    const fill = await cache.lead()
    const waiting = cache.find()
    fill.giveUp()
    expect(await waiting).toBeNull()
    const next = await cache.lead()
    fill.giveUp()
    const followers = cache.find()
    next.keep(answer('made'))
    expect(await followers).toMatchObject({ etag: '"made"' })
  })
})

test('an answer ends when something scheduled changes it', async () => {
  const cache = cacheOf()
  const fill = await cache.lead()
  fill.keep({ ...answer('a'), expiresAtMs: 5_000 })
  cache.state.now = new Date(4_999)
  expect(await cache.text()).toBe('a')
  cache.state.now = new Date(5_000)
  expect(await cache.text()).toBeNull()
})

test('nothing is taken while nobody knows what has changed, or who asks knows more', async () => {
  const cache = cacheOf()
  const fill = await cache.lead()
  fill.keep(answer('a'))
  cache.state.fresh = false
  expect(await cache.find()).toBeNull()
  cache.state.fresh = true
  cache.state.covered = false
  expect(await cache.find('key', '17')).toBeNull()
  expect(await cache.text()).toBe('a')
})

test('takes no more memory than it may, and forgets the least used', async () => {
  const cache = cacheOf({ mostBytes: 20_000 })
  for (let i = 0; i < 100; i++) {
    const fill = await cache.lead(`key ${i}`)
    fill.keep(answer('x'.repeat(1_000), `product:${i}`, 'products'))
    await cache.text('key 0')
  }
  expect(cache.memory.bytes).toBeLessThanOrEqual(20_000)
  expect(await cache.text('key 0')).not.toBeNull()
  expect(await cache.text('key 1')).toBeNull()
  cache.drop('products')
  expect(cache.memory.bytes).toBe(0)
})

describe('what another gateway made', () => {
  const elsewhere = (stamp: number) => new Map([['key', { answer: answer('made', 'product:1'), stamp }]])

  test('is taken, and kept here', async () => {
    const shared = elsewhere(12)
    const cache = cacheOf({ shared })
    expect(await cache.text()).toBe('made')
    shared.clear()
    expect(await cache.text()).toBe('made')
  })

  test('is not taken when it was made before this process began to look', async () => {
    expect(await cacheOf({ shared: elsewhere(10) }).text()).toBeNull()
  })

  test('is not taken when something that it is made of has changed since', async () => {
    const cache = cacheOf({ shared: elsewhere(12), startingStamp: 11 })
    cache.drop('product:1')
    expect(await cache.text()).toBeNull()
  })

  test('is told what was made here, with how much of the changes is in it', async () => {
    const shared = new Map<string, SharedAnswer>()
    const cache = cacheOf({ shared })
    const fill = await cache.lead()
    fill.keep(answer('mine', 'product:1'))
    expect(shared.get('key')).toMatchObject({ stamp: 11, answer: { etag: '"mine"' } })
  })
})
