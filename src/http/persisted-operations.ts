import { LRUCache } from 'lru-cache'
import { operationHash } from './operation-hash.js'
import type { PublishedOperations } from './published-operations.js'

/** Where operations are kept that clients name by the SHA-256 of their text (Apollo's automatic persisted queries). */
export interface PersistedOperations {
  /** The text of a hash that is known without waiting. */
  peek(hash: string): string | undefined
  /** Whether the operation may run: each may, unless only published ones do. */
  trusts(asked: { readonly source: string | undefined; readonly hash: string | undefined }): boolean
  /** What Apollo Server keeps registered operations in. */
  readonly cache: KeyValueCache
}

interface KeyValueCache {
  get(key: string): Promise<string | undefined>
  set(key: string, value: string): Promise<void>
  delete(key: string): Promise<void>
}

/** Where gateways keep them together. Neither call ever throws. */
export interface SharedOperations {
  getBuffer(key: string): Promise<Buffer | null>
  set(key: string, value: string, ttlMs: number): Promise<boolean>
}

/** Apollo's, before every hash. */
const prefix = 'apq:'
const mostBytes = 16 * 1_048_576
const sharedForMs = 30 * 24 * 3_600_000

interface Options {
  readonly shared: SharedOperations | null
  /** The only ones to run; null when clients may send any. */
  readonly published: PublishedOperations | null
}

/** Registered operations, the least used forgotten first: a client then sends the text again. */
export function persistedOperations({ shared, published }: Options): PersistedOperations {
  const texts = new LRUCache<string, string>({
    maxSize: mostBytes,
    sizeCalculation: (text) => 200 + text.length,
  })
  return {
    peek: (hash) => published?.get(hash) ?? texts.get(prefix + hash),
    trusts: ({ source, hash }) =>
      published === null || published.has(source === undefined ? (hash ?? '') : operationHash(source)),
    cache: {
      async get(key) {
        const known = published?.get(key.slice(prefix.length)) ?? texts.get(key)
        if (known !== undefined) return known
        const text = (await shared?.getBuffer(key))?.toString()
        // Whoever can write there could put another operation under the name of this one.
        if (text === undefined || prefix + operationHash(text) !== key) return undefined
        texts.set(key, text)
        return text
      },
      async set(key, text) {
        texts.set(key, text)
        await shared?.set(key, text, sharedForMs)
      },
      async delete(key) {
        texts.delete(key)
      },
    },
  }
}
