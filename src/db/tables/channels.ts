import { sql } from 'drizzle-orm'
import { bool, check, index, instant, int, json, serial, table, text, uniqueIndex } from '../columns/index.js'

/** One row: what the whole shop is called. */
export const shop = table('shop', { id: int().primaryKey(), name: text().notNull() }, (t) => [
  check('shop_one', sql`${t.id} = 1`),
])

export const channel = table(
  'channel',
  {
    id: serial(),
    slug: text().notNull(),
    name: text().notNull(),
    /** The first of each list is the default. */
    currencies: json().$type<string[]>().notNull(),
    locales: json().$type<string[]>().notNull(),
    countries: json().$type<string[]>().notNull(),
    pricesIncludeTax: bool().notNull(),
    /** UNIT | LINE | TOTAL */
    taxRounding: text().notNull().default('LINE'),
    /** To which multiple totals are rounded, in minor units by currency; null: every total is exact. */
    roundTotalsToMinor: json().$type<Record<string, number>>(),
    /** The most units that the public is told of; null tells it none. */
    quantityDisplayCap: int(),
    isDefault: bool().notNull().default(false),
    version: int().notNull().default(1),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('channel_slug').on(t.slug),
    index('channel_default').on(t.isDefault),
    check('channel_version', sql`${t.version} > 0`),
  ],
)
