import type { Tx } from '../../db/index.js'
import type { Payment } from '../payments/index.js'
import type { OrderDependencies } from './dependencies.js'
import { moneyOf, tenderedOf } from './order-money.js'
import { returnPayments } from './return-payments.js'
import { isWhole, paymentStatusOf } from './rules/payment-status.js'
import {
  type OrderCondition,
  type OrderEventKind,
  type OrderRule,
  ruleFor,
  rulesFor,
} from './rules/states.js'
import { type OrderHead, updateOrder } from './store/orders.js'
import { giveValueBack, releaseStock, restock, sellStock } from './take.js'
import { takeAgain } from './take-again.js'
import { type ChangeCause, tellChanged, tellOrder } from './tell.js'
import type { CancelReason } from './types.js'

const cancelReasons: Partial<Record<OrderEventKind, CancelReason>> = {
  TIME_OVER: 'TIME_OVER',
  CANCELLED_BY_CUSTOMER: 'CUSTOMER',
  CANCELLED_BY_STAFF: 'STAFF',
}

/**
 * Does to an order what the table of states says of an event, in the job that has locked it; answers it as it is then. What
 * the table does not say changes nothing but what is known of its payment.
 */
export async function changeOrder(
  tx: Tx,
  dependencies: OrderDependencies,
  order: OrderHead,
  event: OrderEventKind,
  cause: ChangeCause,
): Promise<OrderHead> {
  const mayBeHonoured = rulesFor(order.status, event).some(({ when }) => when === 'CAN_BE_HONOURED')
  const reservationId =
    mayBeHonoured && cause.payment && isWhole(cause.payment) ? await takeAgain(tx, dependencies, order) : null
  const rule = ruleFor(order.status, event, conditionsOf(order, reservationId, cause.payment))
  if (!rule) return order
  const taken = reservationId === null ? order : { ...order, reservationId }
  if (rule.effects.includes('SELL_STOCK') && !(await sellStock(dependencies, taken))) {
    // What was held is gone before the order's own end: it ends now, and what has happened came too late.
    const { payment, actor } = cause
    const over = await changeOrder(tx, dependencies, order, 'TIME_OVER', {
      actor,
      ...(payment && { payment }),
    })
    return changeOrder(tx, dependencies, over, event, cause)
  }
  return carriedOut(tx, dependencies, taken, rule, cause)
}

const conditionsOf = (order: OrderHead, taken: string | null, payment?: Payment): OrderCondition[] => [
  payment?.id === order.paymentId ? 'FIRST_SUCCESS' : 'ANOTHER_SUCCESS',
  taken === null ? 'CANNOT_BE_HONOURED' : 'CAN_BE_HONOURED',
]

async function carriedOut(
  tx: Tx,
  dependencies: OrderDependencies,
  order: OrderHead,
  rule: OrderRule,
  cause: ChangeCause,
): Promise<OrderHead> {
  const { effects, event, from, to } = rule
  const { payment } = cause
  if (effects.includes('GIVE_BACK')) {
    await giveValueBack(tx, dependencies, order, cause.keepsMoney)
    await releaseStock(dependencies, order)
  }
  if (effects.includes('RESTOCK')) await restock(dependencies, order, cause)
  const { ordered } = dependencies.carts
  const now = dependencies.clock.now()
  const isPaidBy = payment && (event === 'PAYMENT_STARTED' || (from !== 'PLACED' && to === 'PLACED'))
  const changed: OrderHead = {
    ...order,
    ...{ status: to, version: order.version + 1, updatedAt: now },
    cancelReason: to === 'CANCELLED' ? (order.cancelReason ?? cancelReasons[event] ?? null) : null,
    payBefore: to === 'PENDING_PAYMENT' ? order.payBefore : null,
    paymentId: isPaidBy ? payment.id : order.paymentId,
    cartVersion: effects.includes('REOPEN_CART') ? await ordered.reopen(tx, order.cartId) : order.cartVersion,
  }
  const known = await returnPayments(tx, dependencies, changed, effects, cause)
  const isUnpaid = to === 'CANCELLED' && changed.paymentId === null && changed.dueMinor > 0
  const paymentStatus = isUnpaid ? 'VOIDED' : order.paymentStatus
  const after: OrderHead = { ...changed, paymentStatus: known.get(changed.paymentId ?? '') ?? paymentStatus }
  const { id, ...content } = after
  await updateOrder(tx, id, content)
  await tellOrder(tx, after, rule, { paymentId: payment?.id ?? null, ...cause }, now)
  return after
}

/** Keeps what is known of the payment that an order is paid by, and tells that there is something new of it. */
export async function keepPaymentStatus(
  tx: Tx,
  dependencies: OrderDependencies,
  order: OrderHead,
  payment: Payment,
): Promise<void> {
  const updatedAt = dependencies.clock.now()
  const isOfOrder = payment.id === order.paymentId
  const paymentStatus = isOfOrder
    ? paymentStatusOf(payment, tenderedOf(order, await moneyOf(tx, dependencies, order)))
    : order.paymentStatus
  await updateOrder(tx, order.id, { paymentStatus, version: order.version + 1, updatedAt })
  await tellChanged(tx, order, updatedAt)
}
