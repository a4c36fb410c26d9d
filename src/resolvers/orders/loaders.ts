import type { Orders } from '../../domains/orders/index.js'
import { many } from '../batching.js'

type ReadHandle = Parameters<Orders['payments']>[1]

/** Nothing of these marks an answer: it is private to whoever may see an order. */
export const orderLoaders = (orders: Pick<Orders, 'payments'>, on?: ReadHandle) => ({
  orderPayments: many(
    (ids: readonly string[]) => orders.payments(ids, on),
    ({ orderId }) => orderId,
  ),
})
