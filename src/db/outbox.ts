import { and, asc, desc, eq, gt, inArray, lte, min, not, notExists, sql } from 'drizzle-orm'
import { insertRows } from './bulk.js'
import type { Database, ReadHandle, Tx } from './database.js'
import { dialect } from './dialect.js'
import { after, rows } from './differs.js'
import { query, type Slots } from './query.js'
import { replayedKind } from './replayed-kind.js'
import { outbox, reactionCursor } from './tables/outbox.js'

// A fact's position is (stamp, seq). SQLite has one writer, so its seq alone is the order of commits and every stamp
// is '0'. On PostgreSQL a seq is taken before the commit: a reader that has come to 7 may find a 6 later. There the
// stamp is the newest of two numbers, the writing transaction's and that of the newest transaction which had ended.
//
// - While a transaction runs, its facts have stamps at or above its own number, so at or above `pg_snapshot_xmin`.
//   Below that nothing can appear any more: readers go no further. A long writer anywhere in the cluster holds them up.
// - Whoever waits for a row's lock appends after the other has ended, so at a stamp that is not lower and a seq that is
//   higher: the facts of one aggregate lie in the order of its changes. The transaction's own number alone would not
//   give that, since it may have been taken long before the lock.
const settled =
  dialect === 'postgres' ? sql`${outbox.stamp} < pg_snapshot_xmin(pg_current_snapshot())` : undefined

// An index of SQLite takes rows behind a position, or up to it, no further than to the column before the table's own number,
// which would be all rows since every stamp is the same: there the number alone is looked for.
const behind = (p: Slots<Position>) =>
  dialect === 'postgres' ? after([outbox.stamp, outbox.seq], [p.stamp, p.seq]) : gt(outbox.seq, p.seq)
const upTo = (p: Position) =>
  dialect === 'postgres'
    ? sql`(${outbox.stamp}, ${outbox.seq}) <= (${p.stamp}, ${p.seq})`
    : lte(outbox.seq, p.seq)
const inOrder = dialect === 'postgres' ? [asc(outbox.stamp), asc(outbox.seq)] : [asc(outbox.seq)]

export interface NewFact {
  /** Past tense: `product.saved`. */
  readonly kind: string
  /** What it is about: `product:12`. Facts of one aggregate are handled in their order. */
  readonly aggregate: string
  /** Ids, never personal data. */
  readonly body: Readonly<Record<string, unknown>>
}

export interface Position {
  readonly stamp: string
  readonly seq: number
}

export interface Fact extends NewFact {
  readonly seq: number
  readonly at: Date
}

/** Before every fact. */
export const beginning: Position = { stamp: '0', seq: 0 }

/** Under this name the pruning keeps a cursor, like any other reader. */
const pruning = 'outbox.prune'
const pruneBatch = 500

/** Facts behind a position are gone, so who reads on from there must start again from a snapshot. */
export class FactsPruned extends Error {
  override readonly name = 'FactsPruned'
  constructor(position: Position) {
    super(`Facts after (${position.stamp}, ${position.seq}) have been pruned; start again from a snapshot.`)
  }
}

const listeners = new Set<() => void>()

/** Tells that facts were appended in this process: a hint to look soon, as they are yet to be committed. */
export function onFactsAppended(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Tells what happened, in the transaction in which it happens: committed together or not at all. */
export async function appendFacts(tx: Tx, facts: readonly NewFact[], at: Date): Promise<void> {
  if (facts.length === 0) return
  const rows = facts.map(({ kind, aggregate, body }) => ({ kind, aggregate, body, at }))
  await insertRows(tx, outbox, rows)
  for (const listener of listeners) listener()
}

/** The next facts in order, none of which can be overtaken by a later commit. Throws `FactsPruned`. */
export async function factsAfter(
  on: ReadHandle,
  position: Position,
  limit: number,
): Promise<(Fact & Position)[]> {
  const facts = await nextFacts(on, { ...position, limit })
  const pruned = await prunedAfter(on, position)
  if (pruned.length > 0) throw new FactsPruned(position)
  return facts
}

/** The first fact behind a position, whether settled or not; null where there is none. */
export async function firstFactAfter(on: ReadHandle, position: Position): Promise<Fact | null> {
  const [first] = await allFacts(on, { ...position, limit: 1 })
  return first ?? null
}

/** When the oldest fact was told that no reader may come to yet: one of PostgreSQL, held up by a long transaction. */
export async function oldestUnsettled(on: ReadHandle): Promise<Date | null> {
  if (!settled) return null
  const [oldest] = await on
    .select({ at: min(outbox.at) })
    .from(outbox)
    .where(not(settled))
  return oldest?.at ?? null
}

/** The facts that a follower has yet to see, whether settled or not, and from where it looks the next time. */
export interface SeenFacts {
  readonly facts: readonly (Fact & Position)[]
  /**
   * Every fact below is among those seen. What lies above may be seen again, and facts may still appear between:
   * PostgreSQL has them below the newest while a transaction that began earlier is under way.
   */
  readonly settled: Position
}

/**
 * What was committed by now from a position on, at most `limit` facts in their order. Unlike `factsAfter` it waits for
 * nobody, so a fact is seen as soon as it is committed. It is for readers to whom the order is nothing: on PostgreSQL a
 * fact may be answered more than once.
 */
export async function factsSeenFrom(on: ReadHandle, from: Position, limit: number): Promise<SeenFacts> {
  // Asked for before the facts are read: what is settled by then can be read then.
  const settledStamp = dialect === 'postgres' ? await stampBelowWhichAllIsSettled(on) : '0'
  const facts = await allFacts(on, { ...from, limit })
  const last = facts.at(-1)
  if (dialect === 'sqlite') return { facts, settled: last ?? from }
  const isMore = facts.length === limit && last && BigInt(last.stamp) < BigInt(settledStamp)
  return { facts, settled: isMore ? last : { stamp: settledStamp, seq: -1 } }
}

/** The position of the newest facts, from which nothing of the past is seen, and up to `limit` facts before it. */
export async function newestFacts(on: ReadHandle, limit: number): Promise<SeenFacts> {
  const settledStamp = dialect === 'postgres' ? await stampBelowWhichAllIsSettled(on) : '0'
  const facts = (await latestFacts(on, { limit })).reverse()
  const settled = dialect === 'postgres' ? { stamp: settledStamp, seq: -1 } : (facts.at(-1) ?? beginning)
  return { facts, settled }
}

const allFacts = query((on, p: Slots<Position & { limit: number }>) =>
  on
    .select()
    .from(outbox)
    .where(behind(p))
    .orderBy(...inOrder)
    .limit(p.limit),
)
const latestFacts = query((on, p: Slots<{ limit: number }>) =>
  on.select().from(outbox).orderBy(desc(outbox.stamp), desc(outbox.seq)).limit(p.limit),
)

/**
 * The facts after a position that subscribers are told one by one, whether settled or not, at most `limit` in their order.
 * Throws `FactsPruned`.
 */
export async function replayedFactsAfter(
  on: ReadHandle,
  position: Position,
  limit: number,
): Promise<(Fact & Position)[]> {
  const facts = await replayedFacts(on, { ...position, limit })
  const pruned = await prunedAfter(on, position)
  if (pruned.length > 0) throw new FactsPruned(position)
  return facts
}

// As a literal, or SQLite would not know that the index has all of them.
const isReplayed = sql`${outbox.kind} = ${sql.raw(`'${replayedKind}'`)}`
const isOfAnyTime = dialect === 'sqlite' ? sql`${outbox.stamp} = '0'` : undefined

const replayedFacts = query((on, p: Slots<Position & { limit: number }>) =>
  on
    .select()
    .from(outbox)
    .where(and(isReplayed, isOfAnyTime, behind(p)))
    .orderBy(...inOrder)
    .limit(p.limit),
)

async function stampBelowWhichAllIsSettled(on: ReadHandle): Promise<string> {
  const [row] = await rows<{ stamp: string }>(
    on,
    sql`select pg_snapshot_xmin(pg_current_snapshot())::text as stamp`,
  )
  return row?.stamp ?? '0'
}

/** Where the oldest fact that is kept comes next. */
export async function prunedUpTo(on: ReadHandle): Promise<Position> {
  const [cursor] = await prunedAfter(on, beginning)
  return cursor ?? beginning
}

const nextFacts = query((on, p: Slots<Position & { limit: number }>) =>
  on
    .select()
    .from(outbox)
    .where(and(behind(p), settled))
    .orderBy(...inOrder)
    .limit(p.limit),
)

const cursor = [reactionCursor.stamp, reactionCursor.seq] as const

const prunedAfter = query((on, p: Slots<Position>) =>
  on
    .select({ stamp: reactionCursor.stamp, seq: reactionCursor.seq })
    .from(reactionCursor)
    .where(and(eq(reactionCursor.reaction, pruning), after(cursor, [p.stamp, p.seq]))),
)

/** Deletes facts older than `before` that every one of the readers has handled; a batch at a time. */
export async function pruneFacts(
  db: Database,
  { before, readers }: { before: Date; readers: readonly string[] },
): Promise<void> {
  let pruned: number
  do pruned = await db.write((tx) => pruneOldest(tx, before, readers))
  while (pruned === pruneBatch)
}

async function pruneOldest(tx: Tx, before: Date, readers: readonly string[]): Promise<number> {
  const slower = tx
    .select({ seq: reactionCursor.seq })
    .from(reactionCursor)
    .where(
      and(
        inArray(reactionCursor.reaction, [...readers]),
        sql`(${reactionCursor.stamp}, ${reactionCursor.seq}) < (${outbox.stamp}, ${outbox.seq})`,
      ),
    )
  const oldest = await tx
    .select({ stamp: outbox.stamp, seq: outbox.seq, at: outbox.at })
    .from(outbox)
    .where(and(settled, notExists(slower)))
    .orderBy(asc(outbox.stamp), asc(outbox.seq))
    .limit(pruneBatch)
  const kept = oldest.findIndex((fact) => fact.at >= before)
  const old = kept === -1 ? oldest : oldest.slice(0, kept)
  const last = old.at(-1)
  if (!last) return 0
  const { stamp, seq } = last
  await tx.delete(outbox).where(upTo(last))
  await tx
    .insert(reactionCursor)
    .values({ reaction: pruning, stamp, seq })
    .onConflictDoUpdate({ target: reactionCursor.reaction, set: { stamp, seq } })
  return old.length
}
