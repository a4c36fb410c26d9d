import { attempt, type Tx, uniqueViolation } from '../../db/index.js'
import { globalId, newId } from '../../kernel/ids.js'
import { notFound, type Problem } from '../../kernel/problem.js'
import { RateLimited } from '../../kernel/refusal.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { OrderDependencies } from './dependencies.js'
import { type Gathered, gatherOrder } from './gather-order.js'
import { Moved, makeOrder } from './make-order.js'
import { findOrder, withLines } from './store/orders.js'
import { orderTokenHash, orderTokenOf } from './tokens.js'
import type { Order, OrderHolder, OrderPlaced, OrderPlaceInput } from './types.js'

const mostTries = 4

/**
 * Makes an order of a cart. What it costs is worked out before; the transaction finds that nothing of that has moved, or is
 * undone and all of it done again.
 */
export async function placeOrder(
  dependencies: OrderDependencies,
  holder: OrderHolder,
  input: OrderPlaceInput,
): Promise<Result<OrderPlaced, Problem>> {
  for (let tries = 1; tries <= mostTries; tries++) {
    const gathered = await gatherOrder(dependencies, holder, input.cartId)
    try {
      return await attempt(dependencies.db, (tx) => placeIn(tx, dependencies, holder, input, gathered))
    } catch (error) {
      // A number that is taken, or the cart by an order that was paid late after all.
      const isTaken = uniqueViolation(error)?.table === 'shop_order'
      if (!(error instanceof Moved || isTaken)) throw error
    }
  }
  throw new RateLimited(1_000, 'Prices change while this is ordered. Try again after `retryAfterMs`.')
}

async function placeIn(
  tx: Tx,
  dependencies: OrderDependencies,
  holder: OrderHolder,
  input: OrderPlaceInput,
  gathered: Gathered | null,
): Promise<Result<OrderPlaced, Problem>> {
  const { cartId, idempotencyKey: key } = input
  const locked = await dependencies.carts.ordered.lock(tx, holder, cartId)
  if (!locked) return rejected([unknownCart(cartId)])
  const id = newId()
  const orderToken = locked.isOpenedByToken && holder.token !== null ? orderTokenOf(holder.token, id) : null
  const call = {
    actor: { name: `cart:${cartId}`, requestId: holder.requestId },
    operation: 'orderPlace',
    key,
  }
  let made: Order | null = null
  const placed = await dependencies.idempotency.once(tx, { ...call, input }, async () => {
    const order = await makeOrder(tx, dependencies, {
      ...{ id, orderToken, holder, input, gathered, ...locked },
    })
    if (!order.ok) return order
    made = order.value
    return ok({ orderId: id })
  })
  if (!placed.ok) return placed
  if (made) return ok({ order: made, orderToken, replayed: false })
  return ok(await replayed(tx, holder, placed.value.orderId))
}

/** The order as it is by now, with the same token for whoever has the cart's. */
async function replayed(tx: Tx, { token }: OrderHolder, orderId: string): Promise<OrderPlaced> {
  const head = await findOrder(tx, orderId)
  const [order] = head ? await withLines(tx, [head]) : []
  if (!order) throw new Error(`The order ${orderId} that a call has made is gone`)
  const orderToken = token === null ? null : orderTokenOf(token, orderId)
  const isOpened = orderToken !== null && orderTokenHash(orderToken) === head?.tokenHash
  return { order, orderToken: isOpened ? orderToken : null, replayed: true }
}

const unknownCart = (id: string): Problem =>
  notFound(['cartId'], globalId('Cart', id), 'There is no such cart, or it is not yours.')
