import { sql } from 'drizzle-orm'
import {
  big,
  currentStamp,
  index,
  instant,
  int,
  json,
  serial,
  stamp,
  table,
  text,
  uniqueIndex,
} from '../columns/index.js'
import { replayedKind } from '../replayed-kind.js'

/** Facts, written in the transaction of the change they tell of. They carry ids, never personal data. */
export const outbox = table(
  'outbox',
  {
    seq: serial(),
    stamp: stamp().default(currentStamp),
    /** Past tense, e.g. `product.saved`. */
    kind: text().notNull(),
    /** What the fact is about, e.g. `product:12`; facts of one aggregate are handled in their order. */
    aggregate: text().notNull(),
    body: json().$type<Record<string, unknown>>().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    index('outbox_position').on(t.stamp, t.seq),
    index('outbox_replayed')
      .on(t.kind, t.stamp, t.seq)
      .where(sql`${t.kind} = ${sql.raw(`'${replayedKind}'`)}`),
  ],
)

/** How far a reader has come: behind every fact up to (stamp, seq). */
export const reactionCursor = table('reaction_cursor', {
  reaction: text().primaryKey(),
  stamp: stamp(),
  seq: big().notNull(),
})

/**
 * Facts that a reaction failed at, and later ones of the same aggregate, held behind them in order. The first of an
 * aggregate is tried again at `nextTryAt`; without one, after the last try, it is a dead letter.
 */
export const heldFact = table(
  'held_fact',
  {
    id: serial(),
    reaction: text().notNull(),
    seq: big().notNull(),
    kind: text().notNull(),
    aggregate: text().notNull(),
    body: json().$type<Record<string, unknown>>().notNull(),
    at: instant().notNull(),
    tries: int().notNull(),
    error: text(),
    nextTryAt: instant(),
  },
  (t) => [
    uniqueIndex('held_fact_seq').on(t.reaction, t.seq),
    index('held_fact_aggregate').on(t.reaction, t.aggregate, t.id),
    index('held_fact_due').on(t.nextTryAt),
  ],
)

/** Who does a job that only one process may do. The holder is alive while its `beat` grows. */
export const lease = table('lease', {
  name: text().primaryKey(),
  holder: text().notNull(),
  beat: big().notNull(),
})

export const scheduledTask = table('scheduled_task', {
  name: text().primaryKey(),
  nextRunAt: instant().notNull(),
})

/** The latest time that was ever relied on; one row. */
export const clockMark = table('clock_mark', {
  name: text().primaryKey(),
  at: instant().notNull(),
})
