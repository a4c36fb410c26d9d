import type { Payment, PaymentStatus } from '../types.js'

/** What the status of a payment depends on. */
export type Standing = Pick<
  Payment,
  'authorizedMinor' | 'capturedMinor' | 'refundedMinor' | 'isVoided' | 'failure' | 'action'
>

interface Row {
  readonly status: PaymentStatus
  /** In words, for the documentation. */
  readonly when: string
  readonly holds: (standing: Standing) => boolean
}

/**
 * The first row that holds is the status. What each looks at only grows, so a status depends on what was told and not on the
 * order in which it was: a success that comes after a failure, or after the payment was called off, is a success.
 */
export const statusRows: readonly Row[] = [
  {
    status: 'REFUNDED',
    when: 'all that was captured has gone back',
    holds: ({ capturedMinor, refundedMinor }) => capturedMinor > 0 && refundedMinor >= capturedMinor,
  },
  {
    status: 'PARTIALLY_REFUNDED',
    when: 'a part of what was captured has gone back',
    holds: ({ capturedMinor, refundedMinor }) => capturedMinor > 0 && refundedMinor > 0,
  },
  {
    status: 'PAID',
    when: 'something was captured',
    holds: ({ capturedMinor }) => capturedMinor > 0,
  },
  {
    status: 'VOIDED',
    when: 'it was called off',
    holds: ({ isVoided }) => isVoided,
  },
  {
    status: 'AUTHORIZED',
    when: 'something was authorised',
    holds: ({ authorizedMinor }) => authorizedMinor > 0,
  },
  {
    status: 'FAILED',
    when: 'a try to pay has failed',
    holds: ({ failure }) => failure !== null,
  },
  {
    status: 'ACTION_REQUIRED',
    when: 'the shopper was told what to do',
    holds: ({ action }) => action !== null,
  },
  {
    status: 'PENDING',
    when: 'nothing is known yet',
    holds: () => true,
  },
]

export const statusOf = (standing: Standing): PaymentStatus =>
  statusRows.find(({ holds }) => holds(standing))?.status ?? 'PENDING'
