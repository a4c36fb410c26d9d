import type * as orders from '../../domains/orders/index.js'
import type * as payments from '../../domains/payments/index.js'
import { globalId } from '../../kernel/ids.js'
import {
  OrderRecord,
  type OrderRefund,
  type OrderRefundPart,
  type OrderTimelineEntry,
  type RefundPartStatusName,
} from '../../schema/orders/admin.js'
import type { Order } from '../../schema/orders/order.js'
import { Payment } from '../../schema/payments/payment.js'
import { presentOrder } from './present.js'

export const presentRecord = (order: orders.Order): OrderRecord => new OrderRecord(order, presentOrder(order))

export const presentTimeline = ({ paymentId, ...entry }: orders.OrderEvent): OrderTimelineEntry => ({
  ...entry,
  paymentId: paymentId && globalId('Payment', paymentId),
})

export function presentRefund(
  {
    id,
    currency,
    amountMinor,
    parts,
    lines,
    shippingMinor,
    isRestocked,
    reason,
    actor,
    at,
  }: orders.OrderRefund,
  order: Order,
  made: readonly payments.Payment[],
): OrderRefund {
  const money = (minor: number) => ({ amountMinor: minor, currency })
  return {
    ...{
      amount: money(amountMinor),
      shipping: money(shippingMinor),
      restocked: isRestocked,
      reason,
      actor,
      at,
    },
    lines: lines.map(({ lineId, quantity, amountMinor: lineMinor }) => ({
      ...{ quantity, amount: money(lineMinor) },
      line: order.lines.find((line) => line.id === globalId('OrderLine', lineId)) ?? null,
    })),
    parts: parts.map((part) => ({
      ...{ kind: part.kind, lastCharacters: part.lastCharacters, amount: money(part.amountMinor) },
      ...ofProvider(part, id, made),
    })),
  }
}

const statusOf: Record<payments.RefundStatus, RefundPartStatusName> = {
  DUE: 'PENDING',
  PENDING: 'PENDING',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  GIVEN_UP: 'UNKNOWN',
}

/** What goes back to a gift card or store credit is there at once. */
function ofProvider(
  { kind, id }: orders.RefundPart,
  refundId: string,
  made: readonly payments.Payment[],
): Pick<OrderRefundPart, 'payment' | 'status' | 'failure'> {
  const payment = kind === 'PAYMENT' ? made.find((one) => one.id === id) : undefined
  if (!payment) return { payment: null, status: 'SUCCEEDED', failure: null }
  const refund = payment.refunds.find(({ reference }) => reference === `refund:${refundId}`)
  return {
    payment: new Payment(payment),
    status: refund ? statusOf[refund.status] : 'PENDING',
    failure: refund?.failure?.message ?? null,
  }
}
