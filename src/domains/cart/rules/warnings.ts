import type { UnitPrice } from '../../pricing/index.js'
import type { Cart, CartLine, CartWarning } from '../records.js'
import { type Market, priceIn } from './market.js'

interface Told {
  readonly message: string
  /** null: the cart. */
  readonly lineId: string | null
}
/** What changed since the shopper last agreed. */
export type ShownWarning = Told &
  (
    | { readonly code: 'PRICE_CHANGED'; readonly beforeMinor: number; readonly afterMinor: number }
    | { readonly code: 'QUANTITY_LOWERED'; readonly requested?: number; readonly quantity?: number }
    | {
        readonly code:
          | 'OUT_OF_STOCK'
          | 'RESERVATION_EXPIRED'
          | 'NO_LONGER_SOLD'
          | 'CODE_DROPPED'
          | 'DISCOUNT_DROPPED'
          | 'DELIVERY_CHANGED'
          | 'CURRENCY_CHANGED'
          | 'LINES_MERGED'
          | 'GIFT_CARD_UNUSABLE'
      }
  )

/** The kept warnings with more of them. One that says the same of the same takes the older one's place. */
export function warningsWith(
  known: readonly CartWarning[],
  added: readonly CartWarning[],
): readonly CartWarning[] {
  const fresh = new Set(added.map(subjectOf))
  return [...known.filter((warning) => !fresh.has(subjectOf(warning))), ...added]
}

const subjectOf = ({ code, lineId, message }: CartWarning): string =>
  `${code} ${code.endsWith('_DROPPED') ? message : lineId}`

export const currencyChanged = (before: string, after: string): CartWarning => ({
  code: 'CURRENCY_CHANGED',
  message: `The cart was in ${before} and is in ${after} now: look at its prices again.`,
  lineId: null,
})

/** What the shopper has agreed to where a line gets another price by their own doing; a change before that is news still. */
export const agreedAfter = (
  { agreedMinor }: CartLine,
  before: UnitPrice | null,
  after: UnitPrice | null,
): number | null => (before?.amountMinor === agreedMinor ? (after?.amountMinor ?? agreedMinor) : agreedMinor)

/** What is otherwise now than the shopper has agreed to, by comparison; and what was done to the cart. */
export function warningsOf(cart: Cart, market: Market, deliveryIsGone: boolean): ShownWarning[] {
  const delivery: ShownWarning[] = deliveryIsGone
    ? [
        {
          code: 'DELIVERY_CHANGED',
          message: 'The chosen way of delivery cannot be had any more.',
          lineId: null,
        },
      ]
    : []
  return [...cart.warnings, ...cart.lines.flatMap((line) => lineWarnings(line, market)), ...delivery]
}

function lineWarnings(line: CartLine, market: Market): ShownWarning[] {
  const { id: lineId, variantId, quantity, agreedMinor } = line
  const warnings: ShownWarning[] = []
  const price = priceIn(market, variantId, quantity)
  if (!price) warnings.push({ code: 'NO_LONGER_SOLD', message: 'This is no longer sold.', lineId })
  else if (agreedMinor !== null && price.amountMinor !== agreedMinor) {
    const amounts = { beforeMinor: agreedMinor, afterMinor: price.amountMinor }
    warnings.push({ code: 'PRICE_CHANGED', message: 'The price has changed.', lineId, ...amounts })
  }
  if (price && market.of(variantId).orderable === 0)
    warnings.push({ code: 'OUT_OF_STOCK', message: 'This is out of stock.', lineId })
  if (price && line.heldUntil !== null && market.of(variantId).heldUntil === null)
    warnings.push({ code: 'RESERVATION_EXPIRED', message: 'This is not held for you any more.', lineId })
  return warnings.filter(({ code }) => !line.acknowledged.includes(code))
}

/** The line once the shopper has agreed to how it is now. */
export function agreedLine(line: CartLine, market: Market): CartLine {
  const price = priceIn(market, line.variantId, line.quantity)
  const fresh = lineWarnings({ ...line, acknowledged: [], heldUntil: null }, market)
  return {
    ...line,
    heldUntil: market.of(line.variantId).heldUntil,
    agreedMinor: price?.amountMinor ?? line.agreedMinor,
    acknowledged: fresh.flatMap(({ code }) => (code === 'PRICE_CHANGED' ? [] : code)),
  }
}
