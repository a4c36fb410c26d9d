import {
  commitCounter,
  type Database,
  dialect,
  type Fact,
  factsSeenFrom,
  newestFacts,
  type Position,
} from '../db/index.js'
import type { Log } from '../kernel/log.js'

/** What a fact makes untrue: the answers under these tags, or all of them. */
export type Untrue = readonly string[] | 'EVERYTHING'

/** Told of everything that becomes untrue. `stamp` is the fact's place in the order of commits. */
export interface Listener {
  drop(tags: readonly string[], stamp: number): void
  dropEverything(stamp: number): void
}

/** Keeps a process's caches in step with what is committed anywhere. */
export interface Coherence {
  /**
   * To be awaited before something kept is used. With SQLite all that any process has committed before the call is
   * applied then; with PostgreSQL all that was committed up to a second ago, and `fresh` says whether that is so.
   */
  settle(): Promise<void> | undefined
  /** False when too much time has passed since the database was last asked: nothing kept may be used. */
  readonly fresh: boolean
  /** To be awaited after a commit of this process, before it is acknowledged: applies what was committed by now. */
  catchUp(): Promise<void>
  /** Below this stamp every fact has been applied. */
  readonly stamp: number
  /** What has been applied by now, for a client to carry to another gateway. */
  readonly token: string
  /** Whether what was applied where this token was given has been applied here. */
  covers(token: string): boolean
  stop(): void
}

export interface CoherenceOptions {
  readonly db: Database
  readonly log: Log
  readonly untrueBy: (fact: Fact) => Untrue
  /** Whether anything is kept: else nobody needs to know before there is something to acknowledge. */
  readonly keeps: boolean
  readonly listener: (startingStamp: number) => Listener
}

const mostFacts = 2_000
const everyMs = 250
/** Twice missed and a little more: then the database does not answer. */
const freshMs = 900

/** Follows the outbox from its newest facts on. Throws when the database does not answer. */
export async function followFacts(options: CoherenceOptions): Promise<Coherence> {
  const { db, log, untrueBy } = options
  const start = await newestFacts(db.read, mostFacts)
  const listener = options.listener(stampOf(start.facts[0] ?? start.settled))
  const counter = commitCounter(db.read)
  /** PostgreSQL: the stamps of applied facts that will be seen again, by their seq. */
  const applied = new Map<number, number>()
  let settled = start.settled
  let newest = 0
  let count: unknown = null
  let lookedAtMs = performance.now()

  function apply(fact: Fact & Position): void {
    if (applied.has(fact.seq)) return
    const stamp = stampOf(fact)
    newest = Math.max(newest, stamp)
    if (dialect === 'postgres') applied.set(fact.seq, stamp)
    const untrue = untrueBy(fact)
    if (untrue === 'EVERYTHING') listener.dropEverything(stamp)
    else listener.drop(untrue, stamp)
  }

  async function look(): Promise<void> {
    const startedMs = performance.now()
    const counted = counter?.()
    for (let more = true; more; ) {
      const seen = await factsSeenFrom(db.read, settled, mostFacts)
      seen.facts.forEach(apply)
      settled = seen.settled
      more = seen.facts.length === mostFacts
      // Behind so many facts there may be others that are out of reach until the transactions before them have ended.
      if (more) listener.dropEverything(newest)
      if (dialect === 'postgres') break
    }
    for (const [seq, stamp] of applied) if (stamp < stampOf(settled)) applied.delete(seq)
    count = counted
    lookedAtMs = startedMs
  }

  const reached = () => (dialect === 'postgres' ? stampOf(settled) : settled.seq + 1)
  const looks = oneAfterAnother(look)
  async function catchUp(): Promise<void> {
    try {
      await looks()
    } catch (error) {
      lookedAtMs = Number.NEGATIVE_INFINITY
      // So that the next use looks again, also when nobody has committed since.
      count = null
      log.warn({ err: error }, 'cannot tell what has changed; nothing is answered from the cache meanwhile')
    }
  }

  start.facts.forEach(apply)
  const timer = counter || !options.keeps ? null : setInterval(() => void catchUp(), everyMs).unref()
  return {
    settle: () => (counter === null || counter() === count ? undefined : catchUp()),
    get fresh() {
      return counter ? lookedAtMs > Number.NEGATIVE_INFINITY : performance.now() - lookedAtMs < freshMs
    },
    catchUp,
    get stamp() {
      return reached()
    },
    get token() {
      return String(Math.max(newest + 1, stampOf(settled)))
    },
    covers: (token) => /^\d{1,15}$/.test(token) && Number(token) <= reached(),
    stop: () => void (timer && clearInterval(timer)),
  }
}

/** SQLite counts its commits by the facts themselves. */
const stampOf = ({ stamp, seq }: Position): number => (dialect === 'postgres' ? Number(stamp) : seq)

/** Who asks while the work is under way waits for the next time: what it finds is then newer than the question. */
function oneAfterAnother(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  const run = (): Promise<void> => {
    running = work().finally(() => {
      running = null
    })
    return running
  }
  return () => {
    if (!running) return run()
    next ??= running
      .catch(() => {})
      .then(() => {
        next = null
        return run()
      })
    return next
  }
}
