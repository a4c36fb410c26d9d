import { and, asc, eq, inArray, lt } from 'drizzle-orm'
import {
  affectedRows,
  among,
  insertRows,
  query,
  type ReadHandle,
  type Slots,
  type Tx,
} from '../../db/index.js'
import { importRun, importSeen } from '../../db/tables/feeds.js'
import type { Rejection } from './rejection.js'

/** How far a run has come. */
export interface Checkpoint {
  readonly linesDone: number
  readonly rejected: number
  /** Those of the last batch. */
  readonly lastRejections: readonly Rejection[]
}

const runOf = query((on, p: Slots<{ fingerprint: string }>) =>
  on.select().from(importRun).where(eq(importRun.fingerprint, p.fingerprint)),
)

export async function readCheckpoint(on: ReadHandle, fingerprint: string): Promise<Checkpoint | null> {
  const [row] = await runOf(on, { fingerprint })
  return row ? { ...row, lastRejections: row.lastRejections as Rejection[] } : null
}

export const writeCheckpoint = (tx: Tx, fingerprint: string, at: Checkpoint, now: Date): Promise<void> =>
  insertRows(
    tx,
    importRun,
    [{ fingerprint, ...at, lastRejections: [...at.lastRejections], updatedAt: now }],
    {
      onConflict: {
        target: [importRun.fingerprint],
        set: ['linesDone', 'rejected', 'lastRejections', 'updatedAt'],
      },
    },
  )

const seenLines = query((on, p: Slots<{ fingerprint: string; keys: readonly string[] }>) =>
  on
    .select({ key: importSeen.key, line: importSeen.line })
    .from(importSeen)
    .where(and(eq(importSeen.fingerprint, p.fingerprint), among(importSeen.key, p.keys))),
)

/** The lines at which a run has met these keys before. */
export async function readSeen(
  on: ReadHandle,
  fingerprint: string,
  keys: readonly string[],
): Promise<Map<string, number>> {
  const rows = await seenLines(on, { fingerprint, keys })
  return new Map(rows.map((row) => [row.key, row.line]))
}

export const writeSeen = (tx: Tx, fingerprint: string, seen: ReadonlyMap<string, number>): Promise<void> =>
  insertRows(
    tx,
    importSeen,
    [...seen].map(([key, line]) => ({ fingerprint, key, line })),
  )

/** Deletes at most `limit` of the keys that a run has met, and the run itself once none is left. Answers whether it is. */
export async function forgetSome(tx: Tx, fingerprint: string, limit: number): Promise<boolean> {
  const some = tx
    .select({ key: importSeen.key })
    .from(importSeen)
    .where(eq(importSeen.fingerprint, fingerprint))
    .orderBy(asc(importSeen.key))
    .limit(limit)
  const gone = await tx
    .delete(importSeen)
    .where(and(eq(importSeen.fingerprint, fingerprint), inArray(importSeen.key, some)))
  if (affectedRows(gone) === limit) return false
  await tx.delete(importRun).where(eq(importRun.fingerprint, fingerprint))
  return true
}

/** Runs that nobody came back to. */
export async function readAbandoned(on: ReadHandle, before: Date): Promise<string[]> {
  const rows = await on
    .select({ fingerprint: importRun.fingerprint })
    .from(importRun)
    .where(lt(importRun.updatedAt, before))
  return rows.map((row) => row.fingerprint)
}
