import { attempt, type Tx } from '../../db/index.js'
import { globalId } from '../../kernel/ids.js'
import { invalid, notFound, type Problem, under } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { isStorable } from '../../kernel/text.js'
import { actorOf } from './actor.js'
import { changeOrder } from './change-order.js'
import type { OrderDependencies } from './dependencies.js'
import { opensOrder } from './find-order.js'
import { findOrderByToken, lockOrder, type OrderHead } from './store/orders.js'
import type { OrderHolder, PaymentStartInput } from './types.js'

/** Of one order: each try is kept, and called off with the next. */
const mostPayments = 20

/** Only what JSON holds. */
export interface PaymentStarted {
  readonly orderId: string
  readonly paymentId: string
}

/** Pays an unpaid order again, or another way. What was begun before is called off, in the same job. */
export const startPayment = (
  dependencies: OrderDependencies,
  holder: OrderHolder,
  input: PaymentStartInput,
): Promise<Result<PaymentStarted, Problem>> =>
  attempt(dependencies.db, async (tx) => {
    const { orderToken, ...asked } = input
    const { orderId, idempotencyKey: key, payment } = asked
    const order = await lockOrder(tx, orderId)
    const isOpened = order && (opensOrder(holder, order) || (await isTokenOf(tx, order, orderToken)))
    if (!isOpened) return rejected([unknownOrder(orderId)])
    const call = {
      actor: { name: `order:${orderId}`, requestId: holder.requestId },
      operation: 'paymentStart',
      key,
    }
    return dependencies.idempotency.once(tx, { ...call, input: asked }, async () => {
      const problem = notPayable(order, dependencies.steadyClock.now())
      if (problem) return rejected([problem])
      const before = await dependencies.payments.ofOrders(tx, [orderId])
      if (before.length >= mostPayments) return rejected([tooMany])
      const { channelId, currency, dueMinor, billingAddress, shippingAddress, country } = order
      const opened = await dependencies.payments.open(tx, {
        ...{ orderId, channelId, methodHandle: payment.methodHandle, amountMinor: dueMinor, currency },
        country: billingAddress?.country ?? shippingAddress?.country ?? country,
        ...{ returnUrl: payment.returnUrl ?? null, data: payment.data },
      })
      if (!opened.ok) return rejected(opened.errors.map((one) => under(['payment'], one)))
      const event = opened.value.settlesByHand ? 'PAYMENT_BY_HAND' : 'PAYMENT_STARTED'
      await changeOrder(tx, dependencies, order, event, {
        ...{ actor: actorOf(holder), payment: opened.value },
      })
      return ok({ orderId, paymentId: opened.value.id })
    })
  })

const isTokenOf = async (tx: Tx, order: OrderHead, token: string | null | undefined): Promise<boolean> =>
  token != null && isStorable(token) && (await findOrderByToken(tx, token))?.id === order.id

const tooMany: Problem = invalid(
  'LIMIT_EXCEEDED',
  ['orderId'],
  `It was tried ${mostPayments} times to pay this order. Give it up, and order its cart again.`,
  { max: String(mostPayments) },
)

function notPayable({ status, payBefore }: OrderHead, now: Date): Problem | null {
  const field = ['orderId']
  if (status === 'CANCELLED' || (status === 'PENDING_PAYMENT' && payBefore !== null && payBefore <= now))
    return invalid(
      'ORDER_EXPIRED',
      field,
      'The order was not paid in time, or was cancelled. Order the cart again.',
    )
  if (status === 'PENDING_PAYMENT') return null
  return invalid('PAYMENT_ALREADY_DONE', field, 'No payment of this order is awaited.')
}

const unknownOrder = (id: string): Problem =>
  notFound(['orderId'], globalId('Order', id), 'There is no such order, or it is not yours.')
