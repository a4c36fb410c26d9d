import { Field, ID, InputType, Int } from 'type-graphql'
import { AddressInput } from '../addresses.js'
import { CountryCode, CurrencyCode, Locale } from '../scalars.js'

const cartId = { description: 'Which cart.' }
const idempotencyKey = {
  nullable: true,
  description:
    '16 to 64 characters: a call that is repeated with its key within 7 days is done once. Make it random.',
} as const
const expectedVersion = {
  nullable: true,
  description: 'The version you changed; refused if it is no longer that.',
} as const
const attributes = {
  nullable: true,
  description: 'At most 20: keys of 100 characters, values of 1,000; 100,000 in all lines of a cart.',
} as const

@InputType({ description: 'Something to keep with a cart or a line.' })
export class KeyValueInput {
  @Field(() => String, { description: 'What it is.' })
  readonly key!: string
  @Field(() => String, { description: 'What it says.' })
  readonly value!: string
}

@InputType({ description: 'What to put in.' })
export class CartLineInput {
  @Field(() => ID, { description: 'The variant.' })
  readonly variantId!: string
  @Field(() => Int, { defaultValue: 1, description: 'How many, from 1.' })
  readonly quantity!: number
  @Field(() => [KeyValueInput], attributes)
  readonly attributes?: KeyValueInput[] | null
}

@InputType({ description: 'A new cart.' })
export class CartCreateInput {
  @Field(() => [CartLineInput], { nullable: true, description: 'What to put in, at most 250.' })
  readonly lines?: CartLineInput[] | null
  @Field(() => String, { nullable: true, description: 'Where letters about the order go.' })
  readonly email?: string | null
  @Field(() => [KeyValueInput], attributes)
  readonly attributes?: KeyValueInput[] | null
  @Field(() => String, idempotencyKey)
  readonly idempotencyKey?: string | null
}

@InputType({ description: 'What to add to what is in the cart.' })
export class CartLinesAddInput {
  @Field(() => ID, cartId)
  readonly cartId!: string
  @Field(() => [CartLineInput], { description: 'All of them are added, or none.' })
  readonly lines!: CartLineInput[]
  @Field(() => String, idempotencyKey)
  readonly idempotencyKey?: string | null
}

@InputType({ description: 'What a line shall be. Omitted = unchanged.' })
export class CartLineUpdateInput {
  @Field(() => ID, { description: 'Which line.' })
  readonly lineId!: string
  @Field(() => Int, { nullable: true, description: 'How many; 0 removes the line.' })
  readonly quantity?: number | null
  @Field(() => ID, { nullable: true, description: 'Another variant instead.' })
  readonly variantId?: string | null
  @Field(() => [KeyValueInput], attributes)
  readonly attributes?: KeyValueInput[] | null
}

@InputType({ description: 'What lines of the cart shall be.' })
export class CartLinesUpdateInput {
  @Field(() => ID, cartId)
  readonly cartId!: string
  @Field(() => [CartLineUpdateInput], { description: 'All of them are set, or none.' })
  readonly lines!: CartLineUpdateInput[]
  @Field(() => Int, expectedVersion)
  readonly expectedVersion?: number | null
  @Field(() => String, idempotencyKey)
  readonly idempotencyKey?: string | null
}

@InputType({ description: 'Codes to take out, and to put in after that.' })
export class CartCodesUpdateInput {
  @Field(() => ID, cartId)
  readonly cartId!: string
  @Field(() => [String], { nullable: true, description: 'Codes as shoppers type them.' })
  readonly add?: string[] | null
  @Field(() => [String], { nullable: true, description: 'Codes of the cart.' })
  readonly remove?: string[] | null
}

@InputType({ description: 'How the cart buys. Omitted = unchanged.' })
export class CartContextUpdateInput {
  @Field(() => ID, cartId)
  readonly cartId!: string
  @Field(() => CurrencyCode, { nullable: true, description: 'One of the channel.' })
  readonly currency?: string | null
  @Field(() => CountryCode, { nullable: true, description: 'One of the channel.' })
  readonly country?: string | null
  @Field(() => Locale, { nullable: true, description: 'One of the channel.' })
  readonly locale?: string | null
}

@InputType({ description: 'A cart as somebody has seen it.' })
export class CartVersionInput {
  @Field(() => ID, cartId)
  readonly cartId!: string
  @Field(() => Int, { description: 'The version that was seen; refused if it is no longer that.' })
  readonly expectedVersion!: number
}

@InputType({ description: 'How a group of lines is delivered.' })
export class DeliveryChoiceInput {
  @Field(() => String, { description: 'The key of the group.' })
  readonly groupKey!: string
  @Field(() => String, { description: 'The handle of one of its options.' })
  readonly optionHandle!: string
}

@InputType({ description: 'Who orders, and where it goes. Omitted = unchanged, null = cleared.' })
export class CheckoutUpdateInput {
  @Field(() => ID, cartId)
  readonly cartId!: string
  @Field(() => Int, expectedVersion)
  readonly expectedVersion?: number | null
  @Field(() => String, { nullable: true, description: 'Where letters about the order go.' })
  readonly email?: string | null
  @Field(() => String, { nullable: true, description: 'A number to call, at most 100 characters.' })
  readonly phone?: string | null
  @Field(() => String, { nullable: true, description: 'For the shop, at most 2,000 characters.' })
  readonly note?: string | null
  @Field(() => AddressInput, { nullable: true, description: 'Where it goes.' })
  readonly shippingAddress?: AddressInput | null
  @Field(() => AddressInput, { nullable: true, description: 'Where the invoice goes, if elsewhere.' })
  readonly billingAddress?: AddressInput | null
  @Field(() => [DeliveryChoiceInput], { nullable: true, description: 'One for each delivery group.' })
  readonly delivery?: DeliveryChoiceInput[] | null
}
