import { type Tx, uniqueViolation } from '../../db/index.js'
import type { Actor } from '../audit/index.js'
import type { ProductInput, ProductPlan } from '../catalog/index.js'
import type { PriceChange } from '../pricing/index.js'
import { type Candidate, candidatesOf, type Item, itemsOf } from './candidates.js'
import type { MerchandisingDependencies } from './dependencies.js'
import { reprice } from './reprice.js'
import { tryProducts } from './try-products.js'
import type { ProductsUpsertInput, UpsertResult } from './types.js'

/** Who does it, and what the audit calls it. */
interface Author {
  readonly actor: Actor
  readonly action: 'productsUpsert' | 'productArchive'
}

/** Work done in one job: about this many products and variants, so that it holds the writer for a moment only. */
const stepSize = 40
const mostTries = 3
/**
 * A product is saved whole, so one with thousands of variants holds the writer for as long as it takes. What bounds other
 * steps is their size: a process that has just begun takes many times as long for the first ones.
 */
const maxHoldMs = 2_000

/**
 * Creates or changes products by external reference: content, variants and prices together. Each item is saved as a
 * whole or rejected as a whole; the same items again change nothing. Answers in the order of the items.
 */
export async function upsertProducts(
  dependencies: MerchandisingDependencies,
  author: Author,
  { items: inputs, dryRun = false }: ProductsUpsertInput,
): Promise<UpsertResult[]> {
  const items = itemsOf(inputs)
  if (dryRun) return tryProducts(dependencies, items)
  const results: UpsertResult[] = []
  for (const step of stepsOf(items)) results.push(...(await upsertStep(dependencies, author, step)))
  return results
}

function stepsOf(items: readonly Item[]): Item[][] {
  const steps: Item[][] = []
  let size = stepSize
  for (const item of items) {
    const weight = weightOf(item.input)
    if (size + weight > stepSize) {
      steps.push([])
      size = 0
    }
    steps.at(-1)?.push(item)
    size += weight
  }
  return steps
}

const weightOf = ({ variants }: ProductInput): number => 1 + (variants?.length ?? 0)

async function upsertStep(
  dependencies: MerchandisingDependencies,
  author: Author,
  items: readonly Item[],
): Promise<UpsertResult[]> {
  for (let attemptsLeft = mostTries; ; attemptsLeft--) {
    try {
      return await dependencies.db.write((tx) => upsertIn(tx, dependencies, author, items), { maxHoldMs })
    } catch (error) {
      // Somebody took a slug or SKU after it was looked up: looked up again, it is a problem of the item's.
      if (!uniqueViolation(error) || attemptsLeft === 1) throw error
    }
  }
}

/** A candidate that is stored now. */
interface Stored extends Candidate {
  readonly productId: number
  readonly variantIds: readonly number[]
}

async function upsertIn(
  tx: Tx,
  dependencies: MerchandisingDependencies,
  author: Author,
  items: readonly Item[],
): Promise<UpsertResult[]> {
  await dependencies.catalog.lockProducts(
    tx,
    items.map(({ input }) => input.externalReference),
  )
  const candidates = await candidatesOf(tx, dependencies, items)
  const stored = await storeContent(tx, dependencies, candidates)
  const repriced = await reprice(
    tx,
    dependencies,
    [...stored.values()].flatMap(({ productId, variantIds, prices }) =>
      prices.flatMap((set, i) =>
        set ? [{ productId, variantId: variantIds[i] as number, prices: set }] : [],
      ),
    ),
  )
  const changed = [...stored.values()].filter(
    ({ plan, productId }) => plan.changes !== null || repriced.has(productId),
  )
  for (const entry of changed)
    await auditChange(tx, dependencies, author, entry, repriced.get(entry.productId) ?? [])
  const changedIds = new Set(changed.map(({ productId }) => productId))
  await dependencies.listings.refresh(tx, [...changedIds])
  return candidates.map(({ plan }) => resultOf(plan, stored.get(plan), changedIds))
}

/** Stores what differs from the catalog; a sound candidate that does not is there already. */
async function storeContent(
  tx: Tx,
  { catalog }: MerchandisingDependencies,
  candidates: readonly Candidate[],
): Promise<Map<ProductPlan, Stored>> {
  const changing = candidates.map(({ plan }) => plan).filter(({ changes }) => changes !== null)
  const written = await catalog.storeProducts(tx, changing)
  const writtenOf = new Map(changing.map((plan, i) => [plan, written[i]]))
  const stored = new Map<ProductPlan, Stored>()
  for (const candidate of candidates) {
    const { state, stored: known } = candidate.plan
    if (!state) continue
    const fresh = writtenOf.get(candidate.plan)
    const productId = fresh?.id ?? (known?.id as number)
    const variantIds = fresh?.variantIds ?? state.variants.map(({ id }) => id as number)
    stored.set(candidate.plan, { ...candidate, productId, variantIds })
  }
  return stored
}

/** One entry for each product: what differs in the catalog, and in its prices. */
function auditChange(
  tx: Tx,
  { audit }: MerchandisingDependencies,
  { actor, action }: Author,
  { plan, productId, variantIds }: Stored,
  priced: readonly PriceChange[],
): Promise<void> {
  const { changes, state, stored } = plan
  const ids = new Map((state?.variants ?? []).map((variant, i) => [variant as unknown, variantIds[i]]))
  const after = { ...changes?.after }
  if (Array.isArray(after.variants))
    after.variants = after.variants.map((variant) => ({ ...variant, id: ids.get(variant) }))
  const prices = (side: 'before' | 'after') =>
    priced.length > 0 && {
      prices: priced.map((change) => ({ variantId: change.variantId, prices: change[side] })),
    }
  return audit.append(tx, {
    actor,
    action,
    entity: 'Product',
    entityId: String(productId),
    before: stored && { ...changes?.before, ...prices('before') },
    after: { ...after, ...prices('after') },
  })
}

function resultOf(
  { input, stored: known, problems }: ProductPlan,
  stored: Stored | undefined,
  changedIds: ReadonlySet<number>,
): UpsertResult {
  const { externalReference } = input
  if (!stored) return { externalReference, outcome: 'REJECTED', productId: null, problems }
  const { productId } = stored
  const outcome = known === null ? 'CREATED' : changedIds.has(productId) ? 'UPDATED' : 'UNCHANGED'
  return { externalReference, outcome, productId, problems: [] }
}
