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
/** A candidate that is stored now. */
interface Stored {
  readonly plan: ProductPlan
  readonly productId: number
  readonly variantIds: readonly number[]
  readonly prices: Candidate['prices']
  /** Whether the catalog had to change for it. */
  readonly changed: boolean
}

async function upsertIn(
  tx: Tx,
  dependencies: MerchandisingDependencies,
  actor: Actor,
  items: readonly ProductInput[],
): Promise<UpsertResult[]> {
  const candidates = await candidatesOf(tx, dependencies, items)
  const stored = await storeContent(tx, dependencies, actor, candidates)
  const repriced = await storePrices(tx, dependencies, actor, stored)
  const results = candidates.map(({ plan }) => resultOf(plan, stored.get(plan), repriced))
  const changedIds = results.flatMap(({ outcome, productId }) =>
    productId !== null && outcome !== 'UNCHANGED' ? [productId] : [],
  )
  await dependencies.listings.refresh(tx, changedIds)
  return results
}

/** Stores what differs from the catalog; a sound candidate that does not is there already. */
async function storeContent(
  tx: Tx,
  { catalog }: MerchandisingDependencies,
  actor: Actor,
  candidates: readonly Candidate[],
): Promise<Map<ProductPlan, Stored>> {
  const sound = candidates.filter(({ plan }) => plan.state !== null)
  const changing = sound.map(({ plan }) => plan).filter((plan) => catalog.changes(plan))
  const written = await catalog.storeProducts(tx, actor, changing)
  const writtenOf = new Map(changing.map((plan, i) => [plan, written[i]]))
  return new Map(
    sound.map(({ plan, prices }): [ProductPlan, Stored] => {
      const fresh = writtenOf.get(plan)
      const productId = fresh?.id ?? (plan.stored?.id as number)
      const variantIds = fresh?.variantIds ?? (plan.state?.variants ?? []).map(({ id }) => id as number)
      return [plan, { plan, productId, variantIds, prices, changed: fresh !== undefined }]
    }),
  )
}

/** Stores the prices that differ, with an audit entry for each product that has any. Answers these products' ids. */
async function storePrices(
  tx: Tx,
  dependencies: MerchandisingDependencies,
  actor: Actor,
  stored: ReadonlyMap<ProductPlan, Stored>,
): Promise<Set<number>> {
  const entries = [...stored.values()]
  const sets = entries.flatMap(({ variantIds, prices }) =>
    prices.flatMap((set, i) => (set ? [{ variantId: variantIds[i] as number, prices: set }] : [])),
  )
  const changes = new Map(
    (await dependencies.pricing.replace(tx, sets)).map((change) => [change.variantId, change]),
  )
  const repriced = entries.flatMap(({ productId, variantIds }) => {
    const priced = variantIds.flatMap((id) => changes.get(id) ?? [])
    return priced.length > 0 ? [{ productId, priced }] : []
  })
  for (const { productId, priced } of repriced) await auditPrices(tx, dependencies, actor, productId, priced)
  const productIds = repriced.map(({ productId }) => productId)
  await dependencies.catalog.touch(tx, productIds)
  return new Set(productIds)
}

function resultOf(
  plan: ProductPlan,
  stored: Stored | undefined,
  repriced: ReadonlySet<number>,
): UpsertResult {
  const { externalReference } = plan.input
  if (!stored) return { externalReference, outcome: 'REJECTED', productId: null, problems: plan.problems }
  const changed = stored.changed || repriced.has(stored.productId)
  const outcome = plan.stored === null ? 'CREATED' : changed ? 'UPDATED' : 'UNCHANGED'
  return { externalReference, outcome, productId: stored.productId, problems: [] }
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
  productId: number,
  priced: readonly PriceChange[],
): Promise<void> =>
  audit.append(tx, {
    actor,
    action: 'productsUpsert',
    entity: 'Product',
    entityId: String(productId),
    before: { prices: priced.map(({ variantId, before }) => ({ variantId, prices: before })) },
    after: { prices: priced.map(({ variantId, after }) => ({ variantId, prices: after })) },
  })
