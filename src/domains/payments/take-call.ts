import type { Tx } from '../../db/index.js'
import { assert } from '../../kernel/assert.js'
import type { PaymentsDependencies } from './dependencies.js'
import { leaseMs } from './rules/retry.js'
import { type CallRow, leaseCall, readDue, readDueOf } from './store/calls.js'
import { readPayment } from './store/payments.js'
import type { DueCall } from './types.js'

const lookedAtOnce = 20

/** Takes a call that is due, for as long as the lease; null when there is none, or others were faster. */
export const takeCall = (
  { db }: PaymentsDependencies,
  at: Date,
  paymentId: string | null,
): Promise<DueCall | null> =>
  db.write(async (tx) => {
    const due = paymentId === null ? await readDue(tx, at, lookedAtOnce) : await readDueOf(tx, paymentId, at)
    const until = new Date(at.getTime() + leaseMs)
    for (const call of due) if (await leaseCall(tx, call, until)) return takenCall(tx, call)
    return null
  })

async function takenCall(tx: Tx, call: CallRow): Promise<DueCall> {
  const { id, kind, amountMinor, reference, tries, returnUrl, data, createdAt } = call
  const payment = await readPayment(tx, call.paymentId)
  assert(payment, 'payments are not deleted')
  return {
    ...{ id, payment, amountMinor, reference, returnUrl, createdAt },
    ...{ kind: kind as DueCall['kind'], tries: tries + 1, data: data ?? {} },
  }
}
