import { sql } from 'drizzle-orm'
import { check, index, instant, int, table, text, uniqueIndex } from '../columns/index.js'

/** Somebody who has signed in somewhere. Tokens are not kept, only their SHA-256 in hex. */
export const session = table(
  'session',
  {
    id: text().primaryKey(),
    /** CUSTOMER | STAFF */
    holderKind: text().notNull(),
    holderId: text().notNull(),
    accessHash: text().notNull(),
    accessExpiresAt: instant().notNull(),
    refreshHash: text().notNull(),
    refreshExpiresAt: instant().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('session_access').on(t.accessHash),
    uniqueIndex('session_refresh').on(t.refreshHash),
    index('session_holder').on(t.holderKind, t.holderId, t.createdAt),
    index('session_end').on(t.refreshExpiresAt),
    check('session_holder_kind', sql`${t.holderKind} in ('CUSTOMER', 'STAFF')`),
  ],
)

/** Refresh tokens that were used. Whoever shows one again has a copy. */
export const spentRefresh = table(
  'spent_refresh',
  {
    hash: text().primaryKey(),
    sessionId: text().notNull(),
    /** 30 days after it was used. */
    expiresAt: instant().notNull(),
  },
  (t) => [index('spent_refresh_end').on(t.expiresAt)],
)

/** What was mailed to somebody to do one thing once. A used token has no row any more. */
export const singleUseToken = table(
  'single_use_token',
  {
    hash: text().primaryKey(),
    purpose: text().notNull(),
    holderKind: text().notNull(),
    holderId: text().notNull(),
    /** Wrong guesses at a code. */
    tries: int().notNull(),
    expiresAt: instant().notNull(),
  },
  (t) => [
    index('single_use_token_holder').on(t.holderKind, t.holderId, t.purpose),
    index('single_use_token_end').on(t.expiresAt),
    check('single_use_token_holder_kind', sql`${t.holderKind} in ('CUSTOMER', 'STAFF')`),
  ],
)
