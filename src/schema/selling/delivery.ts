import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import type * as delivery from '../../domains/delivery/types.js'
import { globalId } from '../../kernel/ids.js'
import { Rejection } from '../errors-rejection.js'
import { LocalizedText } from '../merchandising/definitions.js'
import { LocalizedTextInput } from '../merchandising/entity-inputs.js'
import { Money, MoneyInput } from '../money.js'
import { CurrencyCode, DateTime, SafeInt } from '../scalars.js'
import { Location } from '../stock/location.js'
import { Area, AreaInput } from './areas.js'

export const ShippingMethodKind = { SHIPPING: 'SHIPPING', PICKUP: 'PICKUP', LOCAL: 'LOCAL' } as const
registerEnumType(ShippingMethodKind, {
  name: 'ShippingMethodKind',
  description: 'How an order comes to the shopper.',
  valuesConfig: {
    SHIPPING: { description: 'By post or carrier.' },
    PICKUP: { description: 'The shopper fetches it at a location.' },
    LOCAL: { description: 'The shop brings it itself.' },
  },
})

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

const says = {
  timeZone: 'Where days begin and end, by IANA: `Europe/Vienna`.',
  cutOff: 'From this time of the day on, `"14:30"`, an order counts as one of the next day; null: never.',
  inBusinessDays: 'Whether only Monday to Friday count',
  minHandlingDays: 'The fewest days until it is on its way, from 0 to 365.',
  maxHandlingDays: 'The most days until it is on its way.',
  minTransitDays: 'The fewest days on the way, from 0 to 365.',
  maxTransitDays: 'The most days on the way.',
} as const

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

@ObjectType({ simpleResolvers: true, description: 'How long a delivery takes from the order on.' })
export class DeliveryTimes {
  @Field(() => String, { description: says.timeZone })
  readonly timeZone!: string
  @Field(() => String, { nullable: true, description: says.cutOff })
  readonly cutOff!: string | null
  @Field(() => Boolean, { description: `${says.inBusinessDays}.` })
  readonly inBusinessDays!: boolean
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

@ObjectType({ simpleResolvers: true, description: 'A price for what lies between the bounds.' })
export class ShippingRate {
  @Field(() => CurrencyCode, { description: 'For carts in this currency.' })
  readonly currency!: string
  @Field(() => SafeInt, { description: 'For the whole delivery, in minor units.' })
  readonly amountMinor!: number
  @Field(() => SafeInt, { description: 'For each unit that is delivered, on top.' })
  readonly perUnitMinor!: number
  @Field(() => Int, { nullable: true, description: 'Null: no bound.' })
  readonly minWeightGrams!: number | null
  @Field(() => Int, { nullable: true, description: 'Null: no bound.' })
  readonly maxWeightGrams!: number | null
  @Field(() => SafeInt, { nullable: true, description: 'Null: no bound.' })
  readonly minSubtotalMinor!: number | null
  @Field(() => SafeInt, { nullable: true, description: 'Null: no bound.' })
  readonly maxSubtotalMinor!: number | null
}

@ObjectType({ description: 'A way of delivery.' })
export class ShippingMethod {
  constructor(readonly source: delivery.StoredMethod) {}

  @Field(() => ID, { description: 'Names this shipping method among all things.' })
  get id(): string {
    return globalId('ShippingMethod', this.source.id)
  }

  @Field(() => String, { description: 'Names it for ever.' })
  get handle(): string {
    return this.source.handle
  }

  @Field(() => ShippingMethodKind, { description: 'How an order comes to the shopper.' })
  get kind(): string {
    return this.source.kind
  }

  @Field(() => [LocalizedText], { description: 'What shoppers see, by language.' })
  get names(): readonly LocalizedText[] {
    return this.source.names
  }

  @Field(() => [String], { description: 'Slugs of the channels that offer it.' })
  readonly channels!: readonly string[]

  @Field(() => [Area], { description: 'Where it delivers to; everywhere if empty.' })
  get areas(): readonly Area[] {
    return this.source.areas
  }

  @Field(() => [ShippingRate], { description: 'The first that fits is the price.' })
  get rates(): readonly ShippingRate[] {
    return this.source.rates
  }

  @Field(() => [Money], { description: 'From which subtotal on it is free, by currency.' })
  get freeFrom(): readonly object[] {
    return Object.entries(this.source.freeFromMinor).map(([currency, amountMinor]) => ({
      amountMinor,
      currency,
    }))
  }

  @Field(() => String, { nullable: true, description: 'The key of a tax category; null: not taxed.' })
  get taxCategory(): string | null {
    return this.source.taxCategory
  }

  @Field(() => Location, { nullable: true, description: 'Where a PICKUP is.' })
  readonly location!: Location | null

  @Field(() => Boolean, { description: 'Whether it is offered at all.' })
  get isEnabled(): boolean {
    return this.source.isEnabled
  }

  @Field(() => DateTime, { nullable: true, description: 'From when on it is offered.' })
  get startsAt(): Date | null {
    return this.source.startsAt
  }

  @Field(() => DateTime, { nullable: true, description: 'The first instant at which it is offered no more.' })
  get endsAt(): Date | null {
    return this.source.endsAt
  }

  @Field(() => Int, { description: 'Order among those that a cart can choose from.' })
  get position(): number {
    return this.source.position
  }

  @Field(() => DeliveryTimes, { nullable: true, description: 'How long it takes; null: nobody says.' })
  get times(): DeliveryTimes | null {
    return this.source.times
  }

  @Field(() => Int, { description: 'Grows with each change; send it as `expectedVersion`.' })
  get version(): number {
    return this.source.version
  }
}

@ObjectType({ simpleResolvers: true, description: 'The shipping method was saved.' })
export class ShippingMethodSavePayload {
  constructor(shippingMethod: ShippingMethod) {
    this.shippingMethod = shippingMethod
  }
  @Field(() => ShippingMethod, { description: 'The method as it is now.' })
  readonly shippingMethod: ShippingMethod
}

export const ShippingMethodSaveResult = createUnionType({
  name: 'ShippingMethodSaveResult',
  description: 'Saved, or nothing was changed.',
  types: () => [ShippingMethodSavePayload, Rejection] as const,
})
