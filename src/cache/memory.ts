import { LRUCache } from 'lru-cache'
import type { Answer } from './answers.js'

/** What an answer takes beside its body: keys, tags and the places where they are listed. */
const bytesPerAnswer = 512
const bytesPerTag = 64

/** Answers in this process, the least used leaving first, with each found again by what it was made of. */
export class MemoryCache {
  readonly #answers: LRUCache<string, Answer>
  readonly #byTag = new Map<string, Set<string>>()

  /** With 0 it keeps none. */
  constructor(mostBytes: number) {
    this.#answers = new LRUCache({
      maxSize: Math.max(mostBytes, 1),
      sizeCalculation: ({ body, tags }, key) =>
        bytesPerAnswer + body.byteLength + key.length + tags.length * bytesPerTag,
      dispose: ({ tags }, key) => this.#unlist(key, tags),
    })
  }

  get size(): number {
    return this.#answers.size
  }

  get bytes(): number {
    return this.#answers.calculatedSize
  }

  get(key: string): Answer | undefined {
    return this.#answers.get(key)
  }

  set(key: string, answer: Answer): void {
    this.#answers.set(key, answer)
    if (this.#answers.peek(key) !== answer) return
    for (const tag of answer.tags) {
      const keys = this.#byTag.get(tag)
      if (keys) keys.add(key)
      else this.#byTag.set(tag, new Set([key]))
    }
  }

  delete(key: string): void {
    this.#answers.delete(key)
  }

  drop(tags: Iterable<string>): void {
    for (const tag of tags) for (const key of [...(this.#byTag.get(tag) ?? [])]) this.#answers.delete(key)
  }

  clear(): void {
    this.#answers.clear()
  }

  #unlist(key: string, tags: readonly string[]): void {
    for (const tag of tags) {
      const keys = this.#byTag.get(tag)
      if (keys?.delete(key) && keys.size === 0) this.#byTag.delete(tag)
    }
  }
}
