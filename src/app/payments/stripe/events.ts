import type Stripe from 'stripe'
import type { ProviderEvent, Told } from '../../../domains/payments/index.js'
import { minorOf } from './amounts.js'
import { stripeHandle, toldByIntent, toldByRefund } from './told.js'

type Named = Pick<ProviderEvent, 'paymentId' | 'providerReference' | 'told'>

/** What an event tells of a payment; null for one of another kind, which shops may send here too. */
export function readStripeEvent(event: Stripe.Event): ProviderEvent | null {
  const named = namedBy(event)
  return named && { provider: stripeHandle, eventId: event.id, kind: event.type, ...named }
}

function namedBy(event: Stripe.Event): Named | null {
  switch (event.type) {
    case 'payment_intent.succeeded':
    case 'payment_intent.payment_failed':
    case 'payment_intent.canceled':
    case 'payment_intent.amount_capturable_updated':
    case 'payment_intent.requires_action':
      return ofIntent(event.data.object)
    case 'charge.refunded':
      return ofCharge(event.data.object)
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
      return ofRefund(event.data.object)
    default:
      return null
  }
}

const ofIntent = (intent: Stripe.PaymentIntent): Named => ({
  paymentId: intent.metadata.athanor_payment ?? null,
  providerReference: intent.id,
  told: toldByIntent(intent),
})

/** A charge that was made without a PaymentIntent is none of ours. */
function ofCharge(charge: Stripe.Charge): Named | null {
  const providerReference = idOf(charge.payment_intent)
  if (providerReference === null) return null
  const { currency } = charge
  const told: Told = {
    providerReference,
    capturedMinor: minorOf(charge.amount_captured, currency),
    refundedMinor: minorOf(charge.amount_refunded, currency),
  }
  return { paymentId: charge.metadata.athanor_payment ?? null, providerReference, told }
}

function ofRefund(refund: Stripe.Refund): Named | null {
  const providerReference = idOf(refund.payment_intent)
  if (providerReference === null) return null
  const told: Told = { providerReference, refund: toldByRefund(refund) }
  return { paymentId: refund.metadata?.athanor_payment ?? null, providerReference, told }
}

const idOf = (named: string | { readonly id: string } | null): string | null =>
  typeof named === 'string' ? named : (named?.id ?? null)
