import { appendFacts } from '../../db/index.js'
import type { MerchandisingDependencies } from './dependencies.js'

const dueAtOnce = 500
/** Variants of all products that one job refreshes: few enough to hold the writer for a moment only. */
const refreshedAtOnce = 100
/** A product is refreshed whole, and may have thousands of variants. */
const mostMs = 2_000

/**
 * Puts scheduled prices that have begun or ended by then onto the shelves and into the history, with a fact `price.saved`
 * for each product. Killed half-way, it goes on where it was.
 */
export async function applyDuePrices(
  dependencies: MerchandisingDependencies,
  at: Date,
  isStopped: () => boolean,
): Promise<void> {
  const { db, pricing } = dependencies
  while (!isStopped()) {
    const variantIds = await pricing.due(db.read, at, dueAtOnce)
    if (variantIds.length === 0) return
    for (const batch of await batchesOf(dependencies, variantIds)) {
      if (isStopped()) return
      await applyTo(dependencies, batch, at)
    }
  }
}

/** By product, and so many products together as have few variants: one at least. */
async function batchesOf(
  { db, catalog }: MerchandisingDependencies,
  variantIds: readonly number[],
): Promise<readonly (readonly number[])[]> {
  const byProduct = new Map<number, number[]>()
  for (const { productId, id } of await catalog.saleTerms(variantIds)) {
    const own = byProduct.get(productId)
    if (own) own.push(id)
    else byProduct.set(productId, [id])
  }
  const counts = await catalog.countVariants(db.read, [...byProduct.keys()])
  const batches: number[][] = []
  let refreshed = Number.POSITIVE_INFINITY
  for (const [productId, own] of byProduct) {
    const count = counts.get(productId) ?? 0
    refreshed += count
    if (refreshed <= refreshedAtOnce) batches.at(-1)?.push(...own)
    else {
      batches.push(own)
      refreshed = count
    }
  }
  return batches
}

const applyTo = (
  { db, clock, catalog, pricing, listings }: MerchandisingDependencies,
  variantIds: readonly number[],
  at: Date,
): Promise<void> =>
  db.write(
    async (tx) => {
      const productIds = [
        ...new Set((await catalog.saleTerms(variantIds, tx)).map((terms) => terms.productId)),
      ]
      await catalog.lockProductIds(tx, productIds)
      await pricing.passBoundaries(tx, variantIds, at)
      await catalog.touch(tx, productIds)
      const facts = productIds.map((productId) => ({
        kind: 'price.saved',
        aggregate: `product:${productId}`,
        body: { productId },
      }))
      await appendFacts(tx, facts, clock.now())
      await listings.refresh(tx, productIds, at)
    },
    { maxHoldMs: mostMs },
  )
