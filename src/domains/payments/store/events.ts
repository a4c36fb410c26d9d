import { and, eq, inArray, lt } from 'drizzle-orm'
import { insertRows, query, type Slots, type Tx } from '../../../db/index.js'
import { paymentEvent } from '../../../db/tables/payments.js'

type NewEvent = Omit<typeof paymentEvent.$inferSelect, 'id'>

const known = query((on, p: Slots<{ provider: string; eventId: string }>) =>
  on
    .select({ id: paymentEvent.id })
    .from(paymentEvent)
    .where(and(eq(paymentEvent.provider, p.provider), eq(paymentEvent.eventId, p.eventId))),
)
export const isKnownEvent = async (tx: Tx, provider: string, eventId: string): Promise<boolean> =>
  (await known(tx, { provider, eventId })).length > 0

/** Of two who tell the same of no payment at once, one is enough. */
export const insertEvent = (tx: Tx, event: NewEvent): Promise<void> =>
  insertRows(tx, paymentEvent, [event], { onConflict: 'nothing' })

const deletedAtOnce = 500

/** Deletes some of what came before then; answers whether there may be more. */
export async function deleteEvents(tx: Tx, before: Date): Promise<boolean> {
  const old = await tx
    .select({ id: paymentEvent.id })
    .from(paymentEvent)
    .where(lt(paymentEvent.receivedAt, before))
    .limit(deletedAtOnce)
  const ids = old.map(({ id }) => id)
  if (ids.length > 0) await tx.delete(paymentEvent).where(inArray(paymentEvent.id, ids))
  return ids.length === deletedAtOnce
}
