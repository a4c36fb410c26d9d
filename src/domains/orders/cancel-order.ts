import { attempt } from '../../db/index.js'
import { invalid, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import { actorOf } from './actor.js'
import { auditable, audited, changedByStaff, unknownOrder } from './by-staff.js'
import { changeOrder } from './change-order.js'
import type { OrderDependencies } from './dependencies.js'
import { opensOrder } from './find-order.js'
import { moneyOf } from './order-money.js'
import { makeRefund } from './refund-order.js'
import { refundableMinor, remainingLines } from './rules/refund.js'
import { ruleFor } from './rules/states.js'
import { lockOrder, type OrderHead, withLines } from './store/orders.js'
import { selectRefunds } from './store/refunds.js'
import type { OrderCancelInput, OrderHolder, OrderWorkedOn } from './types.js'

/**
 * Cancels an order: what is authorised is called off, and what was paid goes back with the units that were sold, unless staff
 * say otherwise. Of an order that nobody has paid everything goes back anyway.
 */
export const cancelOrder = (dependencies: OrderDependencies, actor: Actor, input: OrderCancelInput) =>
  changedByStaff(
    dependencies,
    actor,
    { operation: 'orderCancel', orderId: input.orderId, input },
    async (tx, before) => {
      if (!ruleFor(before.status, 'CANCELLED_BY_STAFF')) return rejected([notCancellable(before)])
      const isPlaced = before.status === 'PLACED'
      const { sources } = await moneyOf(tx, dependencies, before)
      const [order] = await withLines(tx, [before])
      const units = remainingLines(order ?? { lines: [] }, await selectRefunds(tx, [before.id])).flatMap(
        ({ lineId, quantity }) =>
          order?.lines.flatMap(({ id, variantId }) => (id === lineId ? [{ variantId, quantity }] : [])) ?? [],
      )
      let head = before
      if (isPlaced && (input.refund ?? true) && refundableMinor(sources) > 0) {
        const { orderId, reason, idempotencyKey } = input
        const whole = { orderId, reason, idempotencyKey }
        const made = await makeRefund(tx, dependencies, actor, before, whole, 'order.changed')
        if (!made.ok) return made
        head = made.value.order
      }
      const cancelled = await changeOrder(tx, dependencies, head, 'CANCELLED_BY_STAFF', {
        ...{ actor: actor.name, reason: input.reason, keepsMoney: isPlaced },
        comeBack: (input.restock ?? true) ? units : [],
      })
      await audited(tx, dependencies, actor, 'orderCancel', before, auditable(cancelled))
      const payments = await dependencies.payments.ofOrders(tx, [before.id])
      return ok({ orderId: before.id, paymentIds: payments.map(({ id }) => id) })
    },
  )

const notCancellable = ({ status }: OrderHead): Problem =>
  invalid('INVALID', ['orderId'], `The order is ${status}; it cannot be cancelled.`)

/** A shopper gives up what is not paid yet: everything goes back, and the cart is open again. */
export const abandonOrder = (
  dependencies: OrderDependencies,
  holder: OrderHolder,
  orderId: string,
): Promise<Result<OrderWorkedOn, Problem>> =>
  attempt(dependencies.db, async (tx) => {
    const order = await lockOrder(tx, orderId)
    if (!order || !opensOrder(holder, order)) return rejected([unknownOrder(orderId)])
    if (!ruleFor(order.status, 'CANCELLED_BY_CUSTOMER')) return rejected([notCancellable(order)])
    await changeOrder(tx, dependencies, order, 'CANCELLED_BY_CUSTOMER', { actor: actorOf(holder) })
    const payments = await dependencies.payments.ofOrders(tx, [orderId])
    return ok({ orderId, paymentIds: payments.map(({ id }) => id) })
  })
