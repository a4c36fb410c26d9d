import type { Tx } from '../../db/index.js'
import type { Payment, PaymentChange, PaymentStatus, ProviderEvent, Refund } from '../payments/index.js'
import { changeOrder, keepPaymentStatus } from './change-order.js'
import type { OrderDependencies } from './dependencies.js'
import { isWhole } from './rules/payment-status.js'
import type { OrderEventKind } from './rules/states.js'
import { insertEvent } from './store/events.js'
import { lockOrder, type OrderHead } from './store/orders.js'
import type { Cause } from './tell.js'

const eventOf: Partial<Record<PaymentStatus, OrderEventKind>> = {
  AUTHORIZED: 'PAYMENT_AUTHORIZED',
  PAID: 'PAYMENT_PAID',
  FAILED: 'PAYMENT_DECLINED',
}

/** Does to an order what follows from a payment that has changed, in the job in which it has. */
export async function applyPayment(
  tx: Tx,
  dependencies: OrderDependencies,
  { before, payment }: PaymentChange,
  cause: Cause = { actor: 'system:payments' },
): Promise<void> {
  const order = await lockOrder(tx, payment.orderId)
  if (!order) return
  const event = await eventOfChange(tx, dependencies, order, { before, payment })
  const after = event ? await changeOrder(tx, dependencies, order, event, { ...cause, payment }) : order
  if (after === order) await keepPaymentStatus(tx, dependencies, order, payment)
  for (const failed of refundsFailed(before, payment))
    await insertEvent(tx, eventOfFailure(after, payment, failed, dependencies.clock.now()))
}

/**
 * What a change of a payment is to its order. What is authorised while it is being called off is gone in a moment, and less than
 * was asked for pays no order.
 */
async function eventOfChange(
  tx: Tx,
  { payments }: OrderDependencies,
  order: OrderHead,
  { before, payment }: PaymentChange,
): Promise<OrderEventKind | undefined> {
  const { id, status } = payment
  const isWholeNow = isWhole(payment) && !isWhole(before)
  if (before.status === status && !isWholeNow) return undefined
  if (status === 'AUTHORIZED' && (await payments.isBeingVoided(tx, id))) return undefined
  const event = status === 'PARTIALLY_REFUNDED' && isWholeNow ? 'PAYMENT_PAID' : eventOf[status]
  const isSuccess = event === 'PAYMENT_AUTHORIZED' || event === 'PAYMENT_PAID'
  return isSuccess && order.status === 'PENDING_PAYMENT' && !isWhole(payment) ? undefined : event
}

/** Refunds of which it was told that they have come to nothing, or that nobody knows what became of them. */
const refundsFailed = (before: Payment, { refunds }: Payment): Refund[] =>
  refunds.filter(({ status, callId }) => {
    const known = before.refunds.find((one) => one.callId === callId)
    return (status === 'FAILED' || status === 'GIVEN_UP') && known?.status !== status
  })

const eventOfFailure = (
  { id: orderId, status }: OrderHead,
  { id: paymentId }: Payment,
  { failure }: Refund,
  at: Date,
) => ({
  ...{ orderId, kind: 'REFUND_FAILED' as const, statusBefore: status, statusAfter: status },
  ...{ actor: 'system:payments', reason: failure?.message ?? null, paymentId, at },
})

/** Keeps what a provider has told, with what follows from it for orders: each event in a job of its own. */
export async function takeEvents(
  dependencies: OrderDependencies,
  events: readonly ProviderEvent[],
): Promise<void> {
  for (const event of events)
    await dependencies.db.write(async (tx) => {
      // The order first, as everywhere: so jobs never wait for each other in a ring.
      const about = event.paymentId === null ? null : await dependencies.payments.find(event.paymentId, tx)
      if (about) await lockOrder(tx, about.orderId)
      const change = await dependencies.payments.recordEvent(tx, event)
      if (change) await applyPayment(tx, dependencies, change)
    })
}
