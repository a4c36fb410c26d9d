import type { DiscountOutcome } from '../../promotions/index.js'
import type { CodeOutcome, TenderOutcome } from '../types.js'

/** What became of each code of the cart: those of discounts first, then those of gift cards. */
export const codeOutcomes = (
  discounts: readonly DiscountOutcome[],
  tenders: readonly TenderOutcome[],
): CodeOutcome[] => [...discounts.flatMap(discountCode), ...tenders.flatMap(giftCardCode)]

function discountCode(outcome: DiscountOutcome): CodeOutcome[] {
  const { discount, obstacle, amountMinor, minimumSubtotalMinor } = outcome
  if (discount.code === null) return []
  const { code } = discount
  const shown = { code, lastCharacters: code.slice(-4), isApplicable: obstacle === null, obstacle }
  return [{ kind: 'DISCOUNT', ...shown, amountMinor, minimumSubtotalMinor }]
}

function giftCardCode({ tender, obstacle, amountMinor }: TenderOutcome): CodeOutcome[] {
  if (tender.kind !== 'GIFT_CARD') return []
  const { lastCharacters } = tender
  const shown = { code: null, lastCharacters, isApplicable: obstacle === null, obstacle }
  return [{ kind: 'GIFT_CARD', ...shown, amountMinor, minimumSubtotalMinor: null }]
}
