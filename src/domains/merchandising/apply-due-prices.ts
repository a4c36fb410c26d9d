import { appendFacts } from '../../db/index.js'
import type { MerchandisingDependencies } from './dependencies.js'

const variantsAtOnce = 20
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
    const variantIds = await pricing.due(db.read, at, variantsAtOnce)
    if (variantIds.length === 0) return
    await applyTo(dependencies, variantIds, at)
  }
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
