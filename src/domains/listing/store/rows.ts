import { among, insertRows, query, type Slots, type Tx } from '../../../db/index.js'
import { facet, listing, listingName, listingVariant } from '../../../db/tables/listing.js'
import type { ListRows } from '../rules/changes.js'
import type { ListingRows } from '../rules/rows.js'

/** Replaces everything by which these products are listed. */
export async function replaceListings(
  tx: Tx,
  productIds: readonly number[],
  rows: ListingRows,
): Promise<void> {
  await tx.delete(listing).where(among(listing.productId, productIds))
  await tx.delete(listingVariant).where(among(listingVariant.productId, productIds))
  await tx.delete(listingName).where(among(listingName.productId, productIds))
  await tx.delete(facet).where(among(facet.productId, productIds))
  await insertRows(tx, listing, rows.listings)
  await insertRows(tx, listingVariant, rows.variants)
  await insertRows(tx, listingName, rows.names)
  await insertRows(tx, facet, rows.facets)
}

const listingsOf = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on.select().from(listing).where(among(listing.productId, p.ids)),
)
const namesOf = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on.select().from(listingName).where(among(listingName.productId, p.ids)),
)
const facetsOf = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on.select().from(facet).where(among(facet.productId, p.ids)),
)
/** By what these products stand in lists now. */
export const readListRows = async (tx: Tx, ids: readonly number[]): Promise<ListRows> => ({
  listings: await listingsOf(tx, { ids }),
  names: await namesOf(tx, { ids }),
  facets: await facetsOf(tx, { ids }),
})
