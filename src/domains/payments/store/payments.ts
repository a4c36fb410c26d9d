import { and, asc, eq } from 'drizzle-orm'
import {
  among,
  forUpdate,
  insertRows,
  query,
  type ReadHandle,
  type Slots,
  type Tx,
} from '../../../db/index.js'
import { payment } from '../../../db/tables/payments.js'
import type { Payment } from '../types.js'

type PaymentRow = typeof payment.$inferSelect

const paymentOf = (row: PaymentRow): Payment => row as Payment

const byId = query((on, p: Slots<{ id: string }>) => on.select().from(payment).where(eq(payment.id, p.id)))
export async function readPayment(on: ReadHandle, id: string): Promise<Payment | null> {
  const [row] = await byId(on, { id })
  return row ? paymentOf(row) : null
}

const byIdToChange = query((on, p: Slots<{ id: string }>) =>
  forUpdate(on.select().from(payment).where(eq(payment.id, p.id))),
)
/** To be changed: others who want to wait until the job ends. */
export async function lockPayment(tx: Tx, id: string): Promise<Payment | null> {
  const [row] = await byIdToChange(tx, { id })
  return row ? paymentOf(row) : null
}

const byReference = query((on, p: Slots<{ provider: string; providerReference: string }>) =>
  on
    .select({ id: payment.id })
    .from(payment)
    .where(and(eq(payment.provider, p.provider), eq(payment.providerReference, p.providerReference))),
)
/** Which payment a provider calls so. */
export async function findByReference(
  on: ReadHandle,
  provider: string,
  providerReference: string,
): Promise<string | null> {
  const [row] = await byReference(on, { provider, providerReference })
  return row?.id ?? null
}

const byOrders = query((on, p: Slots<{ orderIds: readonly string[] }>) =>
  on.select().from(payment).where(among(payment.orderId, p.orderIds)).orderBy(asc(payment.id)),
)
/** Of these orders, the oldest first. */
export const readPaymentsOf = async (on: ReadHandle, orderIds: readonly string[]): Promise<Payment[]> =>
  (await byOrders(on, { orderIds })).map(paymentOf)

export const insertPayment = (tx: Tx, row: Payment): Promise<void> =>
  insertRows(tx, payment, [row as PaymentRow])

export async function updatePayment(tx: Tx, { id, ...content }: Payment): Promise<void> {
  const { orderId: _, createdAt: __, ...changed } = content as PaymentRow
  await tx.update(payment).set(changed).where(eq(payment.id, id))
}
