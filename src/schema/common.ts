import { Field, ID, InterfaceType } from 'type-graphql'

/**
 * Whatever has a global id. A resolver that returns a `Node` returns either an instance of the type's class or an
 * object with its `__typename`.
 */
@InterfaceType({
  description: 'Whatever can be looked up by its id with `node`, and cached under it.',
})
export abstract class Node {
  @Field(() => ID, { description: 'Names this thing among all things. Opaque: do not take it apart.' })
  readonly id!: unknown
}
