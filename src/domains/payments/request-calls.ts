import type { Tx } from '../../db/index.js'
import { newId } from '../../kernel/ids.js'
import { invalid, notFound, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { wholeProblems } from '../../kernel/save-problems.js'
import type { PaymentsDependencies } from './dependencies.js'
import type { RefundRequest } from './inputs.js'
import { refundableMinor } from './rules/refunds.js'
import { paymentAfter, settled } from './rules/told.js'
import { endCall, insertCall, readOpenCalls } from './store/calls.js'
import { lockPayment } from './store/payments.js'
import { storeChange } from './store-change.js'
import type { CallKind, Payment, PaymentChange } from './types.js'

type Requesting = Pick<PaymentsDependencies, 'clock'>
type Requested = Promise<Result<PaymentChange | null, Problem>>

/** Has the provider take money that is authorised. */
export async function requestCapture(
  tx: Tx,
  dependencies: Requesting,
  id: string,
  amountMinor: number,
): Requested {
  const payment = await lockPayment(tx, id)
  if (!payment) return rejected([unknown(id)])
  if (payment.capturedMinor > 0) return rejected([isPaid('It was captured already.')])
  if (payment.status !== 'AUTHORIZED')
    return rejected([invalid('INVALID', [], `It is ${payment.status}; only what is AUTHORIZED is captured.`)])
  const problems = wholeProblems(['amountMinor'], amountMinor, 1, payment.authorizedMinor)
  if (problems.length > 0) return rejected(problems)
  const open = await readOpenCalls(tx, id)
  if (open.some(({ kind }) => kind === 'VOID'))
    return rejected([invalid('INVALID', [], 'It is being called off, so it is not captured.')])
  if (!open.some(({ kind }) => kind === 'CAPTURE'))
    await due(tx, dependencies, payment, { kind: 'CAPTURE', amountMinor })
  return ok(null)
}

/** Calls a payment off: here at once where no provider knows of it yet, else by asking the provider. */
export async function requestVoid(tx: Tx, dependencies: Requesting, id: string): Requested {
  const payment = await lockPayment(tx, id)
  if (!payment) return rejected([unknown(id)])
  if (payment.capturedMinor > 0) return rejected([isPaid('It is paid: refund it instead.')])
  if (payment.isVoided) return ok(null)
  const open = await readOpenCalls(tx, id)
  if (open.some(({ kind }) => kind === 'VOID')) return ok(null)
  const [asked, unasked] = [open.filter(({ tries }) => tries > 0), open.filter(({ tries }) => tries === 0)]
  for (const call of unasked) await endCall(tx, call.id, 'FAILED')
  if (asked.length === 0 && payment.providerReference === null)
    return ok(await storeChange(tx, dependencies, payment, paymentAfter(payment, { voided: true })))
  await due(tx, dependencies, payment, { kind: 'VOID', amountMinor: payment.amountMinor })
  return ok(null)
}

/** Has money go back, never more than was captured. Asked for again under its reference, it is the same refund. */
export async function requestRefund(
  tx: Tx,
  dependencies: Requesting,
  { paymentId, amountMinor, refundReference: reference }: RefundRequest,
): Requested {
  const before = await lockPayment(tx, paymentId)
  if (!before) return rejected([unknown(paymentId)])
  const known = before.refunds.find((refund) => refund.reference === reference)
  if (known?.amountMinor === amountMinor) return ok(null)
  if (known) {
    const message = `It was asked for before, with ${known.amountMinor} and not ${amountMinor}.`
    return rejected([invalid('INVALID', ['refundReference'], message)])
  }
  const most = refundableMinor(before)
  if (most === 0) return rejected([invalid('INVALID', [], 'Nothing of it is left to be refunded.')])
  const problems = wholeProblems(['amountMinor'], amountMinor, 1, most)
  if (problems.length > 0) return rejected(problems)
  const isByHand = before.settlesByHand
  const callId = isByHand
    ? null
    : await due(tx, dependencies, before, { kind: 'REFUND', amountMinor, reference })
  const refund = {
    ...{ callId, reference, amountMinor, providerReference: null, failure: null },
    status: isByHand ? ('SUCCEEDED' as const) : ('DUE' as const),
  }
  const after = settled(before, { ...before, refunds: [...before.refunds, refund] })
  return ok(await storeChange(tx, dependencies, before, after))
}

/** Says that somebody has received the money by hand. */
export async function recordByHand(tx: Tx, dependencies: Requesting, id: string): Requested {
  const before = await lockPayment(tx, id)
  if (!before) return rejected([unknown(id)])
  if (!before.settlesByHand)
    return rejected([invalid('INVALID', [], `"${before.provider}" tells by itself when it is paid.`)])
  const paid = paymentAfter(before, { capturedMinor: before.amountMinor })
  return ok(await storeChange(tx, dependencies, before, paid))
}

interface Wanted {
  readonly kind: CallKind
  readonly amountMinor: number
  /** Of a refund: what it is for. */
  readonly reference?: string
}

async function due(
  tx: Tx,
  { clock }: Requesting,
  { id: paymentId }: Payment,
  { kind, amountMinor, reference }: Wanted,
): Promise<string> {
  const [id, now] = [newId(), clock.now()]
  await insertCall(tx, {
    ...{ id, paymentId, kind, amountMinor, reference: reference ?? null, state: 'DUE', tries: 0 },
    ...{ dueAt: now, createdAt: now, returnUrl: null, data: null },
  })
  return id
}

const unknown = (id: string): Problem => notFound(['paymentId'], id, 'There is no such payment.')

const isPaid = (message: string): Problem => invalid('PAYMENT_ALREADY_DONE', [], message)
