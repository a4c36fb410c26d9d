import type { ExecutionResult } from 'graphql'
import type { ReadHandle } from '../../db/index.js'
import type { LiveStatus } from '../../telemetry/live.js'
import { presentError } from '../present-error.js'
import type { Live, Receiver, Subscribed, SubscribeRequest } from '../sockets/live.js'
import { type Place, placeOf } from './cursor.js'
import { deliver } from './deliver.js'
import { Follower, type Look, type SeenFact } from './follower.js'
import { type Group, Member } from './group.js'
import { Groups } from './groups.js'
import type { HubOptions } from './hub-options.js'
import { NotForAll } from './make-events.js'
import { createPulse } from './pulse.js'
import type { Telling } from './telling.js'

/** So many groups are told of one moment, so that no moment takes long. */
const mostGroups = 64
/** On PostgreSQL they wait for answers most of the time. */
const groupsAtOnce = 8

/**
 * Tells subscribers what happens. It looks at the outbox in a snapshot of the database, and in the same snapshot runs the
 * operation of each group that is concerned: so what a group is shown is the state right after the facts it was told. Looks
 * come one after the other; what happens meanwhile is told by the next one.
 */
export class Hub implements Live {
  readonly #options: HubOptions
  readonly #groups = new Groups()
  readonly #due = new Set<Group>()
  /** Groups that could not be told something and will be. */
  readonly #failed = new Set<Group>()
  /** Members that are yet to find their group. */
  readonly #homeless = new Set<Member>()
  readonly #pulse = createPulse(() => this.#look())
  #follower = new Follower()
  #stopListening: (() => void)[] = []
  #isAway = false
  #looks = 0

  constructor(options: HubOptions) {
    this.#options = options
  }

  async subscribe(request: SubscribeRequest, receiver: Receiver): Promise<Subscribed | ExecutionResult> {
    try {
      const asked = this.#options.asked(request)
      const since = placeOf(this.#options.shop, asked.args.since)
      const member = new Member(asked, receiver, since, this.#looks)
      await this.#arrive(member)
      const refused = await member.admission
      if (refused) return refused
      return { caughtUp: () => this.#catchUp(member), end: () => this.#leave(member) }
    } catch (thrown) {
      return { errors: [presentError(thrown, request.context.incoming)] }
    }
  }

  status(): LiveStatus {
    const { executions, events } = this.#options.counts
    return { executions, events, ...this.#groups.sizes }
  }

  async stop(): Promise<void> {
    this.#rest()
    await this.#pulse.stop()
  }

  async #arrive(member: Member): Promise<void> {
    const group = await this.#groups.join(member)
    if (group) this.#due.add(group)
    if (this.#stopListening.length === 0)
      this.#stopListening = this.#options.sources.map((listen) => listen(this.#pulse.wake))
    this.#pulse.wake()
  }

  #catchUp(member: Member): void {
    const { group } = member
    if (!group?.behind.delete(member)) return
    member.since = null
    group.arriving.add(member)
    this.#due.add(group)
    this.#pulse.wake()
  }

  #leave(member: Member): void {
    const { group } = member
    member.hasEnded = true
    member.group = null
    group?.remove(member)
    if (group?.isEmpty) this.#forget(group)
  }

  #forget(group: Group): void {
    this.#groups.delete(group)
    this.#due.delete(group)
    this.#failed.delete(group)
    this.#options.teller.forget(group)
  }

  /** Nobody is there to be told: nothing is looked for. */
  #rest(): void {
    for (const stop of this.#stopListening.splice(0)) stop()
    this.#follower = new Follower()
    this.#options.teller.forget()
  }

  async #look(): Promise<boolean> {
    if (this.#groups.size + this.#homeless.size === 0) {
      this.#rest()
      return true
    }
    try {
      const { oldest, tellings } = await this.#options.db.snapshot((on) => this.#inspect(on))
      for (const [group, telling] of tellings) await this.#deliver(group, telling)
      if (oldest) this.#options.delivered(Math.max(0, Date.now() - oldest.at.getTime()) / 1_000)
      const isWell = this.#failed.size === 0
      for (const group of this.#failed) this.#due.add(group)
      this.#failed.clear()
      if (this.#due.size > 0 && isWell) this.#pulse.wake()
      if (isWell) this.#isAway = false
      return isWell
    } catch (error) {
      this.#complain(error)
      return false
    }
  }

  #complain(error: unknown): void {
    if (!this.#isAway)
      this.#options.log.warn({ err: error }, 'subscribers cannot be told what happens; trying again')
    this.#isAway = true
  }

  async #inspect(on: ReadHandle) {
    // Before the first read, which is the moment that all others are of.
    this.#looks++
    await this.#house()
    const look = await this.#follower.look(on)
    await this.#apply(look)
    const tellings: [Group, Telling][] = []
    const batch = [...this.#due].slice(0, mostGroups).values()
    const tellNext = async () => {
      for (const group of batch) {
        const telling = await this.#tell(group, on)
        if (telling) tellings.push([group, telling])
      }
    }
    await Promise.all(Array.from({ length: groupsAtOnce }, tellNext))
    return { oldest: look.facts[0], tellings }
  }

  /** Notes with the groups what has happened. */
  async #apply(look: Look): Promise<void> {
    const { topicsOf, teller, forgetContexts } = this.#options
    let isEverything = look.isLost
    for (const fact of look.facts) {
      const concerned = topicsOf(fact)
      if (concerned === 'EVERYTHING') isEverything = true
      // It may concern what events show besides.
      else if (concerned.length === 0) teller.forget()
      else this.#note(fact, concerned)
    }
    if (isEverything) {
      forgetContexts()
      teller.forget()
      for (const group of [...this.#groups.all]) this.#evict(group, null)
      await this.#house()
    }
  }

  #note(fact: SeenFact, topics: readonly string[]): void {
    const groups = new Set(topics.flatMap((topic) => [...this.#groups.about(topic)]))
    for (const group of groups) {
      this.#options.teller.forget(group)
      group.tell(fact)
      if (group.isDue) this.#due.add(group)
    }
  }

  /** Null when there is nothing to be told, or not now. */
  async #tell(group: Group, on: ReadHandle): Promise<Telling | null> {
    this.#due.delete(group)
    const asked = group.anyone?.asked
    if (!asked || !group.isDue) return null
    const place = this.#placeOf(group)
    try {
      const telling = await this.#options.teller.tell(group, { asked, on, place, look: this.#looks })
      group.toldUpTo(place)
      return telling
    } catch (error) {
      if (error instanceof NotForAll) {
        this.#groups.keepApart(asked)
        this.#evict(group, group.place)
        await this.#house()
        return null
      }
      this.#failed.add(group)
      this.#complain(error)
      return null
    }
  }

  async #deliver(group: Group, telling: Telling): Promise<void> {
    await deliver(group, telling, {
      onEvent: () => this.#options.counts.events++,
      leave: (member) => this.#leave(member),
    })
    if (group.isDue) this.#due.add(group)
  }

  /** How far the group will have been told once it is told all that has been found. */
  #placeOf({ topics }: Group): Place {
    const position = this.#follower.settled ?? { stamp: '0', seq: 0 }
    const ahead = [...this.#follower.unsettled].filter((fact) => {
      const concerned = this.#options.topicsOf(fact)
      return concerned !== 'EVERYTHING' && concerned.some((topic) => topics.includes(topic))
    })
    return { position, ahead: ahead.map(({ seq }) => seq) }
  }

  /** Takes the group apart: its members belong to others from now on, where those who had come to `place` go on. */
  #evict(group: Group, place: Place | null): void {
    const { current, members } = group
    this.#forget(group)
    for (const member of members) {
      if (!member.isNew) member.since = current.has(member) ? place : null
      member.group = null
      this.#homeless.add(member)
    }
  }

  async #house(): Promise<void> {
    for (const member of this.#homeless) {
      const group = await this.#groups.join(member)
      if (group) this.#due.add(group)
      this.#homeless.delete(member)
    }
  }
}
