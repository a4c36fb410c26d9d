import { ArgsType, Field, Int } from 'type-graphql'
import type { PageArgs } from '../kernel/page.js'

/** The arguments of every list that is a connection. */
@ArgsType()
export class PageArguments implements PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'How many rows from the start, or from `after`: at most 100, 20 if omitted.',
  })
  readonly first?: number | null
  @Field(() => String, {
    nullable: true,
    description: 'Starts behind this `cursor`, e.g. the `endCursor` of the page before.',
  })
  readonly after?: string | null
  @Field(() => Int, {
    nullable: true,
    description: 'How many rows up to the end, or to `before`: at most 100.',
  })
  readonly last?: number | null
  @Field(() => String, {
    nullable: true,
    description: 'Ends in front of this `cursor`, e.g. the `startCursor` of the page behind.',
  })
  readonly before?: string | null
}
