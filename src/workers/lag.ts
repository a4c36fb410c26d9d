import { asc, inArray, sql } from 'drizzle-orm'
import type { ReadHandle } from '../db/index.js'
import { outbox, reactionCursor } from '../db/tables/outbox.js'

export interface Lag {
  readonly reaction: string
  /** The age of the first fact that the reaction has not come to. */
  readonly lagMs: number
}

/** Which reactions are behind, and how far. Facts that one failed at and set aside do not count. */
export async function outboxLag(on: ReadHandle, reactions: readonly string[], now: Date): Promise<Lag[]> {
  const cursors = await on
    .select()
    .from(reactionCursor)
    .where(inArray(reactionCursor.reaction, [...reactions]))
  const lags: Lag[] = []
  for (const { reaction, stamp, seq } of cursors) {
    const [next] = await on
      .select({ at: outbox.at })
      .from(outbox)
      .where(sql`(${outbox.stamp}, ${outbox.seq}) > (${stamp}, ${seq})`)
      .orderBy(asc(outbox.stamp), asc(outbox.seq))
      .limit(1)
    if (next) lags.push({ reaction, lagMs: now.getTime() - next.at.getTime() })
  }
  return lags
}
