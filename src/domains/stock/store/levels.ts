import { sql } from 'drizzle-orm'
import { givenRows, insertRows, query, type Slots, type Tx } from '../../../db/index.js'
import { stockLevel } from '../../../db/tables/stock.js'
import type { StockLevel } from '../types.js'

/** How a level changes, and what must hold for that. */
export interface LevelChange {
  readonly variantId: number
  readonly locationId: number
  readonly onHand: number
  readonly reserved: number
  /** Units of what was expected that have come. */
  readonly received: number
  /** At least so many units that are neither reserved nor kept back. */
  readonly needsFree: number | null
  /** At least so many units that are not reserved. */
  readonly needsUnreserved: number | null
  /** Exactly so many units on hand. */
  readonly expected: number | null
  /** 1 when it may leave units reserved that are not there. Without, the database refuses that. */
  readonly mayBeShort: number
}

const keys = [
  'variantId',
  'locationId',
  'onHand',
  'reserved',
  'received',
  'needsFree',
  'needsUnreserved',
  'expected',
  'mayBeShort',
] satisfies (keyof LevelChange)[]

export interface Counted {
  readonly variant_id: number
  readonly location_id: number
  readonly on_hand: number
  readonly reserved: number
  readonly short: number
  readonly incoming: number
}

// What must hold stands in the WHERE, so that it is true of the very row that is changed. The checks of the table say
// once more what may never be.
const changed = query((_on: Tx, p: Slots<{ changes: readonly LevelChange[]; now: Date }>) => {
  const is = {
    onHand: sql`${stockLevel.onHand}`,
    reserved: sql`${stockLevel.reserved}`,
    safety: sql`${stockLevel.safetyStock}`,
  }
  const willBe = {
    onHand: sql`(${is.onHand} + given."onHand")`,
    reserved: sql`(${is.reserved} + given."reserved")`,
  }
  const atMost = sql`1000000000`
  return sql<Counted>`
  update ${stockLevel} set
    "on_hand" = ${willBe.onHand},
    "reserved" = ${willBe.reserved},
    "short" = case
      when given."mayBeShort" = 0 then ${stockLevel.short}
      when ${willBe.reserved} > ${willBe.onHand} then ${willBe.reserved} - ${willBe.onHand}
      else 0 end,
    "incoming" = case when ${stockLevel.incoming} > given."received" then ${stockLevel.incoming} - given."received" else 0 end,
    "updated_at" = ${sql.param(p.now, stockLevel.updatedAt)}
  from ${givenRows(p.changes, keys)}
  where ${stockLevel.variantId} = given."variantId" and ${stockLevel.locationId} = given."locationId"
    and ${willBe.onHand} between 0 and ${atMost} and ${willBe.reserved} between 0 and ${atMost}
    and (given."needsFree" is null or ${is.onHand} - ${is.reserved} - ${is.safety} >= given."needsFree")
    and (given."needsUnreserved" is null or ${is.onHand} - ${is.reserved} >= given."needsUnreserved")
    and (given."expected" is null or ${is.onHand} = given."expected")
  returning ${stockLevel.variantId}, ${stockLevel.locationId}, ${is.onHand}, ${is.reserved}, ${stockLevel.short}, ${stockLevel.incoming}`
})

/**
 * Changes levels where everything holds that each change asks for, and answers those that it changed. There is one change
 * at most for each variant and location.
 */
export const changeLevels = (tx: Tx, changes: readonly LevelChange[], now: Date): Promise<Counted[]> =>
  changed(tx, { changes, now })

/** Makes levels of zero where there are none. */
export const insertMissingLevels = (
  tx: Tx,
  places: readonly { readonly variantId: number; readonly locationId: number }[],
  now: Date,
): Promise<void> =>
  insertRows(
    tx,
    stockLevel,
    places.map(({ variantId, locationId }) => ({
      ...{ variantId, locationId, onHand: 0, reserved: 0, short: 0, safetyStock: 0, incoming: 0 },
      updatedAt: now,
    })),
    { onConflict: 'nothing' },
  )

/** Writes what is kept back and what is expected, and leaves the counts alone. */
export const writePlans = (
  tx: Tx,
  plans: readonly Pick<StockLevel, 'variantId' | 'locationId' | 'safetyStock' | 'incoming' | 'incomingAt'>[],
  now: Date,
): Promise<void> =>
  insertRows(
    tx,
    stockLevel,
    plans.map((plan) => ({ ...plan, onHand: 0, reserved: 0, short: 0, updatedAt: now })),
    {
      onConflict: {
        target: [stockLevel.variantId, stockLevel.locationId],
        set: ['safetyStock', 'incoming', 'incomingAt', 'updatedAt'],
      },
    },
  )
