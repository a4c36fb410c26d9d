import { changeOrder } from './change-order.js'
import type { OrderDependencies } from './dependencies.js'
import { lockOrder, readOverdue } from './store/orders.js'

const expiredAtOnce = 50

/** Cancels orders that nobody has paid by then, the oldest first, each in a job of its own; answers how many. */
export async function expireOrders(
  dependencies: OrderDependencies,
  at: Date,
  isStopped: () => boolean,
): Promise<number> {
  const { db } = dependencies
  let expired = 0
  for (;;) {
    const due = await readOverdue(db.read, at, expiredAtOnce)
    for (const id of due) {
      if (isStopped()) return expired
      const isExpired = await db.write(async (tx) => {
        const order = await lockOrder(tx, id)
        if (order?.status !== 'PENDING_PAYMENT' || order.payBefore === null || order.payBefore > at)
          return false
        await changeOrder(tx, dependencies, order, 'TIME_OVER', { actor: 'system:schedule' })
        return true
      })
      if (isExpired) expired++
    }
    if (due.length < expiredAtOnce) return expired
  }
}
