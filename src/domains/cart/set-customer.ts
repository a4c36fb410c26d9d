import type { Tx } from '../../db/index.js'
import { emailProblems } from '../../kernel/email.js'
import { globalId } from '../../kernel/ids.js'
import { invalid, notFound, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import { changedByStaff } from './by-staff.js'
import type { CartChanged } from './change-cart.js'
import type { CartDependencies } from './dependencies.js'
import { linesForCustomer } from './lines-for-customer.js'
import type { Cart, CartCustomerSetInput } from './records.js'

/**
 * Says whose a cart is: a customer's, from then on with their prices, and with their e-mail address and default addresses
 * where it has none; or, by e-mail address, whom letters about it go to. Its token opens it still.
 */
export const setCustomer = (
  dependencies: CartDependencies,
  actor: Actor,
  input: CartCustomerSetInput,
): Promise<Result<CartChanged, Problem>> =>
  changedByStaff(dependencies, actor, { action: 'cartCustomerSet', input }, async (tx, before) => {
    const { customerId, email } = input
    if ((customerId == null) === (email == null)) {
      const code = email == null ? 'REQUIRED' : 'INVALID'
      return rejected([invalid(code, [], 'Pass one of `customerId` and `email`.')])
    }
    if (customerId != null) return ofCustomer(tx, dependencies, before, customerId)
    const problems = emailProblems(['email'], email ?? '')
    return problems.length > 0 ? rejected(problems) : ok({ ...before, email: email?.trim() ?? null })
  })

async function ofCustomer(
  tx: Tx,
  dependencies: CartDependencies,
  before: Cart,
  customerId: string,
): Promise<Result<Cart, Problem>> {
  const field = ['customerId']
  const customer = await dependencies.customers.find({ id: customerId }, tx)
  if (!customer)
    return rejected([notFound(field, globalId('Customer', customerId), 'There is no such customer.')])
  if (before.customerId !== null && before.customerId !== customerId)
    return rejected([invalid('INVALID', field, "The cart is another customer's, and stays theirs.")])
  const known = await dependencies.customers.addresses([customerId], tx)
  const addressOf = (id: string | null) => known.find((one) => one.id === id)?.address ?? null
  return ok({
    ...before,
    ...{ customerId, email: before.email ?? customer.email },
    shippingAddress: before.shippingAddress ?? addressOf(customer.shippingAddressId),
    billingAddress: before.billingAddress ?? addressOf(customer.billingAddressId),
    lines: await linesForCustomer(tx, dependencies, before, customerId),
  })
}
