import type { Fact, ReadHandle } from '../../db/index.js'
import type { GatewayContext } from '../context.js'

/** Why a subscription is executed: what its field's resolver gets as its root. */
export interface Occasion {
  /** Where a client goes on that has taken this event. */
  readonly cursor: string
  /** Whether it gets all that it asked for, whatever it was told before. */
  readonly snapshot: boolean
  /** What has happened since the event before; null where all is to be shown. */
  readonly facts: readonly Fact[] | null
  /** One that is to be shown as it was then, and not what has become of it; else null. */
  readonly step: Fact | null
}

/** What a fact concerns, by the topics of feeds. */
export type TopicsOf = (fact: Fact) => readonly string[] | 'EVERYTHING'

/** What a subscription field is told of. Its present state is what its resolver reads. */
export interface Feed<Context> {
  /** The topics of a subscription with these arguments. Throws an `InputError` for those that do not fit. */
  topics(args: Arguments): readonly string[]
  /** Of these facts about its topics, in their order, the ones that must be shown one by one before the present state. */
  steps(facts: readonly Fact[], args: Arguments, context: Context): readonly Fact[]
}

export type Arguments = Readonly<Record<string, unknown>>

/** What is needed of a context to run the same operation again and again. */
export interface LiveContext extends GatewayContext {
  /** A text that only the same viewer has, with the same tokens: what one of them is shown nobody else is. */
  readonly ownerKey: string
  /** Whether what was answered so far depends on who asks. */
  readonly isPrivate: boolean
  /** The same with nothing loaded; what must be of one moment is read from `on`. */
  again(on: ReadHandle): LiveContext
}
