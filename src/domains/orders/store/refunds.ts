import { asc } from 'drizzle-orm'
import { among, insertRows, query, type ReadHandle, type Slots, type Tx } from '../../../db/index.js'
import { orderNote, orderRefund } from '../../../db/tables/orders.js'
import type { OrderNote, OrderRefund } from '../types.js'

export const insertRefund = (tx: Tx, refund: OrderRefund & { readonly idempotencyKey: string }) =>
  insertRows(tx, orderRefund, [refund as unknown as typeof orderRefund.$inferInsert])

const refundsOf = query((on, p: Slots<{ orderIds: readonly string[] }>) =>
  on.select().from(orderRefund).where(among(orderRefund.orderId, p.orderIds)).orderBy(asc(orderRefund.id)),
)
/** The oldest first. */
export const selectRefunds = async (
  on: ReadHandle,
  orderIds: readonly string[],
): Promise<readonly OrderRefund[]> =>
  (await refundsOf(on, { orderIds })).map(({ idempotencyKey: _, ...refund }) => refund)

export const insertNote = (tx: Tx, note: OrderNote): Promise<void> => insertRows(tx, orderNote, [note])

const notesOf = query((on, p: Slots<{ orderIds: readonly string[] }>) =>
  on.select().from(orderNote).where(among(orderNote.orderId, p.orderIds)).orderBy(asc(orderNote.id)),
)
/** The oldest first. */
export const selectNotes = (on: ReadHandle, orderIds: readonly string[]): Promise<readonly OrderNote[]> =>
  notesOf(on, { orderIds })
