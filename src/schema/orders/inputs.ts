import { Directive, Field, ID, InputType, Int } from 'type-graphql'
import { MoneyInput } from '../money.js'
import { DateTime, Json, Url } from '../scalars.js'

const idempotencyKey = {
  description:
    '16 to 64 characters, best a random UUID. A call that is repeated with its key within 7 days is done once, and answered ' +
    'the same: repeat it when no answer came.',
}

@InputType({ description: 'How what is due is paid.' })
export class PaymentInput {
  @Field(() => String, { description: "The handle of one of the cart's `paymentMethods`." })
  readonly methodHandle!: string
  @Field(() => Url, {
    nullable: true,
    description: 'Where the shopper comes back to from a page of the provider.',
  })
  readonly returnUrl?: string | null
  @Field(() => Json, {
    nullable: true,
    description: "What the provider's library in the client gives along, at most 4,000 characters.",
  })
  readonly data?: unknown
}

@InputType({ description: 'The order to make, as the shopper has agreed to it.' })
export class OrderPlaceInput {
  @Field(() => ID, {
    description: 'The cart. It needs the token of the cart, or the session of its customer.',
  })
  readonly cartId!: string
  @Field(() => Int, {
    description: 'The version that the shopper has seen; refused if it is no longer that.',
  })
  readonly expectedVersion!: number
  @Field(() => MoneyInput, {
    description: 'The `cost.total` that the shopper has agreed to; refused if it is another by now.',
  })
  readonly expectedTotal!: MoneyInput
  @Field(() => MoneyInput, {
    nullable: true,
    description:
      'The `cost.due` that the shopper has agreed to; refused if it is another by now, as when a gift card was spent elsewhere.',
  })
  readonly expectedDue?: MoneyInput | null
  @Field(() => String, idempotencyKey)
  readonly idempotencyKey!: string
  @Field(() => PaymentInput, {
    nullable: true,
    description:
      'Needed where something is due, and not looked at where nothing is. Staff with ORDERS_WRITE may leave it out: the shopper ' +
      'gets a letter with a link, and pays with `paymentStart` until `payBefore`.',
  })
  readonly payment?: PaymentInput | null
  @Field(() => DateTime, {
    nullable: true,
    description:
      'For staff who leave out `payment`: until when the shopper can pay, at most 30 days from now. As long as any order waits ' +
      'if omitted.',
  })
  readonly payBefore?: Date | null
}

@InputType({ description: 'Another try to pay an order.' })
export class PaymentStartInput {
  @Field(() => ID, {
    description: 'The order. It needs the session of its customer, the token of its cart, or `orderToken`.',
  })
  readonly orderId!: string
  @Field(() => String, {
    nullable: true,
    description: 'The token of the order, as `orderPlace` and letters tell it.',
  })
  readonly orderToken?: string | null
  @Field(() => PaymentInput, { description: 'How it is paid.' })
  readonly payment!: PaymentInput
  @Field(() => String, idempotencyKey)
  readonly idempotencyKey!: string
}

@Directive('@oneOf')
@InputType({ description: 'Pass exactly one.' })
export class OrderBy {
  @Field(() => ID, {
    nullable: true,
    description: 'Its global id; needs the session, or the token of the cart.',
  })
  readonly id?: string | null
  @Field(() => String, {
    nullable: true,
    description: 'Its number, however it is written down; needs the session, or the token of the cart.',
  })
  readonly number?: string | null
  @Field(() => String, { nullable: true, description: 'Its token: whoever has that may see it.' })
  readonly token?: string | null
}

@InputType({ description: 'The order to give up.' })
export class OrderAbandonInput {
  @Field(() => ID, {
    description: 'The order. It needs the session of its customer, or the token of its cart.',
  })
  readonly orderId!: string
}

@InputType({ description: 'What to buy again.' })
export class OrderReorderInput {
  @Field(() => OrderBy, { description: 'Which order.' })
  readonly by!: OrderBy
  @Field(() => ID, {
    nullable: true,
    description: 'The cart that it is put into, on top of what is in there; a new one if omitted.',
  })
  readonly cartId?: string | null
}
