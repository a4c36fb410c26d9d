import { and, asc, lte } from 'drizzle-orm'
import { among, insertRows, query, type ReadHandle, type Slots, type Tx } from '../../../db/index.js'
import { priceBoundary, priceHistory } from '../../../db/tables/pricing.js'
import type { PricePoint } from '../types.js'

const historyOf = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on
    .select({
      variantId: priceHistory.variantId,
      channelId: priceHistory.channelId,
      currency: priceHistory.currency,
      priceGroup: priceHistory.priceGroup,
      at: priceHistory.at,
      amountMinor: priceHistory.amountMinor,
      compareAtMinor: priceHistory.compareAtMinor,
    })
    .from(priceHistory)
    .where(among(priceHistory.variantId, p.ids))
    .orderBy(asc(priceHistory.variantId), asc(priceHistory.id)),
)
/** In the order of the changes, of each variant. */
export const readHistory = (on: ReadHandle, ids: readonly number[]): Promise<PricePoint[]> =>
  historyOf(on, { ids })

export const insertHistory = (tx: Tx, points: readonly PricePoint[]): Promise<void> =>
  insertRows(tx, priceHistory, points)

export interface Boundary {
  readonly variantId: number
  readonly at: Date
}
const dueBoundaries = query((on, p: Slots<{ at: Date; limit: number }>) =>
  on
    .select({ variantId: priceBoundary.variantId })
    .from(priceBoundary)
    .where(lte(priceBoundary.at, p.at))
    .orderBy(asc(priceBoundary.at), asc(priceBoundary.variantId))
    .limit(p.limit),
)
/** Variants whose prices have changed by themselves, the longest ago first. */
export const readDueVariants = async (on: ReadHandle, at: Date, limit: number): Promise<number[]> => [
  ...new Set((await dueBoundaries(on, { at, limit })).map((row) => row.variantId)),
]

const boundariesByVariants = query((on, p: Slots<{ ids: readonly number[]; at: Date }>) =>
  on
    .select({ variantId: priceBoundary.variantId, at: priceBoundary.at })
    .from(priceBoundary)
    .where(and(among(priceBoundary.variantId, p.ids), lte(priceBoundary.at, p.at)))
    .orderBy(asc(priceBoundary.at), asc(priceBoundary.variantId)),
)
/** Those of these variants until an instant, in order. */
export const readBoundaries = (on: ReadHandle, ids: readonly number[], at: Date): Promise<Boundary[]> =>
  boundariesByVariants(on, { ids, at })

export async function deleteBoundaries(tx: Tx, ids: readonly number[], until: Date): Promise<void> {
  await tx.delete(priceBoundary).where(and(among(priceBoundary.variantId, ids), lte(priceBoundary.at, until)))
}

/** Replaces all boundaries of these variants. */
export async function replaceBoundaries(
  tx: Tx,
  ids: readonly number[],
  boundaries: readonly Boundary[],
): Promise<void> {
  await tx.delete(priceBoundary).where(among(priceBoundary.variantId, ids))
  await insertRows(tx, priceBoundary, boundaries)
}
