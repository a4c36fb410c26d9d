import {
  type Database,
  type Fact,
  FactsPruned,
  factsAfter,
  onFactsAppended,
  type Position,
  type Tx,
} from '../db/index.js'
import type { Clock } from '../kernel/clock.js'
import type { Log } from '../kernel/log.js'
import { CursorMoved, cursorOf, moveCursor } from './cursors.js'
import { dueFacts, type HeldFact, holdBehind, holdFailed, isHeld, letGo, postpone } from './held-facts.js'
import type { OutcomeCounts } from './outcome-counts.js'
import { pause } from './pause.js'
import type { Reaction } from './reaction.js'

/** Facts given to one reaction before the next has its turn. */
const batch = 100
/** How soon to look after facts were appended here; their commit follows within a few looks. */
const soonMs = 5

export interface RelayOptions {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  readonly reactions: readonly Reaction[]
  /** Facts by reaction: handled, and failed at. */
  readonly counts: OutcomeCounts
  /** Asked before each fact. */
  readonly mayGoOn: () => boolean
}

/**
 * Hands facts to reactions. Each has a cursor, moved in the transaction of the effect: that alone makes an effect
 * happen once, even with two relays at work. A fact that a reaction fails at is held and tried again up to five times
 * while others go on; later facts of its aggregate line up behind it.
 */
export class Relay {
  readonly #options: RelayOptions
  /** Reactions that missed facts, told of once. */
  readonly #stranded = new Set<string>()

  constructor(options: RelayOptions) {
    this.#options = options
  }

  /** Works until told to stop: at once while there are facts, soon after an append, else every `pollMs`. */
  async run(signal: AbortSignal, pollMs: number): Promise<void> {
    let nap = new AbortController()
    let waitMs = pollMs
    const wake = () => nap.abort()
    const stopListening = onFactsAppended(() => {
      waitMs = soonMs
      wake()
    })
    signal.addEventListener('abort', wake)
    while (!signal.aborted) {
      nap = new AbortController()
      if (await this.#tryRound()) continue
      await pause(waitMs, nap.signal)
      waitMs = Math.min(waitMs * 2, pollMs)
    }
    signal.removeEventListener('abort', wake)
    stopListening()
  }

  /** Tries the held facts that are due, then gives each reaction its next facts; true when there may be more. */
  async round(): Promise<boolean> {
    let more = await this.#retryDue()
    for (const reaction of this.#options.reactions) more = (await this.#advance(reaction)) || more
    return more && this.#options.mayGoOn()
  }

  async #tryRound(): Promise<boolean> {
    try {
      return await this.round()
    } catch (error) {
      if (error instanceof CursorMoved) this.#options.log.warn({}, error.message)
      else this.#options.log.error({ err: error }, 'the relay failed and will try again')
      return false
    }
  }

  async #advance(reaction: Reaction): Promise<boolean> {
    const { db, mayGoOn } = this.#options
    let at = await cursorOf(db, reaction.name)
    const facts = await this.#factsFor(reaction, at)
    for (const fact of facts) {
      if (!reaction.on.includes(fact.kind)) continue
      if (!mayGoOn()) return false
      await this.#handle(reaction, at, fact)
      at = fact
    }
    const last = facts.at(-1)
    if (last && last !== at) await db.write((tx) => moveCursor(tx, reaction.name, at, last))
    return facts.length === batch
  }

  async #factsFor({ name }: Reaction, at: Position): Promise<(Fact & Position)[]> {
    try {
      return await factsAfter(this.#options.db.read, at, batch)
    } catch (error) {
      if (!(error instanceof FactsPruned)) throw error
      if (!this.#stranded.has(name))
        this.#options.log.error({ err: error, reaction: name }, 'a reaction missed facts')
      this.#stranded.add(name)
      return []
    }
  }

  async #handle(reaction: Reaction, at: Position, fact: Fact & Position): Promise<void> {
    const { db, clock, log, counts } = this.#options
    const { name } = reaction
    const attempt = async (tx: Tx) => {
      await moveCursor(tx, name, at, fact)
      if (await isHeld(tx, name, fact.aggregate)) await holdBehind(tx, name, fact)
      else await reaction.run(tx, fact)
    }
    const giveUp = async (tx: Tx, error: unknown) => {
      await moveCursor(tx, name, at, fact)
      await holdFailed(tx, name, fact, error, clock.now())
    }
    try {
      await db.write(attempt, reaction)
      counts.of(name).done++
    } catch (error) {
      if (error instanceof CursorMoved) throw error
      counts.of(name).failed++
      await db.write((tx) => giveUp(tx, error))
      log.warn({ err: error, reaction: name, seq: fact.seq }, 'a reaction failed and will be tried again')
    }
  }

  async #retryDue(): Promise<boolean> {
    const { db, clock, reactions, mayGoOn } = this.#options
    const byName = new Map(reactions.map((reaction) => [reaction.name, reaction]))
    const due = await dueFacts(db.read, [...byName.keys()], clock.now())
    for (const held of due) {
      const reaction = byName.get(held.reaction)
      if (!mayGoOn()) return false
      if (reaction) await this.#retry(reaction, held)
    }
    return due.length > 0
  }

  /** Moves no cursor, but holds it where it is: so that no other relay works for the reaction at the same time. */
  async #retry(reaction: Reaction, held: HeldFact): Promise<void> {
    const { db, clock, log, counts } = this.#options
    const at = await cursorOf(db, reaction.name)
    const attempt = async (tx: Tx) => {
      await moveCursor(tx, reaction.name, at, at)
      await letGo(tx, held, clock.now())
      await reaction.run(tx, held)
    }
    try {
      await db.write(attempt, reaction)
      counts.of(reaction.name).done++
    } catch (error) {
      if (error instanceof CursorMoved) throw error
      counts.of(reaction.name).failed++
      const dead = await db.write((tx) => postpone(tx, held, error, clock.now()))
      const fields = { err: error, reaction: reaction.name, seq: held.seq }
      if (dead) log.error(fields, 'a fact has become a dead letter')
      else log.warn(fields, 'a reaction failed and will be tried again')
    }
  }
}
