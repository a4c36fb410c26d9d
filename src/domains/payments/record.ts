import type { Tx } from '../../db/index.js'
import { assert } from '../../kernel/assert.js'
import type { PaymentsDependencies } from './dependencies.js'
import type { ProviderEvent, ProviderOutcome } from './provider.js'
import { withoutRefund } from './rules/refunds.js'
import { nextTry } from './rules/retry.js'
import { paymentAfter, settled } from './rules/told.js'
import { endCall, postponeCall } from './store/calls.js'
import { insertEvent, isKnownEvent } from './store/events.js'
import { findByReference, lockPayment } from './store/payments.js'
import { storeChange } from './store-change.js'
import type { DueCall, Payment, PaymentChange, PaymentFailure } from './types.js'

type Recording = Pick<PaymentsDependencies, 'clock'>

/** Keeps what a call came to. Recorded again, or after an event that told the same, it changes nothing. */
export async function recordOutcome(
  tx: Tx,
  dependencies: Recording,
  call: DueCall,
  outcome: ProviderOutcome,
): Promise<PaymentChange | null> {
  const before = await lockPayment(tx, call.payment.id)
  assert(before, 'payments are not deleted')
  if (outcome.kind === 'UNKNOWN') return recordUnknown(tx, dependencies, call, before)
  await endCall(tx, call.id, outcome.kind === 'DONE' ? 'DONE' : 'FAILED')
  const told = paymentAfter(before, outcome.told)
  const after = outcome.kind === 'DONE' ? told : failed(told, call, outcome.failure, 'FAILED')
  return storeChange(tx, dependencies, before, after)
}

async function recordUnknown(
  tx: Tx,
  dependencies: Recording,
  call: DueCall,
  before: Payment,
): Promise<PaymentChange | null> {
  const next = nextTry(call, dependencies.clock.now())
  if (next) {
    await postponeCall(tx, call.id, call.tries, next)
    return null
  }
  // Whoever knows more has ended it.
  if (!(await endCall(tx, call.id, 'FAILED'))) return null
  return storeChange(tx, dependencies, before, failed(before, call, unreachable, 'GIVEN_UP'))
}

const unreachable: PaymentFailure = {
  code: 'provider_unreachable',
  message: 'The provider of this payment cannot be reached.',
  isRetryable: true,
}

/** What was called off is so even where the provider does not know of it. */
function failed(
  before: Payment,
  { id, kind }: DueCall,
  failure: PaymentFailure,
  status: 'GIVEN_UP' | 'FAILED',
): Payment {
  if (kind === 'REFUND')
    return settled(before, { ...before, refunds: withoutRefund(before.refunds, id, status, failure) })
  const isVoided = before.isVoided || (kind === 'VOID' && before.authorizedMinor === 0)
  return settled(before, { ...before, failure, isVoided })
}

/** Keeps what a provider has told: each event once, and none that is about a payment of another provider. */
export async function recordEvent(
  tx: Tx,
  dependencies: Recording,
  { provider, eventId, kind, told, ...named }: ProviderEvent,
): Promise<PaymentChange | null> {
  const id = named.paymentId ?? (await paymentOf(tx, provider, named.providerReference))
  const found = id === null ? null : await lockPayment(tx, id)
  const before = found?.provider === provider ? found : null
  if (await isKnownEvent(tx, provider, eventId)) return null
  const receivedAt = dependencies.clock.now()
  await insertEvent(tx, { provider, eventId, kind, paymentId: before?.id ?? null, receivedAt })
  return before && storeChange(tx, dependencies, before, paymentAfter(before, told))
}

const paymentOf = async (tx: Tx, provider: string, reference: string | null): Promise<string | null> =>
  reference === null ? null : findByReference(tx, provider, reference)
