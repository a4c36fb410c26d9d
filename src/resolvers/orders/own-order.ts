import type { Orders } from '../../domains/orders/index.js'
import { parseGlobalId, uuidOf } from '../../kernel/ids.js'
import type { OrderBy } from '../../schema/orders/inputs.js'
import type { Order, OrderLine } from '../../schema/orders/order.js'
import { Payment } from '../../schema/payments/payment.js'
import { holderOf } from '../cart/own-cart.js'
import type { RequestContext } from '../context.js'
import { presentOrder } from './present.js'

/** The order, if the viewer may see it. Anybody else's is as if it were not there. */
export async function ownOrder(
  orders: Orders,
  context: RequestContext,
  { id, ...by }: OrderBy,
): Promise<Order | null> {
  const key = id == null ? null : uuidOf('Order', id)
  if (id != null && key === null) return null
  const found = await orders.find(holderOf(context), { ...by, id: key }, context.handle)
  return found && presentOrder(found)
}

/** The order, or the line or payment of one, with this id, if the viewer may see the order. */
export async function ownOrderNode(
  orders: Orders,
  context: RequestContext,
  id: string,
): Promise<Order | OrderLine | Payment | null> {
  const type = parseGlobalId(id)?.type
  if (type === 'Order') return ownOrder(orders, context, { id })
  const kind = type === 'Payment' ? 'payment' : 'line'
  const key = uuidOf(kind === 'payment' ? 'Payment' : 'OrderLine', id)
  const found = key && (await orders.findBy(holderOf(context), kind, key, context.handle))
  if (!found) return null
  if (kind === 'line') return presentOrder(found).lines.find((line) => line.id === id) ?? null
  const payments = await context.loaders.orderPayments.load(found.id)
  const payment = payments.find((one) => one.id === key)
  return payment ? new Payment(payment) : null
}
