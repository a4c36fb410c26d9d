import { and, asc, count, eq, gte, inArray, isNull, lte, min, sql } from 'drizzle-orm'
import { type Database, type Fact, query, type ReadHandle, type Slots, type Tx } from '../db/index.js'
import { heldFact } from '../db/tables/outbox.js'

export type HeldFact = typeof heldFact.$inferSelect

const mostTries = 5
const dueBatch = 100
const longestError = 1000

/** 1 s after the first failure, then 4, 16 and 64 s; null after the last try. */
const nextTryAfter = (tries: number, now: Date): Date | null =>
  tries < mostTries ? new Date(now.getTime() + 1000 * 4 ** (tries - 1)) : null

/** The database's own words, without the statement and its values. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return String(cause).slice(0, longestError)
}

/** Whether facts of the aggregate wait, so that a later one must line up behind them. */
export async function isHeld(tx: Tx, reaction: string, aggregate: string): Promise<boolean> {
  const held = await firstHeld(tx, { reaction, aggregate })
  return held.length > 0
}

const firstHeld = query((on: Tx, p: Slots<{ reaction: string; aggregate: string }>) =>
  on
    .select({ id: heldFact.id })
    .from(heldFact)
    .where(and(eq(heldFact.reaction, p.reaction), eq(heldFact.aggregate, p.aggregate)))
    .limit(1),
)

/** Lines a fact up behind the others of its aggregate. */
export async function holdBehind(tx: Tx, reaction: string, fact: Fact): Promise<void> {
  const { seq, kind, aggregate, body, at } = fact
  await tx.insert(heldFact).values({ reaction, seq, kind, aggregate, body, at, tries: 0 })
}

/** Holds the first fact of an aggregate that a reaction failed at. */
export async function holdFailed(
  tx: Tx,
  reaction: string,
  fact: Fact,
  error: unknown,
  now: Date,
): Promise<void> {
  const { seq, kind, aggregate, body, at } = fact
  await tx.insert(heldFact).values({
    ...{ reaction, seq, kind, aggregate, body, at },
    ...{ tries: 1, error: reasonOf(error), nextTryAt: nextTryAfter(1, now) },
  })
}

/** Facts whose next try has come: of each aggregate at most the first. */
export function dueFacts(on: ReadHandle, reactions: readonly string[], now: Date): Promise<HeldFact[]> {
  return on
    .select()
    .from(heldFact)
    .where(and(lte(heldFact.nextTryAt, now), inArray(heldFact.reaction, [...reactions])))
    .orderBy(asc(heldFact.nextTryAt), asc(heldFact.id))
    .limit(dueBatch)
}

/** Takes a fact out of the line and makes the next of its aggregate due. */
export async function letGo(tx: Tx, { id, reaction, aggregate }: HeldFact, now: Date): Promise<void> {
  await tx.delete(heldFact).where(eq(heldFact.id, id))
  await tx
    .update(heldFact)
    .set({ nextTryAt: now })
    .where(inArray(heldFact.id, firstInLine(tx, reaction, aggregate)))
}

const firstInLine = (tx: Tx, reaction: string, aggregate: string) =>
  tx
    .select({ id: min(heldFact.id) })
    .from(heldFact)
    .where(and(eq(heldFact.reaction, reaction), eq(heldFact.aggregate, aggregate)))

/** Counts another failure; true when it was the last, which makes the fact a dead letter. */
export async function postpone(tx: Tx, held: HeldFact, error: unknown, now: Date): Promise<boolean> {
  const tries = held.tries + 1
  const nextTryAt = nextTryAfter(tries, now)
  await tx
    .update(heldFact)
    .set({ tries, nextTryAt, error: reasonOf(error) })
    .where(eq(heldFact.id, held.id))
  return nextTryAt === null
}

export interface Held {
  readonly reaction: string
  /** Dead letters among them included. */
  readonly facts: number
  readonly deadLetters: number
}

/** How many facts are held for each reaction that has any. */
export function heldFacts(on: ReadHandle): Promise<Held[]> {
  const isDead = and(isNull(heldFact.nextTryAt), gte(heldFact.tries, mostTries))
  return on
    .select({
      reaction: heldFact.reaction,
      facts: count(),
      deadLetters: sql`count(case when ${isDead} then 1 end)`.mapWith(Number),
    })
    .from(heldFact)
    .groupBy(heldFact.reaction)
}

/** Gives a reaction's dead letters five new tries, each with the facts behind it in order; answers how many. */
export function retryDeadLetters(db: Database, reaction: string, now: Date): Promise<number> {
  return db.write(async (tx) => {
    const firsts = tx
      .select({ id: min(heldFact.id) })
      .from(heldFact)
      .where(eq(heldFact.reaction, reaction))
      .groupBy(heldFact.aggregate)
    const retried = await tx
      .update(heldFact)
      .set({ tries: 0, nextTryAt: now })
      .where(and(inArray(heldFact.id, firsts), isNull(heldFact.nextTryAt)))
      .returning({ id: heldFact.id })
    return retried.length
  })
}
