import { ArgsType, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import {
  type Availability as AvailabilityName,
  type LocationKind as LocationKindName,
  type Location as LocationSource,
  locationKinds,
} from '../../domains/stock/types.js'
import { globalId } from '../../kernel/ids.js'
import { inBestLocale } from '../../kernel/locale.js'
import { Address } from '../addresses.js'
import { Node } from '../common.js'
import { connectionOf } from '../connections.js'
import { Availability } from './availability.js'

export const LocationKind = Object.fromEntries(locationKinds.map((kind) => [kind, kind])) as {
  readonly [Kind in LocationKindName]: Kind
}
registerEnumType(LocationKind, {
  name: 'LocationKind',
  description: 'What kind of place it is.',
  valuesConfig: {
    WAREHOUSE: { description: 'Orders are sent from there; the public sees it only if it offers pickup.' },
    STORE: { description: 'Shoppers can go there.' },
    PICKUP_POINT: { description: 'Orders are fetched there.' },
  },
})

@InputType({ description: 'A place on earth, in degrees of WGS 84.' })
export class CoordinatesInput {
  @Field(() => Float, { description: 'From -90 to 90.' })
  readonly latitude!: number
  @Field(() => Float, { description: 'From -180 to 180.' })
  readonly longitude!: number
}

@ObjectType({ simpleResolvers: true, description: 'A place on earth, in degrees of WGS 84.' })
export class Coordinates {
  @Field(() => Float, { description: 'From -90 to 90.' })
  readonly latitude!: number
  @Field(() => Float, { description: 'From -180 to 180.' })
  readonly longitude!: number
}

@ObjectType({
  implements: Node,
  description: 'A place where units lie: a warehouse, a store, a pickup point.',
})
export class Location {
  constructor(
    readonly source: LocationSource,
    private readonly localeChain: readonly string[],
  ) {}

  @Field(() => ID, { description: 'Names this location among all things.' })
  get id(): string {
    return globalId('Location', this.source.id)
  }

  @Field(() => String, { description: 'Its name in the system that feeds the stock.' })
  get externalReference(): string {
    return this.source.externalReference
  }

  @Field(() => LocationKind, { description: 'What kind of place it is.' })
  get kind(): string {
    return this.source.kind
  }

  @Field(() => String, { description: 'In the locale of the context.' })
  get name(): string {
    return inBestLocale(this.source.names, this.localeChain)?.value ?? this.source.externalReference
  }

  @Field(() => Address, { description: 'Where it is.' })
  get address(): Address {
    return new Address({ firstName: null, lastName: null, ...this.source.address })
  }

  @Field(() => Coordinates, { nullable: true, description: 'Null when nobody has said.' })
  get position(): Coordinates | null {
    return this.source.position
  }

  @Field(() => String, { description: 'Its IANA time zone: `Europe/Vienna`.' })
  get timeZone(): string {
    return this.source.timeZone
  }

  @Field(() => Boolean, { description: 'Whether orders can be fetched there.' })
  get offersPickup(): boolean {
    return this.source.offersPickup
  }

  @Field(() => Int, { description: 'Of several that have it, units are taken from the highest first.' })
  get priority(): number {
    return this.source.priority
  }

  @Field(() => Int, { description: 'Grows with each change; editors send it as `expectedVersion`.' })
  get version(): number {
    return this.source.version
  }
}

@ArgsType()
export class StoreArguments {
  @Field(() => CoordinatesInput, { nullable: true, description: 'Where the shopper is.' })
  readonly near?: CoordinatesInput | null
  @Field(() => Int, { defaultValue: 10, description: 'How many places, at most 50.' })
  readonly limit!: number
}

export const LocationConnection = connectionOf(Location)

@ObjectType({ simpleResolvers: true, description: 'What there is of a variant at one place.' })
export class StoreAvailability {
  @Field(() => Location, { description: 'The place.' })
  readonly location!: Location
  @Field(() => Availability, { description: 'There: what can be ordered to come later is not there.' })
  readonly availability!: AvailabilityName
  @Field(() => Int, {
    nullable: true,
    description: "How many there are there; null above the channel's cap, and where nobody counts.",
  })
  readonly quantityAvailable!: number | null
  @Field(() => Int, { nullable: true, description: 'Null where nothing can be fetched or nobody knows.' })
  readonly pickupReadyInMinutes!: number | null
  @Field(() => Float, { nullable: true, description: 'As the crow flies, from `near`.' })
  readonly distanceKm!: number | null
}
