import { appendFacts, type Tx } from '../../db/index.js'
import type { PriceChange, PriceSet } from '../pricing/index.js'
import type { MerchandisingDependencies } from './dependencies.js'

/** Prices that the variants of one product shall have. */
export interface ProductPriceSet extends PriceSet {
  readonly productId: number
}

/** Stores the prices that differ; answers what changed, by product. The products are locked by the caller. */
export async function reprice(
  tx: Tx,
  { catalog, pricing, clock }: MerchandisingDependencies,
  sets: readonly ProductPriceSet[],
): Promise<ReadonlyMap<number, readonly PriceChange[]>> {
  const productOf = new Map(sets.map((set) => [set.variantId, set.productId]))
  const changes = new Map<number, PriceChange[]>()
  for (const change of await pricing.replace(tx, sets)) {
    const productId = productOf.get(change.variantId) as number
    const ofProduct = changes.get(productId)
    if (ofProduct) ofProduct.push(change)
    else changes.set(productId, [change])
  }
  const productIds = [...changes.keys()]
  await catalog.touch(tx, productIds)
  const facts = productIds.map((productId) => ({
    kind: 'price.saved',
    aggregate: `product:${productId}`,
    body: { productId },
  }))
  await appendFacts(tx, facts, clock.now())
  return changes
}
