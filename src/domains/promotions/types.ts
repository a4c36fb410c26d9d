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

export interface Referenced {
  readonly id: number
  readonly externalReference: string
}

/** A code that shoppers type in for a discount. */
export interface DiscountCode {
  readonly id: number
  /** As it is written; compared without case, nor spaces around it. */
  readonly code: string
  /** What shoppers see beside the amount. */
  readonly name: string
  readonly benefit: CodeBenefit
  /** null: in every channel. */
  readonly channelIds: readonly number[] | null
  /** It is for products of any of these categories and of those below them; null: of whichever. */
  readonly categories: readonly Referenced[] | null
  /** It is for these products; null: for any. */
  readonly products: readonly Referenced[] | null
  /** By currency; null: none. */
  readonly minimumSubtotalMinor: AmountsMinor | null
  readonly startsAt: Date | null
  /** The first instant at which it is over. */
  readonly endsAt: Date | null
  /** How often it can be used in all; null: without a limit. */
  readonly usageLimit: number | null
  readonly perCustomerLimit: number | null
  /** How often it has been. */
  readonly used: number
  readonly disabledAt: Date | null
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}
export type CodeBenefit =
  | { readonly kind: 'PERCENT'; readonly on: 'CART'; readonly rateMillionths: number }
  | { readonly kind: 'AMOUNT'; readonly on: 'CART'; readonly amountsMinor: AmountsMinor }
  | { readonly kind: 'FREE_SHIPPING' }

interface AmountInput {
  amountMinor: number
  currency: string
}
/** Creates the code, or changes it. Omitted = unchanged. */
export interface DiscountCodeInput {
  code: string
  expectedVersion?: number | null
  /** The code on creation unless given. */
  name?: string | null
  /** One of these three; required on creation. A decimal above 0, at most 100, with at most 4 places. */
  percent?: string | null
  /** What it takes off the cart, by currency; in others it is not offered. */
  amounts?: AmountInput[] | null
  freeShipping?: boolean | null
  /** Slugs; null: every channel. */
  channels?: string[] | null
  /** External references: it is for products of any of these and of what is below them. null, or none: of whichever. */
  categories?: string[] | null
  /** External references, instead of categories. null, or none: any. */
  products?: string[] | null
  /** By currency; in others it is then not offered. null: none. */
  minimumSubtotals?: AmountInput[] | null
  startsAt?: Date | null
  endsAt?: Date | null
  /** Not below what is used already; null: without a limit. */
  usageLimit?: number | null
  perCustomerLimit?: number | null
}

/** What uses of a code are claimed for, and by whom. */
export interface CodeUse {
  readonly codeId: number
  /** Such as an order's id: claimed again for the same, it counts once. */
  readonly reference: string
  /** null: nobody who could be told from others, so the limit for each customer does not hold. */
  readonly customerKey: string | null
}
