import { codeKeyOf } from '../../promotions/rules/index.js'
import type { Cart, CartLine, CartWarning, KeyValue } from '../records.js'
import { mostAttributes, mostQuantity } from './line-problems.js'
import { type Market, priceIn } from './market.js'
import { mergedStaffDiscounts } from './staff-discounts.js'
import { mostGiftCards } from './unusable-cards.js'
import { agreedAfter, currencyChanged, warningsWith } from './warnings.js'

/** What each of the carts is offered. */
export interface Markets {
  readonly own: Market
  readonly guest: Market
}

/**
 * One cart of two: every line of both is in it. What stands in both is one line of both quantities, lowered to what can be
 * bought; it is told which.
 */
export function mergedCart(
  own: Cart,
  guest: Cart,
  keyOf: (line: CartLine) => string,
  markets: Markets,
): Cart {
  const { own: market } = markets
  const lines = new Map(own.lines.map((line) => [keyOf(line), line]))
  let position = Math.max(0, ...own.lines.map((line) => line.position + 1))
  const isConverted = guest.currency !== own.currency
  const warnings =
    isConverted && guest.lines.length > 0 ? [currencyChanged(guest.currency, own.currency)] : []
  const merged = new Map<string, string>()
  for (const line of guest.lines) {
    const there = lines.get(keyOf(line))
    const joint = there ? joined(there, line, market, warnings) : { ...line, position: position++ }
    const after = priceIn(market, joint.variantId, joint.quantity)
    const from = there ?? line
    const before = priceIn(there ? market : markets.guest, from.variantId, from.quantity)
    const agreedMinor =
      there || !isConverted ? agreedAfter(from, before, after) : (after?.amountMinor ?? null)
    lines.set(keyOf(line), { ...joint, agreedMinor })
    merged.set(line.id, joint.id)
  }
  const code = guest.codes[0]
  const isKnown = code !== undefined && own.codes.some((one) => codeKeyOf(one) === codeKeyOf(code))
  const isDropped = code !== undefined && own.codes.length > 0 && !isKnown
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
  const discounts = mergedStaffDiscounts(own, guest, (id) => merged.get(id))
  warnings.push(...discounts.warnings)
  return {
    ...own,
    staffDiscounts: discounts.kept,
    giftCardIds,
    lines: [...lines.values()],
    codes: own.codes.length > 0 ? own.codes : guest.codes,
    ...{ email: own.email ?? guest.email, phone: own.phone ?? guest.phone, note: own.note ?? guest.note },
    attributes: joinedAttributes(own, guest),
    shippingAddress: own.shippingAddress ?? guest.shippingAddress,
    billingAddress: own.billingAddress ?? guest.billingAddress,
    deliveryHandle: own.deliveryHandle ?? guest.deliveryHandle,
    warnings: warningsWith(own.warnings, warnings),
  }
}

/** Those of the own cart, and what only the other one says, as far as a cart may have so many. */
function joinedAttributes({ attributes: own }: Cart, guest: Cart): readonly KeyValue[] {
  const known = new Set(own.map(({ key }) => key))
  return [...own, ...guest.attributes.filter(({ key }) => !known.has(key))].slice(0, mostAttributes)
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
