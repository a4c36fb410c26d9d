import { appendFacts, type Database, type ReadHandle, type Tx } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import {
  encodeCursor,
  type Page,
  type PageArgs,
  type PageRequest,
  pageOf,
  pageRequest,
} from '../../kernel/page.js'
import type { Catalog } from '../catalog/index.js'
import type { Channels } from '../channels/index.js'
import type { Pricing } from '../pricing/index.js'
import { availabilityIn, bestAvailability, type Stock, type VariantStock } from '../stock/index.js'
import { listChange } from './rules/changes.js'
import { type AvailabilityIn, listingRows, mergedRows, pricesByShelf } from './rules/rows.js'
import { browse, countListed, newestListed, type Place, placeShape } from './store/browse.js'
import { readListRows, replaceListings } from './store/rows.js'
import {
  countListedVariants,
  listedAfter,
  nextPublication,
  readListedVariants,
  readListings,
  readVariantIds,
  readVariantPages,
} from './store/shelf.js'
import type { ListedVariant, Listing as ListingEntry, ListingFilter, ProductSort, Shelf } from './types.js'

interface Dependencies {
  readonly db: Database
  readonly clock: Clock
  readonly channels: Channels
  readonly catalog: Catalog
  readonly pricing: Pricing
  readonly stock: Pick<Stock, 'exact'>
  /** Counts in a thread of its own where the list is long; without it, always here. */
  readonly countElsewhere?: CountListed
}
export interface ListedPage extends Page<Place> {
  cursorOf(place: Place): string
}
/** Products, and variants of these, rebuilt in one job: few enough to hold the writer for a moment only. */
const rebuiltAtOnce = { products: 20, variants: 100 }
/** A list of about as many products is counted in a few milliseconds. */
const countedHere = 10_000

/** What is for sale where: the materialised shelves that lists, filters and prices are read from. */
export interface Listings {
  /**
   * Derives the listings of these products again, in the transaction that changed what they are made of. A fact
   * `listing.changed` tells whose lists look different now. Prices are those of the instant, now unless given.
   */
  refresh(tx: Tx, productIds: readonly number[], at?: Date): Promise<void>
  /** Refreshes the next products behind `after` (all, or of one product type) and asks for the rest by a fact. */
  rebuildStep(tx: Tx, step: RebuildStep): Promise<void>
  page(shelf: Shelf, filter: ListingFilter, sort: ProductSort, args: PageArgs): Promise<ListedPage>
  count(shelf: Shelf, filter: ListingFilter): Promise<number>
  /** Those of the products that are on the shelf now. */
  listings(shelf: Shelf, productIds: readonly number[]): Promise<ListingEntry[]>
  /** Those of the variants that are on the shelf now. */
  variants(shelf: Shelf, variantIds: readonly number[], on?: ReadHandle): Promise<ListedVariant[]>
  /** A page of each product's variants on the shelf, in walking order with one more than the limit. */
  variantPages(shelf: Shelf, productIds: readonly number[], page: PageRequest): Promise<ListedVariant[]>
  /** Which variants of each product are on the shelf, in its order. */
  variantIds(shelf: Shelf, productIds: readonly number[]): Promise<{ productId: number; variantId: number }[]>
  countVariants(shelf: Shelf, productIds: readonly number[]): Promise<{ productId: number; count: number }[]>
  /** When the shelf changes by itself: the next product's publication; null when none is planned. */
  nextPublication(shelf: Shelf): Promise<Date | null>
  productsAfter(shelf: Shelf, after: number, limit: number): Promise<{ productId: number; updatedAt: Date }[]>
}
/** How many products a filter lets through at an instant. */
export type CountListed = (input: CountInput) => Promise<number>
export interface CountInput {
  readonly shelf: Shelf
  readonly filter: ListingFilter
  readonly now: Date
}
export interface RebuildStep {
  readonly after: number
  /** null: products of every type. */
  readonly productTypeId: number | null
}

export function createListings({
  db,
  clock,
  channels,
  catalog,
  pricing,
  stock,
  countElsewhere,
}: Dependencies): Listings {
  const refresh = async (tx: Tx, productIds: readonly number[], at = clock.now()) => {
    if (productIds.length === 0) return
    await catalog.lockProductIds(tx, productIds)
    const products = await catalog.listedProducts(tx, productIds)
    const variantIds = products.flatMap((product) => product.variants.map((variant) => variant.id))
    const prices = pricesByShelf(await pricing.shown(tx, variantIds, at))
    const all = await channels.all(tx)
    const availability = availabilities(await stock.exact(variantIds, tx))
    const rows = mergedRows(products.map((product) => listingRows(product, prices, all, availability)))
    const change = listChange(await readListRows(tx, productIds), rows)
    await replaceListings(tx, productIds, rows)
    if (!change) return
    await appendFacts(
      tx,
      [{ kind: 'listing.changed', aggregate: 'listing', body: { ...change } }],
      clock.now(),
    )
  }
  const on: ReadHandle = db.read
  return {
    refresh,
    async rebuildStep(tx, { after, productTypeId }) {
      const next = await catalog.productIdsAfter(tx, after, rebuiltAtOnce.products, productTypeId)
      if (next.length === 0) return
      const ids = fewEnough(next, await catalog.countVariants(tx, next))
      await refresh(tx, ids)
      const body = { after: ids.at(-1), productTypeId }
      await appendFacts(tx, [{ kind: 'listing.rebuild', aggregate: 'listing', body }], clock.now())
    },
    async page(shelf, filter, sort, args) {
      const scope = `products ${JSON.stringify([shelf, filter, sort])}`
      const request = pageRequest(args, scope, placeShape(sort))
      const page = pageOf(request, await browse(on, shelf, filter, sort, request, clock.now()))
      return { ...page, cursorOf: (place) => encodeCursor(scope, place.position) }
    },
    async count(shelf, filter) {
      const now = clock.now()
      const isLong = countElsewhere && (await newestListed(on, shelf)) > countedHere
      return isLong ? countElsewhere({ shelf, filter, now }) : countListed(on, shelf, filter, now)
    },
    listings: (shelf, ids) => readListings(on, shelf, ids, clock.now()),
    variants: (shelf, ids, handle = on) => readListedVariants(handle, shelf, ids, clock.now()),
    variantPages: (shelf, ids, page) => readVariantPages(on, shelf, ids, page),
    variantIds: (shelf, ids) => readVariantIds(on, shelf, ids),
    countVariants: (shelf, ids) => countListedVariants(on, shelf, ids),
    nextPublication: (shelf) => nextPublication(on, shelf, clock.now()),
    productsAfter: (shelf, after, limit) => listedAfter(on, shelf, after, limit, clock.now()),
  }
}

/** What nobody has counted is in stock. */
function availabilities(stocks: readonly VariantStock[]): AvailabilityIn {
  const known = new Map(stocks.map((stock) => [stock.variantId, stock]))
  return (channelId, variantIds) =>
    bestAvailability(
      variantIds.map((id) => {
        const stock = known.get(id)
        return stock ? availabilityIn(stock, channelId) : 'IN_STOCK'
      }),
    )
}

/** The first products that have few variants together, one at least. */
function fewEnough(ids: readonly number[], variants: ReadonlyMap<number, number>): readonly number[] {
  let sum = 0
  const few = ids.filter((id) => {
    sum += variants.get(id) ?? 0
    return sum <= rebuiltAtOnce.variants
  })
  return few.length > 0 ? few : ids.slice(0, 1)
}
