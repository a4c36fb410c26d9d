import type { StoredCartWarning, StoredKeyValue, StoredStaffDiscount } from '../../db/tables/cart.js'
import type { Address, AddressInput } from '../../kernel/address.js'

export type CartStatus = 'OPEN' | 'ORDERED' | 'MERGED' | 'EXPIRED'
export type KeyValue = Readonly<StoredKeyValue>
/** What happened to a cart by itself, kept until its shopper agrees. */
export type CartWarning = Readonly<StoredCartWarning>
/** What somebody of the shop takes off a cart, before codes. */
export type StaffDiscount = Readonly<Omit<StoredStaffDiscount, 'lineIds'>> & {
  readonly lineIds: readonly string[] | null
}

/** A cart as it is kept, without any price: that is worked out whenever somebody looks. */
export interface Cart {
  readonly id: string
  readonly customerId: string | null
  readonly status: CartStatus
  /** Grows with each change. */
  readonly version: number
  readonly channelId: number
  readonly currency: string
  readonly country: string
  readonly locale: string
  readonly email: string | null
  readonly phone: string | null
  readonly note: string | null
  readonly attributes: readonly KeyValue[]
  readonly shippingAddress: Address | null
  readonly billingAddress: Address | null
  /** As they were typed. */
  readonly codes: readonly string[]
  readonly giftCardIds: readonly string[]
  /** In the order in which they are taken off. */
  readonly staffDiscounts: readonly StaffDiscount[]
  /** Whether its customer pays with store credit, as far as that goes. */
  readonly useStoreCredit: boolean
  /** Of the shipping method that was chosen. */
  readonly deliveryHandle: string | null
  readonly warnings: readonly CartWarning[]
  /** The cart that took its place. */
  readonly mergedInto: string | null
  readonly expiresAt: Date
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly lines: readonly CartLine[]
}

export interface CartLine {
  readonly id: string
  readonly position: number
  readonly variantId: number
  readonly quantity: number
  readonly attributes: readonly KeyValue[]
  /** What one cost when the shopper last agreed; null: never. */
  readonly agreedMinor: number | null
  /** Until when its units are, or were, held for the cart; null: they are not. */
  readonly heldUntil: Date | null
  /** Codes of warnings that the shopper has agreed to. */
  readonly acknowledged: readonly string[]
}

/** What opens carts: a token opens one, a session those of its customer. */
export interface CartHolder {
  readonly token: string | null
  readonly customerId: string | null
  /** Who of the shop acts for the shopper, as the audit names them; left out: nobody. It opens nothing. */
  readonly staff?: string
  readonly requestId: string
}

/** How much one cart holds at most, so that nobody keeps the shop from others by filling a cart. */
export interface HoldLimits {
  /** Of one variant. */
  readonly units: number
  readonly variants: number
}

/** Where a new cart buys. */
export interface CartPlace {
  readonly channelId: number
  readonly currency: string
  readonly country: string
  readonly locale: string
}

export interface CartLineInput {
  /** null: a variant that there cannot be. */
  readonly variantId: number | null
  readonly quantity: number
  readonly attributes?: readonly KeyValue[] | null | undefined
}
export interface CartCreateInput {
  readonly lines?: readonly CartLineInput[] | null | undefined
  readonly email?: string | null | undefined
  readonly attributes?: readonly KeyValue[] | null | undefined
  readonly idempotencyKey?: string | null | undefined
}
/** Which cart, and what to hold the call against. */
interface OfCart {
  readonly cartId: string
  /** Refused when the cart is at another version; null or omitted takes it as it is. */
  readonly expectedVersion?: number | null | undefined
  readonly idempotencyKey?: string | null | undefined
}
export interface CartLinesAddInput extends Omit<OfCart, 'expectedVersion'> {
  readonly lines: readonly CartLineInput[]
}
export interface CartLinesUpdateInput extends OfCart {
  readonly lines: readonly CartLineUpdateInput[]
}
/** Omitted = unchanged. Quantity 0 removes the line. */
export interface CartLineUpdateInput {
  readonly lineId: string
  readonly quantity?: number | null | undefined
  /** null: a variant that there cannot be. */
  readonly variantId?: number | null | undefined
  readonly attributes?: readonly KeyValue[] | null | undefined
}
export interface CartCodesUpdateInput extends Pick<OfCart, 'cartId'> {
  readonly add?: readonly string[] | null | undefined
  readonly remove?: readonly string[] | null | undefined
}
export interface CartContextUpdateInput extends Pick<OfCart, 'cartId'> {
  readonly currency?: string | null | undefined
  readonly country?: string | null | undefined
  readonly locale?: string | null | undefined
}
export type CartVersionInput = Pick<OfCart, 'cartId'> & { readonly expectedVersion: number }
/** Omitted = unchanged, null clears. */
export interface CheckoutUpdateInput extends Omit<OfCart, 'idempotencyKey'> {
  readonly email?: string | null | undefined
  readonly phone?: string | null | undefined
  readonly note?: string | null | undefined
  readonly shippingAddress?: AddressInput | null | undefined
  readonly billingAddress?: AddressInput | null | undefined
  readonly delivery?: readonly DeliveryChoice[] | null | undefined
  readonly useStoreCredit?: boolean | null | undefined
}
/** Whose the cart is, or whom letters about it go to: exactly one of them. */
export interface CartCustomerSetInput {
  readonly cartId: string
  readonly expectedVersion: number
  readonly customerId?: string | null | undefined
  readonly email?: string | null | undefined
}
/** All that staff take off a cart from now on; none: nothing. */
export interface CartStaffDiscountsSetInput {
  readonly cartId: string
  readonly expectedVersion: number
  readonly discounts: readonly StaffDiscountInput[]
}
export interface StaffDiscountInput {
  readonly name: string
  /** A decimal above 0, at most 100, with at most 4 places; or an amount. */
  readonly percent?: string | null | undefined
  /** In the cart's currency, once off the sum of the lines. */
  readonly amount?: { readonly amountMinor: number; readonly currency: string } | null | undefined
  /** Omitted: all lines, those that come later too. */
  readonly lineIds?: readonly string[] | null | undefined
}
export interface DeliveryChoice {
  readonly groupKey: string
  readonly optionHandle: string
}

/** Which of two carts stays when somebody signs in. */
export const cartMerges = ['MERGE', 'KEEP_GUEST', 'KEEP_CUSTOMER'] as const
export type CartMerge = (typeof cartMerges)[number]
