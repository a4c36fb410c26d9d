import { attempt, type Tx, uniqueViolation } from '../../db/index.js'
import { rejected } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import type { ProductInput, ProductPlan } from '../catalog/index.js'
import type { PriceChange, PriceState } from '../pricing/index.js'
import type { MerchandisingDependencies } from './dependencies.js'
import type { ProductsUpsertInput, UpsertResult } from './types.js'

/** Work done in one job: about this many products and variants, so that it holds the writer for a moment only. */
const stepSize = 40
const mostTries = 3

/**
 * Creates or changes products by external reference: content, variants and prices together. Each item is saved as a
 * whole or rejected as a whole; the same items again change nothing. Answers in the order of the items.
 */
export async function upsertProducts(
  dependencies: MerchandisingDependencies,
  actor: Actor,
  { items, dryRun = false }: ProductsUpsertInput,
): Promise<UpsertResult[]> {
  const results: UpsertResult[] = []
  for (const step of stepsOf(items)) results.push(...(await upsertStep(dependencies, actor, step, dryRun)))
  return results
}

/** Cuts items into steps in which no external reference stands twice. */
function stepsOf(items: readonly ProductInput[]): ProductInput[][] {
  const steps: ProductInput[][] = []
  let size = stepSize
  let references = new Set<string>()
  for (const item of items) {
    if (size >= stepSize || references.has(item.externalReference)) {
      steps.push([])
      size = 0
      references = new Set()
    }
    steps.at(-1)?.push(item)
    references.add(item.externalReference)
    size += 1 + (item.variants?.length ?? 0)
  }
  return steps
}

async function upsertStep(
  dependencies: MerchandisingDependencies,
  actor: Actor,
  items: readonly ProductInput[],
  dryRun: boolean,
): Promise<UpsertResult[]> {
  for (let attemptsLeft = mostTries; ; attemptsLeft--) {
    try {
      if (!dryRun) return await dependencies.db.write((tx) => upsertIn(tx, dependencies, actor, items))
      const tried = await attempt(dependencies.db, async (tx) =>
        rejected(await upsertIn(tx, dependencies, actor, items)),
      )
      return tried.ok
        ? []
        : tried.errors.map((result) =>
            result.outcome === 'CREATED' ? { ...result, productId: null } : result,
          )
    } catch (error) {
      // Somebody took a slug or SKU after it was looked up: looked up again, it is a problem of the item's.
      if (!uniqueViolation(error) || attemptsLeft === 1) throw error
    }
  }
}

interface Candidate {
  readonly plan: ProductPlan
  /** By variant in the input's order; undefined leaves a variant's prices as they are. */
  readonly prices: readonly (readonly PriceState[] | undefined)[]
}

async function upsertIn(
  tx: Tx,
  dependencies: MerchandisingDependencies,
  actor: Actor,
  items: readonly ProductInput[],
): Promise<UpsertResult[]> {
  const { catalog, pricing } = dependencies
  const candidates = await candidatesOf(tx, dependencies, items)
  const sound = candidates.filter(({ plan }) => plan.state !== null)
  const changing = sound.filter(({ plan }) => catalog.changes(plan))
  const written = await catalog.storeProducts(
    tx,
    actor,
    changing.map(({ plan }) => plan),
  )
  const variantIds = new Map(changing.map((candidate, i) => [candidate, written[i]?.variantIds ?? []]))
  const productIds = new Map(changing.map((candidate, i) => [candidate, written[i]?.id as number]))
  const idsOf = (candidate: Candidate) =>
    variantIds.get(candidate) ?? (candidate.plan.state?.variants ?? []).map((variant) => variant.id as number)
  const sets = sound.flatMap((candidate) =>
    candidate.prices.flatMap((prices, i) =>
      prices ? [{ variantId: idsOf(candidate)[i] as number, prices }] : [],
    ),
  )
  const priceChanges = new Map((await pricing.replace(tx, sets)).map((change) => [change.variantId, change]))
  const results = candidates.map((candidate): { result: UpsertResult; priced: PriceChange[] } => {
    const { plan } = candidate
    const { externalReference } = plan.input
    if (plan.state === null)
      return {
        result: { externalReference, outcome: 'REJECTED', productId: null, problems: plan.problems },
        priced: [],
      }
    const productId = plan.stored?.id ?? (productIds.get(candidate) as number)
    const priced = idsOf(candidate).flatMap((id) => priceChanges.get(id) ?? [])
    const changed = productIds.has(candidate) || priced.length > 0
    const outcome = plan.stored === null ? 'CREATED' : changed ? 'UPDATED' : 'UNCHANGED'
    return { result: { externalReference, outcome, productId, problems: [] }, priced }
  })
  const onlyPriced = results.filter(({ result, priced }) => result.outcome === 'UPDATED' && priced.length > 0)
  await catalog.touch(
    tx,
    onlyPriced.map(({ result }) => result.productId as number),
  )
  for (const { result, priced } of results)
    if (priced.length > 0) await auditPrices(tx, dependencies, actor, result, priced)
  const changedIds = results.flatMap(({ result: { outcome, productId } }) =>
    productId !== null && outcome !== 'UNCHANGED' ? [productId] : [],
  )
  await dependencies.listings.refresh(tx, changedIds)
  return results.map(({ result }) => result)
}

async function candidatesOf(
  tx: Tx,
  { channels, catalog, pricing }: MerchandisingDependencies,
  items: readonly ProductInput[],
): Promise<Candidate[]> {
  const all = await channels.all(tx)
  const checked = items.map((input) => {
    const sets = (input.variants ?? []).map(
      (variant, i) => variant.prices && pricing.check(['variants', String(i), 'prices'], variant.prices, all),
    )
    return { input, sets, problems: sets.flatMap((set) => set?.problems ?? []) }
  })
  const plans = await catalog.planProducts(
    tx,
    checked,
    new Map(all.map((channel) => [channel.slug, channel.id])),
  )
  return plans.map((plan, i) => ({ plan, prices: (checked[i]?.sets ?? []).map((set) => set?.prices) }))
}

const auditPrices = (
  tx: Tx,
  { audit }: MerchandisingDependencies,
  actor: Actor,
  result: UpsertResult,
  priced: readonly PriceChange[],
): Promise<void> =>
  audit.append(tx, {
    actor,
    action: 'productsUpsert',
    entity: 'Product',
    entityId: String(result.productId),
    before: { prices: priced.map(({ variantId, before }) => ({ variantId, prices: before })) },
    after: { prices: priced.map(({ variantId, after }) => ({ variantId, prices: after })) },
  })
