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
