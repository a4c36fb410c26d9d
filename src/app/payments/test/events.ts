import { z } from 'zod'
import type { IncomingWebhook, ProviderEvent, Told, WebhookRefusal } from '../../../domains/payments/index.js'
import { ok, type Result, rejected } from '../../../kernel/result.js'
import { verifiedId } from './signature.js'

export const testProviderHandle = 'test'

const amountMinor = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const payment = z.uuid()

const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('payment.authorized'), payment, amountMinor }),
  z.object({ type: z.literal('payment.captured'), payment, amountMinor }),
  z.object({
    type: z.literal('payment.failed'),
    payment,
    code: z
      .string()
      .regex(/^[a-z_]{1,100}$/)
      .optional(),
  }),
  z.object({ type: z.literal('payment.voided'), payment }),
  z.object({ type: z.literal('payment.refunded'), payment, amountMinor }),
])

/** What the test provider sends: the same as whoever tries a storefront may sign and send by hand. */
export type TestEvent = z.infer<typeof eventSchema>

export const referenceOf = (paymentId: string): string => `test_${paymentId}`

export const failureOf = (code: string) => ({
  code,
  message: messages[code] ?? 'The payment has failed.',
  isRetryable: true,
})
const messages: Readonly<Record<string, string>> = {
  card_declined: 'The card was declined.',
  authentication_failed: 'The payment was not confirmed.',
  aborted: 'The payment was broken off.',
}

/** What a webhook of the test provider tells. */
export function readTestWebhook(
  incoming: IncomingWebhook,
  at: Date,
): Result<readonly ProviderEvent[], WebhookRefusal> {
  const verified = verifiedId(incoming, at)
  if (!verified.ok) return verified
  const parsed = eventSchema.safeParse(jsonOf(incoming.rawBody))
  if (!parsed.success || verified.value.length > 200)
    return rejected([{ reason: 'MALFORMED', message: 'It is signed, but is no event of the test provider.' }])
  const event = parsed.data
  return ok([
    {
      ...{ provider: testProviderHandle, eventId: verified.value, kind: event.type },
      ...{ paymentId: event.payment, providerReference: referenceOf(event.payment), told: toldBy(event) },
    },
  ])
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}

function toldBy(event: TestEvent): Told {
  const providerReference = referenceOf(event.payment)
  switch (event.type) {
    case 'payment.authorized':
      return { providerReference, authorizedMinor: event.amountMinor }
    case 'payment.captured':
      return { providerReference, capturedMinor: event.amountMinor }
    case 'payment.failed':
      return { providerReference, failure: failureOf(event.code ?? 'card_declined') }
    case 'payment.voided':
      return { providerReference, voided: true }
    case 'payment.refunded':
      return { providerReference, refundedMinor: event.amountMinor }
  }
}
