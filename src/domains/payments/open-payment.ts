import type { Tx } from '../../db/index.js'
import { newId } from '../../kernel/ids.js'
import { invalid, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { type PaymentsDependencies, providerOf } from './dependencies.js'
import type { OpenPayment } from './inputs.js'
import { isOffered } from './rules/offered.js'
import { startProblems } from './rules/start.js'
import { insertCall } from './store/calls.js'
import { readMethods } from './store/methods.js'
import { insertPayment } from './store/payments.js'
import { tellChanged } from './store-change.js'
import type { Payment } from './types.js'

/** Writes a payment, and the call that its provider is due after the commit. */
export async function openPayment(
  tx: Tx,
  dependencies: PaymentsDependencies,
  input: OpenPayment,
): Promise<Result<Payment, Problem>> {
  const { orderId, channelId, methodHandle, amountMinor, currency, returnUrl, data, country = null } = input
  const method = (await readMethods(tx)).find(({ handle }) => handle === methodHandle)
  const provider = method && providerOf(dependencies, method.provider)
  if (!provider || !isOffered(method, { channelId, currency, country, amountMinor }))
    return rejected([unavailable(methodHandle)])
  const start = { currency, amountMinor, returnUrl, data: { ...(data as object | null) } }
  const problems = startProblems(input)
  if (problems.length > 0) return rejected(problems)
  const settlesByHand = provider.settlesByHand === true
  const refused = provider.settlesByHand ? [] : provider.startProblems(start)
  if (refused.length > 0) return rejected(refused)
  const now = dependencies.clock.now()
  const payment: Payment = {
    ...{ id: newId(), orderId, channelId, methodHandle, settlesByHand, currency, amountMinor },
    ...{ provider: method.provider, capture: method.capture, status: 'PENDING', providerReference: null },
    ...{ authorizedMinor: 0, capturedMinor: 0, refundedMinor: 0, toldRefundedMinor: 0, isVoided: false },
    ...{ action: null, failure: null, refunds: [], version: 1, createdAt: now, updatedAt: now },
  }
  await insertPayment(tx, payment)
  if (!settlesByHand)
    await insertCall(tx, {
      ...{ id: newId(), paymentId: payment.id, kind: 'AUTHORIZE', amountMinor, reference: null },
      ...{ state: 'DUE', tries: 0, dueAt: now, createdAt: now, returnUrl, data: start.data },
    })
  await tellChanged(tx, payment)
  return ok(payment)
}

const unavailable = (handle: string): Problem =>
  invalid(
    'PAYMENT_METHOD_UNAVAILABLE',
    ['methodHandle'],
    `"${handle.slice(0, 100)}" is no way to pay this. Choose one of the cart's \`paymentMethods\`.`,
  )
