import { ArgsType, Field, ID, ObjectType } from 'type-graphql'
import { connectionOf } from './connections.js'
import { PageArguments } from './page-arguments.js'
import { DateTime, Json } from './scalars.js'

@ObjectType({
  description: 'Who changed what, and when. Entries are written together with the change and never altered.',
  simpleResolvers: true,
})
export class AuditEntry {
  @Field(() => DateTime, { description: 'When it was changed.' })
  readonly at!: Date
  @Field(() => String, {
    description: 'An API key by its prefix, or a part of the system: `key:ath_4fQ2`, `system:cli`.',
  })
  readonly actor!: string
  @Field(() => String, { description: 'The mutation: `channelSave`.' })
  readonly action!: string
  @Field(() => String, { description: 'The type of what was changed: `Channel`.' })
  readonly entity!: string
  @Field(() => ID, { simple: false, description: 'The id of what was changed.' })
  readonly entityId!: unknown
  @Field(() => Json, {
    nullable: true,
    description: 'What it was like before; null when the change created it.',
  })
  readonly before!: unknown
  @Field(() => Json, { nullable: true, description: 'What it was like afterwards.' })
  readonly after!: unknown
  @Field(() => String, { nullable: true, description: 'The request that did it, as in the logs.' })
  readonly requestId!: string | null
}

export const AuditEntryConnection = connectionOf(AuditEntry)
@ArgsType()
export class AuditEntriesArguments extends PageArguments {
  @Field(() => String, { nullable: true, description: 'Only changes of things of this type: `Channel`.' })
  readonly entity?: string | null
  @Field(() => ID, { nullable: true, description: 'Only changes of the thing with this id.' })
  readonly entityId?: string | null
  @Field(() => String, { nullable: true, description: 'Only changes by this actor: `key:ath_4fQ2`.' })
  readonly actor?: string | null
}
