import { appendFacts, type NewFact, type Tx, together } from '../../db/index.js'
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

/** One fact for each change: the first time that it is placed, when it is cancelled, and for all else that it has changed. */
const factOf = ({ id }: Pick<Order, 'id'>, { from, to }: Pick<OrderRule, 'from' | 'to'>): NewFact => ({
  aggregate: `order:${id}`,
  body: { orderId: id },
  ...(from === to
    ? { kind: 'order.changed' }
    : to === 'PLACED'
      ? { kind: 'order.placed' }
      : to === 'CANCELLED'
        ? { kind: 'order.cancelled' }
        : { kind: 'order.changed' }),
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
    appendFacts(tx, [factOf(order, rule)], at),
  )
}

/** Tells that there is something new of an order that is nothing of its own states. */
export const tellChanged = (tx: Tx, { id }: Pick<Order, 'id'>, at: Date): Promise<void> =>
  appendFacts(tx, [{ kind: 'order.changed', aggregate: `order:${id}`, body: { orderId: id } }], at)
