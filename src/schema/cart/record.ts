import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import type * as carts from '../../domains/cart/types.js'
import { Costs } from '../costs.js'
import { Money } from '../money.js'
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

@ObjectType({ simpleResolvers: true, description: 'A cart with what only staff see.' })
export class CartRecord {
  @Field(() => Cart, { description: 'What the shopper sees too.' })
  readonly cart!: Cart
  @Costs({ entries: 10 })
  @Field(() => [PriceStep], {
    description: 'Why it costs what it costs now, from the first step to the last.',
  })
  readonly priceSteps!: readonly PriceStep[]
}
