import type { Orders } from '../../domains/orders/index.js'
import { many, one } from '../batching.js'

type ReadHandle = NonNullable<Parameters<Orders['payments']>[1]>

/** Nothing of these marks an answer: it is private to whoever may see an order. */
export const orderLoaders = (orders: Pick<Orders, 'payments' | 'staff'>, on?: ReadHandle) => ({
  orderPayments: many(
    (ids: readonly string[]) => orders.payments(ids, on),
    ({ orderId }) => orderId,
  ),
  orderTimeline: many(
    (ids: readonly string[]) => orders.staff.timeline(ids, on),
    ({ orderId }) => orderId,
  ),
  orderNotes: many(
    (ids: readonly string[]) => orders.staff.notes(ids, on),
    ({ orderId }) => orderId,
  ),
  orderRefunds: many(
    (ids: readonly string[]) => orders.staff.refunds(ids, on),
    ({ orderId }) => orderId,
  ),
  orderRefundable: one(
    (ids: readonly string[]) => orders.staff.refundable(ids, on),
    ({ orderId }) => orderId,
  ),
})
