import { createHash } from 'node:crypto'
import { readConfig } from '../config.js'
import type { Entry, ImportSummary, Mapping } from '../domains/feeds/index.js'
import type { ImportOptions } from './commands/import.js'
import { CommandError } from './explained.js'
import { type FeedInput, openFeed } from './feed-input.js'
import { progressBar } from './progress.js'
import { rejectionReport } from './rejection-report.js'
import { openRejects } from './rejects-file.js'
import { say } from './say.js'
import { withScratchCopy } from './scratch-copy.js'
import { shownSummary } from './shown-summary.js'
import { withServices } from './with-services.js'

/** `athanor import`. What is wrong with the file as a whole throws; what is wrong with rows is told and counted. */
export async function runImport(
  file: string,
  mappingJson: string | null,
  options: ImportOptions,
): Promise<ImportSummary> {
  const { databaseUrl } = readConfig()
  const { parseMapping } = await import('../domains/feeds/index.js')
  const mapping = mappingJson === null ? null : parseMapping(mappingJson)
  const input = await openFeed(file)
  const entries = await entriesOf(file, input, mapping)
  const job = (url: string) => importInto(url, input, entries, mappingJson, options)
  const startedMs = performance.now()
  const summary = await (options.dryRun ? withScratchCopy(databaseUrl, job) : job(databaseUrl))
  say(shownSummary(summary, (performance.now() - startedMs) / 1_000))
  if (options.dryRun) say('This was a dry run: nothing of it was kept.')
  return summary
}

async function entriesOf(
  file: string,
  { bytes }: FeedInput,
  mapping: Mapping | null,
): Promise<AsyncIterable<Entry>> {
  const feeds = await import('../domains/feeds/index.js')
  const lines = feeds.linesOf(bytes)
  const isCsv = mapping?.format ? mapping.format === 'csv' : /\.csv(\.gz)?$/i.test(file)
  if (!mapping && isCsv)
    throw new CommandError('A CSV file needs a `--mapping` that tells what its columns are.')
  if (!mapping) return feeds.nativeEntries(feeds.ndjsonRows(lines))
  const { delimiter } = mapping
  const rows = isCsv
    ? feeds.csvRows(lines, { delimiter, columns: feeds.columnsOf(mapping) })
    : feeds.ndjsonRows(lines)
  return feeds.mappedEntries(rows, mapping)
}

async function importInto(
  url: string,
  input: FeedInput,
  entries: AsyncIterable<Entry>,
  mappingJson: string | null,
  options: ImportOptions,
): Promise<ImportSummary> {
  const { systemActor } = await import('../domains/audit/index.js')
  const fingerprint = options.dryRun ? null : fingerprintOf(input, mappingJson)
  return withServices(async ({ services }) => {
    const goesOn =
      fingerprint !== null && !options.restart && (await services.feeds.isUnfinished(fingerprint))
    const rejects = options.rejects === undefined ? null : await openRejects(options.rejects, goesOn)
    const report = rejectionReport()
    const bar = progressBar('Importing', input.size)
    try {
      return await services.feeds.import({
        actor: systemActor('import'),
        entries,
        fingerprint,
        restart: options.restart ?? false,
        async rejected(rejections) {
          report.add(rejections)
          await rejects?.write(rejections)
        },
        progress: () => bar.at(input.bytesRead()),
      })
    } finally {
      bar.stop()
      await rejects?.close()
      report.end(options.rejects)
    }
  }, url)
}

const fingerprintOf = ({ fingerprint }: FeedInput, mappingJson: string | null) =>
  fingerprint &&
  createHash('sha256')
    .update(fingerprint)
    .update(mappingJson ?? '')
    .digest('hex')
