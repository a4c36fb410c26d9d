import { ArgsType, createUnionType, Field, ID, ObjectType } from 'type-graphql'
import { Rejection } from '../errors-rejection.js'
import { Cart } from './cart.js'
import { Warning } from './warnings.js'

const warnings = { description: 'What the call changed beyond what was asked.' }

@ObjectType({ simpleResolvers: true, description: 'The cart was made.' })
export class CartCreatePayload {
  @Field(() => Cart, { description: 'The cart.' })
  readonly cart: Cart
  @Field(() => String, {
    description:
      'Opens the cart: send it as `Athanor-Cart`, and keep it secret. It is shown here and never again.',
  })
  readonly token: string
  @Field(() => [Warning], warnings)
  readonly warnings: readonly Warning[] = []

  constructor(cart: Cart, token: string) {
    this.cart = cart
    this.token = token
  }
}

@ObjectType({ simpleResolvers: true, description: 'The cart was changed.' })
export class CartPayload {
  @Field(() => Cart, { description: 'As it is now.' })
  readonly cart: Cart
  @Field(() => [Warning], warnings)
  readonly warnings: readonly Warning[]

  constructor(cart: Cart, warnings: readonly Warning[]) {
    this.cart = cart
    this.warnings = warnings
  }
}

export const CartCreateResult = createUnionType({
  name: 'CartCreateResult',
  description: 'Made, or nothing was made.',
  types: () => [CartCreatePayload, Rejection] as const,
})
export const CartResult = createUnionType({
  name: 'CartResult',
  description: 'Changed, or nothing was changed.',
  types: () => [CartPayload, Rejection] as const,
})

@ArgsType()
export class CartEventsArguments {
  @Field(() => ID, { description: 'Which cart.' })
  readonly cartId!: string
  @Field(() => String, {
    nullable: true,
    description:
      'The `cursor` of an event: the next is told once the cart has changed since. Without one, and with one that is too old ' +
      'or not known here, the first event is a snapshot.',
  })
  readonly since?: string | null
}

@ObjectType({ simpleResolvers: true, description: 'That a cart has changed.' })
export class CartEvent {
  @Field(() => String, {
    description: 'Where to go on: send the cursor of the last event that you have taken as `since`.',
  })
  readonly cursor!: string
  @Field(() => Boolean, { description: 'Whether it is told whatever you were told before.' })
  readonly snapshot!: boolean
  @Field(() => Cart, { description: 'As it is now.' })
  readonly cart!: Cart
  @Field(() => [Warning], { description: 'As in the cart.' })
  readonly warnings!: readonly Warning[]
}
