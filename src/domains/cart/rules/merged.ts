import type { Cart, CartLine, CartWarning } from '../records.js'
import { mostQuantity } from './line-problems.js'
import { type Market, priceIn } from './market.js'
import { mostGiftCards } from './unusable-cards.js'

/**
 * One cart of two: every line of both is in it. What stands in both is one line of both quantities, lowered to what can be
 * bought; it is told which.
 */
export function mergedCart(own: Cart, guest: Cart, keyOf: (line: CartLine) => string, market: Market): Cart {
  const lines = new Map(own.lines.map((line) => [keyOf(line), line]))
  let position = Math.max(0, ...own.lines.map((line) => line.position + 1))
  const warnings: CartWarning[] = []
  for (const line of guest.lines) {
    const there = lines.get(keyOf(line))
    const merged = there ? joined(there, line, market, warnings) : { ...line, position: position++ }
    lines.set(keyOf(line), { ...merged, agreedMinor: agreedIn(market, merged) })
  }
  const code = guest.codes[0]
  const isDropped = code !== undefined && own.codes.length > 0 && !own.codes.includes(code)
  if (isDropped)
    warnings.push({
      code: 'CODE_DROPPED',
      message: `The code "${code}" was dropped, since your cart has another one.`,
      lineId: null,
    })
  const giftCardIds = [...new Set([...own.giftCardIds, ...guest.giftCardIds])]
  const dropped = giftCardIds.splice(mostGiftCards)
  if (dropped.length > 0)
    warnings.push({
      code: 'CODE_DROPPED',
      message: `${dropped.length} of the gift cards of both carts were dropped: a cart takes ${mostGiftCards}.`,
      lineId: null,
    })
  return {
    ...own,
    giftCardIds,
    lines: [...lines.values()],
    codes: own.codes.length > 0 ? own.codes : guest.codes,
    ...{ email: own.email ?? guest.email, phone: own.phone ?? guest.phone, note: own.note ?? guest.note },
    attributes: own.attributes.length > 0 ? own.attributes : guest.attributes,
    shippingAddress: own.shippingAddress ?? guest.shippingAddress,
    billingAddress: own.billingAddress ?? guest.billingAddress,
    deliveryHandle: own.deliveryHandle ?? guest.deliveryHandle,
    warnings: [...own.warnings, ...warnings],
  }
}

function joined(there: CartLine, line: CartLine, market: Market, warnings: CartWarning[]): CartLine {
  const lineId = there.id
  const requested = there.quantity + line.quantity
  const quantity = Math.max(lowered(requested, line.variantId, market), 1)
  warnings.push({ code: 'LINES_MERGED', message: 'This was in both carts.', lineId })
  if (quantity < requested)
    warnings.push({
      code: 'QUANTITY_LOWERED',
      message: `Both carts had ${requested} together; ${quantity} can be bought.`,
      ...{ lineId, requested, quantity },
    })
  return { ...there, quantity }
}

/** What is out of stock keeps its quantity: it is wanted still, and the cart tells that it is not there. */
function lowered(requested: number, variantId: number, market: Market): number {
  const { orderable, terms } = market.of(variantId)
  const { max, step } = terms?.quantityRule ?? { max: null, step: 1 }
  const most = Math.min(requested, mostQuantity, max ?? requested, orderable || requested)
  return most - (most < requested ? most % step : 0)
}

const agreedIn = (market: Market, line: CartLine): number | null =>
  priceIn(market, line.variantId, line.quantity)?.amountMinor ?? line.agreedMinor
