import { attempt, type Tx } from '../../db/index.js'
import { addressOf, addressProblems } from '../../kernel/address.js'
import { globalId, newId } from '../../kernel/ids.js'
import { invalid, notFound, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { CustomerDependencies } from './dependencies.js'
import { gone } from './profile.js'
import { deleteAddress, insertAddress, selectAddresses, updateAddress } from './store/addresses.js'
import { type Account, customerOf, lockAccount, updateAccount } from './store/customers.js'
import type { AddressSaveInput, Customer } from './types.js'

const mostAddresses = 100

/** Keeps an address. The first one is the default, for shipping and billing. */
export const saveAddress = ({ db, clock }: CustomerDependencies, id: string, input: AddressSaveInput) =>
  attempt(db, async (tx): Promise<Result<Customer, Problem>> => {
    const problems = addressProblems(['address'], input.address)
    if (problems.length > 0) return rejected(problems)
    const account = await lockAccount(tx, id)
    if (!account) return rejected([gone])
    const kept = await keep(tx, id, input, clock.now())
    if (!kept.ok) return kept
    const isDefault = (asked: boolean | null | undefined, known: string | null) =>
      asked || known === null ? kept.value : known
    return ok(
      await write(tx, account, clock.now(), {
        shippingAddressId: isDefault(input.makeDefault, account.shippingAddressId),
        billingAddressId: isDefault(input.makeDefaultBilling, account.billingAddressId),
      }),
    )
  })

/** Answers the id of the address. */
async function keep(
  tx: Tx,
  customerId: string,
  { addressId, address }: AddressSaveInput,
  now: Date,
): Promise<Result<string, Problem>> {
  if (addressId != null) {
    const isOwn = await updateAddress(tx, customerId, addressId, addressOf(address))
    return isOwn ? ok(addressId) : rejected([unknown(addressId)])
  }
  const { length } = await selectAddresses(tx, [customerId])
  if (length >= mostAddresses) {
    const message = `You have ${length} addresses; at most ${mostAddresses} are kept. Delete one that you no longer need.`
    return rejected([invalid('LIMIT_EXCEEDED', ['address'], message, { max: String(mostAddresses) })])
  }
  const id = newId()
  await insertAddress(tx, { id, customerId, address: addressOf(address) }, now)
  return ok(id)
}

/** Forgets an address. Where it was the default, there is none then. */
export const removeAddress = (
  { db, clock }: CustomerDependencies,
  id: string,
  { addressId }: { readonly addressId: string },
) =>
  attempt(db, async (tx): Promise<Result<Customer, Problem>> => {
    const account = await lockAccount(tx, id)
    if (!account) return rejected([gone])
    if (!(await deleteAddress(tx, id, addressId))) return rejected([unknown(addressId)])
    const without = (known: string | null) => (known === addressId ? null : known)
    return ok(
      await write(tx, account, clock.now(), {
        shippingAddressId: without(account.shippingAddressId),
        billingAddressId: without(account.billingAddressId),
      }),
    )
  })

async function write(
  tx: Tx,
  account: Account,
  updatedAt: Date,
  defaults: Pick<Account, 'shippingAddressId' | 'billingAddressId'>,
): Promise<Customer> {
  const changed = { ...defaults, version: account.version + 1, updatedAt }
  await updateAccount(tx, account.id, changed)
  return customerOf({ ...account, ...changed })
}

const unknown = (id: string): Problem =>
  notFound(['addressId'], globalId('CustomerAddress', id), 'You have no such address.')
