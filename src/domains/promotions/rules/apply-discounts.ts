import type {
  Discount,
  DiscountAllocation,
  DiscountableLine,
  DiscountObstacle,
  DiscountOutcome,
} from '../types.js'
import { meets } from './line-filter.js'
import { type DiscountedCart, discountObstacle } from './obstacle.js'
import { type Remainder, takenOff } from './taken-off.js'

type Buying = Pick<DiscountedCart, 'currency' | 'at'>

export interface DiscountedLines {
  /** Of the discounts that are not on shipping, in their order. */
  readonly outcomes: readonly DiscountOutcome[]
  /** What is left of each line, by its key. */
  readonly leftMinor: ReadonlyMap<string, number>
}

interface Part extends Remainder {
  readonly lineKey: string | null
}

/**
 * Takes the discounts on lines off, one after the other, each from what those before it have left. No line falls below
 * zero, and the parts of a discount add up to it. Spare minor units go to the largest fractions, of equal ones to the
 * line that comes first.
 */
export function discountLines(
  lines: readonly DiscountableLine[],
  discounts: readonly Discount[],
  buying: Buying,
): DiscountedLines {
  const leftMinor = new Map(lines.map((line) => [line.key, line.quantity * line.unitPriceMinor]))
  const leftOf = (line: DiscountableLine) => leftMinor.get(line.key) ?? 0
  let subtotalMinor = lines.reduce((sum, line) => sum + leftOf(line), 0)

  const outcomes = discounts.flatMap((discount, index) => {
    if (isOnShipping(discount)) return []
    const cart = { ...buying, lines, subtotalMinor }
    const { lines: filter } = discount
    const outcome = outcomeOf(discount, isSecondCode(discounts, index), cart, () =>
      lines
        .filter((line) => filter === null || meets(line, filter))
        .map((line) => ({ lineKey: line.key, quantity: line.quantity, leftMinor: leftOf(line) })),
    )
    for (const { lineKey, amountMinor } of outcome.allocations)
      if (lineKey !== null) leftMinor.set(lineKey, (leftMinor.get(lineKey) ?? 0) - amountMinor)
    subtotalMinor -= outcome.amountMinor
    return [outcome]
  })
  return { outcomes, leftMinor }
}

/**
 * Takes the discounts on shipping off, in the same way, once those on lines are. Without a price of shipping, which is
 * null, they come to nothing, yet tell whether they will be applicable.
 */
export function discountShipping(
  shippingMinor: number | null,
  discounts: readonly Discount[],
  cart: DiscountedCart,
): { readonly outcomes: readonly DiscountOutcome[]; readonly leftMinor: number | null } {
  let leftMinor = shippingMinor
  const outcomes = discounts.flatMap((discount, index) => {
    if (!isOnShipping(discount)) return []
    const outcome = outcomeOf(discount, isSecondCode(discounts, index), cart, () =>
      leftMinor === null ? [] : [{ lineKey: null, quantity: 1, leftMinor }],
    )
    if (leftMinor !== null) leftMinor -= outcome.amountMinor
    return [outcome]
  })
  return { outcomes, leftMinor }
}

function outcomeOf(
  discount: Discount,
  isSecond: boolean,
  cart: DiscountedCart,
  parts: () => readonly Part[],
): DiscountOutcome {
  const obstacle = isSecond ? 'NOT_COMBINABLE' : discountObstacle(discount, cart)
  const allocations = obstacle === null ? allocationsOf(discount, cart.currency, parts()) : []
  const amountMinor = allocations.reduce((sum, part) => sum + part.amountMinor, 0)
  const minimumSubtotalMinor = minimumOf(discount, obstacle, cart.currency)
  return { discount, obstacle, minimumSubtotalMinor, amountMinor, allocations }
}

function allocationsOf(discount: Discount, currency: string, parts: readonly Part[]): DiscountAllocation[] {
  const amounts = takenOff(discount.benefit, currency, parts)
  return parts.flatMap(({ lineKey }, index) => {
    const amountMinor = amounts[index] ?? 0
    return amountMinor > 0 ? [{ lineKey, amountMinor }] : []
  })
}

function minimumOf(discount: Discount, obstacle: DiscountObstacle | null, currency: string): number | null {
  if (obstacle !== 'MINIMUM_NOT_REACHED') return null
  return discount.conditions?.minimumSubtotalMinor?.[currency] ?? null
}

/** Whether it takes off from the price of delivery, and so comes after all that take off from lines. */
export const isOnShipping = ({ benefit }: Discount): boolean =>
  benefit.kind === 'FREE_SHIPPING' || benefit.on === 'SHIPPING'

const isSecondCode = (discounts: readonly Discount[], index: number) =>
  discounts[index]?.source === 'CODE' && discounts.findIndex(({ source }) => source === 'CODE') < index
