import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import type * as orders from '../../domains/orders/types.js'
import { Address } from '../addresses.js'
import { DeliveryKind, KeyValue } from '../cart/cart.js'
import { CartCost, DiscountAllocation, LineCost } from '../cart/costs.js'
import { Image } from '../catalog/content.js'
import { ProductVariant } from '../catalog/variant.js'
import { Node } from '../common.js'
import { connectionOf } from '../connections.js'
import { Costs } from '../costs.js'
import { Money } from '../money.js'
import { Payment, PaymentStatus } from '../payments/payment.js'
import { CurrencyCode, DateTime, Locale } from '../scalars.js'

type Amount = Pick<Money, 'amountMinor' | 'currency'>

const statuses: Record<orders.OrderStatus, string> = {
  PENDING_PAYMENT: 'Its money is awaited until `payBefore`; till then everything in it is held.',
  PLACED: 'The shop has taken it.',
  IN_FULFILLMENT: 'Something of it is on its way.',
  COMPLETED: 'All of it was delivered.',
  CANCELLED: 'It came to nothing: see `cancelReason`.',
}
export const OrderStatus = Object.fromEntries(Object.keys(statuses).map((name) => [name, name])) as {
  readonly [Name in orders.OrderStatus]: Name
}
registerEnumType(OrderStatus, {
  name: 'OrderStatus',
  description: 'How far an order has come.',
  valuesConfig: Object.fromEntries(
    Object.entries(statuses).map(([name, description]) => [name, { description }]),
  ),
})

export const OrderCancelReason = { TIME_OVER: 'TIME_OVER', CUSTOMER: 'CUSTOMER', STAFF: 'STAFF' } as const
registerEnumType(OrderCancelReason, {
  name: 'OrderCancelReason',
  description: 'Why an order came to nothing.',
  valuesConfig: {
    TIME_OVER: {
      description: 'Nobody has paid in time. What it had taken went back, and its cart is open again.',
    },
    CUSTOMER: { description: 'The shopper did not want it any more.' },
    STAFF: { description: 'The shop has cancelled it.' },
  },
})

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'So many of a variant, as it was when it was ordered.',
})
export class OrderLine extends Node {
  @Field(() => ID, { description: 'Names this line among all things. It opens nothing.' })
  override readonly id!: string
  @Field(() => ProductVariant, {
    nullable: true,
    simple: false,
    description: 'What was bought, as it is sold in the context now; null where it is not any more.',
  })
  readonly variant!: unknown
  /** Of the variant, and its product. */
  readonly variantId!: number
  readonly productId!: number
  @Field(() => String, { nullable: true, description: 'The stock keeping unit that it had.' })
  readonly sku!: string | null
  @Field(() => String, { description: 'What it was called, in the language of the order.' })
  readonly name!: string
  @Field(() => Image, { nullable: true, simple: false, description: 'What it looks like now.' })
  readonly image!: unknown
  @Field(() => Int, { description: 'How many.' })
  readonly quantity!: number
  @Field(() => [KeyValue], { description: 'What the shopper said of it, such as an engraving.' })
  readonly attributes!: readonly KeyValue[]
  @Field(() => Money, { description: 'What one cost before discounts.' })
  readonly unitPrice!: Amount
  @Field(() => LineCost, { description: 'What all of it cost.' })
  readonly cost!: LineCost
  @Field(() => [DiscountAllocation], { description: 'What discounts took off it.' })
  readonly discounts!: readonly DiscountAllocation[]
}

@ObjectType({ simpleResolvers: true, description: 'The way of delivery that was chosen.' })
export class OrderDelivery {
  @Field(() => String, { description: 'The handle it had.' })
  readonly handle!: string
  @Field(() => String, { description: 'What it was called, in the language of the order.' })
  readonly name!: string
  @Field(() => DeliveryKind, { description: 'How it comes to the shopper.' })
  readonly kind!: keyof typeof DeliveryKind
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'What was bought, as it was then: nothing that changes in the shop later changes it. Opened by the session of its ' +
    'customer, by the token of the cart that it was made of, and by its own token.',
})
export class Order extends Node {
  @Field(() => ID, { description: 'Names this order among all things. It opens nothing.' })
  override readonly id!: string
  @Field(() => String, {
    description: 'What people call it, easy to read aloud: `0V3K-7QWM-4ZT9`. Later orders have higher ones.',
  })
  readonly number!: string
  @Field(() => OrderStatus, { description: 'How far it has come.' })
  readonly status!: keyof typeof OrderStatus
  @Field(() => OrderCancelReason, {
    nullable: true,
    description: 'Why it came to nothing; null if it did not.',
  })
  readonly cancelReason!: keyof typeof OrderCancelReason | null
  @Field(() => PaymentStatus, {
    description: 'How far the money has come: `PAID` too where nothing was due beside gift cards.',
  })
  readonly paymentStatus!: keyof typeof PaymentStatus
  @Field(() => Int, { description: 'Grows with each change.' })
  readonly version!: number
  @Field(() => DateTime, { description: 'When it was ordered.' })
  readonly placedAt!: Date
  @Field(() => DateTime, { description: 'When it was last changed.' })
  readonly updatedAt!: Date
  @Field(() => CurrencyCode, { description: 'What its amounts are in.' })
  readonly currency!: string
  @Field(() => Locale, { description: 'The language of its names and letters.' })
  readonly locale!: string
  @Field(() => String, { description: 'Where letters about it go; empty once the customer was forgotten.' })
  readonly email!: string
  @Field(() => String, { nullable: true, description: 'A number to call.' })
  readonly phone!: string | null
  @Field(() => String, { nullable: true, description: 'What the shopper told the shop.' })
  readonly note!: string | null
  @Field(() => [KeyValue], { description: 'What else the shop keeps with it.' })
  readonly attributes!: readonly KeyValue[]
  @Costs({ entries: 10 })
  @Field(() => [OrderLine], { description: 'What was bought, at most 250 lines.' })
  readonly lines!: readonly OrderLine[]
  @Field(() => CartCost, { description: 'What it cost.' })
  readonly cost!: CartCost
  @Field(() => [DiscountAllocation], { description: 'What discounts took off in all.' })
  readonly discounts!: readonly DiscountAllocation[]
  @Field(() => OrderDelivery, { nullable: true, description: 'How it is delivered; null if nothing is.' })
  readonly delivery!: OrderDelivery | null
  @Field(() => Address, { nullable: true, description: 'Where it goes.' })
  readonly shippingAddress!: Address | null
  @Field(() => Address, { nullable: true, description: 'Where the invoice goes, if elsewhere.' })
  readonly billingAddress!: Address | null
  @Costs({ entries: 5 })
  @Field(() => [Payment], {
    simple: false,
    description: 'Every try to pay it, at most 20, the oldest first.',
  })
  readonly payments!: unknown
  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when it can be paid; null unless its money is awaited.',
  })
  readonly payBefore!: Date | null
}

export const OrderConnection = connectionOf(Order)
