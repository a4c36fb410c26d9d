import { and, eq, sql } from 'drizzle-orm'
import { type Database, type Position, prunedUpTo, query, type Slots, type Tx } from '../db/index.js'
import { reactionCursor } from '../db/tables/outbox.js'

/** Somebody else has moved the cursor meanwhile: what hangs on this move must not happen. */
export class CursorMoved extends Error {
  override readonly name = 'CursorMoved'
  constructor(reaction: string) {
    super(`The cursor of the reaction "${reaction}" has been moved by another process.`)
  }
}

/** How far the reaction has come; a new one starts at the oldest fact that is kept. */
export async function cursorOf(db: Database, reaction: string): Promise<Position> {
  const [cursor] = await kept(db.read, { reaction })
  return cursor ?? db.write((tx) => startCursor(tx, reaction))
}

const kept = query((on, p: Slots<{ reaction: string }>) =>
  on
    .select({ stamp: reactionCursor.stamp, seq: reactionCursor.seq })
    .from(reactionCursor)
    .where(eq(reactionCursor.reaction, p.reaction)),
)

async function startCursor(tx: Tx, reaction: string): Promise<Position> {
  const { stamp, seq } = await prunedUpTo(tx)
  await tx.insert(reactionCursor).values({ reaction, stamp, seq }).onConflictDoNothing()
  return { stamp, seq }
}

/**
 * Moves on only from where the caller believes it to be, and holds the row until the commit: of two processes that
 * handle the same fact, one commits and the other throws `CursorMoved`, whatever either believes about its lease.
 */
export async function moveCursor(tx: Tx, reaction: string, from: Position, to: Position): Promise<void> {
  const moved = await move(tx, { reaction, from: from.seq, stamp: to.stamp, seq: to.seq })
  if (moved.length === 0) throw new CursorMoved(reaction)
}

const move = query((on: Tx, p: Slots<Position & { reaction: string; from: number }>) =>
  on
    .update(reactionCursor)
    .set({ stamp: sql`${p.stamp}`, seq: sql`${p.seq}` })
    .where(and(eq(reactionCursor.reaction, p.reaction), eq(reactionCursor.seq, p.from)))
    .returning({ seq: reactionCursor.seq }),
)
