/** What has become of a payment. FAILED and VOIDED are not for ever: a provider may still tell that it was paid. */
export type PaymentStatus =
  | 'PENDING'
  | 'ACTION_REQUIRED'
  | 'AUTHORIZED'
  | 'PAID'
  | 'PARTIALLY_REFUNDED'
  | 'REFUNDED'
  | 'FAILED'
  | 'VOIDED'

/** Whether an authorised amount is taken at once, or when the shop asks for it. */
export type CaptureMode = 'AUTOMATIC' | 'MANUAL'

/** Sends the shopper to a page of the provider, by a link or a form with these fields. */
export interface RedirectAction {
  readonly kind: 'REDIRECT'
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly fields: readonly { readonly key: string; readonly value: string }[]
}
/** Something that the provider's own library does with these data in the shopper's client. */
export interface ClientAction {
  readonly kind: 'CLIENT'
  readonly provider: string
  readonly data: Readonly<Record<string, unknown>>
}
/** What the shopper has to do next. */
export type PaymentAction = RedirectAction | ClientAction

/** Why something failed, in words that may be shown to the shopper. */
export interface PaymentFailure {
  /** The provider's own, such as `card_declined`. */
  readonly code: string
  readonly message: string
  /** Whether trying again, perhaps with another card, may help. */
  readonly isRetryable: boolean
}

/** GIVEN_UP: the provider could not be reached, so nobody knows; it counts as not refunded until the provider tells. */
export type RefundStatus = 'DUE' | 'PENDING' | 'GIVEN_UP' | 'SUCCEEDED' | 'FAILED'

export interface Refund {
  /** null: made at the provider, not here. */
  readonly callId: string | null
  /** What it is for, as whoever asked for it says. */
  readonly reference: string | null
  readonly providerReference: string | null
  readonly amountMinor: number
  readonly status: RefundStatus
  readonly failure: PaymentFailure | null
}

/** One try to pay an order. 0 ≤ refunded ≤ captured ≤ amount, and authorised ≤ amount. */
export interface Payment {
  readonly id: string
  readonly orderId: string
  readonly channelId: number
  readonly methodHandle: string
  readonly provider: string
  readonly capture: CaptureMode
  /** Nobody is asked: staff say when it was paid, refunded or called off. */
  readonly settlesByHand: boolean
  readonly status: PaymentStatus
  readonly currency: string
  readonly amountMinor: number
  readonly authorizedMinor: number
  readonly capturedMinor: number
  readonly refundedMinor: number
  /** The most that the provider has told of all refunds together. */
  readonly toldRefundedMinor: number
  readonly isVoided: boolean
  /** What the provider calls it. */
  readonly providerReference: string | null
  /** What the shopper was to do; of use only while the status is ACTION_REQUIRED. */
  readonly action: PaymentAction | null
  /** What failed last. */
  readonly failure: PaymentFailure | null
  readonly refunds: readonly Refund[]
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** A payment before and after something was told of it. */
export interface PaymentChange {
  readonly before: Payment
  readonly payment: Payment
}

/**
 * What a provider says of a payment. Amounts are totals and not steps, so it does not matter in which order, or how often,
 * the same is told.
 */
export interface Told {
  /** What the provider calls the payment. */
  readonly providerReference?: string
  readonly action?: PaymentAction
  readonly authorizedMinor?: number
  readonly capturedMinor?: number
  readonly voided?: true
  readonly failure?: PaymentFailure
  readonly refund?: ToldRefund
  /** Of all refunds that have not failed. */
  readonly refundedMinor?: number
}

export interface ToldRefund {
  /** The call that asked for it, where the provider knows. */
  readonly callId: string | null
  readonly providerReference: string
  readonly amountMinor: number
  readonly status: Extract<RefundStatus, 'PENDING' | 'SUCCEEDED' | 'FAILED'>
  readonly failure?: PaymentFailure
}

export type CallKind = 'AUTHORIZE' | 'CAPTURE' | 'VOID' | 'REFUND'

/** What a provider is to be asked now, by whoever has taken it. */
export interface DueCall {
  /** The key by which the provider does it once, however often it is asked. */
  readonly id: string
  readonly kind: CallKind
  readonly payment: Payment
  /** Of what is authorised, captured or refunded. */
  readonly amountMinor: number
  /** Of a refund: what it is for. */
  readonly reference: string | null
  /** This one counted. */
  readonly tries: number
  readonly returnUrl: string | null
  /** What the shopper's client gave along. */
  readonly data: Readonly<Record<string, unknown>>
  readonly createdAt: Date
}
