import { asc, sql } from 'drizzle-orm'
import type { ReadHandle } from '../database.js'
import { beginning, type Position } from '../outbox.js'
import { outbox, reactionCursor } from '../tables/outbox.js'
import type { Row } from './whole-tables.js'

// A fact's stamp is the number of a transaction of one PostgreSQL server: elsewhere it may lie in the future, and facts
// yet to come would seem to be read already. So facts move with the stamp that SQLite gives, and with new numbers behind
// all that were ever given, in the order in which they are read. Each cursor moves to the number of the last fact that it
// has behind it.

const movedStamp = '0'
const atOnce = 500

/** The facts in their order; `lastNumber` is the last that their database has given. */
export async function* movedFacts(on: ReadHandle, lastNumber: number): AsyncGenerator<Row[]> {
  let seq = lastNumber
  let at: Position = beginning
  for (;;) {
    const facts = await on
      .select()
      .from(outbox)
      .where(sql`(${outbox.stamp}, ${outbox.seq}) > (${at.stamp}, ${at.seq})`)
      .orderBy(asc(outbox.stamp), asc(outbox.seq))
      .limit(atOnce)
    const last = facts.at(-1)
    if (!last) return
    yield facts.map((fact) => ({ ...fact, stamp: movedStamp, seq: ++seq }))
    at = last
  }
}

export async function movedCursors(on: ReadHandle, lastNumber: number): Promise<Row[]> {
  const moved: Row[] = []
  for (const cursor of await on.select().from(reactionCursor)) {
    const [behind] = await on
      .select({ facts: sql<number>`count(*)`.mapWith(Number) })
      .from(outbox)
      .where(sql`(${outbox.stamp}, ${outbox.seq}) <= (${cursor.stamp}, ${cursor.seq})`)
    moved.push({ ...cursor, stamp: movedStamp, seq: lastNumber + (behind?.facts ?? 0) })
  }
  return moved
}
