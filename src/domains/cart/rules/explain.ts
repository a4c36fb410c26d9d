import { decimalOf, money } from '../../../kernel/money/index.js'
import type { DiscountOutcome } from '../../promotions/index.js'
import { isOnShipping } from '../../promotions/rules/index.js'
import type { TaxLine } from '../../tax/index.js'
import type { PricedCart, PricedLine, PriceStep, TenderOutcome } from '../types.js'
import { discountObstacles, priceReasons, stepKinds, tenderObstacles } from './reasons.js'

type Say = (amountMinor: number) => string

/**
 * Why a cart costs what it costs: every step in order, also those that came to nothing. The amounts add up to what is due,
 * and without the tenders to the total.
 */
export function explainCart(cart: PricedCart): PriceStep[] {
  const say: Say = (amountMinor) => `${decimalOf(money(amountMinor, cart.currency))} ${cart.currency}`
  const onShipping = cart.discounts.filter(({ discount }) => isOnShipping(discount))
  const onLines = cart.discounts.filter(({ discount }) => !isOnShipping(discount))
  return [
    ...cart.lines.flatMap((line) => priceSteps(line, say)),
    ...onLines.flatMap((outcome) => discountSteps(outcome, say)),
    ...shippingSteps(cart, say),
    ...onShipping.flatMap((outcome) => discountSteps(outcome, say)),
    ...cart.taxes.map((line) => taxStep(line, say)),
    ...roundingSteps(cart, say),
    ...cart.tenders.map((outcome) => tenderStep(outcome, say)),
  ]
}

function priceSteps({ key, quantity, priceSteps }: PricedLine, say: Say): PriceStep[] {
  let beforeMinor = 0
  return priceSteps.map(({ reason, amountMinor }) => {
    const changedMinor = quantity * (amountMinor - beforeMinor)
    beforeMinor = amountMinor
    return {
      kind: stepKinds[reason],
      lineKey: key,
      reason: `${quantity} × ${say(amountMinor)}, ${priceReasons[reason]}`,
      amountMinor: changedMinor,
    }
  })
}

function discountSteps(outcome: DiscountOutcome, say: Say): PriceStep[] {
  const { discount, obstacle, minimumSubtotalMinor, allocations } = outcome
  const name = discount.code === null ? `"${discount.name}"` : `"${discount.name}" by code ${discount.code}`
  const step = (lineKey: string | null, reason: string, amountMinor: number): PriceStep => ({
    kind: 'DISCOUNT',
    lineKey,
    reason: `${name}${reason}`,
    amountMinor,
  })
  if (obstacle !== null) {
    const least = minimumSubtotalMinor === null ? '' : ` of ${say(minimumSubtotalMinor)}`
    return [step(null, ` takes nothing off: ${discountObstacles[obstacle]}${least}`, 0)]
  }
  if (allocations.length === 0)
    return [step(null, ' takes nothing off: nothing is left to take it off from', 0)]
  return allocations.map(({ lineKey, amountMinor }) =>
    step(lineKey, ` takes ${say(amountMinor)} off${lineKey === null ? ' shipping' : ''}`, 0 - amountMinor),
  )
}

function shippingSteps({ shipping }: PricedCart, say: Say): PriceStep[] {
  if (!shipping) return []
  const { method, priceMinor, isFreeBySubtotal } = shipping.option
  const price = isFreeBySubtotal ? 'free at this subtotal' : say(priceMinor)
  return [{ kind: 'SHIPPING', lineKey: null, reason: `"${method.name}", ${price}`, amountMinor: priceMinor }]
}

function taxStep({ rate, isIncluded, taxableMinor, taxMinor }: TaxLine, say: Say): PriceStep {
  const percent = `${rate.rateMillionths / 10_000} %`
  const reason = `"${rate.name}", ${percent} of ${say(taxableMinor)} net: ${say(taxMinor)}, ${isIncluded ? 'included in prices' : 'added'}`
  return { kind: 'TAX', lineKey: null, reason, amountMinor: isIncluded ? 0 : taxMinor }
}

function roundingSteps({ cost }: PricedCart, say: Say): PriceStep[] {
  if (cost.roundingMinor === 0) return []
  const reason = `the total is rounded to ${say(cost.totalMinor)}`
  return [{ kind: 'ROUNDING', lineKey: null, reason, amountMinor: cost.roundingMinor }]
}

function tenderStep({ tender, obstacle, amountMinor }: TenderOutcome, say: Say): PriceStep {
  const name = tender.kind === 'GIFT_CARD' ? `gift card …${tender.lastCharacters}` : 'store credit'
  const reason = obstacle === null ? `pays ${say(amountMinor)}` : `pays nothing: ${tenderObstacles[obstacle]}`
  return { kind: 'TENDER', lineKey: null, reason: `${name} ${reason}`, amountMinor: 0 - amountMinor }
}
