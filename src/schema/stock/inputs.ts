import { Field, ID, InputType, Int } from 'type-graphql'
import type * as stock from '../../domains/stock/types.js'
import { LocalizedTextInput } from '../merchandising/entity-inputs.js'
import { CountryCode, DateTime } from '../scalars.js'
import { StockPolicy } from './admin.js'
import { CoordinatesInput, LocationKind } from './location.js'

const location = { description: "The location's external reference." } as const

@InputType()
abstract class NamedVariantInput {
  @Field(() => String, { nullable: true, description: 'The variant, unless `variantId` names it.' })
  readonly sku?: string | null
  @Field(() => ID, { nullable: true, description: 'The variant, unless `sku` names it.' })
  readonly variantId?: string | null
}

const reason = { nullable: true, description: 'Why, for people; at most 200 characters.' } as const
const reference = {
  nullable: true,
  description: 'What it belongs to, such as a delivery note; at most 200 characters.',
} as const
const idempotencyKey = {
  description:
    'A key of your own for this change, 16 to 64 characters, such as a UUID: the same call again changes nothing and is ' +
    'answered with the levels as they are by then. Kept for 7 days.',
} as const

@InputType()
abstract class VariantChangeInput extends NamedVariantInput {
  @Field(() => String, reason)
  readonly reason?: string | null
  @Field(() => String, reference)
  readonly reference?: string | null
  @Field(() => String, idempotencyKey)
  readonly idempotencyKey!: string
}

@InputType({ description: 'An address; what is left out is empty.' })
export class LocationAddressInput {
  @Field(() => String, { nullable: true, description: 'At most 200 characters, like all of it.' })
  readonly company?: string | null
  @Field(() => String, { nullable: true, description: 'Street and number.' })
  readonly address1?: string | null
  @Field(() => String, { nullable: true, description: 'What else finds it.' })
  readonly address2?: string | null
  @Field(() => String, { nullable: true, description: 'The town.' })
  readonly city?: string | null
  @Field(() => String, { nullable: true, description: 'As it is written there.' })
  readonly postalCode?: string | null
  @Field(() => String, { nullable: true, description: 'A part of the country, such as a state.' })
  readonly provinceCode?: string | null
  @Field(() => CountryCode, { description: 'Where it is.' })
  readonly country!: string
  @Field(() => String, { nullable: true, description: 'A number to call.' })
  readonly phone?: string | null
}

@InputType({
  description:
    'Creates the location with this external reference, or changes it. What is left out stays as it is; a new location ' +
    'needs `kind`, `names`, `address`, `timeZone` and `channels`.',
})
export class LocationSaveInput implements stock.LocationInput {
  @Field(() => String, { description: 'Names it for good; at most 200 characters.' })
  readonly externalReference!: string
  @Field(() => Int, {
    nullable: true,
    description: 'The version you have seen, 0 for a new one: refused when it is another by now.',
  })
  readonly expectedVersion?: number | null
  @Field(() => LocationKind, { nullable: true, description: 'What kind of place it is.' })
  readonly kind?: stock.LocationKind | null
  @Field(() => [LocalizedTextInput], { nullable: true, description: 'Replaces the whole set.' })
  readonly names?: LocalizedTextInput[] | null
  @Field(() => LocationAddressInput, { nullable: true, description: 'Replaces all of it.' })
  readonly address?: LocationAddressInput | null
  @Field(() => CoordinatesInput, { nullable: true, description: 'Null: it is found by no distance.' })
  readonly position?: CoordinatesInput | null
  @Field(() => String, { nullable: true, description: 'By its IANA name: `Europe/Vienna`.' })
  readonly timeZone?: string | null
  @Field(() => Int, { nullable: true, description: 'Units are taken from the highest first; 0 if omitted.' })
  readonly priority?: number | null
  @Field(() => [String], {
    nullable: true,
    description: 'Slugs of the channels that it serves. None takes it out of service.',
  })
  readonly channels?: string[] | null
  @Field(() => Boolean, { nullable: true, description: 'Whether orders can be fetched there.' })
  readonly offersPickup?: boolean | null
  @Field(() => Int, { nullable: true, description: 'How long it takes until an order can be fetched.' })
  readonly pickupReadyMinutes?: number | null
}

@InputType({
  description:
    'Changes what lies at one location, by `delta` or to a `quantity` that was counted. A count or loss may leave less than ' +
    'is reserved: it is taken, what is reserved stays so, and nothing is available until the shortage is over.',
})
export class StockAdjustInput extends VariantChangeInput {
  @Field(() => String, location)
  readonly location!: string
  @Field(() => Int, { nullable: true, description: 'Units that were found, or below zero, lost.' })
  readonly delta?: number | null
  @Field(() => Int, { nullable: true, description: 'Instead of `delta`: how many there are.' })
  readonly quantity?: number | null
  @Field(() => Int, {
    nullable: true,
    description: 'With `quantity`: how many you saw. Refused when there are others by now.',
  })
  readonly expectedQuantity?: number | null
}

@InputType({ description: 'A variant at a location. What is left out stays as it is.' })
export class StockSetItemInput extends NamedVariantInput {
  @Field(() => String, location)
  readonly location!: string
  @Field(() => Int, { nullable: true, description: 'How many lie there.' })
  readonly quantity?: number | null
  @Field(() => Int, { nullable: true, description: 'With `quantity`: how many you saw.' })
  readonly expectedQuantity?: number | null
  @Field(() => Int, { nullable: true, description: 'Units kept back from being sold.' })
  readonly safetyStock?: number | null
  @Field(() => Int, { nullable: true, description: 'Units that are expected.' })
  readonly incoming?: number | null
  @Field(() => DateTime, { nullable: true, description: 'When they are expected; null: not known.' })
  readonly incomingAt?: Date | null
}

@InputType({ description: 'Sets what lies at many places.' })
export class StockSetInput {
  @Field(() => [StockSetItemInput], { description: 'At most 500; all are saved or none.' })
  readonly items!: StockSetItemInput[]
  @Field(() => String, reason)
  readonly reason?: string | null
  @Field(() => String, reference)
  readonly reference?: string | null
  @Field(() => String, idempotencyKey)
  readonly idempotencyKey!: string
}

@InputType({ description: 'Moves units that are not reserved to another location.' })
export class StockTransferInput extends VariantChangeInput {
  @Field(() => String, { description: 'Where they are: the external reference.' })
  readonly from!: string
  @Field(() => String, { description: 'Where they go: the external reference.' })
  readonly to!: string
  @Field(() => Int, { description: 'How many.' })
  readonly quantity!: number
}

@InputType({ description: 'Units that have come in; so many fewer are expected from then on.' })
export class StockReceiveInput extends VariantChangeInput {
  @Field(() => String, location)
  readonly location!: string
  @Field(() => Int, { description: 'How many.' })
  readonly quantity!: number
}

@InputType({
  description:
    'How a variant is counted. Omitted = unchanged. One that nobody has counted is tracked from here on, unless `policy` ' +
    'says UNTRACKED. Units can be promised only where it has a level: set a quantity of 0 there.',
})
export class StockPolicyItemInput extends NamedVariantInput {
  @Field(() => StockPolicy, { nullable: true, description: 'What happens when no unit is available.' })
  readonly policy?: stock.StockPolicy | null
  @Field(() => Int, { nullable: true, description: 'For BACKORDER and PREORDER; null: any number.' })
  readonly promiseLimit?: number | null
  @Field(() => DateTime, { nullable: true, description: 'For PREORDER, which needs it.' })
  readonly preorderUntil?: Date | null
  @Field(() => Int, { nullable: true, description: 'With so many units or fewer its availability is LOW.' })
  readonly lowStockThreshold?: number | null
  @Field(() => Int, {
    nullable: true,
    description:
      'How many minutes, 1 to 10,080, a cart holds units from when they are put in, so that nobody else can buy them; null: they ' +
      'are reserved by the order. A cart holds a few units of a few variants at most, whatever is in it.',
  })
  readonly reserveInCartMinutes?: number | null
}

@InputType({ description: 'How variants are counted.' })
export class StockPoliciesSaveInput {
  @Field(() => [StockPolicyItemInput], { description: 'At most 500; all are saved or none.' })
  readonly items!: StockPolicyItemInput[]
}
