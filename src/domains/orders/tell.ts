import { appendFacts, type NewFact, type Tx, together } from '../../db/index.js'
import type { Payment } from '../payments/index.js'
import type { OrderNotice } from './rules/notices.js'
import type { OrderRule } from './rules/states.js'
import { insertEvent } from './store/events.js'
import type { Order } from './types.js'

/** Who changed an order, and why. */
export interface Cause {
  /** Such as `customer:…`, `guest`, `staff:…`, `system:…`. */
  readonly actor: string
  readonly reason?: string | null
  readonly paymentId?: string | null
}

export interface ChangeCause extends Cause {
  /** The payment that something was told of, or that begins. */
  readonly payment?: Payment
  /** What was captured and tendered stays: staff have seen to it, or keep it. What is only authorised is called off. */
  readonly keepsMoney?: boolean
  /** Units that were sold and come back. */
  readonly comeBack?: readonly { readonly variantId: number; readonly quantity: number }[]
}

/** One fact for each change: the first time that it is placed or left to be paid later, when it is cancelled, and for all else that it has changed. */
const factOf = (
  { id }: Pick<Order, 'id'>,
  { from, to }: Pick<OrderRule, 'from' | 'to'>,
  isPaidLater: boolean,
): NewFact => ({
  aggregate: `order:${id}`,
  body: { orderId: id },
  ...(from === to
    ? { kind: 'order.changed' }
    : to === 'PLACED'
      ? { kind: 'order.placed' }
      : to === 'CANCELLED'
        ? { kind: 'order.cancelled' }
        : { kind: isPaidLater ? 'order.paymentDue' : 'order.changed' }),
})

/** Writes what has happened into the timeline of the order, and tells of it. */
export async function tellOrder(
  tx: Tx,
  order: Pick<Order, 'id'>,
  rule: Pick<OrderRule, 'from' | 'event' | 'to'>,
  { actor, reason = null, paymentId = null }: Cause,
  at: Date,
): Promise<void> {
  const { from, event, to } = rule
  await together(
    insertEvent(tx, {
      ...{ orderId: order.id, kind: event, statusAfter: to, actor, reason, paymentId, at },
      statusBefore: from === 'NEW' ? null : from,
    }),
    appendFacts(tx, [factOf(order, rule, from === 'NEW' && paymentId === null)], at),
  )
}

/** Tells that there is something new of an order that is nothing of its own states. */
export const tellChanged = (
  tx: Tx,
  { id }: Pick<Order, 'id'>,
  at: Date,
  kind: 'order.changed' | 'order.refunded' = 'order.changed',
): Promise<void> => appendFacts(tx, [{ kind, aggregate: `order:${id}`, body: { orderId: id } }], at)

/** Writes something into the timeline that is no change of state, and tells that there is something new of the order. */
export async function tellNotice(
  tx: Tx,
  { id: orderId, status }: Pick<Order, 'id' | 'status'>,
  kind: OrderNotice,
  { actor, reason = null, paymentId = null }: Cause,
  at: Date,
  fact: Parameters<typeof tellChanged>[3] = 'order.changed',
): Promise<void> {
  const states = { statusBefore: status, statusAfter: status }
  await together(
    insertEvent(tx, { orderId, kind, ...states, actor, reason, paymentId, at }),
    tellChanged(tx, { id: orderId }, at, fact),
  )
}
