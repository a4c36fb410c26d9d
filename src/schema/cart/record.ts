import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import type * as carts from '../../domains/cart/types.js'
import { Costs } from '../costs.js'
import { Rejection } from '../errors-rejection.js'
import { Money, MoneyInput } from '../money.js'
import { Decimal } from '../scalars.js'
import { Cart } from './cart.js'

const kinds: Record<carts.PriceStepKind, string> = {
  LIST_PRICE: 'What everybody pays.',
  SCHEDULED_PRICE: 'A price for a time.',
  GROUP_PRICE: "The price of the customer's group.",
  QUANTITY_PRICE: 'The price from a quantity on.',
  DISCOUNT: 'A discount; 0 where it takes nothing off, with the reason.',
  SHIPPING: 'The delivery.',
  TAX: 'Tax; 0 where prices include it.',
  ROUNDING: 'Rounding of the total.',
  TENDER: 'A gift card or store credit.',
}
const PriceStepKind = Object.fromEntries(Object.keys(kinds).map((name) => [name, name])) as {
  readonly [Name in carts.PriceStepKind]: Name
}
registerEnumType(PriceStepKind, {
  name: 'PriceStepKind',
  description: 'What changes a price. More may appear: keep a default branch.',
  valuesConfig: Object.fromEntries(
    Object.entries(kinds).map(([name, description]) => [name, { description }]),
  ),
})

@ObjectType({ simpleResolvers: true, description: 'One step of how a cart came to its price.' })
export class PriceStep {
  @Field(() => PriceStepKind, { description: 'What.' })
  readonly kind!: carts.PriceStepKind
  @Field(() => ID, {
    nullable: true,
    description: 'The line of the cart; null: the whole cart, or its delivery.',
  })
  readonly lineId!: string | null
  @Field(() => String, { description: 'What was done and why, in English.' })
  readonly reason!: string
  @Field(() => Money, { description: 'By how much it changed what is due. All steps add up to that.' })
  readonly amount!: Pick<Money, 'amountMinor' | 'currency'>
}

@ObjectType({ simpleResolvers: true, description: 'What staff take off a cart.' })
export class StaffDiscount {
  @Field(() => String, { description: 'What shoppers see of it.' })
  readonly name!: string
  @Field(() => Decimal, { nullable: true, description: 'The part of the price: `"10"` is 10 %.' })
  readonly percent!: string | null
  @Field(() => Money, { nullable: true, description: 'The amount, where it is no part of the price.' })
  readonly amount!: Pick<Money, 'amountMinor' | 'currency'> | null
  @Field(() => [ID], {
    nullable: true,
    description: 'The lines that it is taken off; null: all, those that are added later too.',
  })
  readonly lineIds!: readonly string[] | null
}

@ObjectType({ simpleResolvers: true, description: 'A cart with what only staff see.' })
export class CartRecord {
  @Field(() => Cart, { description: 'What the shopper sees too.' })
  readonly cart!: Cart
  @Field(() => [StaffDiscount], {
    description: 'What staff take off it, in this order, before its code does; at most 5.',
  })
  readonly staffDiscounts!: readonly StaffDiscount[]
  @Costs({ entries: 10 })
  @Field(() => [PriceStep], {
    description: 'Why it costs what it costs now, from the first step to the last.',
  })
  readonly priceSteps!: readonly PriceStep[]
}

@ObjectType({ simpleResolvers: true, description: 'The cart was changed.' })
export class CartRecordPayload {
  @Field(() => CartRecord, { description: 'As it is now.' })
  readonly record: CartRecord

  constructor(record: CartRecord) {
    this.record = record
  }
}

export const CartRecordResult = createUnionType({
  name: 'CartRecordResult',
  description: 'Changed, or nothing was changed.',
  types: () => [CartRecordPayload, Rejection] as const,
})

@InputType({ description: 'What to take off a cart. Pass one of `percent` and `amount`.' })
export class StaffDiscountInput {
  @Field(() => String, {
    description:
      'What shoppers see of it, at most 100 characters. It stays in the audit, so nothing personal belongs here.',
  })
  readonly name!: string
  @Field(() => Decimal, {
    nullable: true,
    description: 'A part of the price: above 0, at most 100, with at most 4 decimal places.',
  })
  readonly percent?: string | null
  @Field(() => MoneyInput, {
    nullable: true,
    description: "An amount in the cart's currency, once off the sum of the lines, and never below nothing.",
  })
  readonly amount?: MoneyInput | null
  @Field(() => [ID], {
    nullable: true,
    description: 'Lines of the cart that it is taken off; all if omitted, those that are added later too.',
  })
  readonly lineIds?: readonly string[] | null
}

@InputType({ description: 'What staff take off a cart from now on.' })
export class CartStaffDiscountsSetInput {
  @Field(() => ID, { description: 'Any open cart of the shop.' })
  readonly cartId!: string
  @Field(() => Int, { description: 'The version that you have seen; refused if it is no longer that.' })
  readonly expectedVersion!: number
  @Field(() => [StaffDiscountInput], {
    description: 'At most 5, taken off one after the other; none takes back those that there are.',
  })
  readonly discounts!: readonly StaffDiscountInput[]
}

@InputType({ description: 'Whose a cart is. Pass one of `customerId` and `email`.' })
export class CartCustomerSetInput {
  @Field(() => ID, { description: "Any open cart of the shop that is no other customer's." })
  readonly cartId!: string
  @Field(() => Int, { description: 'The version that you have seen; refused if it is no longer that.' })
  readonly expectedVersion!: number
  @Field(() => ID, {
    nullable: true,
    description:
      'Whose it is from then on: it has their prices, and their e-mail address and default addresses where it has none.',
  })
  readonly customerId?: string | null
  @Field(() => String, {
    nullable: true,
    description: 'Where letters about the order go. It stays whose it is.',
  })
  readonly email?: string | null
}
