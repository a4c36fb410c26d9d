import { candidatesOf, type Item } from './candidates.js'
import type { MerchandisingDependencies } from './dependencies.js'
import type { UpsertResult } from './types.js'

/** What saving these items would answer. It writes nothing, so nothing can be left of it. */
export const tryProducts = (
  dependencies: MerchandisingDependencies,
  items: readonly Item[],
): Promise<UpsertResult[]> =>
  dependencies.db.snapshot(async (on) => {
    const candidates = await candidatesOf(on, dependencies, items)
    const sets = candidates.flatMap(({ plan, prices }) =>
      prices.flatMap((set, i) => {
        const variantId = plan.state?.variants[i]?.id
        return set && variantId != null ? [{ variantId, prices: set }] : []
      }),
    )
    const repriced = new Set((await dependencies.pricing.changes(on, sets)).map((change) => change.variantId))
    return candidates.map(({ plan }): UpsertResult => {
      const { externalReference } = plan.input
      const productId = plan.stored?.id ?? null
      if (!plan.state)
        return { externalReference, outcome: 'REJECTED', productId: null, problems: plan.problems }
      const changed =
        plan.changes !== null || plan.state.variants.some(({ id }) => id !== null && repriced.has(id))
      const outcome = productId === null ? 'CREATED' : changed ? 'UPDATED' : 'UNCHANGED'
      return { externalReference, outcome, productId, problems: [] }
    })
  })
