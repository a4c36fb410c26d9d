import type { Tx } from '../../db/index.js'
import { globalId } from '../../kernel/ids.js'
import { notFound, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { versionProblems } from '../../kernel/save-problems.js'
import type { Actor } from '../audit/index.js'
import { addedWarnings, attemptOnCart, type CartChanged, notOpen, storeChange } from './change-cart.js'
import type { CartDependencies } from './dependencies.js'
import type { Cart, CartStaffDiscountsSetInput } from './records.js'
import { staffDiscountOf, staffDiscountProblems } from './rules/staff-discounts.js'
import { lockCartById } from './store/carts.js'
import { readLines } from './store/lines.js'

/** Gives these discounts on a cart, whoever holds it, in the place of those that staff have given on it before. */
export const setStaffDiscounts = (
  dependencies: CartDependencies,
  actor: Actor,
  input: CartStaffDiscountsSetInput,
): Promise<Result<CartChanged, Problem>> =>
  attemptOnCart(dependencies.db, async (tx) => {
    const { cartId, expectedVersion, discounts } = input
    const before = await openCart(tx, cartId)
    if (!before.ok) return before
    const problems = [
      ...versionProblems(expectedVersion, before.value.version),
      ...staffDiscountProblems(discounts, before.value),
    ]
    if (problems.length > 0) return rejected(problems)
    const after = await storeChange(tx, dependencies, before.value, {
      ...before.value,
      staffDiscounts: discounts.map(staffDiscountOf),
    })
    if (after === before.value) return ok({ cartId, warnings: [] })
    await dependencies.audit.append(tx, {
      ...{ actor, action: 'cartStaffDiscountsSet', entity: 'Cart', entityId: cartId },
      ...{ before: auditable(before.value), after: auditable(after) },
    })
    return ok({ cartId, warnings: addedWarnings(before.value, after) })
  })

const auditable = ({ version, currency, staffDiscounts }: Cart) => ({ version, currency, staffDiscounts })

async function openCart(tx: Tx, id: string): Promise<Result<Cart, Problem>> {
  const head = await lockCartById(tx, id)
  if (!head) return rejected([notFound(['cartId'], globalId('Cart', id), 'There is no such cart.')])
  if (head.status !== 'OPEN') return rejected([notOpen(head)])
  return ok({ ...head, lines: await readLines(tx, id) })
}
