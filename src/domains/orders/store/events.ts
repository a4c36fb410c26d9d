import { asc } from 'drizzle-orm'
import { among, insertRows, query, type ReadHandle, type Slots, type Tx } from '../../../db/index.js'
import { orderEvent } from '../../../db/tables/orders.js'
import type { OrderEvent } from '../types.js'

export const insertEvent = (tx: Tx, event: Omit<OrderEvent, 'id'>): Promise<void> =>
  insertRows(tx, orderEvent, [event])

const ofOrders = query((on, p: Slots<{ orderIds: readonly string[] }>) =>
  on.select().from(orderEvent).where(among(orderEvent.orderId, p.orderIds)).orderBy(asc(orderEvent.id)),
)
/** Of these orders, from the first to the last. */
export const selectEventsOf = async (on: ReadHandle, orderIds: readonly string[]): Promise<OrderEvent[]> =>
  (await ofOrders(on, { orderIds })) as OrderEvent[]
