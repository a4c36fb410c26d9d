import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql'
import type * as delivery from '../../domains/delivery/types.js'
import { globalId } from '../../kernel/ids.js'
import { Rejection } from '../errors-rejection.js'
import { LocalizedText } from '../merchandising/definitions.js'
import { Money } from '../money.js'
import { CurrencyCode, DateTime, SafeInt } from '../scalars.js'
import { Location } from '../stock/location.js'
import { Area } from './areas.js'
import { ShippingMethodKind, says } from './delivery-words.js'

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
