import type { Problem } from '../../../kernel/problem.js'
import { ok, type Result, rejected } from '../../../kernel/result.js'
import { deliveryOptions } from '../../delivery/rules/index.js'
import type { Discount, DiscountOutcome } from '../../promotions/index.js'
import { discountLines, discountShipping, isOnShipping } from '../../promotions/rules/index.js'
import type { CartFacts, PricedCart } from '../types.js'
import { chargedCart } from './charged.js'
import { codeOutcomes } from './codes.js'
import { cartTotals } from './cost.js'
import { limitProblems } from './limits.js'
import { listedLines } from './lines.js'
import { sumOf } from './sum.js'
import { tendered } from './tendered.js'

/**
 * The price of a cart: what its buyer pays for each line, then discounts, shipping, tax, rounding of the total, and what
 * gift cards and store credit pay of it. All sums add up exactly, and the order of lines makes no difference.
 *
 * A line without a price, one with a quantity that cannot be priced, and amounts that could leave the safe integers are
 * problems, whose field names the line or the way of delivery.
 */
export function priceCart(facts: CartFacts): Result<PricedCart, Problem> {
  const { currency, at } = facts
  const listed = listedLines(facts)
  if (!listed.ok) return listed
  const lines = listed.value
  const reduced = discountLines(lines, facts.discounts, { currency, at })
  const subtotalMinor = sumOf([...reduced.leftMinor.values()], (leftMinor) => leftMinor)

  const { methods, place, chosenHandle } = facts.delivery
  const shipment = { currency, place, subtotalMinor, lines: facts.lines }
  const { options, unavailable } = deliveryOptions(methods, shipment)
  const tooDear = options.flatMap(({ method, priceMinor }) =>
    limitProblems(['delivery', method.handle], priceMinor),
  )
  if (tooDear.length > 0) return rejected(tooDear)
  const option = options.find(({ method }) => method.handle === chosenHandle) ?? null
  const cart = { currency, at, lines, subtotalMinor }
  const shipped = discountShipping(option?.priceMinor ?? null, facts.discounts, cart)

  const left = { linesMinor: reduced.leftMinor, shippingMinor: shipped.leftMinor }
  const charged = chargedCart(facts, lines, option, left)
  const totals = cartTotals(facts, charged)
  const { outcomes: tenders, dueMinor } = tendered(totals.totalMinor, facts.tenders, currency, at)
  const discounts = inOrder(facts.discounts, reduced.outcomes, shipped.outcomes)
  return ok({
    currency,
    ...charged,
    discounts,
    codes: codeOutcomes(discounts, tenders),
    deliveryOptions: options,
    unavailableMethods: unavailable,
    tenders,
    cost: { ...totals, tenderedMinor: totals.totalMinor - dueMinor, dueMinor },
  })
}

/** As they were to be taken off. */
function inOrder(
  discounts: readonly Discount[],
  onLines: readonly DiscountOutcome[],
  onShipping: readonly DiscountOutcome[],
): DiscountOutcome[] {
  const [lines, shipping] = [onLines.values(), onShipping.values()]
  return discounts.flatMap((discount) => (isOnShipping(discount) ? shipping : lines).next().value ?? [])
}
