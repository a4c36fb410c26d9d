import { setImmediate as turn } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import { FactsPruned, type ReadHandle, replayedFactsAfter } from '../../db/index.js'
import type { RunOperation } from '../run-operation.js'
import type { Asked } from './asked.js'
import { cursorOf, isAfter, type Place, placeAfter } from './cursor.js'
import type { Occasion, TopicsOf } from './feed.js'
import type { SeenFact } from './follower.js'
import type { Group, Member } from './group.js'
import { type Made, makeEvent } from './make-events.js'

/** What the members of a group are to be sent, each event made once. */
export interface Telling {
  readonly current: readonly Made[]
  readonly arriving: ReadonlyMap<Member, readonly Made[]>
}

/** What there is at one moment of the database, for the operation that is asked. */
interface Moment {
  readonly asked: Asked
  readonly on: ReadHandle
  /** How far it goes. */
  readonly place: Place
  /** The look at the outbox that found it. */
  readonly look: number
}

interface TellerOptions {
  /** Tells cursors of this shop from others. */
  readonly shop: string
  readonly topicsOf: TopicsOf
  readonly runnerOf: (asked: Asked) => RunOperation
  readonly onExecution: () => void
}

/** Who has missed more than so many gets a snapshot. */
const mostReplayed = 1_000
/** After so many are looked up, others have their turn. */
const mostAtOnce = 50
const mostKeptBytes = 8 * 1_048_576
/** What a snapshot shows besides may change by the clock alone, such as what is published. */
const keptMs = 2_000

/** Makes what groups are told, at one moment of the database. */
export class Teller {
  readonly #options: TellerOptions
  /** For those who come soon after others, while nothing in them has changed. */
  readonly #snapshots = new LRUCache<Group, Made>({
    maxSize: mostKeptBytes,
    sizeCalculation: ({ text }) => text.length + 1,
    ttl: keptMs,
  })

  constructor(options: TellerOptions) {
    this.#options = options
  }

  /** To be called when the group's state, or without a group any, is another one. */
  forget(group?: Group): void {
    if (group) this.#snapshots.delete(group)
    else this.#snapshots.clear()
  }

  /** Throws `Away` and `NotForAll`. Who has arrived after the look began is told by the next one. */
  async tell(group: Group, { asked, on, place, look }: Moment): Promise<Telling> {
    const make = (occasion: Partial<Occasion>) => this.#make(group, asked, on, place, occasion)
    const snapshot = once(async () => {
      const kept = this.#snapshots.get(group) ?? (await make({ snapshot: true }))
      if (!kept.refusal) this.#snapshots.set(group, kept)
      return kept
    })
    const present = once(() => make({}))
    const replays = new Map<string, readonly Made[] | null>()
    const arriving = new Map<Member, readonly Made[]>()
    for (const member of group.arriving) {
      if (!member.isIn(look)) continue
      const since = member.since && cursorOf('', member.since)
      if (member.since && since !== null && !replays.has(since)) {
        replays.set(since, await this.#replay(group, asked, on, place, member.since))
        if (replays.size % mostAtOnce === 0) await turn()
      }
      const missed = since === null ? null : replays.get(since)
      arriving.set(member, missed ? [...missed, await present()] : [await snapshot()])
    }
    const { facts, hasLost } = group
    if (hasLost) return { current: [await snapshot()], arriving }
    if (facts.length === 0) return { current: [], arriving }
    const steps = await this.#steps(group, asked, on, group.place ?? place, facts)
    return { current: [...steps, await make({ facts })], arriving }
  }

  /** What has happened on the way from a place to this moment; null when nobody knows any more. */
  async #replay(
    group: Group,
    asked: Asked,
    on: ReadHandle,
    now: Place,
    since: Place,
  ): Promise<readonly Made[] | null> {
    if (isAfter(since.position, now.position)) return null
    try {
      const facts = await replayedFactsAfter(on, since.position, mostReplayed + 1)
      if (facts.length > mostReplayed) return null
      const missed = facts.filter((fact) => !since.ahead.includes(fact.seq) && this.#concerns(fact, group))
      return await this.#steps(group, asked, on, since, missed)
    } catch (error) {
      if (error instanceof FactsPruned) return null
      throw error
    }
  }

  #concerns(fact: SeenFact, { topics }: Group): boolean {
    const concerned = this.#options.topicsOf(fact)
    return concerned === 'EVERYTHING' || concerned.some((topic) => topics.includes(topic))
  }

  async #steps(
    group: Group,
    asked: Asked,
    on: ReadHandle,
    from: Place,
    facts: readonly SeenFact[],
  ): Promise<Made[]> {
    if (facts.length < 2) return []
    const context = asked.context.again(on)
    await context.begin(asked)
    const made: Made[] = []
    let place = from
    for (const step of asked.feed.steps(facts, asked.args, context) as readonly SeenFact[]) {
      place = placeAfter(place, step)
      made.push(await this.#make(group, asked, on, place, { facts: [step], step }))
    }
    return made
  }

  #make(
    group: Group,
    asked: Asked,
    on: ReadHandle,
    place: Place,
    { snapshot = false, facts = null, step = null }: Partial<Occasion>,
  ): Promise<Made> {
    const { shop, runnerOf, onExecution } = this.#options
    onExecution()
    const occasion = { cursor: cursorOf(shop, place), snapshot, facts, step }
    return makeEvent(runnerOf(asked), asked, on, occasion, group.isPrivate)
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => {
    made ??= make()
    return made
  }
}
