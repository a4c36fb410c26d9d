import { inArray } from 'drizzle-orm'
import { firstFactAfter, type ReadHandle } from '../db/index.js'
import { reactionCursor } from '../db/tables/outbox.js'

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
  for (const { reaction, ...position } of cursors) {
    const next = await firstFactAfter(on, position)
    if (next) lags.push({ reaction, lagMs: now.getTime() - next.at.getTime() })
  }
  return lags
}
