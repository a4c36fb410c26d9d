import { Field, InputType, Int } from 'type-graphql'
import type * as delivery from '../../domains/delivery/types.js'
import { LocalizedTextInput } from '../merchandising/entity-inputs.js'
import { MoneyInput } from '../money.js'
import { CurrencyCode, DateTime, SafeInt } from '../scalars.js'
import { AreaInput } from './areas.js'
import { ShippingMethodKind, says } from './delivery-words.js'

@InputType({ description: 'A price for what lies between the bounds, which belong to it; null: no bound.' })
export class ShippingRateInput implements delivery.ShippingRateInput {
  @Field(() => CurrencyCode, { description: 'For carts in this currency.' })
  readonly currency!: string
  @Field(() => SafeInt, { description: 'For the whole delivery, in minor units.' })
  readonly amountMinor!: number
  @Field(() => SafeInt, { nullable: true, description: 'For each unit that is delivered, on top.' })
  readonly perUnitMinor?: number | null
  @Field(() => Int, { nullable: true, description: 'Of all that is delivered, together.' })
  readonly minWeightGrams?: number | null
  @Field(() => Int, { nullable: true, description: 'Of all that is delivered, together.' })
  readonly maxWeightGrams?: number | null
  @Field(() => SafeInt, { nullable: true, description: 'Of all lines after discounts.' })
  readonly minSubtotalMinor?: number | null
  @Field(() => SafeInt, { nullable: true, description: 'Of all lines after discounts.' })
  readonly maxSubtotalMinor?: number | null
}

@InputType({
  description:
    'How long a delivery takes from the order on. Example: `{ timeZone: "Europe/Vienna", cutOff: "14:00", minHandlingDays: 0, ' +
    'maxHandlingDays: 1, minTransitDays: 1, maxTransitDays: 3 }`.',
})
export class DeliveryTimesInput implements delivery.DeliveryTimesInput {
  @Field(() => String, { description: says.timeZone })
  readonly timeZone!: string
  @Field(() => String, { nullable: true, description: says.cutOff })
  readonly cutOff?: string | null
  @Field(() => Boolean, { nullable: true, description: `${says.inBusinessDays}; true if omitted.` })
  readonly inBusinessDays?: boolean | null
  @Field(() => Int, { description: says.minHandlingDays })
  readonly minHandlingDays!: number
  @Field(() => Int, { description: says.maxHandlingDays })
  readonly maxHandlingDays!: number
  @Field(() => Int, { description: says.minTransitDays })
  readonly minTransitDays!: number
  @Field(() => Int, { description: says.maxTransitDays })
  readonly maxTransitDays!: number
}

@InputType({
  description: 'Creates the shipping method with this handle, or changes it. Omitted = unchanged.',
})
export class ShippingMethodSaveInput implements delivery.ShippingMethodInput {
  @Field(() => String, { description: 'Names it for ever: `dhl-parcel`.' })
  readonly handle!: string
  @Field(() => Int, {
    nullable: true,
    description: 'The version you changed; refused if it is no longer that. 0: must not exist yet.',
  })
  readonly expectedVersion?: number | null
  @Field(() => ShippingMethodKind, { nullable: true, description: 'Required for a new one; stays for ever.' })
  readonly kind?: keyof typeof ShippingMethodKind | null
  @Field(() => [LocalizedTextInput], {
    nullable: true,
    description: 'What shoppers see, by language. Replaces the whole set; required for a new one.',
  })
  readonly names?: LocalizedTextInput[] | null
  @Field(() => [String], {
    nullable: true,
    description: 'Slugs of the channels that offer it. Replaces the whole set; required for a new one.',
  })
  readonly channels?: string[] | null
  @Field(() => [AreaInput], {
    nullable: true,
    description: 'Where it delivers to; everywhere if empty. Replaces the whole set. A PICKUP has none.',
  })
  readonly areas?: AreaInput[] | null
  @Field(() => [ShippingRateInput], {
    nullable: true,
    description:
      'The first that fits is the price; where none does, it is not offered. Required for a new one.',
  })
  readonly rates?: ShippingRateInput[] | null
  @Field(() => [MoneyInput], {
    nullable: true,
    description: 'From which subtotal on, after discounts, it is free: one for each currency.',
  })
  readonly freeFrom?: MoneyInput[] | null
  @Field(() => String, {
    nullable: true,
    description:
      "The key of a tax category; not taxed if null, and as the shop's usual one if there is no such one.",
  })
  readonly taxCategory?: string | null
  @Field(() => String, {
    nullable: true,
    description: 'The external reference of the location where a PICKUP is; required for a new one.',
  })
  readonly location?: string | null
  @Field(() => Boolean, { nullable: true, description: 'True for a new one if omitted.' })
  readonly isEnabled?: boolean | null
  @Field(() => DateTime, { nullable: true, description: 'From when on it is offered.' })
  readonly startsAt?: Date | null
  @Field(() => DateTime, { nullable: true, description: 'The first instant at which it is offered no more.' })
  readonly endsAt?: Date | null
  @Field(() => Int, { nullable: true, description: 'Order among those that a cart can choose from, from 0.' })
  readonly position?: number | null
  @Field(() => DeliveryTimesInput, {
    nullable: true,
    description:
      'How long it takes, so that carts tell `earliest` and `latest`. Null clears it: nobody says.',
  })
  readonly times?: DeliveryTimesInput | null
}
