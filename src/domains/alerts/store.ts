import { and, asc, eq, gt, isNull, lte, sql } from 'drizzle-orm'
import { among, insertRows, query, type ReadHandle, type Slots, type Tx } from '../../db/index.js'
import { stockAlert } from '../../db/tables/alerts.js'

/** Somebody who waits. */
export interface WaitingAlert {
  readonly id: number
  readonly variantId: number
  readonly channelId: number
}

interface NewAlert extends Omit<WaitingAlert, 'id'> {
  readonly email: string
  readonly locale: string
  readonly createdAt: Date
  readonly expiresAt: Date
}

// In the words of the partial index, or it would not be used.
const waits = isNull(stockAlert.dueAt)

/** Leaves one that waits for the same already as it is. */
export const insertAlert = (tx: Tx, alert: NewAlert): Promise<void> =>
  insertRows(tx, stockAlert, [alert], { onConflict: 'nothing' })

const nthOfVariant = query((on, p: Slots<{ variantId: number; channelId: number; before: number }>) =>
  on
    .select({ email: stockAlert.email })
    .from(stockAlert)
    .where(and(eq(stockAlert.variantId, p.variantId), eq(stockAlert.channelId, p.channelId), waits))
    .limit(1)
    .offset(p.before),
)
/** Whether at least so many wait for a variant in a channel. */
export const hasWaiting = async (
  tx: Tx,
  { variantId, channelId }: Omit<WaitingAlert, 'id'>,
  count: number,
): Promise<boolean> => (await nthOfVariant(tx, { variantId, channelId, before: count - 1 })).length > 0

/** All that an address ever waited for, the oldest first. */
export const selectOfAddress = (
  on: ReadHandle,
  email: string,
): Promise<{ variantId: number; channelId: number; createdAt: Date; dueAt: Date | null }[]> =>
  on
    .select({
      variantId: stockAlert.variantId,
      channelId: stockAlert.channelId,
      createdAt: stockAlert.createdAt,
      dueAt: stockAlert.dueAt,
    })
    .from(stockAlert)
    .where(eq(stockAlert.email, email))
    .orderBy(asc(stockAlert.id))

/** Keeps only the newest of what an address waits for. */
export async function trimAddress(tx: Tx, email: string, most: number): Promise<void> {
  const mine = and(eq(stockAlert.email, email), waits)
  const newest = tx
    .select({ id: stockAlert.id })
    .from(stockAlert)
    .where(mine)
    .orderBy(sql`${stockAlert.id} desc`)
    .limit(most)
  await tx.delete(stockAlert).where(and(mine, sql`${stockAlert.id} not in ${newest}`))
}

const columns = { id: stockAlert.id, variantId: stockAlert.variantId, channelId: stockAlert.channelId }
const waitingAfter = query((on, p: Slots<{ after: number; limit: number }>) =>
  on
    .select(columns)
    .from(stockAlert)
    .where(and(gt(stockAlert.id, p.after), waits))
    .orderBy(asc(stockAlert.id))
    .limit(p.limit),
)
const waitingForAfter = query(
  (on, p: Slots<{ variantIds: readonly number[]; after: number; limit: number }>) =>
    on
      .select(columns)
      .from(stockAlert)
      .where(and(among(stockAlert.variantId, p.variantIds), gt(stockAlert.id, p.after), waits))
      .orderBy(asc(stockAlert.id))
      .limit(p.limit),
)
/** Who waits for these variants, or for any, the oldest first. */
export const readWaiting = (
  tx: Tx,
  variantIds: readonly number[] | null,
  after: number,
  limit: number,
): Promise<WaitingAlert[]> =>
  variantIds ? waitingForAfter(tx, { variantIds, after, limit }) : waitingAfter(tx, { after, limit })

/** Spends those of the alerts that still wait, and answers their ids. */
export const spendAlerts = async (
  tx: Tx,
  ids: readonly number[],
  spent: { readonly dueAt: Date; readonly expiresAt: Date },
): Promise<readonly number[]> => {
  const rows = await tx
    .update(stockAlert)
    .set(spent)
    .where(and(among(stockAlert.id, ids), waits))
    .returning({ id: stockAlert.id })
  return rows.map(({ id }) => id)
}

const deletedAtOnce = 500

/** Whether there may be more. */
export async function deleteExpired(tx: Tx, at: Date): Promise<boolean> {
  const oldest = tx
    .select({ id: stockAlert.id })
    .from(stockAlert)
    .where(lte(stockAlert.expiresAt, at))
    .orderBy(asc(stockAlert.expiresAt))
    .limit(deletedAtOnce)
  const gone = await tx
    .delete(stockAlert)
    .where(sql`${stockAlert.id} in ${oldest}`)
    .returning({ id: stockAlert.id })
  return gone.length === deletedAtOnce
}

export async function deleteOfAddress(tx: Tx, email: string): Promise<void> {
  await tx.delete(stockAlert).where(eq(stockAlert.email, email))
}
