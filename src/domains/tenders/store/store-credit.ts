import { and, asc, eq, sql } from 'drizzle-orm'
import {
  among,
  forUpdate,
  insertRows,
  query,
  type ReadHandle,
  type Slots,
  type Tx,
} from '../../../db/index.js'
import { storeCredit } from '../../../db/tables/tenders.js'
import { assert } from '../../../kernel/assert.js'
import { newId } from '../../../kernel/ids.js'
import type { StoreCredit } from '../types.js'

const columns = {
  id: storeCredit.id,
  customerId: storeCredit.customerId,
  currency: storeCredit.currency,
  balanceMinor: storeCredit.balanceMinor,
}

const ofCustomers = query((on, p: Slots<{ ids: readonly string[] }>) =>
  on
    .select(columns)
    .from(storeCredit)
    .where(among(storeCredit.customerId, p.ids))
    .orderBy(asc(storeCredit.currency)),
)
/** Of each of them, by currency. */
export const readCredits = (on: ReadHandle, customerIds: readonly string[]): Promise<StoreCredit[]> =>
  ofCustomers(on, { ids: customerIds })

const inCurrency = query((on, p: Slots<{ customerId: string; currency: string }>) =>
  on
    .select(columns)
    .from(storeCredit)
    .where(and(eq(storeCredit.customerId, p.customerId), eq(storeCredit.currency, p.currency))),
)
export const readCredit = async (
  on: ReadHandle,
  customerId: string,
  currency: string,
): Promise<StoreCredit | null> => (await inCurrency(on, { customerId, currency }))[0] ?? null

const locked = query((on, p: Slots<{ customerId: string; currency: string }>) =>
  forUpdate(
    on
      .select(columns)
      .from(storeCredit)
      .where(and(eq(storeCredit.customerId, p.customerId), eq(storeCredit.currency, p.currency))),
  ),
)
/** The account of a customer in a currency, empty if there was none. Others who want to change it wait until the job ends. */
export async function creditFor(
  tx: Tx,
  customerId: string,
  currency: string,
  now: Date,
): Promise<StoreCredit> {
  const fresh = { id: newId(), customerId, currency, balanceMinor: 0, createdAt: now, updatedAt: now }
  await insertRows(tx, storeCredit, [fresh], { onConflict: 'nothing' })
  const [credit] = await locked(tx, { customerId, currency })
  assert(credit, 'it was there, or is now')
  return credit
}

const changed = query((on: Tx, p: Slots<{ id: string; deltaMinor: number; at: Date }>) =>
  on
    .update(storeCredit)
    .set({
      balanceMinor: sql`${storeCredit.balanceMinor} + ${p.deltaMinor}`,
      updatedAt: sql`${sql.param(p.at, storeCredit.updatedAt)}`,
    })
    .where(and(eq(storeCredit.id, p.id), sql`${storeCredit.balanceMinor} + ${p.deltaMinor} >= 0`))
    .returning({ balanceMinor: storeCredit.balanceMinor, currency: storeCredit.currency }),
)
/** What is there then; null when there is not so much to take off. Of two who want the last of it, one gets it. */
export const changeCredit = async (tx: Tx, id: string, deltaMinor: number, at: Date) =>
  (await changed(tx, { id, deltaMinor, at }))[0] ?? null
