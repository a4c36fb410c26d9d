import type { Problem } from '../../kernel/problem.js'
import { notFound } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { CartLineInput, CartPlace } from '../cart/index.js'
import type { OrderDependencies } from './dependencies.js'
import { findOwnOrder } from './find-order.js'
import { withLines } from './store/orders.js'
import type { OrderBy, OrderHolder, OrderLine } from './types.js'

/** What of a line cannot be bought again, or not so many of it. */
export interface NotReordered {
  readonly line: OrderLine
  readonly problem: Problem
}
export interface Reordered {
  readonly cartId: string
  /** Opens the cart, where it is a new one; nobody is told it again. */
  readonly token: string | null
  readonly left: readonly NotReordered[]
}
export interface ReorderInput {
  readonly by: OrderBy
  /** What is bought is put on top of what is in it; null: a new cart. */
  readonly cartId?: string | null | undefined
}

interface Wanted {
  readonly line: OrderLine
  readonly input: CartLineInput
}

/** Puts into a cart what an order had, as far as it can still be bought, at what it costs now. */
export async function reorder(
  dependencies: OrderDependencies,
  holder: OrderHolder,
  place: CartPlace,
  { by, cartId }: ReorderInput,
): Promise<Result<Reordered, Problem>> {
  const { db, carts } = dependencies
  const head = await findOwnOrder(db.read, holder, by)
  const [order] = head ? await withLines(db.read, [head]) : []
  if (!order) return rejected([unknown])
  const left: NotReordered[] = []
  let wanted: Wanted[] = order.lines.map((line) => {
    const { variantId, quantity, attributes } = line
    return { line, input: { variantId, quantity, attributes } }
  })
  // Each time something that stands in the way is left out, so this ends.
  for (;;) {
    const lines = wanted.map(({ input }) => input)
    if (lines.length === 0) return rejected(left.map(({ problem }) => ({ ...problem, field: ['by'] })))
    const made =
      cartId == null
        ? await carts.create(holder, place, { lines })
        : await carts.addLines(holder, { cartId, lines })
    if (made.ok)
      return ok({ cartId: made.value.cartId, token: 'token' in made.value ? made.value.token : null, left })
    const next = wanted.flatMap((one, i) => withoutObstacle(one, ofLine(made.errors, i), left))
    if (made.errors.some(({ field }) => field?.[0] !== 'lines' || field.length < 2)) return made
    wanted = next
  }
}

const ofLine = (problems: readonly Problem[], i: number): Problem | undefined =>
  problems.find(({ field }) => field?.[0] === 'lines' && field[1] === String(i))

/** So many as there are, where some are; the line is left out where there is another obstacle. */
function withoutObstacle(one: Wanted, problem: Problem | undefined, left: NotReordered[]): Wanted[] {
  if (!problem) return [one]
  const known = left.findIndex(({ line }) => line.id === one.line.id)
  if (known < 0) left.push({ line: one.line, problem })
  const most = problem.kind === 'insufficientStock' ? (problem.available ?? 0) : 0
  const isLess = most > 0 && most < one.input.quantity
  return isLess ? [{ ...one, input: { ...one.input, quantity: most } }] : []
}

const unknown: Problem = notFound(['by'], '', 'There is no such order, or it is not yours.')
