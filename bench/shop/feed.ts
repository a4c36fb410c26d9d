import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FeedRecord } from '../../src/domains/feeds/index.js'

/** Writes records as a native feed; answers how many. */
export async function writeFeed(file: string, records: Iterable<FeedRecord>): Promise<number> {
  let count = 0
  function* lines(): Generator<string> {
    for (const record of records) {
      count++
      yield `${JSON.stringify(record)}\n`
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(file))
  return count
}
