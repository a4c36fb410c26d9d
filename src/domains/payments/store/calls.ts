import { and, asc, count, eq, lt, lte, notExists, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { affectedRows, insertRows, query, type ReadHandle, type Slots, type Tx } from '../../../db/index.js'
import { paymentCall } from '../../../db/tables/payments.js'

export type CallRow = typeof paymentCall.$inferSelect

const byPayment = query((on, p: Slots<{ paymentId: string }>) =>
  on.select({ count: count() }).from(paymentCall).where(eq(paymentCall.paymentId, p.paymentId)),
)
/** Behind all others of its payment, whose row is locked. */
export async function insertCall(tx: Tx, call: Omit<CallRow, 'ordinal'>): Promise<void> {
  const [before] = await byPayment(tx, { paymentId: call.paymentId })
  await insertRows(tx, paymentCall, [{ ...call, ordinal: before?.count ?? 0 }])
}

const earlier = alias(paymentCall, 'earlier')

/** Calls of one payment are made one after the other. */
const isNext = (on: ReadHandle) =>
  notExists(
    on
      .select({ one: sql`1` })
      .from(earlier)
      .where(
        and(
          eq(earlier.paymentId, paymentCall.paymentId),
          eq(earlier.state, 'DUE'),
          lt(earlier.ordinal, paymentCall.ordinal),
        ),
      ),
  )

const dueOfAll = query((on, p: Slots<{ at: Date; limit: number }>) =>
  on
    .select()
    .from(paymentCall)
    .where(and(eq(paymentCall.state, 'DUE'), lte(paymentCall.dueAt, p.at), isNext(on)))
    .orderBy(asc(paymentCall.dueAt))
    .limit(p.limit),
)
/** Some that may be taken, the longest due first. */
export const readDue = (on: ReadHandle, at: Date, limit: number): Promise<CallRow[]> =>
  dueOfAll(on, { at, limit })

const dueOfPayment = query((on, p: Slots<{ paymentId: string; at: Date }>) =>
  on
    .select()
    .from(paymentCall)
    .where(
      and(
        eq(paymentCall.paymentId, p.paymentId),
        eq(paymentCall.state, 'DUE'),
        lte(paymentCall.dueAt, p.at),
        isNext(on),
      ),
    ),
)
/** What may be taken of one payment: one call at most. */
export const readDueOf = (on: ReadHandle, paymentId: string, at: Date): Promise<CallRow[]> =>
  dueOfPayment(on, { paymentId, at })

/** Takes a call until then. Whether nobody else has taken it since it was read. */
export async function leaseCall(tx: Tx, { id, dueAt, tries }: CallRow, until: Date): Promise<boolean> {
  const changed = await tx
    .update(paymentCall)
    .set({ dueAt: until, tries: tries + 1 })
    .where(
      and(
        eq(paymentCall.id, id),
        eq(paymentCall.state, 'DUE'),
        eq(paymentCall.dueAt, dueAt),
        eq(paymentCall.tries, tries),
      ),
    )
  return affectedRows(changed) === 1
}

/** Whether it was due still. */
export async function endCall(tx: Tx, id: string, state: 'DONE' | 'FAILED'): Promise<boolean> {
  const changed = await tx
    .update(paymentCall)
    .set({ state, data: null, returnUrl: null })
    .where(and(eq(paymentCall.id, id), eq(paymentCall.state, 'DUE')))
  return affectedRows(changed) === 1
}

/** Lets it be taken again from then on, unless somebody else has taken it in the meantime. */
export async function postponeCall(tx: Tx, id: string, tries: number, dueAt: Date): Promise<void> {
  await tx
    .update(paymentCall)
    .set({ dueAt })
    .where(and(eq(paymentCall.id, id), eq(paymentCall.state, 'DUE'), eq(paymentCall.tries, tries)))
}

/** What is due of a payment, the first first. */
export const readOpenCalls = (tx: Tx, paymentId: string): Promise<CallRow[]> =>
  tx
    .select()
    .from(paymentCall)
    .where(and(eq(paymentCall.paymentId, paymentId), eq(paymentCall.state, 'DUE')))
    .orderBy(asc(paymentCall.ordinal))
