import { sql } from 'drizzle-orm'
import type { Address } from '../../kernel/address.js'
import { big, bool, check, index, instant, int, json, table, text, uniqueIndex } from '../columns/index.js'

export interface StoredKeyValue {
  key: string
  value: string
}
/** What somebody did to a cart that its shopper has not agreed to yet. */
export interface StoredCartWarning {
  code: 'QUANTITY_LOWERED' | 'CODE_DROPPED' | 'DISCOUNT_DROPPED' | 'CURRENCY_CHANGED' | 'LINES_MERGED'
  message: string
  /** null: the cart. */
  lineId: string | null
  requested?: number
  quantity?: number
}
/** What somebody of the shop takes off a cart. One of the rate and the amount, which is in the cart's currency. */
export interface StoredStaffDiscount {
  name: string
  rateMillionths: number | null
  amountMinor: number | null
  /** null: of all lines, those that come later too. */
  lineIds: string[] | null
}

export const cart = table(
  'cart',
  {
    id: text().primaryKey(),
    /** SHA-256 in hex of the token that opens it; null once only its customer may. */
    tokenHash: text(),
    customerId: text(),
    /** OPEN | ORDERED | MERGED | EXPIRED */
    status: text().notNull(),
    version: int().notNull(),
    channelId: big().notNull(),
    currency: text().notNull(),
    country: text().notNull(),
    locale: text().notNull(),
    email: text(),
    phone: text(),
    note: text(),
    attributes: json().$type<StoredKeyValue[]>().notNull(),
    shippingAddress: json().$type<Address>(),
    billingAddress: json().$type<Address>(),
    /** As they were typed. */
    codes: json().$type<string[]>().notNull(),
    /** Never their codes. */
    giftCardIds: json().$type<string[]>().notNull().default([]),
    staffDiscounts: json().$type<StoredStaffDiscount[]>().notNull().default([]),
    useStoreCredit: bool().notNull().default(false),
    deliveryHandle: text(),
    warnings: json().$type<StoredCartWarning[]>().notNull(),
    /** The cart that took its place. */
    mergedInto: text(),
    expiresAt: instant().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('cart_token').on(t.tokenHash),
    index('cart_customer').on(t.customerId, t.status, t.updatedAt),
    index('cart_end').on(t.status, t.expiresAt),
    check('cart_status', sql`${t.status} in ('OPEN', 'ORDERED', 'MERGED', 'EXPIRED')`),
  ],
)

export const cartLine = table(
  'cart_line',
  {
    id: text().primaryKey(),
    cartId: text().notNull(),
    /** Order in the cart. */
    position: int().notNull(),
    variantId: big().notNull(),
    quantity: int().notNull(),
    attributes: json().$type<StoredKeyValue[]>().notNull(),
    /** The same for the same attributes. */
    attributesKey: text().notNull(),
    /** What one cost when the shopper last agreed; null: never. */
    agreedMinor: big(),
    /** Until when its units are, or were, held for the cart; null: they are not. */
    heldUntil: instant(),
    /** Codes of warnings that the shopper has agreed to. */
    acknowledged: json().$type<string[]>().notNull(),
  },
  (t) => [
    uniqueIndex('cart_line_content').on(t.cartId, t.variantId, t.attributesKey),
    index('cart_line_position').on(t.cartId, t.position),
    check('cart_line_quantity', sql`${t.quantity} > 0`),
  ],
)
