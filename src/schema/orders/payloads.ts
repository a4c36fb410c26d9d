import { ArgsType, createUnionType, Field, ID, ObjectType } from 'type-graphql'
import { Cart } from '../cart/cart.js'
import { UserError } from '../errors.js'
import { Rejection } from '../errors-rejection.js'
import { Payment } from '../payments/payment.js'
import { Order, OrderLine } from './order.js'

@ObjectType({ simpleResolvers: true, description: 'The order was placed.' })
export class OrderPlacePayload {
  @Field(() => Order, { description: 'The order.' })
  readonly order!: Order
  @Field(() => String, {
    nullable: true,
    description:
      'Opens the order to whoever has it: keep it secret. The same again when the call is repeated with the token of the cart; ' +
      'null without that, since the session opens the order then.',
  })
  readonly orderToken!: string | null
  @Field(() => Payment, {
    nullable: true,
    simple: false,
    description: 'How it is paid, with what the shopper has to do next; null where nothing is due.',
  })
  readonly payment!: unknown
  @Field(() => Boolean, { description: 'Whether an earlier call with the same key has placed it.' })
  readonly replayed!: boolean
  @Field(() => Cart, { simple: false, description: 'The cart that it was made of.' })
  readonly cart!: unknown
  /** Of the cart and of the payment. */
  readonly cartId!: string
  readonly paymentId!: string | null
}

@ObjectType({ simpleResolvers: true, description: 'The payment has begun.' })
export class PaymentPayload {
  @Field(() => Order, { description: 'As it is now.' })
  readonly order!: Order
  @Field(() => Payment, { description: 'The payment, with what the shopper has to do next.' })
  readonly payment!: Payment
}

export const OrderPlaceResult = createUnionType({
  name: 'OrderPlaceResult',
  description: 'Placed, or nothing was taken.',
  types: () => [OrderPlacePayload, Rejection] as const,
})
export const PaymentResult = createUnionType({
  name: 'PaymentResult',
  description: 'Begun, or nothing was changed.',
  types: () => [PaymentPayload, Rejection] as const,
})

@ObjectType({ simpleResolvers: true, description: 'The order was given up.' })
export class OrderAbandonPayload {
  @Field(() => Order, { description: 'As it is now.' })
  readonly order!: Order
}

export const OrderAbandonResult = createUnionType({
  name: 'OrderAbandonResult',
  description: 'Given up, or nothing was changed.',
  types: () => [OrderAbandonPayload, Rejection] as const,
})

@ObjectType({ simpleResolvers: true, description: 'What of a line was not put into the cart.' })
export class OrderReorderObstacle {
  @Field(() => OrderLine, { description: 'The line of the order.' })
  readonly line!: OrderLine
  @Field(() => UserError, { description: 'Why not, or why not so many.' })
  readonly error!: UserError
}

@ObjectType({ simpleResolvers: true, description: 'What can still be bought is in the cart.' })
export class OrderReorderPayload {
  @Field(() => Cart, { description: 'The cart, at what things cost now.' })
  readonly cart!: Cart
  @Field(() => String, {
    nullable: true,
    description:
      'Opens the cart, if it is a new one: send it as `Athanor-Cart`, and keep it secret. It is shown here and never again.',
  })
  readonly token!: string | null
  @Field(() => [OrderReorderObstacle], {
    description: 'Lines that are not in the cart, or not as many of them as there were.',
  })
  readonly left!: readonly OrderReorderObstacle[]
}

export const OrderReorderResult = createUnionType({
  name: 'OrderReorderResult',
  description: 'In the cart, or nothing was changed.',
  types: () => [OrderReorderPayload, Rejection] as const,
})

@ArgsType()
export class OrderEventsArguments {
  @Field(() => ID, { description: 'Which order.' })
  readonly orderId!: string
  @Field(() => String, {
    nullable: true,
    description:
      'The `cursor` of an event: the next is told once the order has changed since. Without one, and with one that is too old ' +
      'or not known here, the first event is a snapshot.',
  })
  readonly since?: string | null
}

@ObjectType({ simpleResolvers: true, description: 'That an order has changed.' })
export class OrderEvent {
  @Field(() => String, {
    description: 'Where to go on: send the cursor of the last event that you have taken as `since`.',
  })
  readonly cursor!: string
  @Field(() => Boolean, { description: 'Whether it is told whatever you were told before.' })
  readonly snapshot!: boolean
  @Field(() => Order, { description: 'As it is now.' })
  readonly order!: Order
}
