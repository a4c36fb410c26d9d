export type { PriceInput } from '../catalog/index.js'

/** What one unit of a variant costs in a channel and currency, in minor units. */
export interface Price {
  readonly variantId: number
  readonly channelId: number
  readonly currency: string
  readonly amountMinor: number
  /** The former price to strike through; above amountMinor. */
  readonly compareAtMinor: number | null
}
/** One of a variant's prices, as asked for; the channel is already known. */
export type PriceState = Omit<Price, 'variantId'>

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

export type PriceReason = 'LIST' | 'SCHEDULED' | 'GROUP' | 'QUANTITY'

/** What one unit costs, and how it came to that: the list price first, then each that undercuts it. */
export interface UnitPrice {
  readonly amountMinor: number
  readonly compareAtMinor: number | null
  readonly steps: readonly { readonly reason: PriceReason; readonly amountMinor: number }[]
}
