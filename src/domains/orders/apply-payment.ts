import type { Tx } from '../../db/index.js'
import type { PaymentChange, PaymentStatus, ProviderEvent } from '../payments/index.js'
import { changeOrder, keepPaymentStatus } from './change-order.js'
import type { OrderDependencies } from './dependencies.js'
import type { OrderEventKind } from './rules/states.js'
import { lockOrder } from './store/orders.js'

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
): Promise<void> {
  const order = await lockOrder(tx, payment.orderId)
  if (!order) return
  const event = before.status === payment.status ? undefined : eventOf[payment.status]
  const after = event
    ? await changeOrder(tx, dependencies, order, event, { actor: 'system:payments', payment })
    : order
  if (after === order) await keepPaymentStatus(tx, dependencies, order, payment)
}

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
