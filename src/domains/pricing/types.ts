export type { PriceInput } from '../catalog/index.js'

/** One of the prices that a variant has in a channel and currency: for whom, from how many on, and when. */
export interface PriceOffer {
  readonly amountMinor: number
  /** The former price to strike through; above amountMinor. */
  readonly compareAtMinor: number | null
  /** Only customers of this group have it; empty: everybody. */
  readonly priceGroup: string
  /** A line of this many units or more pays it for every unit; 1: always. */
  readonly minQuantity: number
  /** null: since ever. */
  readonly startsAt: Date | null
  /** The first instant at which it is over; null: without an end. */
  readonly endsAt: Date | null
}

/** An offer with where it stands. */
export interface Price extends PriceOffer {
  readonly variantId: number
  readonly channelId: number
  readonly currency: string
}
/** One of a variant's prices, as asked for; the channel is already known. */
export type PriceState = Omit<Price, 'variantId'>

/** What each unit costs in a line of at least so many. */
export interface QuantityPrice {
  readonly minQuantity: number
  readonly amountMinor: number
}
/** What a variant costs at an instant, as a shelf shows it. */
export interface ShownPrice {
  readonly variantId: number
  readonly channelId: number
  readonly currency: string
  /** Empty: what everybody pays. A group that pays the same has none of its own. */
  readonly priceGroup: string
  readonly amountMinor: number
  readonly compareAtMinor: number | null
  /** The lowest price of the 30 days before the current reduction; null without a reduction, or a price before it. */
  readonly lowestBeforeMinor: number | null
  /** From 2 units on, each cheaper than the one before. */
  readonly quantityPrices: readonly QuantityPrice[]
}
/** What one unit cost from an instant on. */
export interface PricePoint {
  readonly variantId: number
  readonly channelId: number
  readonly currency: string
  /** Empty: what everybody paid. */
  readonly priceGroup: string
  readonly at: Date
  /** null: from then on there was no price, or none of the group's own. */
  readonly amountMinor: number | null
  readonly compareAtMinor: number | null
}

export type PriceReason = 'LIST' | 'SCHEDULED' | 'GROUP' | 'QUANTITY'

/** What one unit costs, and how it came to that: the list price first, then each that undercuts it. */
export interface UnitPrice {
  readonly amountMinor: number
  readonly compareAtMinor: number | null
  readonly steps: readonly { readonly reason: PriceReason; readonly amountMinor: number }[]
}
