import { attempt, type ReadHandle, type Tx } from '../../db/index.js'
import { globalId } from '../../kernel/ids.js'
import { notFound, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import { type CustomerDependencies, holderOf } from './dependencies.js'
import { deleteAddressesOf, selectAddresses } from './store/addresses.js'
import { deleteConsentsOf, selectConsents } from './store/consents.js'
import { customerOf, deleteAccount, findAccount, lockAccount } from './store/customers.js'
import { replaceMemberships, selectMemberships } from './store/groups.js'
import { replaceWords } from './store/words.js'
import type { Customer } from './types.js'

/**
 * A part of the shop that keeps something of customers. It erases what is personal and leaves alone what the books need:
 * amounts, dates, ids.
 */
export interface HoldsPersonalData {
  /** Under this name it stands in an export. */
  readonly name: string
  export(on: ReadHandle, customer: Customer): Promise<unknown>
  erase(tx: Tx, customer: Customer): Promise<void>
}

/** All that the shop keeps of a customer, as JSON; null when there is no such customer. */
export const exportCustomer = (
  { db, credentials }: CustomerDependencies,
  id: string,
  others: readonly HoldsPersonalData[],
): Promise<Readonly<Record<string, unknown>> | null> =>
  db.snapshot(async (on) => {
    const account = await findAccount(on, id)
    if (!account) return null
    const customer = customerOf(account)
    const { shippingAddressId, billingAddressId, version: _, ...known } = customer
    const addresses = await selectAddresses(on, [id])
    const consents = await selectConsents(on, [id])
    const more: [string, unknown][] = []
    for (const other of others) more.push([other.name, await other.export(on, customer)])
    return {
      customer: { ...known, id: globalId('Customer', id), pendingEmail: account.pendingEmail },
      addresses: addresses.map((one) => ({
        ...one.address,
        isDefault: one.id === shippingAddressId,
        isDefaultForBilling: one.id === billingAddressId,
      })),
      groups: (await selectMemberships(on, [id])).map(({ group }) => group.name),
      marketingConsents: consents.map(({ customerId: __, ...consent }) => consent),
      sessions: (await credentials.sessions.startsOf(on, holderOf(id))).map((startedAt) => ({ startedAt })),
      ...Object.fromEntries(more),
    }
  })

/** Erases a customer: what is personal is gone, here and with the others, and no session or letter is left. */
export const eraseCustomer = (
  { db, audit, credentials, mail }: CustomerDependencies,
  actor: Actor,
  id: string,
  others: readonly HoldsPersonalData[],
) =>
  attempt(db, async (tx): Promise<Result<null, Problem>> => {
    const account = await lockAccount(tx, id)
    if (!account) return rejected([notFound(['id'], globalId('Customer', id), 'There is no such customer.')])
    for (const other of others) await other.erase(tx, customerOf(account))
    const holder = holderOf(id)
    await credentials.sessions.closeAll(tx, holder)
    await credentials.tokens.drop(tx, holder)
    await mail.forget(
      tx,
      holder,
      [account.email, account.pendingEmail].flatMap((address) => address ?? []),
    )
    await deleteAddressesOf(tx, id)
    await deleteConsentsOf(tx, id)
    await replaceMemberships(tx, id, [])
    await replaceWords(tx, id, [])
    await deleteAccount(tx, id)
    await audit.append(tx, {
      ...{ actor, action: 'customerErase', entity: 'Customer', entityId: id },
      before: {},
      after: null,
    })
    return ok(null)
  })
