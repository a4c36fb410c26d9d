import { eachDue } from '../../db/index.js'
import { changeOrder } from './change-order.js'
import type { OrderDependencies } from './dependencies.js'
import { lockOrder, readOverdue } from './store/orders.js'

/** Cancels orders that nobody has paid by then, the oldest first, each in a job of its own; answers how many. */
export const expireOrders = (
  dependencies: OrderDependencies,
  at: Date,
  isStopped: () => boolean,
): Promise<number> =>
  eachDue({
    read: (limit) => readOverdue(dependencies.db.read, at, limit),
    run: (id) =>
      dependencies.db.write(async (tx) => {
        const order = await lockOrder(tx, id)
        if (order?.status !== 'PENDING_PAYMENT' || order.payBefore === null || order.payBefore > at)
          return false
        await changeOrder(tx, dependencies, order, 'TIME_OVER', { actor: 'system:schedule' })
        return true
      }),
    isStopped,
  })
