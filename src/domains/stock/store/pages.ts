import { and, asc, count, desc, eq, gt, lt, sql } from 'drizzle-orm'
import { after, among, type ReadHandle } from '../../../db/index.js'
import { stockItem, stockLevel, stockMovement } from '../../../db/tables/stock.js'
import type { Movement, MovementKind, StockItem, StockLevel } from '../types.js'

/** How a list is walked: from a row on, exclusive. */
export interface Walk<P> {
  readonly from: P | null
  readonly backward: boolean
  readonly limit: number
}

const levelColumns = {
  variantId: stockLevel.variantId,
  locationId: stockLevel.locationId,
  onHand: stockLevel.onHand,
  reserved: stockLevel.reserved,
  short: stockLevel.short,
  safetyStock: stockLevel.safetyStock,
  incoming: stockLevel.incoming,
  incomingAt: stockLevel.incomingAt,
}

export interface LevelFilter {
  readonly variantIds?: readonly number[] | undefined
  readonly locationId?: number | undefined
  readonly isShort?: boolean | undefined
}
const ofLevels = ({ variantIds, locationId, isShort }: LevelFilter) => [
  variantIds ? among(stockLevel.variantId, variantIds) : undefined,
  locationId === undefined ? undefined : eq(stockLevel.locationId, locationId),
  isShort === undefined ? undefined : isShort ? gt(stockLevel.short, 0) : eq(stockLevel.short, 0),
]

/** By variant, then by location. */
export const readLevels = (
  on: ReadHandle,
  filter: LevelFilter,
  { from, backward, limit }: Walk<readonly [number, number]>,
): Promise<StockLevel[]> => {
  const keys = [stockLevel.variantId, stockLevel.locationId]
  const order = backward ? desc : asc
  return on
    .select(levelColumns)
    .from(stockLevel)
    .where(and(...ofLevels(filter), from ? after(keys, from, backward ? 'desc' : 'asc') : undefined))
    .orderBy(...keys.map((key) => order(key)))
    .limit(limit)
}

export async function countLevels(on: ReadHandle, filter: LevelFilter): Promise<number> {
  const [row] = await on
    .select({ total: count() })
    .from(stockLevel)
    .where(and(...ofLevels(filter)))
  return row?.total ?? 0
}

const isLow = sql`${stockItem.isLow} and ${stockItem.policy} <> 'UNTRACKED'`

/** Variants that somebody should look after, by id. */
export const readLowItems = async (
  on: ReadHandle,
  { from, backward, limit }: Walk<number>,
): Promise<StockItem[]> => {
  const beyond = from === null ? undefined : (backward ? lt : gt)(stockItem.variantId, from)
  const rows = await on
    .select()
    .from(stockItem)
    .where(and(isLow, beyond))
    .orderBy((backward ? desc : asc)(stockItem.variantId))
    .limit(limit)
  return rows as StockItem[]
}

export async function countLowItems(on: ReadHandle): Promise<number> {
  const [row] = await on.select({ total: count() }).from(stockItem).where(isLow)
  return row?.total ?? 0
}

export interface MovementFilter {
  readonly variantId?: number | undefined
  readonly locationId?: number | undefined
}
const ofMovements = ({ variantId, locationId }: MovementFilter) => [
  variantId === undefined ? undefined : eq(stockMovement.variantId, variantId),
  locationId === undefined ? undefined : eq(stockMovement.locationId, locationId),
]

/** The newest first. */
export async function readMovements(
  on: ReadHandle,
  filter: MovementFilter,
  { from, backward, limit }: Walk<number>,
): Promise<Movement[]> {
  const beyond = from === null ? undefined : (backward ? gt : lt)(stockMovement.id, from)
  const rows = await on
    .select()
    .from(stockMovement)
    .where(and(...ofMovements(filter), beyond))
    .orderBy((backward ? asc : desc)(stockMovement.id))
    .limit(limit)
  return rows.map((row) => ({ ...row, kind: row.kind as MovementKind }))
}

export async function countMovements(on: ReadHandle, filter: MovementFilter): Promise<number> {
  const [row] = await on
    .select({ total: count() })
    .from(stockMovement)
    .where(and(...ofMovements(filter)))
  return row?.total ?? 0
}
