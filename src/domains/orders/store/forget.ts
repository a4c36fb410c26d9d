import { and, eq, isNull } from 'drizzle-orm'
import { among, type ReadHandle, type Tx } from '../../../db/index.js'
import { orderLine, orderLink, orderNote, shopOrder } from '../../../db/tables/orders.js'

const columns = { id: shopOrder.id, email: shopOrder.email }

/** Those of an account, and those of guests with this address. */
export async function selectOfPerson(on: ReadHandle, customerId: string, guestEmail: string | null) {
  const own = await on.select(columns).from(shopOrder).where(eq(shopOrder.customerId, customerId))
  if (guestEmail === null) return own
  const asGuest = and(eq(shopOrder.email, guestEmail), isNull(shopOrder.customerId))
  return [...own, ...(await on.select(columns).from(shopOrder).where(asGuest))]
}

/** Nothing personal is left of them, and nothing opens them any more. */
export async function forgetOrders(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.delete(orderNote).where(among(orderNote.orderId, ids))
  await tx.delete(orderLink).where(among(orderLink.orderId, ids))
  await tx.update(orderLine).set({ attributes: [] }).where(among(orderLine.orderId, ids))
  await tx
    .update(shopOrder)
    .set({
      ...{ email: '', phone: null, note: null, attributes: [], tokenHash: null },
      ...{ shippingAddress: null, billingAddress: null },
    })
    .where(among(shopOrder.id, ids))
}
