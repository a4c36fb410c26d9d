import { and, asc, desc, eq, type Placeholder, sql } from 'drizzle-orm'
import { among, query, type ReadHandle, type Slots, unindexed } from '../../../db/index.js'
import { listing, listingVariant } from '../../../db/tables/listing.js'
import type { PageRequest } from '../../../kernel/page.js'
import type { ListedVariant, Listing, Shelf } from '../types.js'
import { isForGroup, type Named, soldTo } from './conditions.js'

/** Two statements, for everybody's prices and for a group's; the shelf tells which. */
function perAudience<P, R>(
  build: (
    forGroup: boolean,
  ) => (
    on: ReadHandle,
    values: P & { channelId: number; currency: string; priceGroup: string },
  ) => Promise<R>,
): (on: ReadHandle, shelf: Shelf, values: P) => Promise<R> {
  const [forAll, forGroup] = [build(false), build(true)]
  return (on, shelf, values) => {
    const { channelId, currency, priceGroup } = shelf
    const run = isForGroup(shelf) ? forGroup : forAll
    return run(on, { ...values, channelId, currency, priceGroup: priceGroup ?? '' })
  }
}

/** What `soldTo` asks for. */
const named = (p: object) => p as unknown as Named

/** Kept from the index by publication, which would be walked from its beginning. */
const isPublished = (now: Placeholder<string, Date>) =>
  sql`${unindexed(listing.publishedAt)} <= ${sql.param(now, listing.publishedAt)}`

interface Place {
  channelId: number
  currency: string
  priceGroup: string
}
type Ids = readonly number[]

const listings = perAudience((forGroup) =>
  query((on, p: Slots<Place & { now: Date; ids: Ids }>) =>
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
          soldTo(listing, named(p), forGroup),
          isPublished(p.now),
        ),
      ),
  ),
)
/** Those of the products that stand on the shelf now. */
export const readListings = (
  on: ReadHandle,
  shelf: Shelf,
  ids: readonly number[],
  now: Date,
): Promise<Listing[]> => listings(on, shelf, { ids, now })

const variantColumns = {
  productId: listingVariant.productId,
  variantId: listingVariant.variantId,
  position: listingVariant.position,
  amountMinor: listingVariant.amountMinor,
  compareAtMinor: listingVariant.compareAtMinor,
  lowestBeforeMinor: listingVariant.lowestBeforeMinor,
  quantityPrices: listingVariant.quantityPrices,
}
const variantsByIds = perAudience((forGroup) =>
  query((on, p: Slots<Place & { now: Date; ids: Ids }>) =>
    on
      .select(variantColumns)
      .from(listingVariant)
      .innerJoin(
        listing,
        and(
          eq(listing.channelId, listingVariant.channelId),
          eq(listing.currency, listingVariant.currency),
          eq(listing.productId, listingVariant.productId),
          eq(listing.priceGroup, listingVariant.priceGroup),
        ),
      )
      .where(
        and(
          among(listingVariant.variantId, p.ids),
          sql`${unindexed(listingVariant.channelId)} = ${p.channelId}`,
          sql`${unindexed(listingVariant.currency)} = ${p.currency}`,
          soldTo(listingVariant, named(p), forGroup),
          isPublished(p.now),
        ),
      ),
  ),
)
/** Those of the variants that stand on the shelf now. */
export const readListedVariants = (
  on: ReadHandle,
  shelf: Shelf,
  ids: readonly number[],
  now: Date,
): Promise<ListedVariant[]> => variantsByIds(on, shelf, { ids, now })

interface Walk {
  ids: Ids
  /** Exclusive. */
  from: number
  /** Inclusive. */
  to: number
  most: number
}
const walks = {
  asc: perAudience<Walk, ListedVariant[]>((forGroup) => variantWalk('asc', forGroup)),
  desc: perAudience<Walk, ListedVariant[]>((forGroup) => variantWalk('desc', forGroup)),
}

/** Up to `most` variants of each product behind a position. Positions on a shelf are counted from 0 without gaps. */
function variantWalk(direction: 'asc' | 'desc', forGroup: boolean) {
  const v = listingVariant
  return query((on, p: Slots<Place & Walk>) => {
    const last = sql`(
      select max(b.position) from ${v} b
      where b.channel_id = ${p.channelId} and b.currency = ${p.currency} and b.product_id = ${v.productId}
        and b.price_group = ${v.priceGroup} and b.position < ${p.from}
    )`
    const range =
      direction === 'asc'
        ? sql`${v.position} > ${p.from} and ${v.position} <= ${p.to}`
        : sql`${v.position} < ${p.from} and ${v.position} > ${last} - ${p.most}`
    return on
      .select(variantColumns)
      .from(v)
      .where(
        and(
          eq(v.channelId, p.channelId),
          eq(v.currency, p.currency),
          among(v.productId, p.ids),
          soldTo(v, named(p), forGroup),
          range,
        ),
      )
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
  return walks[page.backward ? 'desc' : 'asc'](on, shelf, {
    ids: productIds,
    from,
    to: from + page.limit + 1,
    most: page.limit + 1,
  })
}

const ofProducts = (p: Slots<Place & { ids: Ids }>, forGroup: boolean) =>
  and(
    eq(listingVariant.channelId, p.channelId),
    eq(listingVariant.currency, p.currency),
    among(listingVariant.productId, p.ids),
    soldTo(listingVariant, named(p), forGroup),
  )

const variantIds = perAudience((forGroup) =>
  query((on, p: Slots<Place & { ids: Ids }>) =>
    on
      .select({ productId: listingVariant.productId, variantId: listingVariant.variantId })
      .from(listingVariant)
      .where(ofProducts(p, forGroup))
      .orderBy(asc(listingVariant.productId), asc(listingVariant.position)),
  ),
)
export const readVariantIds = (on: ReadHandle, shelf: Shelf, ids: Ids) => variantIds(on, shelf, { ids })

const variantCounts = perAudience((forGroup) =>
  query((on, p: Slots<Place & { ids: Ids }>) =>
    on
      .select({ productId: listingVariant.productId, count: sql<number>`count(*)`.mapWith(Number) })
      .from(listingVariant)
      .where(ofProducts(p, forGroup))
      .groupBy(listingVariant.productId),
  ),
)
export const countListedVariants = (on: ReadHandle, shelf: Shelf, ids: Ids) =>
  variantCounts(on, shelf, { ids })

const productsAfter = perAudience((forGroup) =>
  query((on, p: Slots<Place & { now: Date; from: number; limit: number }>) =>
    on
      .select({ productId: listing.productId, updatedAt: listing.updatedAt })
      .from(listing)
      .where(
        and(
          eq(listing.channelId, p.channelId),
          eq(listing.currency, p.currency),
          sql`${listing.productId} > ${p.from}`,
          soldTo(listing, named(p), forGroup),
          isPublished(p.now),
        ),
      )
      .orderBy(asc(listing.productId))
      .limit(p.limit),
  ),
)
/** Products on the shelf in the order of their ids, for sitemaps. */
export const listedAfter = (on: ReadHandle, shelf: Shelf, from: number, limit: number, now: Date) =>
  productsAfter(on, shelf, { from, limit, now })

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
