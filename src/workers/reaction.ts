import type { Fact, Tx } from '../db/index.js'

/**
 * What follows from a fact, in the database. `run` and the reaction's progress are one transaction, so its effect
 * happens exactly once; it may be run again after a failure or a conflict, so it touches nothing but `tx`.
 * Facts of one aggregate come in order, those of different ones in no promised order.
 */
export interface Reaction {
  /** Kept in the database: with a new name it starts again from the oldest fact. */
  readonly name: string
  /** The kinds of fact that it reacts to. */
  readonly on: readonly string[]
  /** Lets it hold the writer for longer than other jobs, where its work is one thing that cannot be split. */
  readonly maxHoldMs?: number
  run(tx: Tx, fact: Fact): Promise<void>
}
