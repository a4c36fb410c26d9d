import { ArgsType, createUnionType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import type * as stock from '../../domains/stock/types.js'
import { movementKinds, stockPolicies } from '../../domains/stock/types.js'
import { connectionOf } from '../connections.js'
import { Rejection } from '../errors-rejection.js'
import { PageArguments } from '../page-arguments.js'
import { DateTime, SafeInt } from '../scalars.js'
import { Location } from './location.js'

export const StockPolicy = Object.fromEntries(stockPolicies.map((one) => [one, one])) as {
  readonly [Name in stock.StockPolicy]: Name
}
registerEnumType(StockPolicy, {
  name: 'StockPolicy',
  description: 'What happens when no unit is available.',
  valuesConfig: {
    UNTRACKED: { description: 'Nobody counts: it can always be bought.' },
    DENY: { description: 'It cannot be bought.' },
    BACKORDER: { description: 'Units are promised beyond what is there, up to `promiseLimit`.' },
    PREORDER: { description: 'The same until `preorderUntil`; then it is DENY.' },
  },
})

const StockMovementKind = Object.fromEntries(movementKinds.map((one) => [one, one])) as {
  readonly [Name in stock.MovementKind]: Name
}
registerEnumType(StockMovementKind, {
  name: 'StockMovementKind',
  description: 'Why units moved. More kinds may appear: keep a default branch.',
  valuesConfig: {
    ADJUST: { description: 'Corrected by a delta.' },
    COUNT: { description: 'Counted.' },
    RECEIVE: { description: 'Came in.' },
    TRANSFER: { description: 'Went from one location to another, which has a movement of its own.' },
    RESERVE: { description: 'Held for a cart.' },
    RELEASE: { description: 'Given back.' },
    EXPIRE: { description: 'Held for too long.' },
    SELL: { description: 'Sold.' },
    RETURN: { description: 'Came back from who had bought it, onto the shelf where it lay.' },
  },
})

@ObjectType({ simpleResolvers: true, description: 'Units of a variant at a location, exactly.' })
export class StockLevel {
  @Field(() => ID, { simple: false, description: 'The variant.' })
  readonly variantId!: unknown
  @Field(() => String, { simple: false, nullable: true, description: "The variant's stock keeping unit." })
  readonly sku!: string | null
  @Field(() => Location, { simple: false, description: 'Where they lie.' })
  readonly location!: unknown
  @Field(() => Int, { description: 'Units on the shelf: the sum of all movements.' })
  readonly onHand!: number
  @Field(() => Int, { description: 'Units held for carts and orders.' })
  readonly reserved!: number
  @Field(() => Int, {
    simple: false,
    description: 'Units that can be bought: on hand, neither reserved nor kept back. Never below 0.',
  })
  readonly available!: number
  @Field(() => Int, {
    description: 'Reserved units that are not there: promised beforehand, or missing at a count.',
  })
  readonly short!: number
  @Field(() => Int, { description: 'Units kept back from being sold.' })
  readonly safetyStock!: number
  @Field(() => Int, { description: 'Units that are expected.' })
  readonly incoming!: number
  @Field(() => DateTime, { nullable: true, description: 'When they are expected.' })
  readonly incomingAt!: Date | null
}
export const StockLevelConnection = connectionOf(StockLevel)

@ObjectType({ simpleResolvers: true, description: 'How a variant is counted.' })
export class StockItem {
  @Field(() => ID, { simple: false, description: 'The variant.' })
  readonly variantId!: unknown
  @Field(() => String, { simple: false, nullable: true, description: "The variant's stock keeping unit." })
  readonly sku!: string | null
  @Field(() => StockPolicy, { description: 'What happens when no unit is available.' })
  readonly policy!: stock.StockPolicy
  @Field(() => Int, {
    nullable: true,
    description: 'The most units that are promised beyond what is there; null for any number.',
  })
  readonly promiseLimit!: number | null
  @Field(() => DateTime, { nullable: true, description: 'Until then preorders are taken.' })
  readonly preorderUntil!: Date | null
  @Field(() => Int, { nullable: true, description: 'With so many units or fewer its availability is LOW.' })
  readonly lowStockThreshold!: number | null
  @Field(() => Int, {
    nullable: true,
    description:
      'How many minutes a cart holds units from when they are put in; null: they are reserved by the order.',
  })
  readonly reserveInCartMinutes!: number | null
  @Field(() => SafeInt, { simple: false, description: 'Grows with each change of its stock.' })
  readonly stockVersion!: number
  @Field(() => [StockLevel], { simple: false, description: 'What lies where.' })
  readonly levels!: unknown
}
export const StockItemConnection = connectionOf(StockItem)

@ObjectType({ simpleResolvers: true, description: 'A line of the ledger: written once, never altered.' })
export class StockMovement {
  @Field(() => ID, { simple: false, description: 'Names this movement among all things.' })
  readonly id!: unknown
  @Field(() => StockMovementKind, { description: 'Why units moved.' })
  readonly kind!: stock.MovementKind
  @Field(() => ID, { simple: false, description: 'The variant.' })
  readonly variantId!: unknown
  @Field(() => String, { simple: false, nullable: true, description: "The variant's stock keeping unit." })
  readonly sku!: string | null
  @Field(() => Location, { simple: false, description: 'Where they lie.' })
  readonly location!: unknown
  @Field(() => Int, { description: 'Units that came onto the shelf; below zero, that left it.' })
  readonly quantity!: number
  @Field(() => Int, { description: 'Units that were reserved; below zero, that are no longer.' })
  readonly reserved!: number
  @Field(() => String, { nullable: true, description: 'What people gave as the reason.' })
  readonly reason!: string | null
  @Field(() => String, { description: 'Who did it: `key:ath_4fQ2`, `system:cli`.' })
  readonly actor!: string
  @Field(() => String, { nullable: true, description: 'What it belongs to: a delivery note, a cart.' })
  readonly reference!: string | null
  @Field(() => DateTime, { description: 'When it happened.' })
  readonly at!: Date
}
export const StockMovementConnection = connectionOf(StockMovement)

@ArgsType()
export class StockLevelsArguments extends PageArguments {
  @Field(() => [String], { nullable: true, description: 'Only of variants with these SKUs; at most 500.' })
  readonly skus?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Only of these variants; at most 500.' })
  readonly variantIds?: string[] | null
  @Field(() => ID, { nullable: true, description: 'Only at this location.' })
  readonly locationId?: string | null
  @Field(() => Boolean, { nullable: true, description: 'Only where more is reserved than is there, or not.' })
  readonly isShort?: boolean | null
}

@ArgsType()
export class StockMovementsArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: 'Only of this variant.' })
  readonly variantId?: string | null
  @Field(() => ID, { nullable: true, description: 'Only at this location.' })
  readonly locationId?: string | null
}

@ObjectType({ simpleResolvers: true, description: 'The stock was changed.' })
export class StockPayload {
  @Field(() => [StockLevel], { description: 'The levels that were named, in their order, as they are now.' })
  readonly levels: readonly object[]

  constructor(levels: readonly object[]) {
    this.levels = levels
  }
}

@ObjectType({ simpleResolvers: true, description: 'How variants are counted was saved.' })
export class StockPoliciesSavePayload {
  @Field(() => [StockItem], { description: 'The variants, in the order of the items.' })
  readonly items: readonly object[]

  constructor(items: readonly object[]) {
    this.items = items
  }
}

@ObjectType({ simpleResolvers: true, description: 'The location was saved.' })
export class LocationSavePayload {
  @Field(() => Location, { description: 'The location as it is now.' })
  readonly location: Location

  constructor(location: Location) {
    this.location = location
  }
}

export const StockResult = createUnionType({
  name: 'StockResult',
  description: 'Changed, or nothing was changed.',
  types: () => [StockPayload, Rejection] as const,
})
export const StockPoliciesSaveResult = createUnionType({
  name: 'StockPoliciesSaveResult',
  description: 'Saved, or nothing was changed.',
  types: () => [StockPoliciesSavePayload, Rejection] as const,
})
export const LocationSaveResult = createUnionType({
  name: 'LocationSaveResult',
  description: 'Saved, or nothing was changed.',
  types: () => [LocationSavePayload, Rejection] as const,
})
