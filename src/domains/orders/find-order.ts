import type { ReadHandle } from '../../db/index.js'
import { isStorable } from '../../kernel/text.js'
import { readOrderNumber } from './number.js'
import { findOrder, findOrderByNumber, findOrderByToken, type OrderHead } from './store/orders.js'
import { orderTokenHash, orderTokenOf } from './tokens.js'
import type { OrderBy, OrderHolder } from './types.js'

/** Whether the holder may see an order that was found by a name which everybody may know. */
export const opensOrder = (
  { customerId, token }: OrderHolder,
  order: Pick<OrderHead, 'id' | 'customerId' | 'tokenHash'>,
): boolean =>
  (customerId !== null && customerId === order.customerId) ||
  (token !== null && orderTokenHash(orderTokenOf(token, order.id)) === order.tokenHash)

/** The order, if the holder may see it: anybody else's is not found. Its own token opens it to everybody. */
export async function findOwnOrder(
  on: ReadHandle,
  holder: OrderHolder,
  { id, number, token }: OrderBy,
): Promise<OrderHead | null> {
  if (token != null) return isStorable(token) ? findOrderByToken(on, token) : null
  const known = number == null ? null : readOrderNumber(number)
  const found = id != null ? await findOrder(on, id) : known && (await findOrderByNumber(on, known))
  return found && opensOrder(holder, found) ? found : null
}
