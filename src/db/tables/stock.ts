import { sql } from 'drizzle-orm'
import {
  big,
  bool,
  check,
  index,
  instant,
  int,
  json,
  primaryKey,
  real,
  serial,
  table,
  text,
  uniqueIndex,
} from '../columns/index.js'
import type { Localized } from './catalog.js'

export interface StoredAddress {
  company: string | null
  address1: string | null
  address2: string | null
  city: string | null
  postalCode: string | null
  provinceCode: string | null
  country: string
  phone: string | null
}

/** Where units lie: a warehouse, a store, a pickup point. */
export const location = table(
  'location',
  {
    id: serial(),
    externalReference: text().notNull(),
    /** WAREHOUSE | STORE | PICKUP_POINT */
    kind: text().notNull(),
    names: json().$type<Localized[]>().notNull(),
    address: json().$type<StoredAddress>().notNull(),
    latitude: real(),
    longitude: real(),
    timeZone: text().notNull(),
    /** Higher is taken from first. */
    priority: int().notNull(),
    offersPickup: bool().notNull(),
    pickupReadyMinutes: int(),
    version: int().notNull().default(1),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('location_external_reference').on(t.externalReference),
    check('location_kind', sql`${t.kind} in ('WAREHOUSE', 'STORE', 'PICKUP_POINT')`),
    check('location_latitude', sql`${t.latitude} between -90 and 90`),
    check('location_longitude', sql`${t.longitude} between -180 and 180`),
  ],
)

/** The channels that a location serves. */
export const locationChannel = table(
  'location_channel',
  { locationId: big().notNull(), channelId: big().notNull() },
  (t) => [
    primaryKey({ columns: [t.locationId, t.channelId] }),
    index('location_channel_channel').on(t.channelId),
  ],
)

/** How a variant's units are counted. A variant without a row is not tracked: it can always be bought. */
export const stockItem = table(
  'stock_item',
  {
    variantId: big().primaryKey(),
    productId: big().notNull(),
    /** UNTRACKED | DENY | BACKORDER | PREORDER */
    policy: text().notNull(),
    /** The most units that are promised beyond what is there; null for any number. */
    promiseLimit: int(),
    /** Until then preorders are taken. */
    preorderUntil: instant(),
    lowStockThreshold: int(),
    /** How long a cart holds units from when they are put in; null: they are reserved by the order. */
    reserveInCartMinutes: int(),
    /** Whether the units available anywhere are at or below the threshold. */
    isLow: bool().notNull(),
    /** Grows with each change of anything about the variant's stock, and with nothing else. */
    version: big().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    index('stock_item_low').on(t.variantId).where(sql`${t.isLow}`),
    index('stock_item_preorder').on(t.preorderUntil),
    check('stock_item_policy', sql`${t.policy} in ('UNTRACKED', 'DENY', 'BACKORDER', 'PREORDER')`),
    check('stock_item_promise_limit', sql`${t.promiseLimit} >= 0`),
    check('stock_item_low_threshold', sql`${t.lowStockThreshold} >= 0`),
  ],
)

/** Units of a variant at a location: the sum of its movements. */
export const stockLevel = table(
  'stock_level',
  {
    variantId: big().notNull(),
    locationId: big().notNull(),
    onHand: int().notNull(),
    reserved: int().notNull(),
    /**
     * Reserved units that are not there: promised beforehand, or missing at a count. What may not bring any about leaves
     * it alone, and is refused by the database if it would.
     */
    short: int().notNull(),
    /** Kept back from being sold. */
    safetyStock: int().notNull(),
    incoming: int().notNull(),
    incomingAt: instant(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.variantId, t.locationId] }),
    index('stock_level_location').on(t.locationId, t.variantId),
    check('stock_level_on_hand', sql`${t.onHand} between 0 and 1000000000`),
    check('stock_level_reserved', sql`${t.reserved} between 0 and 1000000000`),
    check('stock_level_covered', sql`${t.reserved} <= ${t.onHand} + ${t.short}`),
    check('stock_level_short', sql`${t.short} >= 0`),
    check('stock_level_safety', sql`${t.safetyStock} between 0 and 1000000000`),
    check('stock_level_incoming', sql`${t.incoming} between 0 and 1000000000`),
  ],
)

/** What has happened to levels. Append-only: triggers refuse UPDATE and DELETE. */
export const stockMovement = table(
  'stock_movement',
  {
    id: serial(),
    variantId: big().notNull(),
    locationId: big().notNull(),
    kind: text().notNull(),
    /** Units that came onto the shelf, or left it when below zero. */
    quantity: int().notNull(),
    /** Units that were reserved, or are no longer when below zero. */
    reserved: int().notNull(),
    reason: text(),
    actor: text().notNull(),
    reference: text(),
    idempotencyKey: text(),
    at: instant().notNull(),
  },
  (t) => [
    index('stock_movement_variant').on(t.variantId, t.id),
    index('stock_movement_location').on(t.locationId, t.id),
    check('stock_movement_moves', sql`${t.quantity} <> 0 or ${t.reserved} <> 0`),
  ],
)

/** Units held for a cart until they are sold, given back or forgotten. */
export const reservation = table(
  'reservation',
  {
    id: text().primaryKey(),
    channelId: big().notNull(),
    /** HELD | COMMITTED | RELEASED | EXPIRED */
    status: text().notNull(),
    reference: text(),
    expiresAt: instant().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    index('reservation_due').on(t.expiresAt).where(sql`${t.status} = 'HELD'`),
    index('reservation_held').on(t.reference).where(sql`${t.status} = 'HELD'`),
    check('reservation_status', sql`${t.status} in ('HELD', 'COMMITTED', 'RELEASED', 'EXPIRED')`),
  ],
)

export const reservationLine = table(
  'reservation_line',
  {
    reservationId: text().notNull(),
    variantId: big().notNull(),
    locationId: big().notNull(),
    /** Units still reserved. */
    quantity: int().notNull(),
    /** Those of them that were promised beyond what was there. */
    promised: int().notNull(),
    sold: int().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.reservationId, t.variantId, t.locationId] }),
    check('reservation_line_quantity', sql`${t.quantity} >= 0`),
    check('reservation_line_promised', sql`${t.promised} >= 0`),
    check('reservation_line_sold', sql`${t.sold} >= 0`),
  ],
)
