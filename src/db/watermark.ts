import { and, gt, gte, sql } from 'drizzle-orm'
import type { ReadHandle, Tx } from './database.js'
import { dialect } from './dialect.js'
import { among } from './differs.js'
import type { NewFact } from './outbox.js'
import { query, type Slots } from './query.js'
import { outbox } from './tables/outbox.js'

/** Which facts of some kinds were known when it was taken. */
export interface Watermark {
  readonly kinds: readonly string[]
  readonly from: string
  /** Those from there on that were committed. */
  readonly seen: readonly number[]
}

// On SQLite the order of numbers is that of commits. On PostgreSQL a fact's stamp is at or above the number of the
// transaction that wrote it. One that had not committed when the mark was taken either ran then, so that its number is at or
// above `pg_snapshot_xmin`, or began later: its facts lie from there on, and are not among those seen. (Neither the stamp
// nor the row's own xmin can be asked by `pg_visible_in_snapshot`: a stamp may be another's, and an xmin a savepoint's.)

/** To be taken before what is worked out of the shop is read. */
export async function watermark(read: ReadHandle, kinds: readonly string[]): Promise<Watermark> {
  const [row] = await marks(read, { kinds: kinds.join(',') })
  return { kinds, from: String(row?.start ?? '0'), seen: row?.seen?.split(',').map(Number) ?? [] }
}

interface Mark {
  readonly start: string | number | null
  readonly seen: string | null
}
const start = sql`pg_snapshot_xmin(pg_current_snapshot())`
const marks = query((_, p: Slots<{ kinds: string }>) =>
  dialect === 'postgres'
    ? sql<Mark>`select ${start}::text as start, (select string_agg(seq::text, ',') from outbox where stamp >= ${start} and kind = any(string_to_array(${p.kinds}, ','))) as seen`
    : sql<Mark>`select max(seq) as start, null as seen from outbox`,
)

/**
 * The facts of those kinds that have been committed since. None: whatever such facts tell of is as it was when the mark was
 * taken, and so was all that was read of it in between.
 */
export async function factsSince(
  tx: Tx,
  { kinds, from, seen }: Watermark,
): Promise<readonly Pick<NewFact, 'kind' | 'body'>[]> {
  const found = await factsFrom(tx, { kinds, stamp: from, seq: Number(from) })
  return found.filter(({ seq }) => !seen.includes(seq))
}

interface From {
  readonly kinds: readonly string[]
  readonly stamp: string
  readonly seq: number
}
const factsFrom = query((on, p: Slots<From>) =>
  on
    .select({ seq: outbox.seq, kind: outbox.kind, body: outbox.body })
    .from(outbox)
    .where(
      and(
        dialect === 'postgres' ? gte(outbox.stamp, p.stamp) : gt(outbox.seq, p.seq),
        among(outbox.kind, p.kinds),
      ),
    ),
)
