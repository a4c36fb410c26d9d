import type { HoldRequest } from '../../stock/index.js'
import type { Cart, CartLine, HoldLimits } from '../records.js'
import type { Market } from './market.js'
import { unitsByVariant } from './units.js'

/** What of a cart is held, the first lines first. It must be there where the call asks for more than was in the cart. */
export function wantedHolds(
  before: Cart,
  after: Cart,
  market: Market,
  { units, variants }: HoldLimits,
  isStrict: boolean,
): HoldRequest['lines'] {
  const known = unitsByVariant(before.lines)
  const wanted = [...unitsByVariant(after.lines)].flatMap(([variantId, quantity]) => {
    const { reserveInCartMinutes: minutes } = market.of(variantId)
    if (minutes === null) return []
    const isNeeded = isStrict && quantity > (known.get(variantId) ?? 0)
    return [{ variantId, quantity: Math.min(quantity, units), minutes, isNeeded }]
  })
  return units === 0 ? [] : wanted.slice(0, variants)
}

/** The line once so much is known of its hold. What is over stays to be told, as long as its variant is held in carts. */
export function heldLine(line: CartLine, heldUntil: Date | null, market: Market): CartLine {
  const isOfHeld = market.of(line.variantId).reserveInCartMinutes !== null
  return { ...line, heldUntil: heldUntil ?? (isOfHeld ? line.heldUntil : null) }
}
