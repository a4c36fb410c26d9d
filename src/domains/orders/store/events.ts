import { asc, eq } from 'drizzle-orm'
import { insertRows, type ReadHandle, type Tx } from '../../../db/index.js'
import { orderEvent } from '../../../db/tables/orders.js'
import type { OrderEvent } from '../types.js'

export const insertEvent = (tx: Tx, event: Omit<OrderEvent, 'id'>): Promise<void> =>
  insertRows(tx, orderEvent, [event])

/** From the first to the last. */
export const selectEvents = async (on: ReadHandle, orderId: string): Promise<OrderEvent[]> =>
  (await on
    .select()
    .from(orderEvent)
    .where(eq(orderEvent.orderId, orderId))
    .orderBy(asc(orderEvent.id))) as OrderEvent[]
