import { Field, ObjectType, registerEnumType } from 'type-graphql'
import { Money } from '../money.js'
import { Decimal } from '../scalars.js'

type Amount = Pick<Money, 'amountMinor' | 'currency'>

@ObjectType({ simpleResolvers: true, description: 'All that is taxed at one rate.' })
export class TaxLine {
  @Field(() => String, { description: 'As it stands on an invoice.' })
  readonly name!: string
  @Field(() => Decimal, { description: 'The rate: `"19"` is 19 %.' })
  readonly ratePercent!: string
  @Field(() => Money, { description: 'What is taxed, without the tax.' })
  readonly taxable!: Amount
  @Field(() => Money, { description: 'The tax.' })
  readonly tax!: Amount
}

@ObjectType({ simpleResolvers: true, description: 'What a line costs.' })
export class LineCost {
  @Field(() => Money, { description: 'Before discounts.' })
  readonly subtotal!: Amount
  @Field(() => Money, { description: 'What discounts take off.' })
  readonly discount!: Amount
  @Field(() => Money, { description: 'Included in the total, or added by it.' })
  readonly tax!: Amount
  @Field(() => Money, { description: 'What is paid for it.' })
  readonly total!: Amount
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What a cart costs: total = subtotal − discount + shipping + rounding, and the tax where it is not included in prices; due = ' +
    'total − giftCards. What is not for sale now is no part of it.',
})
export class CartCost {
  @Field(() => Money, { description: 'Of all lines before discounts.' })
  readonly subtotal!: Amount
  @Field(() => Money, { description: 'All discounts, those on shipping with them.' })
  readonly discount!: Amount
  @Field(() => Money, { nullable: true, description: 'Before discounts; null while nothing is chosen.' })
  readonly shipping!: Amount | null
  @Field(() => Money, { description: 'Included in the total.' })
  readonly tax!: Amount
  @Field(() => Boolean, { description: 'Whether prices include the tax.' })
  readonly taxIncluded!: boolean
  @Field(() => Boolean, { description: 'Whether the tax may change once there is an address.' })
  readonly taxIsEstimated!: boolean
  @Field(() => [TaxLine], { description: 'The tax by rate.' })
  readonly taxes!: readonly TaxLine[]
  @Field(() => Money, {
    description:
      'What rounding adds to the total, as `roundTotalsTo` of the channel says; below zero where it takes off.',
  })
  readonly rounding!: Amount
  @Field(() => Money, { description: 'What the order comes to.' })
  readonly total!: Amount
  @Field(() => Money, { description: 'What gift cards and store credit pay of it.' })
  readonly giftCards!: Amount
  @Field(() => Money, { description: 'The part of `giftCards` that store credit pays.' })
  readonly storeCredit!: Amount
  @Field(() => Money, { description: 'What is left to pay.' })
  readonly due!: Amount
}

@ObjectType({ simpleResolvers: true, description: 'What a discount takes off.' })
export class DiscountAllocation {
  @Field(() => String, { description: 'What shoppers see.' })
  readonly name!: string
  @Field(() => String, { nullable: true, description: 'The code that gives it.' })
  readonly code!: string | null
  @Field(() => Money, { description: 'How much.' })
  readonly amount!: Amount
}

export const CodeKind = { DISCOUNT: 'DISCOUNT', GIFT_CARD: 'GIFT_CARD' } as const
registerEnumType(CodeKind, {
  name: 'CodeKind',
  description: 'What a code does.',
  valuesConfig: {
    DISCOUNT: { description: 'It makes the cart cheaper.' },
    GIFT_CARD: { description: 'It pays.' },
  },
})

@ObjectType({ simpleResolvers: true, description: 'A code of a cart.' })
export class CartCode {
  @Field(() => String, { nullable: true, description: 'As it was typed; null for gift cards.' })
  readonly code!: string | null
  @Field(() => CodeKind, { description: 'What it does.' })
  readonly kind!: keyof typeof CodeKind
  @Field(() => Boolean, { description: 'Whether it does that for the cart as it is now.' })
  readonly applicable!: boolean
  @Field(() => String, {
    nullable: true,
    description:
      'Why it does not, for programs: `MINIMUM_NOT_REACHED`, `EXPIRED`, `USED_UP`, `GIFT_CARD_EMPTY`, `CURRENCY_NOT_OFFERED`.',
  })
  readonly reason!: string | null
  @Field(() => Money, { nullable: true, description: 'What it takes off or pays; null while it does not.' })
  readonly amount!: Amount | null
  @Field(() => String, { description: 'Its last four characters, to tell gift cards apart.' })
  readonly lastCharacters!: string
}
