import { asc, count, desc, eq, gt, lt } from 'drizzle-orm'
import {
  among,
  forUpdate,
  insertRows,
  query,
  type ReadHandle,
  type Slots,
  type Tx,
} from '../../../db/index.js'
import { customer } from '../../../db/tables/customers.js'
import type { Customer } from '../types.js'

/** With what nobody sees: the hash of the password, and an address that is not proved. */
export type Account = typeof customer.$inferSelect

export const customerOf = ({ passwordHash, emailKey: _, pendingEmail: __, ...row }: Account): Customer => ({
  ...row,
  hasPassword: passwordHash !== null,
})

const byId = query((on, p: Slots<{ id: string }>) => on.select().from(customer).where(eq(customer.id, p.id)))
export const findAccount = async (on: ReadHandle, id: string): Promise<Account | null> =>
  (await byId(on, { id }))[0] ?? null

const byIds = query((on, p: Slots<{ ids: readonly string[] }>) =>
  on.select().from(customer).where(among(customer.id, p.ids)),
)
export const findAccounts = (on: ReadHandle, ids: readonly string[]): Promise<Account[]> => byIds(on, { ids })

const byIdAlone = query((on, p: Slots<{ id: string }>) =>
  forUpdate(on.select().from(customer).where(eq(customer.id, p.id))),
)
/** To be changed: others who want to wait until the job ends. */
export const lockAccount = async (tx: Tx, id: string): Promise<Account | null> =>
  (await byIdAlone(tx, { id }))[0] ?? null

const byEmail = query((on, p: Slots<{ emailKey: string }>) =>
  on.select().from(customer).where(eq(customer.emailKey, p.emailKey)),
)
export const findAccountByEmail = async (on: ReadHandle, emailKey: string): Promise<Account | null> =>
  (await byEmail(on, { emailKey }))[0] ?? null

const byReference = query((on, p: Slots<{ reference: string }>) =>
  on.select().from(customer).where(eq(customer.externalReference, p.reference)),
)
export const findAccountByReference = async (on: ReadHandle, reference: string): Promise<Account | null> =>
  (await byReference(on, { reference }))[0] ?? null

export const insertAccount = (tx: Tx, account: Account): Promise<void> => insertRows(tx, customer, [account])

export async function updateAccount(tx: Tx, id: string, change: Partial<Account>): Promise<void> {
  await tx.update(customer).set(change).where(eq(customer.id, id))
}

export async function deleteAccount(tx: Tx, id: string): Promise<void> {
  await tx.delete(customer).where(eq(customer.id, id))
}

/** Customers from the newest to the oldest by id, strictly older than `from`; backwards, those strictly newer. */
export async function selectCustomers(
  on: ReadHandle,
  walk: { readonly from: string | null; readonly backward: boolean; readonly limit: number },
): Promise<Customer[]> {
  const rows = await on
    .select()
    .from(customer)
    .where(walk.from === null ? undefined : (walk.backward ? gt : lt)(customer.id, walk.from))
    .orderBy((walk.backward ? asc : desc)(customer.id))
    .limit(walk.limit)
  return rows.map(customerOf)
}

export async function countCustomers(on: ReadHandle): Promise<number> {
  const [row] = await on.select({ total: count() }).from(customer)
  return row?.total ?? 0
}
