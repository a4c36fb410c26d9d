import { createUnionType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import type * as orders from '../../domains/orders/types.js'
import { connectionOf } from '../connections.js'
import { Costs } from '../costs.js'
import { CustomerRecord } from '../customers/admin.js'
import { Rejection } from '../errors-rejection.js'
import { Money } from '../money.js'
import { Payment } from '../payments/payment.js'
import { DateTime } from '../scalars.js'
import { Order, OrderLine, OrderStatus } from './order.js'

type Amount = Pick<Money, 'amountMinor' | 'currency'>

const kinds: Record<orders.OrderEvent['kind'], string> = {
  PLACED_TO_BE_PAID: 'It was ordered, and its money is awaited.',
  PLACED_SETTLED: 'It was ordered, and nothing was due or it is paid by hand.',
  PAYMENT_STARTED: 'It is paid another way, or again.',
  PAYMENT_AUTHORIZED: 'The money is held.',
  PAYMENT_PAID: 'The money has come.',
  PAYMENT_BY_HAND: 'It is paid by hand instead.',
  PAYMENT_DECLINED: 'A payment did not work.',
  TIME_OVER: 'Nobody has paid in time.',
  CANCELLED_BY_CUSTOMER: 'The shopper gave it up.',
  CANCELLED_BY_STAFF: 'Staff have cancelled it.',
  REFUNDED: 'Staff have returned money.',
  REFUND_FAILED: 'A provider did not return the money, or nobody knows whether it did: look after it.',
  CAPTURE_REQUESTED: 'Staff have asked for the money that is held.',
  VOID_REQUESTED: 'Staff have called a payment off.',
}
const OrderTimelineKind = Object.fromEntries(Object.keys(kinds).map((name) => [name, name])) as {
  readonly [Name in orders.OrderEvent['kind']]: Name
}
registerEnumType(OrderTimelineKind, {
  name: 'OrderTimelineKind',
  description: 'What has happened to an order. More may appear: keep a default branch.',
  valuesConfig: Object.fromEntries(
    Object.entries(kinds).map(([name, description]) => [name, { description }]),
  ),
})

@ObjectType({
  simpleResolvers: true,
  description: 'Something that has happened to an order. It is never changed.',
})
export class OrderTimelineEntry {
  @Field(() => OrderTimelineKind, { description: 'What.' })
  readonly kind!: orders.OrderEvent['kind']
  @Field(() => OrderStatus, {
    nullable: true,
    description: 'What the order was before; null: there was none.',
  })
  readonly statusBefore!: orders.OrderStatus | null
  @Field(() => OrderStatus, { description: 'What it was afterwards.' })
  readonly statusAfter!: orders.OrderStatus
  @Field(() => String, {
    description: 'Who did it: `customer:…`, `guest`, `key:ath_4fQ2`, `staff:…`, `system:payments`.',
  })
  readonly actor!: string
  @Field(() => String, { nullable: true, description: 'The reason that was given.' })
  readonly reason!: string | null
  @Field(() => ID, { nullable: true, description: 'The payment that it is about.' })
  readonly paymentId!: string | null
  @Field(() => DateTime, { description: 'When.' })
  readonly at!: Date
}

@ObjectType({ simpleResolvers: true, description: 'What staff have written down for each other.' })
export class OrderNote {
  @Field(() => String, { description: 'The text.' })
  readonly text!: string
  @Field(() => String, { description: 'Who wrote it.' })
  readonly actor!: string
  @Field(() => DateTime, { description: 'When.' })
  readonly at!: Date
}

const sourceKinds: Record<orders.RefundPart['kind'], string> = {
  PAYMENT: 'A payment.',
  GIFT_CARD: 'A gift card.',
  STORE_CREDIT: "The customer's store credit.",
}
const RefundSourceKind = Object.fromEntries(Object.keys(sourceKinds).map((name) => [name, name])) as {
  readonly [Name in orders.RefundPart['kind']]: Name
}
registerEnumType(RefundSourceKind, {
  name: 'RefundSourceKind',
  description: 'To where money goes back.',
  valuesConfig: Object.fromEntries(
    Object.entries(sourceKinds).map(([name, description]) => [name, { description }]),
  ),
})

const partStatuses = {
  PENDING: 'It is on its way.',
  SUCCEEDED: 'It has gone back.',
  FAILED: 'It has not gone back: refund it again.',
  UNKNOWN: 'The provider cannot be reached: see there whether it has gone back, before you refund it again.',
} as const
export type RefundPartStatusName = keyof typeof partStatuses
const RefundPartStatus = Object.fromEntries(Object.keys(partStatuses).map((name) => [name, name])) as {
  readonly [Name in RefundPartStatusName]: Name
}
registerEnumType(RefundPartStatus, {
  name: 'RefundPartStatus',
  description: 'What has become of a part of a refund.',
  valuesConfig: Object.fromEntries(
    Object.entries(partStatuses).map(([name, description]) => [name, { description }]),
  ),
})

@ObjectType({ simpleResolvers: true, description: 'What a refund returns to where.' })
export class OrderRefundPart {
  @Field(() => RefundSourceKind, { description: 'To where it goes back.' })
  readonly kind!: orders.RefundPart['kind']
  @Field(() => Payment, { nullable: true, description: 'The payment, where it is one.' })
  readonly payment!: Payment | null
  @Field(() => String, { description: 'The last characters of the gift card; empty for others.' })
  readonly lastCharacters!: string
  @Field(() => Money, { description: 'How much.' })
  readonly amount!: Amount
  @Field(() => RefundPartStatus, { description: 'What has become of it.' })
  readonly status!: RefundPartStatusName
  @Field(() => String, { nullable: true, description: 'Why it failed.' })
  readonly failure!: string | null
}

@ObjectType({ simpleResolvers: true, description: 'Units of a line that were refunded.' })
export class OrderRefundLine {
  @Field(() => OrderLine, { nullable: true, description: 'The line.' })
  readonly line!: OrderLine | null
  @Field(() => Int, { description: 'How many.' })
  readonly quantity!: number
  @Field(() => Money, { description: 'What they have cost.' })
  readonly amount!: Amount
}

@ObjectType({ simpleResolvers: true, description: 'Money of an order that staff have returned.' })
export class OrderRefund {
  @Field(() => Money, { description: 'How much in all.' })
  readonly amount!: Amount
  @Field(() => [OrderRefundPart], {
    description: 'To where it goes back, in the order in which it was drawn on.',
  })
  readonly parts!: readonly OrderRefundPart[]
  @Field(() => [OrderRefundLine], { description: 'What it is for; none where an amount was named.' })
  readonly lines!: readonly OrderRefundLine[]
  @Field(() => Money, { description: 'The part of it that is for the delivery.' })
  readonly shipping!: Amount
  @Field(() => Boolean, { description: 'Whether the units went back to where they lay.' })
  readonly restocked!: boolean
  @Field(() => String, { description: 'Why.' })
  readonly reason!: string
  @Field(() => String, { description: 'Who made it.' })
  readonly actor!: string
  @Field(() => DateTime, { description: 'When.' })
  readonly at!: Date
}

@ObjectType({ description: 'An order with what only staff see.' })
export class OrderRecord {
  constructor(
    readonly source: orders.Order,
    readonly order: Order,
  ) {}

  @Field(() => Order, { name: 'order', description: 'What the shopper sees too.' })
  get shown(): Order {
    return this.order
  }

  @Field(() => CustomerRecord, { nullable: true, description: 'Who has ordered; null for guests.' })
  readonly customer!: unknown
  @Costs({ entries: 10 })
  @Field(() => [OrderTimelineEntry], { description: 'What has happened to it, from the first to the last.' })
  readonly timeline!: unknown
  @Costs({ entries: 5 })
  @Field(() => [OrderNote], { description: 'What staff have written down for each other, the oldest first.' })
  readonly notes!: unknown
  @Costs({ entries: 5 })
  @Field(() => [OrderRefund], { description: 'What staff have returned, the oldest first.' })
  readonly refunds!: unknown
  @Field(() => Money, {
    description: 'What was paid and has not gone back, nor is on its way: the most that can be refunded.',
  })
  readonly refundable!: unknown
}

export const OrderRecordConnection = connectionOf(OrderRecord)

@ObjectType({ simpleResolvers: true, description: 'It was done.' })
export class OrderRecordPayload {
  @Field(() => OrderRecord, { description: 'The order as it is now.' })
  readonly record: OrderRecord

  constructor(record: OrderRecord) {
    this.record = record
  }
}

export const OrderRecordResult = createUnionType({
  name: 'OrderRecordResult',
  description: 'Done, or nothing was changed.',
  types: () => [OrderRecordPayload, Rejection] as const,
})
