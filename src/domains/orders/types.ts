import type {
  StoredLineCost,
  StoredOrderCost,
  StoredOrderDelivery,
  StoredOrderDiscount,
  StoredOrderTax,
  StoredOrderTender,
} from '../../db/tables/orders.js'
import type { Address } from '../../kernel/address.js'
import type { KeyValue } from '../cart/index.js'
import type { PaymentStatus } from '../payments/index.js'
import type { OrderNotice } from './rules/notices.js'
import type { OrderEventKind, OrderStatus } from './rules/states.js'

export type * from './placing.js'
export type { OrderNotice } from './rules/notices.js'
export type { OrderEventKind, OrderStatus } from './rules/states.js'

export type CancelReason = 'TIME_OVER' | 'CUSTOMER' | 'STAFF'

/** An order as it was placed, and how far it has come. */
export interface Order {
  readonly id: string
  /** What people call it; as it is written. */
  readonly number: string
  readonly status: OrderStatus
  readonly paymentStatus: PaymentStatus
  readonly cancelReason: CancelReason | null
  /** Grows with each change. */
  readonly version: number
  readonly channelId: number
  readonly currency: string
  readonly country: string
  readonly locale: string
  readonly customerId: string | null
  readonly cartId: string
  readonly email: string
  readonly phone: string | null
  readonly note: string | null
  readonly attributes: readonly KeyValue[]
  readonly shippingAddress: Address | null
  readonly billingAddress: Address | null
  readonly delivery: Readonly<StoredOrderDelivery> | null
  readonly deliveryCost: Readonly<StoredLineCost> | null
  readonly totalMinor: number
  /** What is paid by payments: the rest is by tenders. */
  readonly dueMinor: number
  readonly cost: Readonly<StoredOrderCost>
  readonly taxes: readonly Readonly<StoredOrderTax>[]
  readonly discounts: readonly Readonly<StoredOrderDiscount>[]
  readonly tenders: readonly Readonly<StoredOrderTender>[]
  readonly reservationId: string
  /** The payment that it is paid by, or that is awaited; null where none is needed. */
  readonly paymentId: string | null
  /** Of the cart when it was opened again; null: it was not. */
  readonly cartVersion: number | null
  /** The first instant at which it is too late; null once nothing is awaited. */
  readonly payBefore: Date | null
  readonly placedAt: Date
  readonly updatedAt: Date
  readonly lines: readonly OrderLine[]
}

export interface OrderLine {
  readonly id: string
  readonly position: number
  readonly variantId: number
  readonly productId: number
  readonly sku: string | null
  readonly name: string
  readonly attributes: readonly KeyValue[]
  readonly quantity: number
  readonly unitPriceMinor: number
  readonly compareAtMinor: number | null
  readonly requiresShipping: boolean
  readonly cost: Readonly<StoredLineCost>
  readonly tax: {
    readonly name: string
    readonly rateMillionths: number
    readonly isIncluded: boolean
  } | null
  readonly discounts: readonly {
    readonly name: string
    readonly code: string | null
    readonly amountMinor: number
  }[]
}

/** One line of what has happened to an order. */
export interface OrderEvent {
  readonly id: number
  readonly orderId: string
  readonly kind: OrderEventKind | OrderNotice
  readonly statusBefore: OrderStatus | null
  readonly statusAfter: OrderStatus
  /** Such as `customer:…`, `guest`, `staff:…`, `system:…`. */
  readonly actor: string
  readonly reason: string | null
  readonly paymentId: string | null
  readonly at: Date
}

/** What a refund takes from where. */
export interface RefundPart {
  readonly kind: 'PAYMENT' | 'GIFT_CARD' | 'STORE_CREDIT'
  /** Of the payment, the gift card or the store credit. */
  readonly id: string
  /** Of a gift card's code; empty for others. */
  readonly lastCharacters: string
  readonly amountMinor: number
}
/** Units of a line that were refunded, and what they cost. */
export interface RefundLine {
  readonly lineId: string
  readonly quantity: number
  readonly amountMinor: number
}
/** Money of an order that staff have returned. What a provider made of its part, its payment tells. */
export interface OrderRefund {
  readonly id: string
  readonly orderId: string
  readonly currency: string
  readonly amountMinor: number
  /** In the order in which they were drawn on. */
  readonly parts: readonly RefundPart[]
  readonly lines: readonly RefundLine[]
  /** The part of it that is for the delivery. */
  readonly shippingMinor: number
  /** Whether the units went back to where they lay. */
  readonly isRestocked: boolean
  readonly reason: string
  readonly actor: string
  readonly at: Date
}

/** What staff write down about an order for each other. */
export interface OrderNote {
  readonly id: string
  readonly orderId: string
  readonly text: string
  readonly actor: string
  readonly at: Date
}

interface Money {
  readonly amountMinor: number
  readonly currency: string
}

/** What a call made. Only what JSON holds is kept of it. */
export interface OrderPlaced {
  readonly order: Order
  /** Opens the order; null where the caller holds no token of its cart. */
  readonly orderToken: string | null
  /** Whether it was placed by an earlier call with the same key. */
  readonly replayed: boolean
}
/** Exactly one of them. */
export interface OrderBy {
  readonly id?: string | null | undefined
  readonly number?: string | null | undefined
  readonly token?: string | null | undefined
}

interface ByStaff {
  readonly orderId: string
  /** Stands in the timeline, and stays there: never personal data. */
  readonly reason: string
  readonly idempotencyKey: string
}
export interface OrderCancelInput extends ByStaff {
  /** Whether units that were sold go back to where they lay; true unless said otherwise. */
  readonly restock?: boolean | null | undefined
  /** Whether what was paid goes back; true unless said otherwise. */
  readonly refund?: boolean | null | undefined
}
/**
 * With an amount: so much. Else what the lines and the delivery that are named have cost. With none of them: all that was paid
 * and has not gone back.
 */
export interface OrderRefundInput extends ByStaff {
  readonly amount?: Money | null | undefined
  readonly lines?: readonly { readonly lineId: string; readonly quantity: number }[] | null | undefined
  /** With what the delivery has cost, as far as that has not gone back. */
  readonly shipping?: boolean | null | undefined
  /** Whether the units go back to where they lay. */
  readonly restock?: boolean | null | undefined
}
export interface OrderMarkPaidInput extends Omit<ByStaff, 'reason'> {
  readonly reason?: string | null | undefined
}
export interface PaymentCaptureInput {
  readonly paymentId: string
  /** All that is authorised, unless given. */
  readonly amount?: Money | null | undefined
  readonly idempotencyKey: string
}
export interface PaymentVoidInput {
  readonly paymentId: string
  readonly reason: string
  readonly idempotencyKey: string
}
export interface OrderNoteAddInput {
  readonly orderId: string
  readonly text: string
  readonly idempotencyKey?: string | null | undefined
}
/** What staff have done to an order. Only what JSON holds. */
export interface OrderWorkedOn {
  readonly orderId: string
  /** Payments whose providers are to be asked something. */
  readonly paymentIds: readonly string[]
  /** The refund that was made. */
  readonly refundId?: string
}

/** Only orders that meet all of these; omitted = any. */
export interface OrderFilter {
  /** An e-mail address, the number of an order or, if it is none, an SKU: as a whole, not a part of one. */
  readonly query?: string | null | undefined
  readonly status?: OrderStatus | null | undefined
  readonly paymentStatus?: PaymentStatus | null | undefined
  readonly placedFrom?: Date | null | undefined
  /** Exclusive. */
  readonly placedTo?: Date | null | undefined
  readonly channelId?: number | null | undefined
  readonly customerId?: string | null | undefined
}
