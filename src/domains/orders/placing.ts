import type { CartHolder } from '../cart/index.js'

/** Who asks: a session opens the orders of its customer, a cart's token those that were made of it. */
export interface OrderHolder extends CartHolder {
  /** Whether what is due may be left to be paid later; left out: no. */
  readonly allowsPayingLater?: boolean
}

/** How what is due shall be paid. */
export interface PaymentInput {
  readonly methodHandle: string
  readonly returnUrl?: string | null | undefined
  readonly data?: unknown
}
export interface OrderPlaceInput {
  readonly cartId: string
  readonly expectedVersion: number
  readonly expectedTotal: { readonly amountMinor: number; readonly currency: string }
  /** What is left to be paid beside gift cards and store credit; not looked at when left out. */
  readonly expectedDue?: OrderPlaceInput['expectedTotal'] | null | undefined
  readonly idempotencyKey: string
  /** Not looked at where nothing is due. Left out by staff: the shopper pays later. */
  readonly payment?: PaymentInput | null | undefined
  /** Until when the shopper can pay later, at most 30 days from now; left out: as long as any order waits. */
  readonly payBefore?: Date | null | undefined
}
export interface PaymentStartInput {
  readonly orderId: string
  readonly payment: PaymentInput
  readonly idempotencyKey: string
  /** The order's own, which opens it to whoever has it. */
  readonly orderToken?: string | null | undefined
}
