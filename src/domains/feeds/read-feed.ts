import { type Entry, mappedEntries, nativeEntries } from './entries.js'
import { FeedError } from './feed-error.js'
import { columnsOf, type Mapping } from './mapping/schema.js'
import { csvRows } from './reading/csv.js'
import { linesOf } from './reading/lines.js'
import { ndjsonRows } from './reading/ndjson.js'

/**
 * What a feed gives, read as it is asked for. Without a mapping it is a native feed. The format is the mapping's, else
 * `format`. Throws a `FeedError` when the file as a whole cannot be read.
 */
export function readFeed(
  bytes: AsyncIterable<Buffer>,
  mapping: Mapping | null,
  format: 'csv' | 'ndjson',
): AsyncIterable<Entry> {
  const lines = linesOf(bytes)
  const isCsv = (mapping?.format ?? format) === 'csv'
  if (mapping) {
    const { delimiter } = mapping
    return mappedEntries(
      isCsv ? csvRows(lines, { delimiter, columns: columnsOf(mapping) }) : ndjsonRows(lines),
      mapping,
    )
  }
  if (isCsv) throw new FeedError('A CSV file needs a mapping that tells what its columns are.')
  return nativeEntries(ndjsonRows(lines))
}
