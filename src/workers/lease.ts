import { and, eq } from 'drizzle-orm'
import type { Database, ReadHandle, Tx } from '../db/index.js'
import { lease } from '../db/tables/outbox.js'
import { newId } from '../kernel/ids.js'

/**
 * Lets one process of many do a job. No wall clock is asked: the holder counts a beat up, and a candidate that has
 * seen the same beat for a whole `ttlMs` of its own monotonic time takes the lease over. The holder counts its time
 * from before each beat, so it gives up first. A holder that slept through that may still be at work for a moment:
 * what must not happen twice needs a guard of its own in its transaction.
 */
export interface Lease {
  /** Takes the lease or renews it; call it at least three times in `ttlMs`. */
  claim(): Promise<boolean>
  isHeld(): boolean
  release(): Promise<void>
}

export interface LeaseOptions {
  readonly db: Database
  readonly name: string
  readonly ttlMs: number
  readonly elapsedMs?: () => number
}

type Row = typeof lease.$inferSelect

export function createLease({ db, name, ttlMs, elapsedMs = () => performance.now() }: LeaseOptions): Lease {
  const holder = newId()
  let seen: { row: Row; atMs: number } | null = null
  let heldUntilMs = 0

  function isDead(row: Row, nowMs: number): boolean {
    const known = seen?.row.holder === row.holder && seen.row.beat === row.beat
    if (!known) seen = { row, atMs: elapsedMs() }
    return known && seen !== null && nowMs - seen.atMs >= ttlMs
  }

  return {
    async claim() {
      const nowMs = elapsedMs()
      const row = await read(db.read, name)
      if (row && row.holder !== holder && !isDead(row, nowMs)) return false
      const taken = await db.write((tx) => take(tx, name, holder, row))
      heldUntilMs = taken ? nowMs + ttlMs : 0
      return taken
    },
    isHeld: () => elapsedMs() < heldUntilMs,
    async release() {
      heldUntilMs = 0
      await db.write((tx) => tx.delete(lease).where(and(eq(lease.name, name), eq(lease.holder, holder))))
    },
  }
}

async function read(on: ReadHandle, name: string): Promise<Row | undefined> {
  const [row] = await on.select().from(lease).where(eq(lease.name, name))
  return row
}

/** Only if nobody else has taken it or renewed it since `seen` was read. */
async function take(tx: Tx, name: string, holder: string, seen: Row | undefined): Promise<boolean> {
  const taken = seen
    ? await tx
        .update(lease)
        .set({ holder, beat: seen.beat + 1 })
        .where(and(eq(lease.name, name), eq(lease.holder, seen.holder), eq(lease.beat, seen.beat)))
        .returning({ beat: lease.beat })
    : await tx
        .insert(lease)
        .values({ name, holder, beat: 1 })
        .onConflictDoNothing()
        .returning({ beat: lease.beat })
  return taken.length > 0
}
