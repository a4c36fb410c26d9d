import type { Tx } from '../../db/index.js'
import { globalId } from '../../kernel/ids.js'
import { notFound, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { versionProblems } from '../../kernel/save-problems.js'
import type { Actor } from '../audit/index.js'
import { addedWarnings, attemptOnCart, type CartChanged, notOpen, storeChange } from './change-cart.js'
import type { CartDependencies } from './dependencies.js'
import type { Cart } from './records.js'
import { lockCartById } from './store/carts.js'
import { readLines } from './store/lines.js'

interface Call {
  /** The mutation, as the audit names it. */
  readonly action: string
  readonly input: { readonly cartId: string; readonly expectedVersion: number }
}

/** Has staff make of an open cart, whoever holds it, what `decide` answers, with its audit in the same job. */
export const changedByStaff = (
  dependencies: CartDependencies,
  actor: Actor,
  { action, input: { cartId, expectedVersion } }: Call,
  decide: (tx: Tx, before: Cart) => Promise<Result<Cart, Problem>>,
): Promise<Result<CartChanged, Problem>> =>
  attemptOnCart(dependencies.db, async (tx) => {
    const head = await lockCartById(tx, cartId)
    if (!head) return rejected([unknownCart(cartId)])
    if (head.status !== 'OPEN') return rejected([notOpen(head)])
    const conflicts = versionProblems(expectedVersion, head.version)
    if (conflicts.length > 0) return rejected(conflicts)
    const before = { ...head, lines: await readLines(tx, cartId) }
    const decided = await decide(tx, before)
    if (!decided.ok) return decided
    const after = await storeChange(tx, dependencies, before, decided.value)
    if (after === before) return ok({ cartId, warnings: [] })
    await dependencies.audit.append(tx, {
      ...{ actor, action, entity: 'Cart', entityId: cartId },
      ...{ before: auditable(before), after: auditable(after) },
    })
    return ok({ cartId, warnings: addedWarnings(before, after) })
  })

/** Nothing that is personal. */
const auditable = ({ version, customerId, currency, staffDiscounts }: Cart) => ({
  ...{ version, customerId, currency, staffDiscounts },
})

const unknownCart = (id: string): Problem =>
  notFound(['cartId'], globalId('Cart', id), 'There is no such cart.')
