import { oldestUnsettled, type ReadHandle } from '../db/index.js'
import { type Held, heldFacts } from './held-facts.js'
import { outboxLag } from './lag.js'

export interface OutboxStatus {
  readonly reactions: readonly ReactionStatus[]
  /** The age of the oldest fact that nobody may come to yet, held up by a long transaction; 0 without one. */
  readonly unsettledMs: number
}

interface ReactionStatus extends Held {
  /** 0 when the reaction has come to every fact. */
  readonly lagMs: number
}

/** How far the reactions have come, in all processes together. */
export async function outboxStatus(
  on: ReadHandle,
  reactions: readonly string[],
  now: Date,
): Promise<OutboxStatus> {
  const [lags, held, unsettled] = await Promise.all([
    outboxLag(on, reactions, now),
    heldFacts(on),
    oldestUnsettled(on),
  ])
  return {
    reactions: reactions.map((reaction) => ({
      ...{ reaction, facts: 0, deadLetters: 0, lagMs: 0 },
      ...lags.find((lag) => lag.reaction === reaction),
      ...held.find((facts) => facts.reaction === reaction),
    })),
    unsettledMs: unsettled ? now.getTime() - unsettled.getTime() : 0,
  }
}
