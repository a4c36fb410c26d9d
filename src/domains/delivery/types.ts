import type { AreaInput } from '../../kernel/area-problems.js'
import type { Area, Place } from '../../kernel/place.js'

/** NONE stands for a cart of which nothing has to be delivered; no method is of that kind. */
export type DeliveryKind = 'SHIPPING' | 'PICKUP' | 'LOCAL' | 'NONE'

/** A price for what lies between the bounds, which belong to it; null: no bound. */
export interface ShippingRate {
  readonly currency: string
  readonly minWeightGrams: number | null
  readonly maxWeightGrams: number | null
  /** Of all lines after discounts. */
  readonly minSubtotalMinor: number | null
  readonly maxSubtotalMinor: number | null
  /** For the whole delivery. */
  readonly amountMinor: number
  /** For each unit that is delivered, on top. */
  readonly perUnitMinor: number
}

/** What the shipping categories of the units that are delivered must be. */
export interface ShippingCategoryRule {
  readonly shippingCategory: string
  readonly match: 'ANY' | 'ALL' | 'NONE'
}

/** How long it takes from an order to the shopper: so many days to get it ready, and so many on the way. */
export interface DeliveryTimes {
  /** IANA; days begin and end there. */
  readonly timeZone: string
  /** From this time of the day on, "14:30", an order counts as one of the next day; null: never. */
  readonly cutOff: string | null
  /** Whether only Monday to Friday count. */
  readonly inBusinessDays: boolean
  readonly minHandlingDays: number
  readonly maxHandlingDays: number
  readonly minTransitDays: number
  readonly maxTransitDays: number
}

export interface ShippingMethod {
  /** Stable and unique. */
  readonly handle: string
  readonly name: string
  readonly kind: Exclude<DeliveryKind, 'NONE'>
  /** Where it delivers to; none: everywhere. Pickup asks for none. */
  readonly areas: readonly Area[]
  /** The first that fits is the price. Where none does, the method is not available. */
  readonly rates: readonly ShippingRate[]
  /** By currency: from which subtotal on, after discounts, it is free. */
  readonly freeFromMinor: Readonly<Record<string, number>>
  readonly categoryRule: ShippingCategoryRule | null
  /** null: not taxed. */
  readonly taxCategory: string | null
  /** Where to pick it up; null unless the kind is `PICKUP`. */
  readonly locationId: number | null
  /** null: nobody says how long it takes. */
  readonly times: DeliveryTimes | null
}

/** What delivery looks at in a line of a cart. */
export interface DeliverableLine {
  readonly quantity: number
  readonly requiresShipping: boolean
  /** Of one unit, also parts of a gram. */
  readonly weightGrams: number
  readonly shippingCategory: string | null
}

/** What is to be delivered, and where to. */
export interface Shipment {
  readonly currency: string
  /** null: not known yet; then only methods that deliver everywhere are available. */
  readonly place: Place | null
  /** Of all lines after discounts, also those that are not delivered. */
  readonly subtotalMinor: number
  readonly lines: readonly DeliverableLine[]
}

/** Why a way of delivery cannot be chosen. */
export type DeliveryObstacle =
  | 'AREA_NOT_SERVED'
  | 'CURRENCY_NOT_OFFERED'
  | 'WEIGHT_OR_SUBTOTAL_OUT_OF_RANGE'
  | 'CATEGORY_NOT_SERVED'

/** A way of delivery that can be chosen, with its price before discounts on shipping. */
export interface DeliveryOption {
  readonly method: ShippingMethod
  readonly priceMinor: number
  /** True where the price is 0 since the subtotal is high enough. */
  readonly isFreeBySubtotal: boolean
}

export interface UnavailableMethod {
  readonly method: ShippingMethod
  readonly obstacle: DeliveryObstacle
}

/** A way of delivery as it is stored, with its names in every language. */
export interface StoredMethod extends Omit<ShippingMethod, 'name' | 'categoryRule'> {
  readonly id: number
  readonly names: readonly LocalizedName[]
  readonly channelIds: readonly number[]
  readonly isEnabled: boolean
  readonly startsAt: Date | null
  readonly endsAt: Date | null
  /** Order among the ways that a cart can choose from. */
  readonly position: number
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}
interface LocalizedName {
  readonly locale: string
  readonly value: string
}

/** Creates the way of delivery with this handle, or changes it. Omitted = unchanged. */
export interface ShippingMethodInput {
  handle: string
  expectedVersion?: number | null
  /** Required on creation; stays for ever. */
  kind?: ShippingMethod['kind'] | null
  /** Required on creation. */
  names?: { locale: string; value: string }[] | null
  /** Slugs; required on creation. */
  channels?: string[] | null
  /** Where it delivers to; none: everywhere. Pickup has none. */
  areas?: AreaInput[] | null
  /** Required on creation: the first that fits is the price. */
  rates?: ShippingRateInput[] | null
  /** From which subtotal on it is free, by currency. */
  freeFrom?: { amountMinor: number; currency: string }[] | null
  taxCategory?: string | null
  /** The external reference of the location to pick it up at; required on creation of a PICKUP, and for nothing else. */
  location?: string | null
  /** True on creation unless given. */
  isEnabled?: boolean | null
  startsAt?: Date | null
  endsAt?: Date | null
  position?: number | null
  /** null: nobody says how long it takes. */
  times?: DeliveryTimesInput | null
}
export interface DeliveryTimesInput extends Omit<DeliveryTimes, 'cutOff' | 'inBusinessDays'> {
  readonly cutOff?: string | null
  /** True unless given. */
  readonly inBusinessDays?: boolean | null
}
export interface ShippingRateInput {
  currency: string
  amountMinor: number
  perUnitMinor?: number | null
  minWeightGrams?: number | null
  maxWeightGrams?: number | null
  minSubtotalMinor?: number | null
  maxSubtotalMinor?: number | null
}
