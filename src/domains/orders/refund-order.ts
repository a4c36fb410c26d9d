import type { Tx } from '../../db/index.js'
import { newId } from '../../kernel/ids.js'
import { invalid, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import { auditable, audited, changedByStaff } from './by-staff.js'
import type { OrderDependencies } from './dependencies.js'
import { moneyOf, tenderedOf } from './order-money.js'
import { paymentStatusOf } from './rules/payment-status.js'
import { type RefundPlan, refundPlan } from './rules/refund.js'
import { type OrderHead, updateOrder, withLines } from './store/orders.js'
import { insertRefund, selectRefunds } from './store/refunds.js'
import { referenceOf } from './take.js'
import { tellNotice } from './tell.js'
import type { Order, OrderRefund, OrderRefundInput } from './types.js'

/** By which payments, gift cards and store credit know a refund. */
const refundReferenceOf = (refundId: string): string => `refund:${refundId}`

/** Returns money of an order, and its units if they come back. Never more than was paid by each way of paying. */
export const refundOrder = (dependencies: OrderDependencies, actor: Actor, input: OrderRefundInput) =>
  changedByStaff(
    dependencies,
    actor,
    { operation: 'orderRefund', orderId: input.orderId, input },
    async (tx, head) => {
      if (head.status === 'PENDING_PAYMENT') return rejected([unpaid])
      const made = await makeRefund(tx, dependencies, actor, head, input)
      if (!made.ok) return made
      const { order, refund } = made.value
      const after = { ...auditable(order), refundId: refund.id, amountMinor: refund.amountMinor }
      await audited(tx, dependencies, actor, 'orderRefund', head, after)
      return ok({ orderId: order.id, refundId: refund.id, paymentIds: paymentsOf(refund) })
    },
  )

const unpaid: Problem = invalid('INVALID', ['orderId'], 'The order is not paid yet: cancel it instead.')

const paymentsOf = ({ parts }: Pick<OrderRefund, 'parts'>): string[] =>
  parts.flatMap(({ kind, id }) => (kind === 'PAYMENT' ? [id] : []))

interface Refunded {
  readonly order: OrderHead
  readonly refund: OrderRefund
}

/**
 * Plans a refund and writes it, in the job that has locked the order; `order.refunded` has whoever ordered be told of it.
 * Nothing may be kept of a job in which it is rejected.
 */
export async function makeRefund(
  tx: Tx,
  dependencies: OrderDependencies,
  actor: Actor,
  head: OrderHead,
  input: OrderRefundInput,
  fact: 'order.changed' | 'order.refunded' = 'order.refunded',
): Promise<Result<Refunded, Problem>> {
  const [order] = await withLines(tx, [head])
  if (!order) throw new Error(`The order ${head.id} is gone`)
  const refunds = await selectRefunds(tx, [head.id])
  const { sources } = await moneyOf(tx, dependencies, head)
  const plan = refundPlan({ order, refunds, sources }, input)
  if (!plan.ok) return plan
  const refund: OrderRefund = {
    ...{ id: newId(), orderId: head.id, currency: head.currency, ...plan.value },
    ...{ isRestocked: input.restock ?? false, reason: input.reason },
    ...{ actor: actor.name, at: dependencies.clock.now() },
  }
  await insertRefund(tx, { ...refund, idempotencyKey: input.idempotencyKey })
  const returned = await returnParts(tx, dependencies, refund)
  if (!returned.ok) return returned
  if (refund.isRestocked) await restock(dependencies, actor, order, plan.value, refund.reason)
  return ok({ order: await keepRefund(tx, dependencies, head, refund, fact), refund })
}

async function returnParts(
  tx: Tx,
  { payments, tenders }: OrderDependencies,
  { id, orderId, parts }: OrderRefund,
): Promise<Result<null, Problem>> {
  const refundReference = refundReferenceOf(id)
  for (const { kind, id: sourceId, amountMinor } of parts) {
    const returned =
      kind === 'PAYMENT'
        ? await payments.requestRefund(tx, { paymentId: sourceId, amountMinor, refundReference })
        : await tenders.refund(tx, {
            ...{ kind, id: sourceId, amountMinor, refundReference, reference: referenceOf(orderId) },
          })
    if (!returned.ok) return returned
  }
  return ok(null)
}

async function restock(
  { stock }: OrderDependencies,
  actor: Actor,
  order: Order,
  { lines }: Pick<RefundPlan, 'lines'>,
  reason: string,
): Promise<void> {
  const units = lines.flatMap(({ lineId, quantity }) => {
    const line = order.lines.find(({ id }) => id === lineId)
    return line ? [{ variantId: line.variantId, quantity }] : []
  })
  // A reservation that was given up has sold nothing, so nothing of it comes back.
  await stock.takeBack(actor, order.reservationId, units, reason)
}

async function keepRefund(
  tx: Tx,
  dependencies: OrderDependencies,
  head: OrderHead,
  { actor, reason, at }: OrderRefund,
  fact: 'order.changed' | 'order.refunded',
): Promise<OrderHead> {
  const money = await moneyOf(tx, dependencies, head)
  const payment = money.payments.find(({ id }) => id === head.paymentId) ?? null
  const paymentStatus = paymentStatusOf(payment, tenderedOf(head, money))
  const change = { paymentStatus, version: head.version + 1, updatedAt: at }
  await updateOrder(tx, head.id, change)
  await tellNotice(tx, head, 'REFUNDED', { actor, reason }, at, fact)
  return { ...head, ...change }
}
