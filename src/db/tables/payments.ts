import { sql } from 'drizzle-orm'
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
import type { Localized } from './catalog.js'

export interface StoredPaymentAction {
  kind: 'REDIRECT' | 'CLIENT'
  /** REDIRECT */
  url?: string
  method?: 'GET' | 'POST'
  fields?: { key: string; value: string }[]
  /** CLIENT */
  provider?: string
  data?: Record<string, unknown>
}
export interface StoredPaymentFailure {
  code: string
  message: string
  isRetryable: boolean
}
export interface StoredRefund {
  /** null: nobody asked for it here. */
  callId: string | null
  reference: string | null
  providerReference: string | null
  amountMinor: number
  /** DUE | PENDING | GIVEN_UP | SUCCEEDED | FAILED */
  status: string
  failure: StoredPaymentFailure | null
}

/** A way of paying that a shop offers. A shop has a hundred at most, which are read together. */
export const paymentMethod = table(
  'payment_method',
  {
    id: serial(),
    handle: text().notNull(),
    provider: text().notNull(),
    /** AUTOMATIC | MANUAL */
    capture: text().notNull(),
    names: json().$type<Localized[]>().notNull(),
    instructions: json().$type<Localized[]>().notNull(),
    channelIds: json().$type<number[]>().notNull(),
    /** None: all of them. */
    currencies: json().$type<string[]>().notNull(),
    /** None: all of them. */
    countries: json().$type<string[]>().notNull(),
    /** By currency. */
    leastMinor: json().$type<Record<string, number>>().notNull(),
    /** By currency. */
    mostMinor: json().$type<Record<string, number>>().notNull(),
    isEnabled: bool().notNull(),
    /** Order among the ways that a cart can choose from; ties go by id. */
    position: int().notNull(),
    version: int().notNull().default(1),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('payment_method_handle').on(t.handle),
    check('payment_method_capture', sql`${t.capture} in ('AUTOMATIC', 'MANUAL')`),
  ],
)

/** What is known of one payment. All of it only grows, apart from what is still to be done and what failed. */
export const payment = table(
  'payment',
  {
    id: text().primaryKey(),
    orderId: text().notNull(),
    channelId: big().notNull(),
    methodHandle: text().notNull(),
    provider: text().notNull(),
    /** AUTOMATIC | MANUAL */
    capture: text().notNull(),
    settlesByHand: bool().notNull(),
    status: text().notNull(),
    currency: text().notNull(),
    amountMinor: big().notNull(),
    authorizedMinor: big().notNull(),
    capturedMinor: big().notNull(),
    /** What has gone back, worked out of the refunds and of what the provider tells of all together. */
    refundedMinor: big().notNull(),
    toldRefundedMinor: big().notNull(),
    isVoided: bool().notNull(),
    /** What the provider calls it. */
    providerReference: text(),
    action: json().$type<StoredPaymentAction>(),
    /** What failed last. */
    failure: json().$type<StoredPaymentFailure>(),
    refunds: json().$type<StoredRefund[]>().notNull(),
    version: int().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    index('payment_order').on(t.orderId),
    index('payment_provider').on(t.provider, t.providerReference),
    check(
      'payment_status',
      sql`${t.status} in ('PENDING', 'ACTION_REQUIRED', 'AUTHORIZED', 'PAID', 'PARTIALLY_REFUNDED', 'REFUNDED', 'FAILED', 'VOIDED')`,
    ),
    check('payment_amount', sql`${t.amountMinor} > 0`),
    check('payment_authorized', sql`${t.authorizedMinor} between 0 and ${t.amountMinor}`),
    check('payment_captured', sql`${t.capturedMinor} between 0 and ${t.amountMinor}`),
    check('payment_refunded', sql`${t.refundedMinor} between 0 and ${t.capturedMinor}`),
  ],
)

/** Something that a provider is to be asked. Its id is the key by which the provider does it once. */
export const paymentCall = table(
  'payment_call',
  {
    id: text().primaryKey(),
    paymentId: text().notNull(),
    /** Calls of a payment are made one after the other. */
    ordinal: int().notNull(),
    /** AUTHORIZE | CAPTURE | VOID | REFUND */
    kind: text().notNull(),
    /** Of what is captured or refunded. */
    amountMinor: big().notNull(),
    /** Of a refund: what it is for. */
    reference: text(),
    /** DUE | DONE | FAILED */
    state: text().notNull(),
    tries: int().notNull(),
    /** When it may be taken. Whoever takes it moves this to when the lease ends. */
    dueAt: instant().notNull(),
    /** These two come from the shopper's client, and are forgotten once the call has ended. */
    returnUrl: text(),
    data: json().$type<Record<string, unknown>>(),
    createdAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('payment_call_ordinal').on(t.paymentId, t.ordinal),
    index('payment_call_due').on(t.state, t.dueAt),
    check('payment_call_kind', sql`${t.kind} in ('AUTHORIZE', 'CAPTURE', 'VOID', 'REFUND')`),
    check('payment_call_state', sql`${t.state} in ('DUE', 'DONE', 'FAILED')`),
  ],
)

/** What providers have told, so that each event counts once. */
export const paymentEvent = table(
  'payment_event',
  {
    id: serial(),
    provider: text().notNull(),
    eventId: text().notNull(),
    kind: text().notNull(),
    /** null: of none of ours. */
    paymentId: text(),
    receivedAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('payment_event_once').on(t.provider, t.eventId),
    index('payment_event_received').on(t.receivedAt),
  ],
)
