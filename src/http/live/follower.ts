import {
  dialect,
  type Fact,
  factsSeenFrom,
  newestFacts,
  type Position,
  prunedUpTo,
  type ReadHandle,
} from '../../db/index.js'
import { isAfter } from './cursor.js'

export type SeenFact = Fact & Position

/** What a look at the outbox has found. */
export interface Look {
  readonly facts: readonly SeenFact[]
  /** Whether there may be more that are out of reach as yet, so that anything may have changed. */
  readonly isLost: boolean
}

const mostFacts = 2_000
const mostPages = 10

/** Follows the outbox from where it begins to look, each fact once. What it finds in a snapshot is all that the snapshot has. */
export class Follower {
  /** All facts up to it have been found. */
  settled: Position | null = null
  /** PostgreSQL: those behind it that have been found, which will be seen again. */
  readonly #unsettled = new Map<number, SeenFact>()

  /** Set while it looks: when that fails, what was found by then is lost. */
  #hasFailed = false

  /** Facts that are found, behind `settled`. */
  get unsettled(): Iterable<SeenFact> {
    return this.#unsettled.values()
  }

  async look(on: ReadHandle): Promise<Look> {
    const hasLost = this.#hasFailed
    this.#hasFailed = true
    const look = this.settled ? await this.#goOn(on, this.settled) : await this.#begin(on)
    this.#hasFailed = false
    return hasLost ? { ...look, isLost: true } : look
  }

  async #goOn(on: ReadHandle, from: Position): Promise<Look> {
    const facts: SeenFact[] = []
    let at = from
    for (let page = 0; page < mostPages; page++) {
      const seen = await factsSeenFrom(on, at, mostFacts)
      facts.push(...seen.facts.filter((fact) => !this.#unsettled.has(fact.seq)))
      this.#keep(seen.facts, seen.settled)
      if (seen.facts.length < mostFacts) return { facts, isLost: false }
      if (!isAfter(seen.settled, at)) break
      at = seen.settled
    }
    return { facts, isLost: true }
  }

  async #begin(on: ReadHandle): Promise<Look> {
    const newest = await newestFacts(on, mostFacts)
    const isEmpty = newest.facts.length === 0 && dialect === 'sqlite'
    this.#keep(newest.facts, isEmpty ? await prunedUpTo(on) : newest.settled)
    return { facts: [], isLost: false }
  }

  #keep(facts: readonly SeenFact[], settled: Position): void {
    for (const fact of facts) this.#unsettled.set(fact.seq, fact)
    for (const [seq, fact] of this.#unsettled) if (!isAfter(fact, settled)) this.#unsettled.delete(seq)
    this.settled = settled
  }
}
