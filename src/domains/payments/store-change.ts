import { appendFacts, type Tx } from '../../db/index.js'
import type { PaymentsDependencies } from './dependencies.js'
import { updatePayment } from './store/payments.js'
import type { Payment, PaymentChange } from './types.js'

/** Gives the payment its next version, unless nothing is different. */
export async function storeChange(
  tx: Tx,
  { clock }: Pick<PaymentsDependencies, 'clock'>,
  before: Payment,
  after: Payment,
): Promise<PaymentChange | null> {
  if (after === before) return null
  const payment = { ...after, version: before.version + 1, updatedAt: clock.now() }
  await updatePayment(tx, payment)
  await tellChanged(tx, payment)
  return { before, payment }
}

export const tellChanged = (tx: Tx, { id, orderId, updatedAt }: Payment): Promise<void> =>
  appendFacts(
    tx,
    [{ kind: 'payment.changed', aggregate: `payment:${id}`, body: { paymentId: id, orderId } }],
    updatedAt,
  )
