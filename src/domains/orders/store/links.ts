import { eq } from 'drizzle-orm'
import { insertRows, query, type ReadHandle, type Slots, type Tx } from '../../../db/index.js'
import { orderLink } from '../../../db/tables/orders.js'

type OrderLink = typeof orderLink.$inferSelect

export const insertLink = (tx: Tx, link: OrderLink): Promise<void> => insertRows(tx, orderLink, [link])

const byToken = query((on, p: Slots<{ tokenHash: string }>) =>
  on.select({ orderId: orderLink.orderId }).from(orderLink).where(eq(orderLink.tokenHash, p.tokenHash)),
)
/** Of the order that a letter's token opens. */
export const findLinked = async (on: ReadHandle, tokenHash: string): Promise<string | null> =>
  (await byToken(on, { tokenHash }))[0]?.orderId ?? null
