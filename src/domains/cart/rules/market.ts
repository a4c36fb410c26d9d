import type { SaleTerms } from '../../catalog/index.js'
import type { Channel } from '../../channels/index.js'
import type { PriceOffer, UnitPrice } from '../../pricing/index.js'
import { unitPrice } from '../../pricing/rules/index.js'

/** What a cart's place says of a variant now. */
export interface Offered {
  /** null: not for sale there. */
  readonly terms: SaleTerms | null
  readonly offers: readonly PriceOffer[]
  /** How many there are, with those that the cart holds itself; null: as many as anybody wants. */
  readonly orderable: number | null
  /** For how long a cart holds units of it; null: carts hold none. */
  readonly reserveInCartMinutes: number | null
  /** Until when the cart holds units of it; null: it holds none now. */
  readonly heldUntil: Date | null
}

/** What is offered to the buyer of a cart, by variant. */
export interface Market {
  readonly at: Date
  /** Where the cart buys. */
  readonly channel: Channel
  /** Empty: what everybody pays. */
  readonly priceGroup: string
  /** The most units of a variant that the public is told of. */
  readonly displayCap: number | null
  of(variantId: number): Offered
}

/** What one costs in a line of so many; null where it is not for sale. */
export function priceIn(market: Market, variantId: number, quantity: number): UnitPrice | null {
  const { terms, offers } = market.of(variantId)
  return terms && unitPrice(offers, { priceGroup: market.priceGroup, quantity, at: market.at })
}

/** Takes note of a market that is the same after what was decided in it. */
export type SeeMarket = (market: Market) => void
