import type { Place } from '../../kernel/place.js'
import type { DeliverableLine, DeliveryOption, ShippingMethod, UnavailableMethod } from '../delivery/index.js'
import type { PriceOffer, PriceReason } from '../pricing/index.js'
import type { Discount, DiscountableLine, DiscountObstacle, DiscountOutcome } from '../promotions/index.js'
import type { TaxLine, TaxPolicy, TaxRate } from '../tax/index.js'
import type { Tender } from '../tenders/index.js'

export type { Tender } from '../tenders/index.js'

/** What the price of a line depends on. */
export interface CartLineFacts extends Omit<DiscountableLine, 'unitPriceMinor'>, DeliverableLine {
  /** Those of the cart's channel and currency, in any order, one of them at least being a list price that is valid. */
  readonly offers: readonly PriceOffer[]
  /** null: not taxed. */
  readonly taxCategory: string | null
}

/** Everything that the price of a cart depends on. The same facts give the same price. */
export interface CartFacts {
  readonly currency: string
  /** Chooses among scheduled prices, rates and discounts. */
  readonly at: Date
  /** Of the customer; empty: none. */
  readonly priceGroup: string
  /** Their order does not matter. */
  readonly lines: readonly CartLineFacts[]
  /** In the order in which they are taken off; those on shipping come after all others. */
  readonly discounts: readonly Discount[]
  readonly delivery: {
    readonly methods: readonly ShippingMethod[]
    readonly place: Place | null
    /** null: none yet, so shipping has no price. */
    readonly chosenHandle: string | null
  }
  readonly tax: {
    readonly policy: TaxPolicy
    readonly rates: readonly TaxRate[]
    /** null: nothing is taxed. */
    readonly place: Place | null
    /** Whether the place is only a guess, since there is no address yet. */
    readonly isEstimated: boolean
  }
  /** The total is rounded to a multiple of it, ties up: 5 where the smallest coin is 5 rappen, else 1. */
  readonly roundTotalToMinor: number
  /** In the order in which they pay. */
  readonly tenders: readonly Tender[]
}

/** net + tax = total, and subtotal − discount is net or, where tax is included, total. */
export interface LineCost {
  readonly subtotalMinor: number
  readonly discountMinor: number
  readonly netMinor: number
  readonly taxMinor: number
  readonly totalMinor: number
}

export interface PricedLine {
  readonly key: string
  readonly quantity: number
  readonly unitPriceMinor: number
  readonly compareAtUnitPriceMinor: number | null
  /** From the list price to the unit price. */
  readonly priceSteps: readonly { readonly reason: PriceReason; readonly amountMinor: number }[]
  readonly cost: LineCost
  readonly taxRate: TaxRate | null
  readonly taxIncluded: boolean
}

/** The chosen way of delivery; its subtotal is the price before discounts. */
export interface PricedShipping {
  readonly option: DeliveryOption
  readonly cost: LineCost
  readonly taxRate: TaxRate | null
  readonly taxIncluded: boolean
}

/** total = subtotal − discount + shipping + added tax + rounding, and total = tenders + due. */
export interface CartCost {
  /** Of all lines before discounts. */
  readonly subtotalMinor: number
  /** All discounts, those on shipping with them. */
  readonly discountMinor: number
  /** Before discounts; null: not known yet. */
  readonly shippingMinor: number | null
  /** Included or added. */
  readonly taxMinor: number
  /** The part of the tax that is not included in prices. */
  readonly addedTaxMinor: number
  /** Whether all of the tax is included in prices; as the channel says where nothing is taxed. */
  readonly taxIncluded: boolean
  /** It may change once there is an address. */
  readonly taxIsEstimated: boolean
  readonly roundingMinor: number
  readonly totalMinor: number
  /** What gift cards and store credit pay. */
  readonly tenderedMinor: number
  readonly dueMinor: number
}

export type TenderObstacle = 'EXPIRED' | 'CURRENCY_NOT_OFFERED' | 'GIFT_CARD_EMPTY'

export interface TenderOutcome {
  readonly tender: Tender
  readonly obstacle: TenderObstacle | null
  readonly amountMinor: number
}

/** A code of the cart, of a discount or a gift card. */
export interface CodeOutcome {
  readonly kind: 'DISCOUNT' | 'GIFT_CARD'
  /** null for gift cards. */
  readonly code: string | null
  readonly lastCharacters: string
  readonly isApplicable: boolean
  readonly obstacle: DiscountObstacle | TenderObstacle | null
  /** What it takes off or pays. */
  readonly amountMinor: number
  /** What is asked for where the obstacle is MINIMUM_NOT_REACHED. */
  readonly minimumSubtotalMinor: number | null
}

export interface PricedCart {
  readonly currency: string
  /** As in the facts. */
  readonly lines: readonly PricedLine[]
  /** Each discount that was to be taken off, in that order, also where it took nothing. */
  readonly discounts: readonly DiscountOutcome[]
  readonly codes: readonly CodeOutcome[]
  readonly deliveryOptions: readonly DeliveryOption[]
  readonly unavailableMethods: readonly UnavailableMethod[]
  /** null: nothing is chosen, or what was chosen cannot be had any more. */
  readonly shipping: PricedShipping | null
  readonly taxes: readonly TaxLine[]
  readonly tenders: readonly TenderOutcome[]
  readonly cost: CartCost
}

export type PriceStepKind =
  | 'LIST_PRICE'
  | 'SCHEDULED_PRICE'
  | 'GROUP_PRICE'
  | 'QUANTITY_PRICE'
  | 'DISCOUNT'
  | 'SHIPPING'
  | 'TAX'
  | 'ROUNDING'
  | 'TENDER'

/** One step of how a cart came to its price. */
export interface PriceStep {
  readonly kind: PriceStepKind
  /** null where it is about the whole cart or its shipping. */
  readonly lineKey: string | null
  /** A sentence for people: what was done, and why. */
  readonly reason: string
  /** By how much it changed what is due; the amounts of all steps add up to that. */
  readonly amountMinor: number
}
