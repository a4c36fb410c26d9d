import type { Tx } from '../../db/index.js'
import type { Payment, PaymentStatus } from '../payments/index.js'
import type { OrderDependencies } from './dependencies.js'
import type { OrderEffect } from './rules/states.js'
import type { OrderHead } from './store/orders.js'
import type { ChangeCause } from './tell.js'

/**
 * Has the money of payments go back, as the effects say, by calls that their providers are due after the commit. Answers what
 * is known of payments by then, the given one among them.
 */
export async function returnPayments(
  tx: Tx,
  dependencies: OrderDependencies,
  order: OrderHead,
  effects: readonly OrderEffect[],
  { payment, keepsMoney = false }: Pick<ChangeCause, 'payment' | 'keepsMoney'>,
): Promise<ReadonlyMap<string, PaymentStatus>> {
  const known = new Map<string, PaymentStatus>(payment ? [[payment.id, payment.status]] : [])
  const all = effects.includes('RETURN_ALL_PAYMENTS') || effects.includes('RETURN_OTHER_PAYMENTS')
  const others = all
    ? (await dependencies.payments.ofOrders(tx, [order.id])).filter(({ id }) => id !== payment?.id)
    : []
  const one = payment && effects.includes('RETURN_PAYMENT') ? [payment] : []
  for (const each of [...others, ...one]) {
    const status = await returned(tx, dependencies, each, keepsMoney)
    if (status) known.set(each.id, status)
  }
  return known
}

/** What was captured is refunded, as far as it has not gone back, and what was not is called off. */
async function returned(
  tx: Tx,
  { payments }: OrderDependencies,
  payment: Payment,
  keepsCaptured: boolean,
): Promise<PaymentStatus | null> {
  const { id, capturedMinor, refundedMinor, isVoided, refunds } = payment
  if (capturedMinor === 0) {
    const asked = isVoided ? null : await payments.requestVoid(tx, id)
    return asked?.ok ? (asked.value?.payment.status ?? null) : null
  }
  if (keepsCaptured) return null
  const onItsWay = refunds.some(({ status }) => status === 'DUE' || status === 'PENDING')
  const amountMinor = capturedMinor - refundedMinor
  if (onItsWay || amountMinor === 0) return null
  const asked = await payments.requestRefund(tx, {
    paymentId: id,
    amountMinor,
    refundReference: `returned:${id}`,
  })
  return asked.ok ? (asked.value?.payment.status ?? null) : null
}
