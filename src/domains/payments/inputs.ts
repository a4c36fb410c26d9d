import type { CaptureMode } from './types.js'

/** Where and for how much somebody wants to pay. */
export interface MethodsWanted {
  readonly channelId: number
  readonly currency: string
  /** null: not known, so it is not looked at. */
  readonly country: string | null
  /** Nothing is offered for nothing. */
  readonly amountMinor: number
  /** Locales to name them in, best first. */
  readonly localeChain: readonly string[]
}

/** A way of paying as it is offered. */
export interface OfferedMethod {
  readonly handle: string
  readonly name: string
  readonly provider: string
  /** How to pay by hand; null where there is nothing to say. */
  readonly instructions: string | null
  /** What the provider's library in the client needs. */
  readonly clientConfig: Readonly<Record<string, unknown>> | null
}

interface LocalizedText {
  readonly locale: string
  readonly value: string
}

/** A way of paying as it is stored, with its texts in every language. */
export interface StoredMethod {
  readonly id: number
  readonly handle: string
  readonly provider: string
  readonly capture: CaptureMode
  readonly names: readonly LocalizedText[]
  readonly instructions: readonly LocalizedText[]
  readonly channelIds: readonly number[]
  /** None: all of them. */
  readonly currencies: readonly string[]
  /** None: all of them. */
  readonly countries: readonly string[]
  /** By currency. */
  readonly leastMinor: Readonly<Record<string, number>>
  /** By currency. */
  readonly mostMinor: Readonly<Record<string, number>>
  readonly isEnabled: boolean
  /** Order among the ways that a cart can choose from. */
  readonly position: number
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Creates the way of paying with this handle, or changes it. Omitted = unchanged. */
export interface PaymentMethodInput {
  handle: string
  expectedVersion?: number | null
  /** Required on creation; stays for ever. */
  provider?: string | null
  /** AUTOMATIC on creation unless given. */
  capture?: CaptureMode | null
  /** Required on creation. */
  names?: { locale: string; value: string }[] | null
  instructions?: { locale: string; value: string }[] | null
  /** Slugs; required on creation. */
  channels?: string[] | null
  currencies?: string[] | null
  countries?: string[] | null
  /** One for each currency. */
  minAmounts?: { amountMinor: number; currency: string }[] | null
  /** One for each currency. */
  maxAmounts?: { amountMinor: number; currency: string }[] | null
  /** True on creation unless given. */
  isEnabled?: boolean | null
  position?: number | null
}

/** A payment that is to be made for an order. */
export interface OpenPayment {
  readonly orderId: string
  readonly channelId: number
  readonly methodHandle: string
  readonly amountMinor: number
  readonly currency: string
  /** Where the order is billed; not looked at when left out. */
  readonly country?: string | null
  /** Where the shopper comes back to from a page of the provider. */
  readonly returnUrl: string | null
  /** What the provider wants to know from the shopper's client, as it came. */
  readonly data: unknown
}

export interface RefundRequest {
  readonly paymentId: string
  readonly amountMinor: number
  /** What it is for: asked for again under the same, it is the same refund. */
  readonly refundReference: string
}
