import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import { after, query, type ReadHandle, type Slots, unindexed } from '../../../db/index.js'
import { facet, listing, listingName } from '../../../db/tables/listing.js'
import type { PageRequest, Position, PositionPart } from '../../../kernel/page.js'
import type { ListingFilter, ProductSort, Shelf } from '../types.js'
import {
  type FacetCondition,
  facetConditions,
  facetRows,
  filterValues,
  isForGroup,
  type Named,
  shapeOf,
  whereOf,
} from './conditions.js'

/** A product's place in a sorted list. */
export interface Place {
  readonly productId: number
  readonly position: Position
}
interface PlaceRow {
  productId: number
  key: number | string | Date
}
type Run<R> = (on: ReadHandle, values: Record<string, unknown>) => Promise<R[]>

const sorts = {
  FEATURED: { key: listing.rank, kind: 'int', direction: 'desc' },
  NEWEST: { key: listing.publishedAt, kind: 'instant', direction: 'desc' },
  NAME_ASC: { key: listingName.sortName, kind: 'text', direction: 'asc' },
  NAME_DESC: { key: listingName.sortName, kind: 'text', direction: 'desc' },
  PRICE_ASC: { key: listing.minMinor, kind: 'big', direction: 'asc' },
  PRICE_DESC: { key: listing.minMinor, kind: 'big', direction: 'desc' },
} as const satisfies Record<ProductSort, unknown>

/** What the positions of a list in this order are made of. */
export const placeShape = (sort: ProductSort): PositionPart[] => [sorts[sort].kind, 'big']

const statements = new LRUCache<string, Run<PlaceRow>>({ max: 500 })
const counts = new LRUCache<string, Run<{ count: number }>>({ max: 500 })

/** The statement of this shape, built when it is first asked for. */
function kept<R>(statements: LRUCache<string, Run<R>>, shape: string, build: () => Run<R>): Run<R> {
  const run = statements.get(shape) ?? build()
  statements.set(shape, run)
  return run
}

/** One more place than the page holds, in walking order. */
export async function browse(
  on: ReadHandle,
  shelf: Shelf,
  filter: ListingFilter,
  sort: ProductSort,
  page: PageRequest,
  now: Date,
): Promise<Place[]> {
  const facets = facetConditions(filter, shelf)
  const driver = await rarestFacet(on, facets)
  const forGroup = isForGroup(shelf)
  const shape = [sort, page.backward, page.position !== null, driver, forGroup, shapeOf(filter, facets)]
  const run = kept(statements, shape.join(' '), () =>
    browseStatement(filter, facets, driver, forGroup, sort, page),
  )
  const [key, productId] = page.position ?? []
  const values = { ...filterValues(filter, facets), ...shelf, now, key, productId, limit: page.limit + 1 }
  const rows = await run(on, values)
  return rows.map((row) => ({
    productId: row.productId,
    position: [row.key instanceof Date ? row.key.getTime() : row.key, row.productId],
  }))
}

function browseStatement(
  filter: ListingFilter,
  facets: readonly FacetCondition[],
  driver: number | null,
  forGroup: boolean,
  sort: ProductSort,
  page: PageRequest,
): Run<PlaceRow> {
  const { key, direction } = sorts[sort]
  const byName = key === listingName.sortName
  const walked = (direction === 'asc') === !page.backward ? 'asc' : 'desc'
  const order = walked === 'asc' ? asc : desc
  // Started from a facet's few rows, the list is sorted afterwards instead of walked in order.
  const keys = [key, byName ? listingName.productId : listing.productId]
  const sorted = keys.map((column) => order(driver === null ? column : unindexed(column)))
  return query<Record<string, unknown>, PlaceRow[]>((on, slots) => {
    const p = slots as unknown as Named
    const behind = page.position ? after(keys, [p.key as never, p.productId as never], walked) : undefined
    const where = and(whereOf(filter, facets, driver, forGroup, p), behind)
    const selected = on.select({ productId: listing.productId, key })
    const inChannel = and(
      eq(listingName.channelId, p.channelId as never),
      eq(listingName.locale, p.locale as never),
    )
    const joined = byName
      ? selected
          .from(listingName)
          .innerJoin(listing, eq(listing.productId, listingName.productId))
          .where(and(inChannel, where))
      : selected.from(listing).where(where)
    return joined.orderBy(...sorted).limit(p.limit as never)
  }) as Run<PlaceRow>
}

/** How many products a filter lets through. */
export async function countListed(
  on: ReadHandle,
  shelf: Shelf,
  filter: ListingFilter,
  now: Date,
): Promise<number> {
  const facets = facetConditions(filter, shelf)
  const driver = await rarestFacet(on, facets)
  const forGroup = isForGroup(shelf)
  const shape = `${driver} ${forGroup} ${shapeOf(filter, facets)}`
  const run = kept(counts, shape, () => countStatement(filter, facets, driver, forGroup))
  const [row] = await run(on, { ...filterValues(filter, facets), ...shelf, now })
  return row?.count ?? 0
}

const countStatement = (
  filter: ListingFilter,
  facets: readonly FacetCondition[],
  driver: number | null,
  forGroup: boolean,
) =>
  query<Record<string, unknown>, { count: number }[]>((on, slots) =>
    on
      .select({ count: sql<number>`count(*)`.mapWith(Number) })
      .from(listing)
      .where(whereOf(filter, facets, driver, forGroup, slots as unknown as Named)),
  ) as Run<{ count: number }>

const newest = query((on, p: Slots<{ channelId: number; currency: string }>) =>
  on
    .select({ productId: sql<number>`coalesce(max(${listing.productId}), 0)`.mapWith(Number) })
    .from(listing)
    .where(and(eq(listing.channelId, p.channelId), eq(listing.currency, p.currency))),
)
/** The highest product id on the shelf: at least the number of products there, and found at once. */
export async function newestListed(on: ReadHandle, { channelId, currency }: Shelf): Promise<number> {
  const [row] = await newest(on, { channelId, currency })
  return row?.productId ?? 0
}

/** A facet with no more rows than this is looked up first; otherwise the list is walked in order and each product tested. */
const fewRows = 1_000

const boundedCounts = new LRUCache<string, Run<{ count: number }>>({ max: 50 })

async function rarestFacet(on: ReadHandle, facets: readonly FacetCondition[]): Promise<number | null> {
  let rarest: { index: number; count: number } | null = null
  for (const [index, condition] of facets.entries()) {
    const count = await boundedCount(on, condition)
    if (count <= fewRows && (rarest === null || count < rarest.count)) rarest = { index, count }
  }
  return rarest?.index ?? null
}

async function boundedCount(on: ReadHandle, condition: FacetCondition): Promise<number> {
  const shape = shapeOf({}, [condition])
  const run = kept(boundedCounts, shape, () => boundedCountStatement(condition))
  const [row] = await run(on, filterValues({}, [condition]))
  return row?.count ?? 0
}

const boundedCountStatement = (condition: FacetCondition) =>
  query<Record<string, unknown>, { count: number }[]>((on, slots) => {
    const some = on
      .select({ one: sql<number>`1`.as('one') })
      .from(facet)
      .where(facetRows(condition, 0, slots as unknown as Named))
      .limit(fewRows + 1)
      .as('some')
    return on.select({ count: sql<number>`count(*)`.mapWith(Number) }).from(some)
  }) as Run<{ count: number }>
