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
}

/** What delivery looks at in a line of a cart. */
export interface DeliverableLine {
  readonly quantity: number
  readonly requiresShipping: boolean
  /** Of one unit. */
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
