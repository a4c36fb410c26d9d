import { createHash } from 'node:crypto'
import type { Clock } from '../kernel/clock.js'
import type { Answer } from './answers.js'
import type { Redis } from './redis.js'

/** What some gateway made when all facts below `stamp` had been committed. */
export interface SharedAnswer {
  readonly answer: Answer
  readonly stamp: number
}

/**
 * Answers that several gateways keep together. What comes from there is as true as whoever can write there wants: it is
 * good for showing, never for deciding.
 */
export interface SharedCache {
  /** null of what is not there, or is not what was put there. */
  get(key: string): Promise<SharedAnswer | null>
  set(key: string, answer: Answer, stamp: number): void
}

interface Options {
  readonly redis: Redis
  readonly clock: Clock
  /** Names the database: its copy or its backup is another shop. */
  readonly shop: string
}

const longestMs = 3_600_000

export function sharedCache({ redis, clock, shop }: Options): SharedCache {
  const nameOf = (key: string) =>
    `answer:${createHash('sha256').update(`${shop}\n${key}`).digest('base64url')}`
  return {
    async get(key) {
      const name = nameOf(key)
      const stored = await redis.getBuffer(name)
      return stored && unpacked(stored, name)
    },
    set(key, answer, stamp) {
      const { expiresAtMs } = answer
      const ttlMs =
        expiresAtMs === null ? longestMs : Math.min(longestMs, expiresAtMs - clock.now().getTime())
      const name = nameOf(key)
      if (ttlMs > 0) void redis.set(name, packed(answer, stamp, name), ttlMs)
    },
  }
}

/** The length of a line of JSON, that line, then the body as it is. */
function packed({ body, ...about }: Answer, stamp: number, name: string): Buffer {
  const head = Buffer.from(JSON.stringify({ ...about, stamp, name, length: body.byteLength }))
  const size = Buffer.alloc(4)
  size.writeUInt32BE(head.byteLength)
  return Buffer.concat([size, head, body])
}

function unpacked(stored: Buffer, name: string): SharedAnswer | null {
  try {
    const end = 4 + stored.readUInt32BE(0)
    const { stamp, name: stated, length, ...about } = JSON.parse(stored.toString('utf8', 4, end))
    const body = stored.subarray(end)
    const answer: Answer = { ...about, body }
    return stated === name && length === body.byteLength && isSound(answer) && Number.isSafeInteger(stamp)
      ? { answer, stamp }
      : null
  } catch {
    return null
  }
}

const isSound = ({ contentType, etag, tags, expiresAtMs }: Answer): boolean =>
  /^application\/[a-z-]+(\+json)?(; charset=utf-8)?$/.test(contentType) &&
  /^"[\w-]+"$/.test(etag) &&
  Array.isArray(tags) &&
  tags.every((tag) => typeof tag === 'string') &&
  (expiresAtMs === null || Number.isSafeInteger(expiresAtMs))
