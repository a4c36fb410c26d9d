import { asc, eq, sql } from 'drizzle-orm'
import {
  among,
  forUpdate,
  givenRows,
  insertRows,
  query,
  type ReadHandle,
  type Slots,
  type Tx,
  together,
} from '../../../db/index.js'
import { location, locationChannel, stockItem, stockLevel } from '../../../db/tables/stock.js'
import type { PlacedLevel, StockItem, StockPolicy, VariantStock } from '../types.js'

const columns = {
  variantId: stockItem.variantId,
  productId: stockItem.productId,
  policy: stockItem.policy,
  promiseLimit: stockItem.promiseLimit,
  preorderUntil: stockItem.preorderUntil,
  lowStockThreshold: stockItem.lowStockThreshold,
  reserveInCartMinutes: stockItem.reserveInCartMinutes,
  isLow: stockItem.isLow,
  version: stockItem.version,
}

const itemsByIds = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on
    .select(columns)
    .from(stockItem)
    .where(among(stockItem.variantId, p.ids))
    .orderBy(asc(stockItem.variantId)),
)
const lockedItems = query((on, p: Slots<{ ids: readonly number[] }>) =>
  forUpdate(
    on
      .select(columns)
      .from(stockItem)
      .where(among(stockItem.variantId, p.ids))
      .orderBy(asc(stockItem.variantId)),
  ),
)

/**
 * Keeps the stock of these variants from being changed by others until the job ends. They are taken in the order of
 * their ids, so that jobs with several of them never wait for each other in a ring.
 */
export async function takeStock(tx: Tx, variantIds: readonly number[]): Promise<VariantStock[]> {
  // Levels are read when the items are taken, since a connection works off its statements in order.
  const [items, levels] = await together(
    lockedItems(tx, { ids: variantIds }),
    levelsByIds(tx, { ids: variantIds }),
  )
  return withLevels(items, levels)
}

/**
 * `takeStock`, which makes those of the variants tracked that were not known before. They are given in the order of their
 * ids.
 */
export async function takeTracked(
  tx: Tx,
  variants: readonly { readonly id: number; readonly productId: number }[],
  now: Date,
): Promise<VariantStock[]> {
  const ids = variants.map((variant) => variant.id)
  const known = await takeStock(tx, ids)
  if (known.length === variants.length) return known
  const rows = variants.map(({ id, productId }) => ({
    ...{ variantId: id, productId, policy: 'DENY', isLow: true, version: 0, updatedAt: now },
  }))
  await insertRows(tx, stockItem, rows, { onConflict: 'nothing' })
  return takeStock(tx, ids)
}

/** The stock of those of the variants that were ever counted, in the order of their ids. */
export const readStock = async (on: ReadHandle, variantIds: readonly number[]): Promise<VariantStock[]> =>
  withLevels(await itemsByIds(on, { ids: variantIds }), await levelsByIds(on, { ids: variantIds }))

const levelsByIds = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on
    .select({
      variantId: stockLevel.variantId,
      locationId: stockLevel.locationId,
      onHand: stockLevel.onHand,
      reserved: stockLevel.reserved,
      short: stockLevel.short,
      safetyStock: stockLevel.safetyStock,
      incoming: stockLevel.incoming,
      incomingAt: stockLevel.incomingAt,
      priority: location.priority,
      channelId: locationChannel.channelId,
    })
    .from(stockLevel)
    .innerJoin(location, eq(location.id, stockLevel.locationId))
    .leftJoin(locationChannel, eq(locationChannel.locationId, stockLevel.locationId))
    .where(among(stockLevel.variantId, p.ids))
    .orderBy(asc(stockLevel.variantId), asc(stockLevel.locationId), asc(locationChannel.channelId)),
)

type LevelRow = Awaited<ReturnType<typeof levelsByIds>>[number]

/** A row for each channel that a level serves, or one for none. */
function withLevels(
  items: readonly { readonly variantId: number }[],
  rows: readonly LevelRow[],
): VariantStock[] {
  const levels = new Map<number, Map<number, PlacedLevel & { channelIds: number[] }>>()
  for (const { channelId, ...level } of rows) {
    const ofVariant = levels.get(level.variantId) ?? new Map()
    levels.set(level.variantId, ofVariant)
    const known = ofVariant.get(level.locationId) ?? { ...level, channelIds: [] }
    ofVariant.set(level.locationId, known)
    if (channelId !== null) known.channelIds.push(channelId)
  }
  return items.map((item) => ({
    ...(item as StockItem),
    levels: [...(levels.get(item.variantId)?.values() ?? [])],
  }))
}

interface Lowness {
  readonly variantId: number
  readonly isLow: boolean
}

const nextVersions = query(
  (_on: Tx, p: Slots<{ items: readonly { variantId: number; isLow: number }[]; now: Date }>) => sql<object>`
  update ${stockItem} set
    "version" = ${stockItem.version} + 1,
    "is_low" = (given."isLow" = 1),
    "updated_at" = ${sql.param(p.now, stockItem.updatedAt)}
  from ${givenRows(p.items, ['variantId', 'isLow'])}
  where ${stockItem.variantId} = given."variantId"
  returning "variant_id"`,
)

/** Gives variants their next version, as each does that has changed. */
export async function raiseVersions(tx: Tx, items: readonly Lowness[], now: Date): Promise<void> {
  await nextVersions(tx, {
    items: items.map(({ variantId, isLow }) => ({ variantId, isLow: isLow ? 1 : 0 })),
    now,
  })
}

/** Replaces how these variants are counted. */
export async function writePolicies(tx: Tx, items: readonly StockItem[], now: Date): Promise<void> {
  await insertRows(
    tx,
    stockItem,
    items.map(({ policy, ...item }) => ({ ...item, policy: policy as string, updatedAt: now })),
    {
      onConflict: {
        target: [stockItem.variantId],
        set: [
          ...(['policy', 'promiseLimit', 'preorderUntil', 'lowStockThreshold'] as const),
          ...(['reserveInCartMinutes', 'updatedAt'] as const),
        ],
      },
    },
  )
}

const endedPreorders = query((on, p: Slots<{ now: Date; limit: number }>) =>
  on
    .select({ variantId: stockItem.variantId })
    .from(stockItem)
    .where(
      sql`${stockItem.preorderUntil} <= ${sql.param(p.now, stockItem.preorderUntil)} and ${stockItem.policy} = ${'PREORDER' satisfies StockPolicy}`,
    )
    .orderBy(asc(stockItem.preorderUntil))
    .limit(p.limit),
)
/** Variants whose preorders end by now. */
export const readEndedPreorders = async (on: ReadHandle, now: Date, limit: number): Promise<number[]> =>
  (await endedPreorders(on, { now, limit })).map((row) => row.variantId)
