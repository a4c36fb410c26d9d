import { LRUCache } from 'lru-cache'

/** Something kept, and what it was made of: it holds until one of these is dropped. */
export interface Tagged {
  readonly tags: readonly string[]
}

/** What an entry takes beside its content: keys, tags and the places where they are listed. */
const bytesPerEntry = 512
const bytesPerTag = 64

/** What is kept in this process, the least used leaving first, with each entry found again by what it was made of. */
export class MemoryCache<Entry extends Tagged> {
  readonly #entries: LRUCache<string, Entry>
  readonly #byTag = new Map<string, Set<string>>()

  /** With 0 it keeps none. */
  constructor(mostBytes: number, bytesOf: (entry: Entry) => number) {
    this.#entries = new LRUCache<string, Entry>({
      maxSize: Math.max(mostBytes, 1),
      sizeCalculation: (entry, key) =>
        bytesPerEntry + bytesOf(entry) + key.length + entry.tags.length * bytesPerTag,
      dispose: ({ tags }, key) => this.#unlist(key, tags),
    })
  }

  get bytes(): number {
    return this.#entries.calculatedSize
  }

  get(key: string): Entry | undefined {
    return this.#entries.get(key)
  }

  set(key: string, entry: Entry): void {
    this.#entries.set(key, entry)
    if (this.#entries.peek(key) !== entry) return
    for (const tag of entry.tags) {
      const keys = this.#byTag.get(tag)
      if (keys) keys.add(key)
      else this.#byTag.set(tag, new Set([key]))
    }
  }

  drop(tags: Iterable<string>): void {
    for (const tag of tags) for (const key of [...(this.#byTag.get(tag) ?? [])]) this.#entries.delete(key)
  }

  clear(): void {
    this.#entries.clear()
  }

  #unlist(key: string, tags: readonly string[]): void {
    for (const tag of tags) {
      const keys = this.#byTag.get(tag)
      if (keys?.delete(key) && keys.size === 0) this.#byTag.delete(tag)
    }
  }
}
