import type Stripe from 'stripe'
import type { PaymentAction, PaymentFailure, Told, ToldRefund } from '../../../domains/payments/index.js'
import { minorOf } from './amounts.js'

export const stripeHandle = 'stripe'

/** What a PaymentIntent says of its payment. */
export function toldByIntent(intent: Stripe.PaymentIntent): Told {
  const told = { providerReference: intent.id }
  switch (intent.status) {
    case 'succeeded':
      return { ...told, capturedMinor: minorOf(intent.amount_received, intent.currency) }
    case 'requires_capture':
      return { ...told, authorizedMinor: minorOf(intent.amount_capturable, intent.currency) }
    case 'canceled':
      return { ...told, voided: true }
    case 'requires_payment_method':
      return intent.last_payment_error
        ? { ...told, failure: failureBy(intent.last_payment_error) }
        : { ...told, ...actionBy(intent) }
    case 'requires_action':
    case 'requires_confirmation':
      return { ...told, ...actionBy(intent) }
    default:
      return told
  }
}

function actionBy({ client_secret: clientSecret, next_action: next }: Stripe.PaymentIntent): Told {
  const url = next?.type === 'redirect_to_url' ? next.redirect_to_url?.url : null
  const redirect: PaymentAction | null = url ? { kind: 'REDIRECT', url, method: 'GET', fields: [] } : null
  if (redirect) return { action: redirect }
  return clientSecret ? { action: { kind: 'CLIENT', provider: stripeHandle, data: { clientSecret } } } : {}
}

/** Stripe writes these messages for shoppers. */
export const failureBy = ({
  code,
  decline_code: declineCode,
  message,
}: {
  readonly code?: string | undefined
  readonly decline_code?: string | undefined
  readonly message?: string | undefined
}): PaymentFailure => ({
  code: declineCode ?? code ?? 'payment_failed',
  message: message ?? 'The payment has failed.',
  isRetryable: true,
})

/** What Stripe says of a refund. Its metadata name the call, unless it was made at Stripe. */
export function toldByRefund(refund: Stripe.Refund): ToldRefund {
  const { id, amount, currency, metadata, failure_reason: reason } = refund
  const status = refundStatuses[refund.status ?? 'pending'] ?? 'PENDING'
  return {
    ...{ callId: metadata?.athanor_call ?? null, providerReference: id, status },
    amountMinor: minorOf(amount, currency),
    ...(status === 'FAILED' && { failure: refundFailure(reason) }),
  }
}

const refundStatuses: Readonly<Record<string, ToldRefund['status']>> = {
  succeeded: 'SUCCEEDED',
  failed: 'FAILED',
  canceled: 'FAILED',
}

const refundFailure = (reason: string | undefined): PaymentFailure => ({
  code: reason ?? 'refund_failed',
  message: 'The bank did not take the refund.',
  isRetryable: true,
})
