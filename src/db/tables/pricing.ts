import { sql } from 'drizzle-orm'
import { big, check, index, instant, int, primaryKey, serial, table, text } from '../columns/index.js'

/** What everybody pays for one, at any time that no other price is for. */
export const price = table(
  'price',
  {
    variantId: big().notNull(),
    channelId: big().notNull(),
    currency: text().notNull(),
    amountMinor: big().notNull(),
    compareAtMinor: big(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.variantId, t.channelId, t.currency] }),
    index('price_channel').on(t.channelId, t.currency),
    check('price_amount', sql`${t.amountMinor} >= 0`),
    check('price_compare_at', sql`${t.compareAtMinor} > ${t.amountMinor}`),
  ],
)

/** A price for some only: for a price group, from a quantity on, or for a time. */
export const specialPrice = table(
  'special_price',
  {
    id: serial(),
    variantId: big().notNull(),
    channelId: big().notNull(),
    currency: text().notNull(),
    /** Empty: for everybody. */
    priceGroup: text().notNull(),
    minQuantity: int().notNull(),
    startsAt: instant(),
    /** Exclusive. */
    endsAt: instant(),
    amountMinor: big().notNull(),
    compareAtMinor: big(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    index('special_price_variant').on(t.variantId),
    index('special_price_group').on(t.priceGroup),
    check('special_price_amount', sql`${t.amountMinor} >= 0`),
    check('special_price_compare_at', sql`${t.compareAtMinor} > ${t.amountMinor}`),
    check('special_price_quantity', sql`${t.minQuantity} >= 1`),
    check('special_price_time', sql`${t.endsAt} > ${t.startsAt}`),
  ],
)

/** When a variant's prices change by themselves; a row goes once that is done. */
export const priceBoundary = table(
  'price_boundary',
  { variantId: big().notNull(), at: instant().notNull() },
  (t) => [primaryKey({ columns: [t.variantId, t.at] }), index('price_boundary_due').on(t.at)],
)

/** What one unit cost from an instant on. Append-only: triggers refuse UPDATE and DELETE. */
export const priceHistory = table(
  'price_history',
  {
    id: serial(),
    variantId: big().notNull(),
    channelId: big().notNull(),
    currency: text().notNull(),
    /** Empty: what everybody paid. */
    priceGroup: text().notNull(),
    at: instant().notNull(),
    /** null: from then on there was no price, or none of the group's own. */
    amountMinor: big(),
    compareAtMinor: big(),
  },
  (t) => [index('price_history_variant').on(t.variantId, t.id)],
)
