import { ArgsType, Directive, Field, ID, InputType, Int } from 'type-graphql'
import type * as orders from '../../domains/orders/types.js'
import type * as payments from '../../domains/payments/types.js'
import { MoneyInput } from '../money.js'
import { PageArguments } from '../page-arguments.js'
import { PaymentStatus } from '../payments/payment.js'
import { DateTime } from '../scalars.js'
import { OrderStatus } from './order.js'

const idempotencyKey = {
  description:
    '16 to 64 characters, best a random UUID. A call that is repeated with its key within 7 days is done once, and answered ' +
    'the same: repeat it when no answer came.',
}
const reason = {
  description: 'Why, at most 500 characters. It stays in the timeline for good: write nothing personal.',
}
const order = { description: 'The global id of the order.' }
const payment = { description: 'The global id of the payment.' }

@InputType({ description: 'Only orders that meet all of these. Omitted = any.' })
export class OrdersFilter {
  @Field(() => String, {
    nullable: true,
    description:
      'An e-mail address, the number of an order however it is written down, or else an SKU: each as a whole, in any case ' +
      'apart from SKUs.',
  })
  readonly query?: string | null
  @Field(() => OrderStatus, { nullable: true, description: 'How far they have come.' })
  readonly status?: orders.OrderStatus | null
  @Field(() => PaymentStatus, { nullable: true, description: 'How far their money has come.' })
  readonly paymentStatus?: payments.PaymentStatus | null
  @Field(() => DateTime, { nullable: true, description: 'Ordered then or later.' })
  readonly placedFrom?: Date | null
  @Field(() => DateTime, { nullable: true, description: 'Ordered before then.' })
  readonly placedTo?: Date | null
  @Field(() => String, { nullable: true, description: 'The slug of the channel.' })
  readonly channel?: string | null
  @Field(() => ID, { nullable: true, description: 'The global id of the customer.' })
  readonly customerId?: string | null
}

@ArgsType()
export class OrdersArguments extends PageArguments {
  @Field(() => OrdersFilter, { nullable: true, description: 'Which orders; all if omitted.' })
  readonly filter?: OrdersFilter | null
}

@Directive('@oneOf')
@InputType({ description: 'Pass exactly one.' })
export class OrderRecordBy {
  @Field(() => ID, { nullable: true, ...order })
  readonly id?: string | null
  @Field(() => String, { nullable: true, description: 'Its number, however it is written down.' })
  readonly number?: string | null
}

@InputType({ description: 'The order to cancel.' })
export class OrderCancelInput {
  @Field(() => ID, order)
  readonly orderId!: string
  @Field(() => String, reason)
  readonly reason!: string
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether units that were sold go back to where they lay; true if omitted.',
  })
  readonly restock?: boolean | null
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether what was paid goes back; true if omitted. What is only held is called off anyway.',
  })
  readonly refund?: boolean | null
  @Field(() => String, idempotencyKey)
  readonly idempotencyKey!: string
}

@InputType({ description: 'Units of a line.' })
export class OrderRefundLineInput {
  @Field(() => ID, { description: 'The global id of the line.' })
  readonly lineId!: string
  @Field(() => Int, { description: 'How many, at most those that are not refunded yet.' })
  readonly quantity!: number
}

@InputType({
  description:
    'What to return: `amount` is so much; without it, what `lines` and `shipping` have cost; with none of them, all that was ' +
    'paid and has not gone back.',
})
export class OrderRefundInput {
  @Field(() => ID, order)
  readonly orderId!: string
  @Field(() => MoneyInput, {
    nullable: true,
    description: 'How much, at most `refundable`. With `lines` it is for those.',
  })
  readonly amount?: MoneyInput | null
  @Field(() => [OrderRefundLineInput], { nullable: true, description: 'What it is for.' })
  readonly lines?: OrderRefundLineInput[] | null
  @Field(() => Boolean, { nullable: true, description: 'True returns what the delivery has cost too.' })
  readonly shipping?: boolean | null
  @Field(() => Boolean, {
    nullable: true,
    description: 'True puts the units back to where they lay; false if omitted.',
  })
  readonly restock?: boolean | null
  @Field(() => String, reason)
  readonly reason!: string
  @Field(() => String, idempotencyKey)
  readonly idempotencyKey!: string
}

@InputType({ description: 'The order whose money is there.' })
export class OrderMarkPaidInput {
  @Field(() => ID, order)
  readonly orderId!: string
  @Field(() => String, {
    nullable: true,
    description: 'How you know, such as the number of a statement; at most 500 characters, nothing personal.',
  })
  readonly reason?: string | null
  @Field(() => String, idempotencyKey)
  readonly idempotencyKey!: string
}

@InputType({ description: 'The payment to take.' })
export class PaymentCaptureInput {
  @Field(() => ID, payment)
  readonly paymentId!: string
  @Field(() => MoneyInput, {
    nullable: true,
    description: 'How much of what is held, once for all; all of it if omitted.',
  })
  readonly amount?: MoneyInput | null
  @Field(() => String, idempotencyKey)
  readonly idempotencyKey!: string
}

@InputType({ description: 'The payment to call off.' })
export class PaymentVoidInput {
  @Field(() => ID, payment)
  readonly paymentId!: string
  @Field(() => String, reason)
  readonly reason!: string
  @Field(() => String, idempotencyKey)
  readonly idempotencyKey!: string
}

@InputType({ description: 'What to write down.' })
export class OrderNoteAddInput {
  @Field(() => ID, order)
  readonly orderId!: string
  @Field(() => String, {
    description: 'At most 5,000 characters. Only staff see it, and it is forgotten with its customer.',
  })
  readonly text!: string
  @Field(() => String, { ...idempotencyKey, nullable: true })
  readonly idempotencyKey?: string | null
}
