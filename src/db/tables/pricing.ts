import { sql } from 'drizzle-orm'
import { big, check, index, instant, primaryKey, table, text } from '../columns/index.js'

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
