import { sql } from 'drizzle-orm'
import type { Address } from '../../kernel/address.js'
import {
  big,
  bool,
  check,
  index,
  instant,
  int,
  json,
  serial,
  table,
  text,
  uniqueIndex,
} from '../columns/index.js'
import type { StoredKeyValue } from './cart.js'

/** How the sums of an order came to be, in minor units. */
export interface StoredOrderCost {
  subtotalMinor: number
  discountMinor: number
  shippingMinor: number | null
  taxMinor: number
  addedTaxMinor: number
  taxIncluded: boolean
  taxIsEstimated: boolean
  roundingMinor: number
  totalMinor: number
  tenderedMinor: number
  dueMinor: number
}
export interface StoredOrderTax {
  name: string
  rateMillionths: number
  isIncluded: boolean
  taxableMinor: number
  taxMinor: number
}
export interface StoredOrderDiscount {
  name: string
  code: string | null
  amountMinor: number
  /** Of the code, where a use of it was claimed. */
  codeId: number | null
}
export interface StoredOrderTender {
  kind: 'GIFT_CARD' | 'STORE_CREDIT'
  id: string
  lastCharacters: string
  amountMinor: number
}
export interface StoredOrderDelivery {
  handle: string
  name: string
  kind: 'SHIPPING' | 'PICKUP' | 'LOCAL' | 'NONE'
  locationId: number | null
}
export interface StoredLineCost {
  subtotalMinor: number
  discountMinor: number
  netMinor: number
  taxMinor: number
  totalMinor: number
}

/** What a refund takes from where. */
export interface StoredRefundPart {
  kind: 'PAYMENT' | 'GIFT_CARD' | 'STORE_CREDIT'
  id: string
  /** Of a gift card's code; empty for others. */
  lastCharacters: string
  amountMinor: number
}
export interface StoredRefundLine {
  lineId: string
  quantity: number
  amountMinor: number
}

/** What was ordered, as it was then: nothing that changes in the shop later changes it. */
export const shopOrder = table(
  'shop_order',
  {
    id: text().primaryKey(),
    /** What people call it. */
    number: text().notNull(),
    /** SHA-256 in hex of the token that opens it; null where only its customer may. */
    tokenHash: text(),
    /** PENDING_PAYMENT | PLACED | IN_FULFILLMENT | COMPLETED | CANCELLED */
    status: text().notNull(),
    /** Of all its payments together. */
    paymentStatus: text().notNull(),
    /** TIME_OVER | CUSTOMER | STAFF */
    cancelReason: text(),
    version: int().notNull(),
    channelId: big().notNull(),
    currency: text().notNull(),
    country: text().notNull(),
    locale: text().notNull(),
    customerId: text(),
    /** The cart that it was made of. */
    cartId: text().notNull(),
    /** Of the cart when it was opened again; null: it was not. */
    cartVersion: int(),
    email: text().notNull(),
    phone: text(),
    note: text(),
    attributes: json().$type<StoredKeyValue[]>().notNull(),
    shippingAddress: json().$type<Address>(),
    billingAddress: json().$type<Address>(),
    delivery: json().$type<StoredOrderDelivery>(),
    deliveryCost: json().$type<StoredLineCost>(),
    totalMinor: big().notNull(),
    dueMinor: big().notNull(),
    cost: json().$type<StoredOrderCost>().notNull(),
    taxes: json().$type<StoredOrderTax[]>().notNull(),
    discounts: json().$type<StoredOrderDiscount[]>().notNull(),
    tenders: json().$type<StoredOrderTender[]>().notNull(),
    /** Of its stock; the newest, where that was taken again. */
    reservationId: text().notNull(),
    /** The payment that it is paid by, or that is awaited; null where none is needed. */
    paymentId: text(),
    /** The first instant at which it is too late; null once nothing is awaited. */
    payBefore: instant(),
    placedAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('shop_order_number').on(t.number),
    uniqueIndex('shop_order_token').on(t.tokenHash),
    index('shop_order_customer').on(t.customerId, t.id),
    index('shop_order_placed').on(t.placedAt, t.id),
    index('shop_order_email').on(t.email, t.placedAt, t.id),
    index('shop_order_status_placed').on(t.status, t.placedAt, t.id),
    index('shop_order_payment_status').on(t.paymentStatus, t.placedAt, t.id),
    // A cart is one order at most, whatever else goes wrong.
    uniqueIndex('shop_order_cart').on(t.cartId).where(sql`${t.status} <> 'CANCELLED'`),
    index('shop_order_of_cart').on(t.cartId, t.id),
    index('shop_order_end').on(t.payBefore).where(sql`${t.status} = 'PENDING_PAYMENT'`),
    check(
      'shop_order_status',
      sql`${t.status} in ('PENDING_PAYMENT', 'PLACED', 'IN_FULFILLMENT', 'COMPLETED', 'CANCELLED')`,
    ),
    check('shop_order_due', sql`${t.dueMinor} >= 0 and ${t.dueMinor} <= ${t.totalMinor}`),
    check('shop_order_wait', sql`${t.status} <> 'PENDING_PAYMENT' or ${t.payBefore} is not null`),
  ],
)

export const orderLine = table(
  'order_line',
  {
    id: text().primaryKey(),
    orderId: text().notNull(),
    position: int().notNull(),
    /** Of its order, so that the orders of an SKU are found in the order of all. */
    placedAt: instant(),
    variantId: big().notNull(),
    productId: big().notNull(),
    sku: text(),
    name: text().notNull(),
    attributes: json().$type<StoredKeyValue[]>().notNull(),
    quantity: int().notNull(),
    unitPriceMinor: big().notNull(),
    compareAtMinor: big(),
    requiresShipping: bool().notNull(),
    cost: json().$type<StoredLineCost>().notNull(),
    /** null: not taxed. */
    tax: json().$type<{ name: string; rateMillionths: number; isIncluded: boolean }>(),
    discounts: json().$type<Omit<StoredOrderDiscount, 'codeId'>[]>().notNull(),
  },
  (t) => [
    uniqueIndex('order_line_position').on(t.orderId, t.position),
    index('order_line_sku').on(t.sku, t.placedAt, t.orderId),
    check('order_line_quantity', sql`${t.quantity} > 0`),
  ],
)

/** What has happened to an order, in its order. Rows are added and never changed. */
export const orderEvent = table(
  'order_event',
  {
    id: serial(),
    orderId: text().notNull(),
    kind: text().notNull(),
    /** null: there was no order yet. */
    statusBefore: text(),
    statusAfter: text().notNull(),
    /** Who did it, such as `customer:…`, `guest`, `staff:…` or `system:…`. */
    actor: text().notNull(),
    reason: text(),
    paymentId: text(),
    at: instant().notNull(),
  },
  (t) => [index('order_event_order').on(t.orderId, t.id)],
)

/** Money of an order that staff have returned. Append-only: triggers refuse UPDATE and DELETE. */
export const orderRefund = table(
  'order_refund',
  {
    id: text().primaryKey(),
    orderId: text().notNull(),
    currency: text().notNull(),
    /** The sum of its parts. */
    amountMinor: big().notNull(),
    /** In the order in which they were drawn on. */
    parts: json().$type<StoredRefundPart[]>().notNull(),
    /** What it is for; none where staff named an amount. */
    lines: json().$type<StoredRefundLine[]>().notNull(),
    /** The part of it that is for the delivery. */
    shippingMinor: big().notNull(),
    /** Whether the units went back to where they lay. */
    isRestocked: bool().notNull(),
    /** Never personal data: it stays in the books. */
    reason: text().notNull(),
    actor: text().notNull(),
    idempotencyKey: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    index('order_refund_order').on(t.orderId, t.id),
    check('order_refund_amount', sql`${t.amountMinor} >= 0 and ${t.shippingMinor} >= 0`),
  ],
)

/** What staff write down about an order for each other. */
export const orderNote = table(
  'order_note',
  {
    id: text().primaryKey(),
    orderId: text().notNull(),
    text: text().notNull(),
    actor: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [index('order_note_order').on(t.orderId, t.id)],
)

/** Tokens that open an order and that were sent by letter, beside the one of who has placed it. */
export const orderLink = table(
  'order_link',
  {
    /** SHA-256 in hex. */
    tokenHash: text().primaryKey(),
    orderId: text().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [index('order_link_order').on(t.orderId)],
)
