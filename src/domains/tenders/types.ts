/** Money that pays: it never makes a cart cheaper, so it has no part in taxes. */
export interface Tender {
  readonly kind: TenderKind
  readonly id: string
  readonly currency: string
  readonly balanceMinor: number
  /** What may be shown of a gift card's code; empty for store credit. */
  readonly lastCharacters: string
  /** The first instant at which it is over; null: without an end. */
  readonly endsAt: Date | null
}
export type TenderKind = 'GIFT_CARD' | 'STORE_CREDIT'

/** What is asked of a tender. */
export interface TenderAmount {
  readonly kind: TenderKind
  readonly id: string
  /** Above 0. */
  readonly amountMinor: number
}

/** What an order or the like has taken. */
export interface TakenTender extends TenderAmount {
  readonly currency: string
  readonly lastCharacters: string
  /** How much of the amount has gone back. */
  readonly returnedMinor: number
}

export interface GiftCard {
  readonly id: string
  readonly lastCharacters: string
  readonly currency: string
  /** What was on it at first. */
  readonly issuedMinor: number
  readonly balanceMinor: number
  /** The first instant at which it is over; null: without an end. */
  readonly endsAt: Date | null
  readonly disabledAt: Date | null
  readonly note: string | null
  readonly externalReference: string | null
  /** Grows with each change by staff, and not with what is spent. */
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** What a customer has with the shop, in one currency. */
export interface StoreCredit {
  readonly id: string
  readonly customerId: string
  readonly currency: string
  readonly balanceMinor: number
}

export const postingKinds = ['ISSUE', 'TAKE', 'GIVE_BACK', 'REFUND', 'ADJUST'] as const
/**
 * - `ISSUE`: a gift card was made
 * - `TAKE`: it paid for an order
 * - `GIVE_BACK`: all of that went back, such as when the order came to nothing
 * - `REFUND`: a part of that went back
 * - `ADJUST`: staff changed it
 */
export type PostingKind = (typeof postingKinds)[number]

/** A posting as it stands on the account of a gift card or a store credit. */
export interface LedgerEntry {
  readonly id: number
  readonly kind: PostingKind
  readonly currency: string
  /** What came onto the account; below zero: went off it. */
  readonly amountMinor: number
  readonly balanceAfterMinor: number
  /** What it was for, such as `order:…`. */
  readonly reference: string | null
  readonly reason: string | null
  /** null: a shopper, by what it was for. */
  readonly actor: string | null
  readonly at: Date
}

interface AmountInput {
  readonly amountMinor: number
  readonly currency: string
}
export interface GiftCardIssueInput {
  readonly amount: AmountInput
  readonly endsAt?: Date | null | undefined
  readonly note?: string | null | undefined
  readonly externalReference?: string | null | undefined
  readonly idempotencyKey: string
}
/** Omitted = unchanged, null clears. */
export interface GiftCardUpdateInput {
  readonly giftCardId: string
  readonly expectedVersion: number
  readonly endsAt?: Date | null | undefined
  readonly note?: string | null | undefined
  readonly disabled?: boolean | null | undefined
}
export interface GiftCardAdjustInput {
  readonly giftCardId: string
  /** Onto the card; below zero off it. */
  readonly delta: AmountInput
  readonly reason: string
  readonly idempotencyKey: string
}
export interface StoreCreditAdjustInput {
  readonly customerId: string
  /** Onto the customer's credit in its currency; below zero off it. */
  readonly delta: AmountInput
  readonly reason: string
  readonly idempotencyKey: string
}
