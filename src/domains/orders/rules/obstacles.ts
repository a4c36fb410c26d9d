import { invalid, type Problem, totalChanged, under, versionConflict } from '../../../kernel/problem.js'
import type { ShownCart } from '../../cart/index.js'
import type { OrderPlaceInput } from '../types.js'

/** All that is in the way of an order as it is asked for. What is wrong with the cart names fields of `cart`. */
export function orderObstacles(shown: ShownCart, input: OrderPlaceInput): Problem[] {
  const { cart, priced } = shown
  if (cart.status !== 'OPEN') return [notOpen(cart.status)]
  const { expectedVersion, expectedTotal, payment } = input
  const { totalMinor, dueMinor } = priced.cost
  const actual = { amountMinor: totalMinor, currency: cart.currency }
  const isAgreed = expectedTotal.amountMinor === totalMinor && expectedTotal.currency === cart.currency
  return [
    ...(cart.version === expectedVersion ? [] : [versionConflict(cart.version)]),
    ...shown.problems.map((problem) => under(['cart'], problem)),
    ...(isAgreed ? [] : [totalChanged(expectedTotal, actual)]),
    ...(dueMinor > 0 && payment == null ? [unpaid] : []),
  ]
}

export const notOpen = (status: string): Problem =>
  invalid('CART_NOT_OPEN', ['cartId'], `The cart is ${status}; it cannot be ordered.`)

const unpaid: Problem = invalid('PAYMENT_REQUIRED', ['payment'], 'Something is due: say how it is paid.')
