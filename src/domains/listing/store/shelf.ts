import { and, asc, desc, eq, type Placeholder, sql } from 'drizzle-orm'
import { among, query, type ReadHandle, type Slots, unindexed } from '../../../db/index.js'
import { listing, listingVariant } from '../../../db/tables/listing.js'
import type { PageRequest } from '../../../kernel/page.js'
import type { ListedVariant, Listing, Shelf } from '../types.js'

/** Kept from the index by publication, which would be walked from its beginning. */
const isPublished = (now: Placeholder<string, Date>) =>
  sql`${unindexed(listing.publishedAt)} <= ${sql.param(now, listing.publishedAt)}`

const listings = query(
  (on, p: Slots<{ channelId: number; currency: string; now: Date; ids: readonly number[] }>) =>
    on
      .select({
        productId: listing.productId,
        minMinor: listing.minMinor,
        maxMinor: listing.maxMinor,
        compareAtMinMinor: listing.compareAtMinMinor,
        compareAtMaxMinor: listing.compareAtMaxMinor,
        publishedAt: listing.publishedAt,
      })
      .from(listing)
      .where(
        and(
          eq(listing.channelId, p.channelId),
          eq(listing.currency, p.currency),
          among(listing.productId, p.ids),
          isPublished(p.now),
        ),
      ),
)
/** Those of the products that stand on the shelf now. */
export const readListings = (
  on: ReadHandle,
  shelf: Shelf,
  ids: readonly number[],
  now: Date,
): Promise<Listing[]> => listings(on, { channelId: shelf.channelId, currency: shelf.currency, ids, now })

const variantColumns = {
  productId: listingVariant.productId,
  variantId: listingVariant.variantId,
  position: listingVariant.position,
  amountMinor: listingVariant.amountMinor,
  compareAtMinor: listingVariant.compareAtMinor,
}
const variantsByIds = query(
  (on, p: Slots<{ channelId: number; currency: string; now: Date; ids: readonly number[] }>) =>
    on
      .select(variantColumns)
      .from(listingVariant)
      .innerJoin(
        listing,
        and(
          eq(listing.channelId, listingVariant.channelId),
          eq(listing.currency, listingVariant.currency),
          eq(listing.productId, listingVariant.productId),
        ),
      )
      .where(
        and(
          among(listingVariant.variantId, p.ids),
          sql`${unindexed(listingVariant.channelId)} = ${p.channelId}`,
          sql`${unindexed(listingVariant.currency)} = ${p.currency}`,
          isPublished(p.now),
        ),
      ),
)
/** Those of the variants that stand on the shelf now. */
export const readListedVariants = (
  on: ReadHandle,
  shelf: Shelf,
  ids: readonly number[],
  now: Date,
): Promise<ListedVariant[]> =>
  variantsByIds(on, { channelId: shelf.channelId, currency: shelf.currency, ids, now })

interface Walk {
  channelId: number
  currency: string
  ids: readonly number[]
  /** Exclusive. */
  from: number
  /** Inclusive. */
  to: number
  most: number
}
const walks = { asc: variantWalk('asc'), desc: variantWalk('desc') }

/** Up to `most` variants of each product behind a position. Positions on a shelf are counted from 0 without gaps. */
function variantWalk(direction: 'asc' | 'desc') {
  const v = listingVariant
  return query((on, p: Slots<Walk>) => {
    const last = sql`(
      select max(b.position) from ${v} b
      where b.channel_id = ${p.channelId} and b.currency = ${p.currency} and b.product_id = ${v.productId}
        and b.position < ${p.from}
    )`
    const range =
      direction === 'asc'
        ? sql`${v.position} > ${p.from} and ${v.position} <= ${p.to}`
        : sql`${v.position} < ${p.from} and ${v.position} > ${last} - ${p.most}`
    return on
      .select(variantColumns)
      .from(v)
      .where(and(eq(v.channelId, p.channelId), eq(v.currency, p.currency), among(v.productId, p.ids), range))
      .orderBy(asc(v.productId), direction === 'asc' ? asc(v.position) : desc(v.position))
  })
}

/** One more variant of each product than the page holds, in walking order; a variant's position is its place. */
export function readVariantPages(
  on: ReadHandle,
  shelf: Shelf,
  productIds: readonly number[],
  page: PageRequest,
): Promise<ListedVariant[]> {
  const start = page.position?.[0]
  const from = typeof start === 'number' ? start : page.backward ? 1_000_000_000 : -1
  const { channelId, currency } = shelf
  return walks[page.backward ? 'desc' : 'asc'](on, {
    channelId,
    currency,
    ids: productIds,
    from,
    to: from + page.limit + 1,
    most: page.limit + 1,
  })
}

const variantIds = query((on, p: Slots<{ channelId: number; currency: string; ids: readonly number[] }>) =>
  on
    .select({ productId: listingVariant.productId, variantId: listingVariant.variantId })
    .from(listingVariant)
    .where(
      and(
        eq(listingVariant.channelId, p.channelId),
        eq(listingVariant.currency, p.currency),
        among(listingVariant.productId, p.ids),
      ),
    )
    .orderBy(asc(listingVariant.productId), asc(listingVariant.position)),
)
export const readVariantIds = (on: ReadHandle, { channelId, currency }: Shelf, ids: readonly number[]) =>
  variantIds(on, { channelId, currency, ids })

const variantCounts = query((on, p: Slots<{ channelId: number; currency: string; ids: readonly number[] }>) =>
  on
    .select({ productId: listingVariant.productId, count: sql<number>`count(*)`.mapWith(Number) })
    .from(listingVariant)
    .where(
      and(
        eq(listingVariant.channelId, p.channelId),
        eq(listingVariant.currency, p.currency),
        among(listingVariant.productId, p.ids),
      ),
    )
    .groupBy(listingVariant.productId),
)
export const countListedVariants = (on: ReadHandle, { channelId, currency }: Shelf, ids: readonly number[]) =>
  variantCounts(on, { channelId, currency, ids })

const productsAfter = query(
  (on, p: Slots<{ channelId: number; currency: string; now: Date; from: number; limit: number }>) =>
    on
      .select({ productId: listing.productId, updatedAt: listing.updatedAt })
      .from(listing)
      .where(
        and(
          eq(listing.channelId, p.channelId),
          eq(listing.currency, p.currency),
          sql`${listing.productId} > ${p.from}`,
          isPublished(p.now),
        ),
      )
      .orderBy(asc(listing.productId))
      .limit(p.limit),
)
/** Products on the shelf in the order of their ids, for sitemaps. */
export const listedAfter = (
  on: ReadHandle,
  { channelId, currency }: Shelf,
  from: number,
  limit: number,
  now: Date,
) => productsAfter(on, { channelId, currency, from, limit, now })

const publications = query((on, p: Slots<{ channelId: number; currency: string; now: Date }>) =>
  on
    .select({ publishedAt: listing.publishedAt })
    .from(listing)
    .where(
      and(
        eq(listing.channelId, p.channelId),
        eq(listing.currency, p.currency),
        sql`${listing.publishedAt} > ${sql.param(p.now, listing.publishedAt)}`,
      ),
    )
    .orderBy(asc(listing.publishedAt))
    .limit(1),
)
/** When the next product that is planned for the shelf is published. */
export const nextPublication = async (
  on: ReadHandle,
  { channelId, currency }: Shelf,
  now: Date,
): Promise<Date | null> => (await publications(on, { channelId, currency, now }))[0]?.publishedAt ?? null
