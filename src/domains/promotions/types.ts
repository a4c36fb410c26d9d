/** Who gives a discount: somebody of the staff for this cart, the shop by itself, or the shopper by a code. */
export type DiscountSource = 'STAFF' | 'AUTOMATIC' | 'CODE'

/**
 * What a discount takes off.
 *
 * - `CART`: the sum of its lines, once, spread over them
 * - `UNIT`: each unit of its lines
 * - `SHIPPING`: the chosen way of delivery
 */
export type DiscountTarget = 'CART' | 'UNIT' | 'SHIPPING'

export type Benefit =
  /** 100,000 millionths are 10 %; at most 1,000,000. */
  | { readonly kind: 'PERCENT'; readonly on: DiscountTarget; readonly rateMillionths: number }
  /** By currency; what has no amount in a currency is not offered in it. */
  | { readonly kind: 'AMOUNT'; readonly on: DiscountTarget; readonly amountsMinor: AmountsMinor }
  | { readonly kind: 'FREE_SHIPPING' }

/** Minor units by ISO 4217 code. */
export type AmountsMinor = Readonly<Record<string, number>>

/** Which lines: those that meet everything that is not null. */
export interface LineFilter {
  readonly lineKeys: readonly string[] | null
  readonly productIds: readonly number[] | null
  /** Any of them. */
  readonly categoryIds: readonly number[] | null
  /** What one unit costs before discounts, both ends included. */
  readonly minUnitPriceMinor: number | null
  readonly maxUnitPriceMinor: number | null
}

/** What must hold for a discount; null asks for nothing. */
export interface DiscountConditions {
  readonly startsAt: Date | null
  /** The first instant at which it is over. */
  readonly endsAt: Date | null
  /** The least that all lines cost together after the discounts before this one. Not offered in a currency without one. */
  readonly minimumSubtotalMinor: AmountsMinor | null
  /** Some line of the cart must be one of these. */
  readonly contains: LineFilter | null
  /** How often it can still be had; null: without a limit. */
  readonly remainingUses: number | null
}

/** One discount, whoever gives it. */
export interface Discount {
  readonly id: string
  readonly name: string
  readonly source: DiscountSource
  /** As the shopper typed it; null unless the source is `CODE`. */
  readonly code: string | null
  readonly benefit: Benefit
  /** Which lines it takes off from; null: all. */
  readonly lines: LineFilter | null
  /** null: it holds whatever the cart is. */
  readonly conditions: DiscountConditions | null
}

/** Why a discount takes nothing off. */
export type DiscountObstacle =
  | 'NOT_STARTED'
  | 'EXPIRED'
  | 'USED_UP'
  | 'CURRENCY_NOT_OFFERED'
  | 'MINIMUM_NOT_REACHED'
  | 'CONTENT_MISSING'
  | 'NO_ELIGIBLE_LINE'
  /** Another code stands before it. */
  | 'NOT_COMBINABLE'

/** What discounts look at in a line of a cart. */
export interface DiscountableLine {
  /** Unique in the cart. Spare minor units go by it, so that the order of lines does not matter. */
  readonly key: string
  readonly productId: number
  readonly categoryIds: readonly number[]
  readonly quantity: number
  readonly unitPriceMinor: number
}

/** What one discount took off one line; of shipping when the key is null. */
export interface DiscountAllocation {
  readonly lineKey: string | null
  readonly amountMinor: number
}

export interface DiscountOutcome {
  readonly discount: Discount
  /** null: it is applicable, though it may come to nothing where nothing is left to take off. */
  readonly obstacle: DiscountObstacle | null
  /** What is asked for where the obstacle is MINIMUM_NOT_REACHED. */
  readonly minimumSubtotalMinor: number | null
  readonly amountMinor: number
  /** Above 0 each, and in sum the amount. */
  readonly allocations: readonly DiscountAllocation[]
}
