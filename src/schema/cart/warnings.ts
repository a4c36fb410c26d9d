import { Field, ID, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql'
import { Money } from '../money.js'

const codes = {
  PRICE_CHANGED: 'What one costs has changed.',
  QUANTITY_LOWERED: 'There are fewer in the cart than were asked for.',
  OUT_OF_STOCK: 'It cannot be had now.',
  RESERVATION_EXPIRED: 'Its units are not held for the cart any more, and somebody else may buy them.',
  NO_LONGER_SOLD: 'It is not sold any more, and no part of what the cart costs.',
  CODE_DROPPED: 'A code was taken out.',
  DISCOUNT_DROPPED: 'A discount that staff had given was taken out.',
  DELIVERY_CHANGED: 'The chosen way of delivery cannot be had any more.',
  CURRENCY_CHANGED: 'The cart is in another currency.',
  LINES_MERGED: 'The line was in two carts that are one now.',
  GIFT_CARD_UNUSABLE:
    'A gift card pays nothing any more: it is empty, over, or in another currency than the cart.',
} as const
export type WarningCode = keyof typeof codes

const WarningCodeEnum = Object.fromEntries(Object.keys(codes).map((code) => [code, code]))
registerEnumType(WarningCodeEnum, {
  name: 'WarningCode',
  description: 'What has changed, for programs. More codes may appear: keep a default branch.',
  valuesConfig: Object.fromEntries(
    Object.entries(codes).map(([code, description]) => [code, { description }]),
  ),
})

@InterfaceType({
  description:
    'What has changed since the shopper last agreed. More types may implement it: keep a default branch that shows `message`.',
})
export abstract class Warning {
  @Field(() => WarningCodeEnum, { description: 'What has changed, for programs.' })
  readonly code!: WarningCode
  @Field(() => String, { description: 'What has changed, for people.' })
  readonly message!: string
  @Field(() => ID, { nullable: true, description: 'The line or the cart that it is about.' })
  readonly target!: string | null
}

const options = { implements: Warning, simpleResolvers: true }

@ObjectType({ ...options, description: 'Another price than the one that the shopper agreed to.' })
export class PriceChanged extends Warning {
  @Field(() => Money, { description: 'What one cost.' })
  readonly before!: Money
  @Field(() => Money, { description: 'What one costs.' })
  readonly after!: Money
}

@ObjectType({ ...options, description: 'Fewer than were asked for.' })
export class QuantityLowered extends Warning {
  @Field(() => Int, { description: 'How many were asked for.' })
  readonly requested!: number
  @Field(() => Int, { description: 'How many there are in the cart.' })
  readonly quantity!: number
}

@ObjectType({ ...options, description: 'A warning that says all in its code and message.' })
export class OtherWarning extends Warning {}
