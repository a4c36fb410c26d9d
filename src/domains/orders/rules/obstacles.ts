import { invalid, type Problem, totalChanged, under, versionConflict } from '../../../kernel/problem.js'
import type { ShownCart } from '../../cart/index.js'
import type { OrderHolder, OrderPlaceInput } from '../types.js'

/** All that is in the way of an order as it is asked for. What is wrong with the cart names fields of `cart`. */
export function orderObstacles(
  shown: ShownCart,
  input: OrderPlaceInput,
  holder: Pick<OrderHolder, 'allowsPayingLater'>,
  now: Date,
): Problem[] {
  const { cart, priced } = shown
  if (cart.status !== 'OPEN') return [notOpen(cart.status)]
  const { expectedVersion, expectedTotal, expectedDue, payment } = input
  const { totalMinor, dueMinor } = priced.cost
  const { currency } = cart
  return [
    ...(cart.version === expectedVersion ? [] : [versionConflict(cart.version)]),
    ...shown.problems.map((problem) => under(['cart'], problem)),
    ...changed('expectedTotal', expectedTotal, { amountMinor: totalMinor, currency }),
    ...(expectedDue == null ? [] : changed('expectedDue', expectedDue, { amountMinor: dueMinor, currency })),
    ...(dueMinor > 0 && payment == null && !holder.allowsPayingLater ? [unpaid] : []),
    ...laterProblems(input, holder, now),
  ]
}

const latestMs = 30 * 24 * 60 * 60_000

function laterProblems(
  { payment, payBefore }: OrderPlaceInput,
  { allowsPayingLater }: Pick<OrderHolder, 'allowsPayingLater'>,
  now: Date,
): Problem[] {
  if (payBefore == null) return []
  const field = ['payBefore']
  if (!allowsPayingLater)
    return [invalid('INVALID', field, 'Only staff say until when an order can be paid.')]
  if (payment != null)
    return [
      invalid('INVALID', field, '`payBefore` is for orders that are paid later: leave out one of both.'),
    ]
  const [min, max] = [now, new Date(now.getTime() + latestMs)]
  if (payBefore > min && payBefore <= max) return []
  const message = '`payBefore` must be a time to come, at most 30 days from now.'
  return [invalid('OUT_OF_RANGE', field, message, { min: min.toISOString(), max: max.toISOString() })]
}

const changed = (field: string, expected: OrderPlaceInput['expectedTotal'], actual: typeof expected) =>
  expected.amountMinor === actual.amountMinor && expected.currency === actual.currency
    ? []
    : [totalChanged(expected, actual, [field])]

export const notOpen = (status: string): Problem =>
  invalid('CART_NOT_OPEN', ['cartId'], `The cart is ${status}; it cannot be ordered.`)

const unpaid: Problem = invalid('PAYMENT_REQUIRED', ['payment'], 'Something is due: say how it is paid.')
