import { and, eq, exists, sql } from 'drizzle-orm'
import { among, query, type ReadHandle, type Slots } from '../../../db/index.js'
import { locationChannel, stockItem, stockLevel } from '../../../db/tables/stock.js'
import type { StockPolicy } from '../types.js'

const free = sql`(${stockLevel.onHand} - ${stockLevel.reserved} - ${stockLevel.safetyStock})`
const isServing = sql`${locationChannel.channelId} is not null`

const sums = query((on, p: Slots<{ ids: readonly number[]; channelId: number }>) =>
  on
    .select({
      variantId: stockItem.variantId,
      policy: stockItem.policy,
      promiseLimit: stockItem.promiseLimit,
      preorderUntil: stockItem.preorderUntil,
      lowStockThreshold: stockItem.lowStockThreshold,
      version: stockItem.version,
      available:
        sql<number>`coalesce(sum(case when ${isServing} and ${free} > 0 then ${free} else 0 end), 0)`.mapWith(
          Number,
        ),
      promised: sql<number>`coalesce(sum(case when ${free} < 0 then -${free} else 0 end), 0)`.mapWith(Number),
      serving: sql<number>`count(${locationChannel.channelId})`.mapWith(Number),
      incomingAt:
        sql<Date | null>`min(case when ${isServing} and ${stockLevel.incoming} > 0 then ${stockLevel.incomingAt} end)`.mapWith(
          stockLevel.incomingAt,
        ),
    })
    .from(stockItem)
    .leftJoin(stockLevel, eq(stockLevel.variantId, stockItem.variantId))
    .leftJoin(
      locationChannel,
      and(eq(locationChannel.locationId, stockLevel.locationId), eq(locationChannel.channelId, p.channelId)),
    )
    .where(among(stockItem.variantId, p.ids))
    .groupBy(stockItem.variantId),
)

/** The sums that decide what a channel is told of those of the variants that were ever counted. */
export const readSums = async (on: ReadHandle, channelId: number, ids: readonly number[]) =>
  (await sums(on, { channelId, ids })).map((row) => ({ ...row, policy: row.policy as StockPolicy }))

interface Shelves {
  readonly channelId: number
  readonly variantIds: readonly number[]
  readonly locationIds: readonly number[]
}
const shelves = query((on, p: Slots<Shelves>) => {
  const serving = on
    .select({ id: locationChannel.locationId })
    .from(locationChannel)
    .where(
      and(eq(locationChannel.locationId, stockLevel.locationId), eq(locationChannel.channelId, p.channelId)),
    )
  return on
    .select({
      variantId: stockItem.variantId,
      policy: stockItem.policy,
      lowStockThreshold: stockItem.lowStockThreshold,
      locationId: stockLevel.locationId,
      free: sql<number>`coalesce(${free}, 0)`.mapWith(Number),
    })
    .from(stockItem)
    .leftJoin(
      stockLevel,
      and(
        eq(stockLevel.variantId, stockItem.variantId),
        among(stockLevel.locationId, p.locationIds),
        exists(serving),
      ),
    )
    .where(among(stockItem.variantId, p.variantIds))
})

/**
 * What is free of those of the variants that were ever counted, at those of the locations that serve the channel: a row
 * without a location where that is none of them.
 */
export const readShelves = async (on: ReadHandle, wanted: Shelves) =>
  (await shelves(on, wanted)).map((row) => ({ ...row, policy: row.policy as StockPolicy }))
