import type { ExecutionResult } from 'graphql'
import type { Receiver } from '../sockets/live.js'
import type { Asked } from './asked.js'
import type { Place } from './cursor.js'
import type { SeenFact } from './follower.js'

/** One client's subscription. */
export class Member {
  /** null once it has ended, and while it is between two groups. */
  group: Group | null = null
  hasEnded = false
  /** Settled once it is subscribed, or refused. */
  readonly admission: Promise<ExecutionResult | null>
  #answer: ((refusal: ExecutionResult | null) => void) | null = null

  constructor(
    readonly asked: Asked,
    readonly receiver: Receiver,
    /** From where it is to be brought up to the others; null for a snapshot. */
    public since: Place | null,
    /** The look at the outbox in which it arrived: what that has found may be older than what it was told elsewhere. */
    readonly arrivedIn: number,
  ) {
    this.admission = new Promise((resolve) => {
      this.#answer = resolve
    })
  }

  /** Whether its client has yet to hear that it is subscribed. */
  get isNew(): boolean {
    return this.#answer !== null
  }

  /** Whether it can be told what a look has found. */
  isIn(look: number): boolean {
    return this.since === null || this.arrivedIn < look
  }

  admit(refusal: ExecutionResult | null = null): void {
    this.#answer?.(refusal)
    this.#answer = null
  }
}

/** Facts that a group has yet to be told, beyond which it gets a snapshot instead. */
const mostFacts = 500

/**
 * The subscriptions that get the same events: of one operation with the same variables, apart from `since`, and for the same
 * audience. Each event is made once for all of them.
 */
export class Group {
  /** Told of everything as it happens. */
  readonly current = new Set<Member>()
  /** To be brought up to the others: with a snapshot, or with what they have missed. */
  readonly arriving = new Set<Member>()
  /** Missed an event, and their clients are yet to take those before. */
  readonly behind = new Set<Member>()
  /** What has happened and those who are current are yet to be told. */
  facts: SeenFact[] = []
  /** More has happened than `facts` tells. */
  hasLost = false
  /** How far those who are current have been told. */
  place: Place | null = null

  constructor(
    readonly key: string,
    /** Whether it is for one viewer, and not for everybody in the same context. */
    readonly isPrivate: boolean,
    readonly topics: readonly string[],
  ) {}

  get members(): Member[] {
    return [...this.current, ...this.arriving, ...this.behind]
  }

  get isEmpty(): boolean {
    return this.current.size + this.arriving.size + this.behind.size === 0
  }

  /** Whose operation and context are run for all. */
  get anyone(): Member | undefined {
    for (const members of [this.current, this.arriving, this.behind])
      for (const member of members) return member
    return undefined
  }

  get isDue(): boolean {
    return this.arriving.size > 0 || (this.current.size > 0 && (this.hasLost || this.facts.length > 0))
  }

  tell(fact: SeenFact): void {
    if (this.hasLost || this.current.size === 0) return
    this.facts.push(fact)
    if (this.facts.length > mostFacts) this.loseTrack()
  }

  loseTrack(): void {
    this.hasLost = true
    this.facts = []
  }

  /** Those who are current have been told, or are about to be, all up to there. */
  toldUpTo(place: Place): void {
    this.place = place
    this.facts = []
    this.hasLost = false
  }

  remove(member: Member): void {
    for (const members of [this.current, this.arriving, this.behind]) members.delete(member)
  }
}
