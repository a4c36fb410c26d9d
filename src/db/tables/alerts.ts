import { sql } from 'drizzle-orm'
import { big, index, instant, serial, table, text, uniqueIndex } from '../columns/index.js'

/** Who wants to be told when a variant can be bought again in a channel. */
export const stockAlert = table(
  'stock_alert',
  {
    id: serial(),
    variantId: big().notNull(),
    channelId: big().notNull(),
    /** In lower case. Personal data: it stands here and nowhere else. */
    email: text().notNull(),
    /** In which to write. */
    locale: text().notNull(),
    createdAt: instant().notNull(),
    /** When it could be bought again, and the alert was spent; null while it waits. */
    dueAt: instant(),
    /** When the row is forgotten. */
    expiresAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('stock_alert_waiting').on(t.variantId, t.channelId, t.email).where(sql`${t.dueAt} is null`),
    index('stock_alert_email').on(t.email, t.id),
    index('stock_alert_expiry').on(t.expiresAt),
  ],
)
