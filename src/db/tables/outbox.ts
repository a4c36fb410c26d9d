import { sql } from 'drizzle-orm'
import { big, index, instant, int, json, primaryKey, serial, table, text, writtenBy } from '../columns/index.js'

/** Facts, written in the transaction of the change they tell of. They carry ids, never personal data. */
export const outbox = table(
  'outbox',
  {
    seq: serial(),
    writtenBy: writtenBy(),
    /** Past tense, e.g. `product.saved`. */
    kind: text().notNull(),
    /** What the fact is about, e.g. `product:12`; facts of one aggregate are handled in their order. */
    aggregate: text().notNull(),
    body: json().$type<Record<string, unknown>>().notNull(),
    at: instant().notNull(),
  },
  (t) => [index('outbox_written').on(t.writtenBy, t.seq), index('outbox_at').on(t.at)],
)

/** How far a reaction has come: behind every fact up to (writtenBy, seq). */
export const reactionCursor = table('reaction_cursor', {
  reaction: text().primaryKey(),
  writtenBy: text().notNull(),
  seq: big().notNull(),
})

/** Facts that a reaction could not handle in five tries, and later facts of the same aggregate behind them. */
export const deadLetter = table(
  'dead_letter',
  {
    reaction: text().notNull(),
    seq: big().notNull(),
    kind: text().notNull(),
    aggregate: text().notNull(),
    body: json().$type<Record<string, unknown>>().notNull(),
    tries: int().notNull(),
    error: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.reaction, t.seq] }),
    index('dead_letter_aggregate').on(t.reaction, t.aggregate, sql`${t.seq}`),
  ],
)

/** Who does a job that only one process may do, until when. */
export const lease = table('lease', {
  name: text().primaryKey(),
  holder: text().notNull(),
  expiresAt: instant().notNull(),
})

export const scheduledTask = table('scheduled_task', {
  name: text().primaryKey(),
  nextRunAt: instant().notNull(),
})
