import { among, insertRows, type Tx } from '../../../db/index.js'
import { facet, listing, listingName, listingVariant } from '../../../db/tables/listing.js'
import type { ListingRows } from '../rules/rows.js'

/** Replaces everything by which these products are listed. */
export async function replaceListings(
  tx: Tx,
  productIds: readonly number[],
  all: readonly ListingRows[],
): Promise<void> {
  await tx.delete(listing).where(among(listing.productId, productIds))
  await tx.delete(listingVariant).where(among(listingVariant.productId, productIds))
  await tx.delete(listingName).where(among(listingName.productId, productIds))
  await tx.delete(facet).where(among(facet.productId, productIds))
  await insertRows(
    tx,
    listing,
    all.flatMap((rows) => rows.listings),
  )
  await insertRows(
    tx,
    listingVariant,
    all.flatMap((rows) => rows.variants),
  )
  await insertRows(
    tx,
    listingName,
    all.flatMap((rows) => rows.names),
  )
  await insertRows(
    tx,
    facet,
    all.flatMap((rows) => rows.facets),
  )
}
