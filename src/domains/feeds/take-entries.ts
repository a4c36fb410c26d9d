import type { Tx } from '../../db/index.js'
import type { Problem } from '../../kernel/problem.js'
import type { Result } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import type { Entry } from './entries.js'
import type { FeedRecord } from './records.js'
import { repetitions } from './repetitions.js'
import { takeProducts } from './take-products.js'
import { type Candidate, type FeedServices, type Outcome, refused } from './types.js'

/** Takes entries in their order, inside one transaction: each wholly, or not at all with every reason why. */
export async function takeEntries(
  tx: Tx,
  services: FeedServices,
  actor: Actor,
  run: string,
  entries: readonly Entry[],
): Promise<Outcome[]> {
  const repeated = await repetitions(tx, run, entries)
  const candidates = entries.map((entry) => ({
    entry,
    problems: [...(repeated.get(entry) ?? []), ...entry.problems],
  }))
  const outcomes: Outcome[] = []
  for (const part of partsOf(candidates)) outcomes.push(...(await takePart(tx, services, actor, part)))
  return outcomes
}

/** Products that follow each other are taken together, all else one by one. */
function partsOf(candidates: readonly Candidate[]): Candidate[][] {
  const parts: Candidate[][] = []
  for (const candidate of candidates) {
    const last = parts.at(-1)
    if (isProduct(candidate) && last?.[0] && isProduct(last[0])) last.push(candidate)
    else parts.push([candidate])
  }
  return parts
}

const isProduct = ({ entry }: Candidate) => entry.record?.kind === 'product'

async function takePart(
  tx: Tx,
  services: FeedServices,
  actor: Actor,
  part: readonly Candidate[],
): Promise<Outcome[]> {
  const [first] = part
  if (!first) return []
  const { record } = first.entry
  if (record?.kind === 'product') return takeProducts(tx, services, actor, part)
  if (!record || first.problems.length > 0) return [refused(first.problems)]
  const result = await saveRecord(services, actor, record)
  return [result.ok ? { kind: 'SAVED' } : refused(result.errors)]
}

function saveRecord(
  { channels, catalog }: FeedServices,
  actor: Actor,
  record: Exclude<FeedRecord, { kind: 'product' }>,
): Promise<Result<unknown, Problem>> {
  switch (record.kind) {
    case 'shop':
      return channels.saveShop(actor, record)
    case 'channel':
      return channels.save(actor, record)
    case 'attribute':
      return catalog.saveAttribute(actor, record)
    case 'productType':
      return catalog.saveProductType(actor, record)
    case 'brand':
      return catalog.saveBrand(actor, record)
    case 'category':
      return catalog.saveCategory(actor, record)
  }
}
