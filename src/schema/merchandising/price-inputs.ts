import { Field, InputType, Int } from 'type-graphql'
import type * as catalog from '../../domains/catalog/inputs.js'
import { CurrencyCode, DateTime, Decimal, SafeInt } from '../scalars.js'

@InputType({
  description:
    'What a variant costs in a channel and currency: everybody, or a group only, from a quantity on, or for a time.',
})
export class PriceInput implements catalog.PriceInput {
  @Field(() => String, { description: "The channel's slug." })
  readonly channel!: string
  @Field(() => CurrencyCode, { description: 'One that the channel sells in.' })
  readonly currency!: string
  @Field(() => SafeInt, { description: 'Minor units: 1999 for EUR 19.99.' })
  readonly amountMinor!: number
  @Field(() => SafeInt, { nullable: true, description: 'The former price; must be above amountMinor.' })
  readonly compareAtMinor?: number | null
  @Field(() => String, {
    nullable: true,
    description: 'The key of a price group, if only its members have this price.',
  })
  readonly priceGroup?: string | null
  @Field(() => Int, {
    nullable: true,
    description: 'For each unit of a line of at least so many; 1 if omitted.',
  })
  readonly minQuantity?: number | null
  @Field(() => DateTime, {
    nullable: true,
    description:
      'From when on. A price with a time stands instead of the one without, for the same group and quantity.',
  })
  readonly startsAt?: Date | null
  @Field(() => DateTime, { nullable: true, description: 'The first instant at which it is over.' })
  readonly endsAt?: Date | null
}

@InputType({
  description: 'What a unit price is reckoned from: 750 ml are in the pack, the price of 1 l is shown.',
})
export class UnitMeasureInput implements catalog.UnitMeasureInput {
  @Field(() => Decimal, { description: 'How many of `unit` are in the pack.' })
  readonly value!: string
  @Field(() => String, { description: 'mg, g, kg, oz, lb, ml, cl, l, m3, fl_oz, mm, cm, m, m2 or item.' })
  readonly unit!: string
  @Field(() => Decimal, { description: 'The price of so many of `perUnit` is shown.' })
  readonly perValue!: string
  @Field(() => String, { description: 'One that measures the same as `unit`.' })
  readonly perUnit!: string
}

@InputType({ description: 'Which quantities can be bought.' })
export class QuantityRuleInput implements catalog.QuantityRuleInput {
  @Field(() => Int, { nullable: true, description: 'The least, a multiple of `step`; one step if omitted.' })
  readonly min?: number | null
  @Field(() => Int, { nullable: true, description: 'The most, a multiple of `step`; any number if omitted.' })
  readonly max?: number | null
  @Field(() => Int, { nullable: true, description: 'Quantities are multiples of it; 1 if omitted.' })
  readonly step?: number | null
}
