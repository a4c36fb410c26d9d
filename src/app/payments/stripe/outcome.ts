import Stripe from 'stripe'
import type { PaymentFailure, ProviderOutcome } from '../../../domains/payments/index.js'
import type { Log } from '../../../kernel/log.js'
import { failureBy, toldByIntent } from './told.js'

/**
 * What it means that Stripe has answered with an error: it will not do it, or nobody knows whether it was done. With the error
 * it often tells how the payment stands.
 */
export function outcomeOf(error: unknown, log: Log): ProviderOutcome {
  if (!(error instanceof Stripe.errors.StripeError)) throw error
  const { type, code, param, requestId, statusCode } = error
  const told = error.payment_intent ? toldByIntent(error.payment_intent) : {}
  if (error instanceof Stripe.errors.StripeCardError)
    return { kind: 'REFUSED', failure: failureBy(error), told }
  if (
    error instanceof Stripe.errors.StripeInvalidRequestError ||
    error instanceof Stripe.errors.StripeAuthenticationError ||
    error instanceof Stripe.errors.StripePermissionError
  ) {
    log.error({ type, code, param, statusCode, stripeRequestId: requestId }, 'Stripe has refused a request')
    return { kind: 'REFUSED', failure: refusedBy(code), told }
  }
  return { kind: 'UNKNOWN', reason: `Stripe: ${code ?? type}` }
}

/** What is said of a mistake of the shop is nothing for shoppers. */
const refusedBy = (code: string | undefined): PaymentFailure => ({
  code: code ?? 'request_refused',
  message: 'The payment provider did not take the request.',
  isRetryable: false,
})
