import { asc, eq } from 'drizzle-orm'
import {
  among,
  insertReturningIds,
  insertRows,
  query,
  type ReadHandle,
  type Slots,
  type Tx,
} from '../../../db/index.js'
import { customerGroup, customerGroupMember } from '../../../db/tables/customers.js'
import type { CustomerGroup } from '../types.js'

const shown = { id: customerGroup.id, key: customerGroup.key, name: customerGroup.name }

/** All of them by their keys: there are few. */
export const selectGroups = (on: ReadHandle): Promise<CustomerGroup[]> =>
  on.select(shown).from(customerGroup).orderBy(asc(customerGroup.key))

export async function insertGroup(
  tx: Tx,
  content: Pick<CustomerGroup, 'key' | 'name'>,
  now: Date,
): Promise<number | undefined> {
  const [id] = await insertReturningIds(tx, customerGroup, [{ ...content, createdAt: now, updatedAt: now }])
  return id
}

export async function renameGroup(tx: Tx, id: number, name: string, updatedAt: Date): Promise<void> {
  await tx.update(customerGroup).set({ name, updatedAt }).where(eq(customerGroup.id, id))
}

const ofCustomers = query((on, p: Slots<{ ids: readonly string[] }>) =>
  on
    .select({ customerId: customerGroupMember.customerId, group: shown })
    .from(customerGroupMember)
    .innerJoin(customerGroup, eq(customerGroup.id, customerGroupMember.groupId))
    .where(among(customerGroupMember.customerId, p.ids))
    .orderBy(asc(customerGroup.key)),
)

export interface Membership {
  readonly customerId: string
  readonly group: CustomerGroup
}

/** The groups of each, by their keys. */
export const selectMemberships = (on: ReadHandle, ids: readonly string[]): Promise<Membership[]> =>
  ofCustomers(on, { ids })

export async function replaceMemberships(
  tx: Tx,
  customerId: string,
  groupIds: readonly number[],
): Promise<void> {
  await tx.delete(customerGroupMember).where(eq(customerGroupMember.customerId, customerId))
  await insertRows(
    tx,
    customerGroupMember,
    groupIds.map((groupId) => ({ customerId, groupId })),
  )
}
