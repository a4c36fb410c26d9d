import { hasEnded, hasStarted } from '../../../kernel/period.js'
import type { Discount, DiscountableLine, DiscountConditions, DiscountObstacle } from '../types.js'
import { meets } from './line-filter.js'

/** What a discount is held against: the cart as the discounts before it have left it. */
export interface DiscountedCart {
  readonly currency: string
  readonly at: Date
  readonly lines: readonly DiscountableLine[]
  /** What all lines cost together after the discounts before. */
  readonly subtotalMinor: number
}

/** Why the discount takes nothing off, looked at by itself; null when nothing is in its way. */
export function discountObstacle(discount: Discount, cart: DiscountedCart): DiscountObstacle | null {
  const { benefit, conditions, lines: filter } = discount
  const unmet = conditions && unmetCondition(conditions, cart)
  if (unmet) return unmet
  if (benefit.kind === 'AMOUNT' && benefit.amountsMinor[cart.currency] === undefined)
    return 'CURRENCY_NOT_OFFERED'
  const isEligible = cart.lines.some((line) => filter === null || meets(line, filter))
  return isEligible ? null : 'NO_ELIGIBLE_LINE'
}

function unmetCondition(conditions: DiscountConditions, cart: DiscountedCart): DiscountObstacle | null {
  const { minimumSubtotalMinor, contains, remainingUses } = conditions
  if (!hasStarted(conditions, cart.at)) return 'NOT_STARTED'
  if (hasEnded(conditions, cart.at)) return 'EXPIRED'
  if (remainingUses !== null && remainingUses < 1) return 'USED_UP'
  if (contains !== null && !cart.lines.some((line) => meets(line, contains))) return 'CONTENT_MISSING'
  if (minimumSubtotalMinor === null) return null
  const least = minimumSubtotalMinor[cart.currency]
  if (least === undefined) return 'CURRENCY_NOT_OFFERED'
  return cart.subtotalMinor < least ? 'MINIMUM_NOT_REACHED' : null
}
