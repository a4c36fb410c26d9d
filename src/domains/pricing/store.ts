import { asc } from 'drizzle-orm'
import { among, insertRows, query, type ReadHandle, type Slots, type Tx } from '../../db/index.js'
import { price } from '../../db/tables/pricing.js'
import type { Price, PriceState } from './types.js'

const byVariants = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on
    .select({
      variantId: price.variantId,
      channelId: price.channelId,
      currency: price.currency,
      amountMinor: price.amountMinor,
      compareAtMinor: price.compareAtMinor,
    })
    .from(price)
    .where(among(price.variantId, p.ids))
    .orderBy(asc(price.variantId), asc(price.channelId), asc(price.currency)),
)
export const readPrices = (on: ReadHandle, variantIds: readonly number[]): Promise<Price[]> =>
  byVariants(on, { ids: variantIds })

/** Replaces all prices of each variant. */
export async function replacePrices(
  tx: Tx,
  sets: readonly { readonly variantId: number; readonly prices: readonly PriceState[] }[],
  fresh: boolean,
  now: Date,
): Promise<void> {
  if (!fresh)
    await tx.delete(price).where(
      among(
        price.variantId,
        sets.map((set) => set.variantId),
      ),
    )
  await insertRows(
    tx,
    price,
    sets.flatMap(({ variantId, prices }) => prices.map((state) => ({ ...state, variantId, updatedAt: now }))),
  )
}
