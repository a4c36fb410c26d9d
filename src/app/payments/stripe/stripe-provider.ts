import Stripe from 'stripe'
import { z } from 'zod'
import type { StripeConfig } from '../../../config.js'
import type {
  DueCall,
  IncomingWebhook,
  PaymentProvider,
  PaymentStart,
  ProviderEvent,
  ProviderOutcome,
  Told,
  WebhookRefusal,
} from '../../../domains/payments/index.js'
import type { Log } from '../../../kernel/log.js'
import { invalid, type Problem } from '../../../kernel/problem.js'
import { ok, type Result, rejected } from '../../../kernel/result.js'
import { stripeAmount } from './amounts.js'
import { readStripeEvent } from './events.js'
import { outcomeOf } from './outcome.js'
import { stripeHandle, toldByIntent, toldByRefund } from './told.js'

/** Below the time that a provider has to answer, so that its connection is closed by then. */
const timeoutMs = 8_000

/** What a client gives along that has the card's number at Stripe already; without it, it confirms the payment itself. */
const dataSchema = z.object({ paymentMethod: z.string().max(200).optional() })

/** Payments by Stripe's PaymentIntents. The ids of calls are Stripe's idempotency keys. */
export function createStripeProvider(config: StripeConfig, log: Log): PaymentProvider {
  const stripe = openStripe(config)

  async function asked(ask: () => Promise<Told> | null): Promise<ProviderOutcome> {
    try {
      const told = ask()
      return told ? { kind: 'DONE', told: await told } : refused
    } catch (error) {
      return outcomeOf(error, log)
    }
  }

  return {
    handle: stripeHandle,
    clientConfig: { publishableKey: config.publishableKey },
    startProblems,
    authorize: (call) =>
      asked(() => {
        const intent = intentOf(call)
        return intent && stripe.paymentIntents.create(intent, keyOf(call)).then(toldByIntent)
      }),
    capture: (call) =>
      asked(() => {
        const [reference, amount] = partOf(call)
        if (reference === null || amount === null) return null
        const capture = { amount_to_capture: amount }
        return stripe.paymentIntents.capture(reference, capture, keyOf(call)).then(toldByIntent)
      }),
    void: (call) =>
      asked(() => {
        const reference = call.payment.providerReference
        return reference === null
          ? null
          : stripe.paymentIntents.cancel(reference, {}, keyOf(call)).then(toldByIntent)
      }),
    refund: (call) =>
      asked(() => {
        const [reference, amount] = partOf(call)
        if (reference === null || amount === null) return null
        const metadata = { athanor_call: call.id, athanor_payment: call.payment.id }
        const refund = { payment_intent: reference, amount, metadata }
        return stripe.refunds.create(refund, keyOf(call)).then((told) => ({ refund: toldByRefund(told) }))
      }),
    webhook: (incoming, at) => readWebhook(stripe, config.webhookSecret, incoming, at),
  }
}

function openStripe({ secretKey, apiUrl }: StripeConfig): Stripe {
  const { protocol, hostname, port } = new URL(apiUrl ?? 'https://api.stripe.com')
  return new Stripe(secretKey, {
    ...{ host: hostname, protocol: protocol === 'http:' ? 'http' : 'https' },
    ...(port !== '' && { port }),
    // Calls are tried again with pauses between, by whoever takes them then.
    ...{ timeout: timeoutMs, maxNetworkRetries: 0, telemetry: false },
  })
}

const keyOf = ({ id }: DueCall) => ({ idempotencyKey: id })

const refused: ProviderOutcome = {
  kind: 'REFUSED',
  failure: { code: 'not_possible', message: 'Stripe cannot be asked for this.', isRetryable: false },
  told: {},
}

/** The same for the same call, as the same key has to come with the same request. */
function intentOf({ payment, returnUrl, data }: DueCall): Stripe.PaymentIntentCreateParams | null {
  const { id, orderId, amountMinor, currency, capture } = payment
  const amount = stripeAmount(amountMinor, currency)
  if (amount === null) return null
  const { paymentMethod } = dataSchema.parse(data)
  return {
    ...{ amount, currency: currency.toLowerCase() },
    capture_method: capture === 'MANUAL' ? 'manual' : 'automatic',
    metadata: { athanor_payment: id, athanor_order: orderId },
    automatic_payment_methods: {
      enabled: true,
      ...(paymentMethod && returnUrl === null && { allow_redirects: 'never' as const }),
    },
    ...(paymentMethod && { payment_method: paymentMethod, confirm: true }),
    ...(paymentMethod && returnUrl !== null && { return_url: returnUrl }),
  }
}

const partOf = ({ payment, amountMinor }: DueCall): readonly [string | null, number | null] => [
  payment.providerReference,
  stripeAmount(amountMinor, payment.currency),
]

function startProblems({ data, currency, amountMinor }: PaymentStart): Problem[] {
  const problems: Problem[] = []
  if (!dataSchema.safeParse(data).success)
    problems.push(
      invalid(
        'INVALID',
        ['data', 'paymentMethod'],
        'It must be the id of a PaymentMethod of Stripe, or left out.',
      ),
    )
  if (stripeAmount(amountMinor, currency) === null)
    problems.push(
      invalid('PAYMENT_METHOD_UNAVAILABLE', ['methodHandle'], `Stripe takes no such amount in ${currency}.`),
    )
  return problems
}

function readWebhook(
  stripe: Stripe,
  secret: string,
  { headers, rawBody }: IncomingWebhook,
  at: Date,
): Result<readonly ProviderEvent[], WebhookRefusal> {
  const { 'stripe-signature': given } = headers
  const signature = typeof given === 'string' ? given : ''
  try {
    const { DEFAULT_TOLERANCE: seconds } = stripe.webhooks
    const event = stripe.webhooks.constructEvent(rawBody, signature, secret, seconds, undefined, at.getTime())
    const told = readStripeEvent(event)
    return ok(told ? [told] : [])
  } catch (error) {
    return rejected([refusalOf(error)])
  }
}

function refusalOf(error: unknown): WebhookRefusal {
  if (!(error instanceof Stripe.errors.StripeSignatureVerificationError))
    return { reason: 'MALFORMED', message: 'It is signed, but cannot be read.' }
  return error.message.includes('tolerance')
    ? { reason: 'STALE', message: 'It was signed more than five minutes ago.' }
    : { reason: 'FORGED', message: 'The signature is not of this shop’s endpoint at Stripe.' }
}
