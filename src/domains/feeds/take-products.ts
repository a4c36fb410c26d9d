import { attempt, type Tx } from '../../db/index.js'
import type { FieldPath, Problem } from '../../kernel/problem.js'
import { type Result, rejected } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import type { ProductInput } from '../catalog/index.js'
import type { Entry } from './entries.js'
import { fulfilNeeds } from './fulfil-needs.js'
import { type Candidate, type FeedServices, type Outcome, refused } from './types.js'

/** Takes those without a fault together. The others are refused, each with what else is found against it. */
export async function takeProducts(
  tx: Tx,
  services: FeedServices,
  actor: Actor,
  candidates: readonly Candidate[],
): Promise<Outcome[]> {
  const sound = candidates.filter(({ problems }) => problems.length === 0).map(({ entry }) => entry)
  const lacking = await lackOf(tx, services, actor, sound)
  const complete = sound.filter((entry) => !lacking.has(entry))
  const taken = await upsert(services, actor, complete)
  const outcomes: Outcome[] = []
  for (const { entry, problems } of candidates) {
    const known = [...problems, ...(lacking.get(entry) ?? [])]
    outcomes.push(
      taken.get(entry) ?? refused([...known, ...(await otherProblems(services, actor, entry, known))]),
    )
  }
  return outcomes
}

/** Makes what the products refer to. Answers those for which it cannot be made, and why. */
async function lackOf(
  tx: Tx,
  { catalog }: FeedServices,
  actor: Actor,
  entries: readonly Entry[],
): Promise<Map<Entry, Problem[]>> {
  const needy = entries.flatMap((entry) => (entry.needs ? [{ entry, needs: entry.needs }] : []))
  if (needy.length === 0) return new Map()
  const problems = await fulfilNeeds(
    tx,
    catalog,
    actor,
    needy.map(({ needs }) => needs),
  )
  const all = needy.map(({ entry }, i): [Entry, Problem[]] => [entry, problems[i] ?? []])
  return new Map(all.filter(([, found]) => found.length > 0))
}

async function upsert(
  { merchandising }: FeedServices,
  actor: Actor,
  entries: readonly Entry[],
): Promise<ReadonlyMap<Entry, Outcome>> {
  const results = await merchandising.upsertProducts(actor, { items: entries.flatMap(itemOf), dryRun: false })
  return new Map(
    entries.map((entry, i): [Entry, Outcome] => {
      const { outcome, problems } = results[i] ?? { outcome: 'REJECTED', problems: [] }
      return [entry, outcome === 'REJECTED' ? refused(problems) : { kind: outcome }]
    }),
  )
}

function itemOf({ record }: Entry): ProductInput[] {
  if (record?.kind !== 'product') return []
  const { kind: _, ...item } = record
  return [item]
}

/** What the catalog has against a product that is refused anyway, found by saving it for nothing. */
async function otherProblems(
  services: FeedServices,
  actor: Actor,
  entry: Entry,
  known: readonly Problem[],
): Promise<Problem[]> {
  const saved = await attempt(services.db, async (tx): Promise<Result<never, Problem>> => {
    await lackOf(tx, services, actor, [entry])
    const outcome = (await upsert(services, actor, [entry])).get(entry)
    return rejected(outcome?.kind === 'REJECTED' ? outcome.problems : [])
  })
  const found = saved.ok ? [] : saved.errors
  return found.filter((problem) => !known.some((other) => concern(problem.field ?? [], other.field ?? [])))
}

/** Whether two problems are about the same place: what could not be read is missing to the catalog as well. */
const concern = (a: FieldPath, b: FieldPath): boolean =>
  b.length > 0 && (b.every((step, i) => a[i] === step) || a.every((step, i) => b[i] === step))
