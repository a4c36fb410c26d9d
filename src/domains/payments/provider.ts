import type { Problem } from '../../kernel/problem.js'
import type { Result } from '../../kernel/result.js'
import type { DueCall, PaymentFailure, Told } from './types.js'

/**
 * What a call came to. DONE: the provider has answered. REFUSED: it will not do it, and has told what is true instead,
 * where it has; a card that is declined is refused. UNKNOWN: nobody knows whether it was done, so it is asked again with
 * the same key.
 */
export type ProviderOutcome =
  | { readonly kind: 'DONE'; readonly told: Told }
  | { readonly kind: 'REFUSED'; readonly failure: PaymentFailure; readonly told: Told }
  | { readonly kind: 'UNKNOWN'; readonly reason: string }

/** Something that a provider has told by itself. */
export interface ProviderEvent {
  readonly provider: string
  /** The provider's own; an event counts once. */
  readonly eventId: string
  readonly kind: string
  /** Which payment it is about: by our id, where the provider was given it, else by its own. */
  readonly paymentId: string | null
  readonly providerReference: string | null
  readonly told: Told
}

/** A request that claims to come from a provider. */
export interface IncomingWebhook {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Byte by byte as it came: signatures are made of that. */
  readonly rawBody: Buffer
}

/** Why nothing that a request says is believed. */
export interface WebhookRefusal {
  readonly reason: 'UNKNOWN_PROVIDER' | 'FORGED' | 'STALE' | 'MALFORMED'
  readonly message: string
}

/** What a shopper's client gives along when it starts a payment. */
export interface PaymentStart {
  readonly currency: string
  readonly amountMinor: number
  readonly returnUrl: string | null
  readonly data: Readonly<Record<string, unknown>>
}

/**
 * Somebody who takes money. A call may come again with the same id, also from two processes at once, and is then to do
 * nothing again and to answer the same. It may throw: then nobody knows what came of it, and it is asked again.
 */
export interface PaymentProvider {
  /** Names it for ever: `stripe`. */
  readonly handle: string
  readonly settlesByHand?: never
  /** What the provider's library in the client needs, and everybody may know. */
  readonly clientConfig?: Readonly<Record<string, unknown>>
  /** Why a payment cannot be started so, by fields of the input. Asks nobody. */
  startProblems(start: PaymentStart): readonly Problem[]
  authorize(call: DueCall, signal: AbortSignal): Promise<ProviderOutcome>
  capture(call: DueCall, signal: AbortSignal): Promise<ProviderOutcome>
  void(call: DueCall, signal: AbortSignal): Promise<ProviderOutcome>
  refund(call: DueCall, signal: AbortSignal): Promise<ProviderOutcome>
  /** What a request tells, once its signature and its time were looked at. Asks nobody and never throws. */
  webhook(incoming: IncomingWebhook, at: Date): Result<readonly ProviderEvent[], WebhookRefusal>
}

/** Money that staff receive and return: by bank transfer, or at the door. */
export interface HandProvider {
  readonly handle: string
  readonly settlesByHand: true
}

export type Provider = PaymentProvider | HandProvider

/** For invoices and cash on delivery. */
export const manualProvider: HandProvider = { handle: 'manual', settlesByHand: true }
