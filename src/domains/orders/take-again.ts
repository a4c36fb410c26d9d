import { attempt, type Tx } from '../../db/index.js'
import { ok, rejected } from '../../kernel/result.js'
import type { OrderDependencies } from './dependencies.js'
import { isOrdered, type OrderHead, withLines } from './store/orders.js'
import { holdStock, takeValue } from './take.js'

/**
 * Takes everything again that an order has given back because nobody paid in time, and closes its cart where that is as it was.
 * All of it, or nothing: then null, as where another order was made of the cart meanwhile. Else the new reservation.
 */
export async function takeAgain(
  tx: Tx,
  dependencies: OrderDependencies,
  order: OrderHead,
): Promise<string | null> {
  const { db, carts, steadyClock } = dependencies
  const { cartId, cartVersion, cancelReason } = order
  if (cancelReason !== 'TIME_OVER') return null
  const [whole] = await withLines(tx, [order])
  const taken = await attempt(db, async (inner) => {
    if (cartVersion !== null) await carts.ordered.closeAgain(inner, cartId, cartVersion)
    if (!whole || (await isOrdered(inner, cartId))) return rejected([null])
    if (!(await takeValue(inner, dependencies, whole))) return rejected([null])
    const held = await holdStock(dependencies, whole, steadyClock.now())
    return held.ok ? ok(held.value) : rejected([null])
  })
  return taken.ok ? taken.value : null
}
