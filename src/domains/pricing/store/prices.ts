import { asc, eq } from 'drizzle-orm'
import { among, insertRows, query, type ReadHandle, type Slots, type Tx } from '../../../db/index.js'
import { price, specialPrice } from '../../../db/tables/pricing.js'
import { byShelf } from '../rules/prices.js'
import type { Price, PriceState } from '../types.js'

const plainPrices = query((on, p: Slots<{ ids: readonly number[] }>) =>
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
const specialPrices = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on
    .select({
      variantId: specialPrice.variantId,
      channelId: specialPrice.channelId,
      currency: specialPrice.currency,
      amountMinor: specialPrice.amountMinor,
      compareAtMinor: specialPrice.compareAtMinor,
      priceGroup: specialPrice.priceGroup,
      minQuantity: specialPrice.minQuantity,
      startsAt: specialPrice.startsAt,
      endsAt: specialPrice.endsAt,
    })
    .from(specialPrice)
    .where(among(specialPrice.variantId, p.ids)),
)

const forAllAlways = { priceGroup: '', minQuantity: 1, startsAt: null, endsAt: null }

/** By variant, and within one as `byShelf` orders them. */
export async function readPrices(on: ReadHandle, variantIds: readonly number[]): Promise<Price[]> {
  const plain = (await plainPrices(on, { ids: variantIds })).map((row) => ({ ...row, ...forAllAlways }))
  const special = await specialPrices(on, { ids: variantIds })
  if (special.length === 0) return plain
  return [...plain, ...special].sort((a, b) => a.variantId - b.variantId || byShelf(a, b))
}

const pricesOfGroup = query((on, p: Slots<{ priceGroup: string }>) =>
  on
    .select({ id: specialPrice.id })
    .from(specialPrice)
    .where(eq(specialPrice.priceGroup, p.priceGroup))
    .limit(1),
)
/** Whether a group has a price of its own, wherever and whenever. */
export const hasPrices = async (on: ReadHandle, priceGroup: string): Promise<boolean> =>
  (await pricesOfGroup(on, { priceGroup })).length > 0

const isSpecial = (state: PriceState): boolean =>
  state.priceGroup !== '' || state.minQuantity > 1 || state.startsAt !== null || state.endsAt !== null

/** Replaces all prices of each variant. `fresh`: none has any. */
export async function replacePrices(
  tx: Tx,
  sets: readonly { readonly variantId: number; readonly prices: readonly PriceState[] }[],
  fresh: boolean,
  now: Date,
): Promise<void> {
  const ids = sets.map((set) => set.variantId)
  if (!fresh) {
    await tx.delete(price).where(among(price.variantId, ids))
    await tx.delete(specialPrice).where(among(specialPrice.variantId, ids))
  }
  const rows = sets.flatMap(({ variantId, prices }) =>
    prices.map((state) => ({ ...state, variantId, updatedAt: now })),
  )
  await insertRows(
    tx,
    price,
    rows
      .filter((row) => !isSpecial(row))
      .map(({ priceGroup: _, minQuantity: __, startsAt: ___, endsAt: ____, ...row }) => row),
  )
  await insertRows(tx, specialPrice, rows.filter(isSpecial))
}
