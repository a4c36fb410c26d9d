import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FeedRecord } from '../../src/domains/feeds/index.js'

/** Writes records as a native feed. */
export function writeFeed(file: string, records: Iterable<FeedRecord>): Promise<void> {
  return pipeline(Readable.from(linesOf(records)), createWriteStream(file))
}

function* linesOf(records: Iterable<FeedRecord>): Generator<string> {
  for (const record of records) yield `${JSON.stringify(record)}\n`
}
