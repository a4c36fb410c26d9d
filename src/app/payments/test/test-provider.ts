import { z } from 'zod'
import type {
  DueCall,
  PaymentAction,
  PaymentProvider,
  PaymentStart,
  ProviderOutcome,
  Told,
} from '../../../domains/payments/index.js'
import { unreachable } from '../../../kernel/assert.js'
import { invalid, type Problem } from '../../../kernel/problem.js'
import { failureOf, readTestWebhook, referenceOf, type TestEvent, testProviderHandle } from './events.js'

const outcomes = ['success', 'decline', 'redirect', 'delayed', 'late'] as const
const secondMs = 1_000
const hourMs = 60 * 60 * secondMs

const dataSchema = z.object({
  outcome: z.enum(outcomes).default('success'),
  afterMs: z
    .number()
    .int()
    .min(0)
    .max(24 * hourMs)
    .optional(),
})

export interface TestProviderParts {
  /** Where the shopper confirms a payment; null while nobody serves that. */
  pageFor(call: DueCall): string | null
  /** Sends an event in so long. */
  tell(event: TestEvent, afterMs: number): void
}

/**
 * Takes no money. What becomes of a payment is the shopper's client's choice: `data: { outcome }`. It remembers nothing, and
 * answers the same call the same.
 */
export const createTestProvider = ({ pageFor, tell }: TestProviderParts): PaymentProvider => ({
  handle: testProviderHandle,
  startProblems,
  async authorize(call) {
    const { outcome, afterMs } = dataSchema.parse(call.data)
    const told = { providerReference: referenceOf(call.payment.id) }
    switch (outcome) {
      case 'success':
        return done({ ...told, ...(call.payment.capture === 'MANUAL' ? authorized(call) : captured(call)) })
      case 'decline':
        return { kind: 'REFUSED', failure: failureOf('card_declined'), told }
      case 'redirect':
        return redirected(told, pageFor(call))
      case 'delayed':
        tell(successOf(call.payment), afterMs ?? 2 * secondMs)
        return done(told)
      case 'late':
        // After any order has given up waiting.
        tell(successOf(call.payment), afterMs ?? hourMs)
        return done(told)
      default:
        return unreachable(outcome)
    }
  },
  capture: async (call) => done(captured(call)),
  async void({ payment }) {
    if (payment.capturedMinor === 0) return done({ voided: true })
    const failure = { code: 'already_captured', message: 'It is paid.', isRetryable: false }
    return { kind: 'REFUSED', failure, told: { capturedMinor: payment.capturedMinor } }
  },
  refund: async ({ id, amountMinor }) =>
    done({ refund: { callId: id, providerReference: `test_re_${id}`, amountMinor, status: 'SUCCEEDED' } }),
  webhook: readTestWebhook,
})

const done = (told: Told): ProviderOutcome => ({ kind: 'DONE', told })
const authorized = ({ amountMinor }: DueCall): Told => ({ authorizedMinor: amountMinor })
const captured = ({ amountMinor }: DueCall): Told => ({ capturedMinor: amountMinor })

/** The event by which a payment of this kind succeeds. */
export const successOf = ({
  id,
  capture,
  amountMinor,
}: Pick<DueCall['payment'], 'id' | 'capture' | 'amountMinor'>): TestEvent => {
  const type = capture === 'MANUAL' ? 'payment.authorized' : 'payment.captured'
  return { type, payment: id, amountMinor }
}

function redirected(told: Told, url: string | null): ProviderOutcome {
  if (url === null) return { kind: 'UNKNOWN', reason: 'Nobody serves the page of the test provider yet.' }
  const action: PaymentAction = { kind: 'REDIRECT', url, method: 'GET', fields: [] }
  return done({ ...told, action })
}

function startProblems({ data, returnUrl }: PaymentStart): Problem[] {
  const parsed = dataSchema.safeParse(data)
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) =>
      invalid('INVALID', ['data', ...path.map(String)], message, { allowed: [...outcomes] }),
    )
  if (parsed.data.outcome !== 'redirect' || returnUrl !== null) return []
  const message = 'The outcome "redirect" needs a `returnUrl` to come back to.'
  return [invalid('REQUIRED', ['returnUrl'], message)]
}
