import { createHash } from 'node:crypto'
import { readConfig } from '../config.js'
import type { ImportRequest, ImportSummary } from '../domains/feeds/index.js'
import { type FeedInput, openFeed } from './feed-input.js'
import { leanMemory } from './lean-memory.js'
import { say } from './say.js'
import { withScratchCopy } from './scratch-copy.js'
import { shownSummary } from './shown-summary.js'
import { sqlitePath } from './sqlite-path.js'
import { toldImport } from './told-import.js'
import { withServices } from './with-services.js'

export interface ImportOptions {
  readonly mapping?: string
  readonly rejects?: string
  readonly dryRun?: boolean
  readonly restart?: boolean
}

/** `athanor import`. What is wrong with the file as a whole throws; what is wrong with rows is told and counted. */
export async function runImport(
  file: string,
  mappingJson: string | null,
  options: ImportOptions,
): Promise<ImportSummary> {
  const { databaseUrl } = readConfig()
  const { parseMapping, readFeed } = await import('../domains/feeds/index.js')
  const mapping = mappingJson === null ? null : parseMapping(mappingJson)
  const input = await openFeed(file)
  const entries = readFeed(input.bytes, mapping, /\.csv(\.gz)?$/i.test(file) ? 'csv' : 'ndjson')
  const feed = { entries, channels: mapping?.channels ?? [], fingerprint: fingerprintOf(input, mappingJson) }
  const startedMs = performance.now()
  const summary = options.dryRun
    ? await withScratchCopy(databaseUrl, (url) =>
        importInto(url, input, { ...feed, fingerprint: null }, options),
      )
    : await importInto(databaseUrl, input, feed, options)
  if (!options.dryRun) await countUp(databaseUrl, summary)
  say(shownSummary(summary, (performance.now() - startedMs) / 1_000))
  if (options.dryRun) say('This was a dry run: nothing of it was kept.')
  return summary
}

const manyRecords = 500

/** PostgreSQL plans badly for tables that were filled a moment ago, until it has looked at them. */
async function countUp(url: string, { created, updated, saved }: ImportSummary): Promise<void> {
  if (sqlitePath(url) !== null || created + updated + saved < manyRecords) return
  const { analyzeTables } = await import('../db/upkeep/postgres-tables.js')
  await analyzeTables(url)
}

const fingerprintOf = ({ fingerprint }: FeedInput, mappingJson: string | null) =>
  fingerprint &&
  createHash('sha256')
    .update(fingerprint)
    .update(mappingJson ?? '')
    .digest('hex')

async function importInto(
  url: string,
  input: FeedInput,
  feed: Pick<ImportRequest, 'entries' | 'channels' | 'fingerprint'>,
  options: ImportOptions,
): Promise<ImportSummary> {
  const { systemActor } = await import('../domains/audit/index.js')
  return withServices(async ({ services: { feeds } }) => {
    const goesOn =
      feed.fingerprint !== null && !options.restart && (await feeds.isUnfinished(feed.fingerprint))
    const clearGarbage = leanMemory()
    return toldImport({ input, rejects: options.rejects, goesOn }, ({ rejected, progress }) =>
      feeds.import({
        ...{ ...feed, actor: systemActor('import'), restart: options.restart ?? false, rejected },
        progress() {
          progress()
          clearGarbage()
        },
      }),
    )
  }, url)
}
