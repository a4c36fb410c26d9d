import type { Services } from '../../../src/app/build-services.js'
import {
  type ImportRequest,
  type ImportSummary,
  parseMapping,
  type Rejection,
  readFeed,
} from '../../../src/domains/feeds/index.js'
import { actor } from '../../support/shop.js'
import { chunksOf, type Data } from './chunks.js'

export const ndjson = (...records: readonly object[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('')

export interface Fed extends ImportSummary {
  readonly rejections: readonly Rejection[]
  /** `line field: message` of every reason. */
  readonly reasons: readonly string[]
}

/** Takes a feed in, as the command line does. */
export async function feed(
  { feeds }: Pick<Services, 'feeds'>,
  data: Data,
  {
    mapping,
    format = 'ndjson',
    ...request
  }: Partial<ImportRequest> & { mapping?: object; format?: 'csv' | 'ndjson' } = {},
): Promise<Fed> {
  const parsed = mapping ? parseMapping(JSON.stringify(mapping)) : null
  const rejections: Rejection[] = []
  const summary = await feeds.import({
    actor,
    entries: readFeed(chunksOf(data), parsed, format),
    channels: parsed?.channels ?? [],
    fingerprint: null,
    rejected: async (list) => void rejections.push(...list),
    ...request,
  })
  const reasons = rejections.flatMap(({ line, problems }) =>
    problems.map(({ field, message }) => `${line} ${field}: ${message}`),
  )
  return { ...summary, rejections, reasons }
}

export async function exported({ feeds }: Pick<Services, 'feeds'>): Promise<string> {
  const lines: string[] = []
  await feeds.export(async (line) => void lines.push(`${line}\n`))
  return lines.join('')
}
