import { and, asc, eq } from 'drizzle-orm'
import {
  affectedRows,
  among,
  insertRows,
  query,
  type ReadHandle,
  type Slots,
  type Tx,
} from '../../../db/index.js'
import { customerAddress } from '../../../db/tables/customers.js'
import type { Address } from '../../../kernel/address.js'
import type { CustomerAddress } from '../types.js'

const ofCustomers = query((on, p: Slots<{ ids: readonly string[] }>) =>
  on
    .select()
    .from(customerAddress)
    .where(among(customerAddress.customerId, p.ids))
    .orderBy(asc(customerAddress.customerId), asc(customerAddress.id)),
)

/** The addresses of each, the oldest first. */
export const selectAddresses = async (on: ReadHandle, ids: readonly string[]): Promise<CustomerAddress[]> =>
  (await ofCustomers(on, { ids })).map(({ id, customerId, content }) => ({
    id,
    customerId,
    address: content,
  }))

export const insertAddress = (
  tx: Tx,
  { id, customerId, address: content }: CustomerAddress,
  createdAt: Date,
): Promise<void> => insertRows(tx, customerAddress, [{ id, customerId, content, createdAt }])

const own = (customerId: string, id: string) =>
  and(eq(customerAddress.customerId, customerId), eq(customerAddress.id, id))

/** False when this customer has no such address. */
export async function updateAddress(
  tx: Tx,
  customerId: string,
  id: string,
  content: Address,
): Promise<boolean> {
  return affectedRows(await tx.update(customerAddress).set({ content }).where(own(customerId, id))) === 1
}

/** False when this customer has no such address. */
export async function deleteAddress(tx: Tx, customerId: string, id: string): Promise<boolean> {
  return affectedRows(await tx.delete(customerAddress).where(own(customerId, id))) === 1
}

export async function deleteAddressesOf(tx: Tx, customerId: string): Promise<void> {
  await tx.delete(customerAddress).where(eq(customerAddress.customerId, customerId))
}
