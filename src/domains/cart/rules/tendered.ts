import { hasEnded } from '../../../kernel/period.js'
import type { Tender, TenderObstacle, TenderOutcome } from '../types.js'

/** What each pays on the total, one after the other, until nothing is due any more. */
export function tendered(
  totalMinor: number,
  tenders: readonly Tender[],
  currency: string,
  at: Date,
): { readonly outcomes: readonly TenderOutcome[]; readonly dueMinor: number } {
  let dueMinor = totalMinor
  const outcomes = tenders.map((tender) => {
    const obstacle = tenderObstacle(tender, currency, at)
    const amountMinor = obstacle === null ? Math.min(tender.balanceMinor, dueMinor) : 0
    dueMinor -= amountMinor
    return { tender, obstacle, amountMinor }
  })
  return { outcomes, dueMinor }
}

/** Why it pays nothing. */
export function tenderObstacle(
  tender: Pick<Tender, 'currency' | 'endsAt' | 'balanceMinor'>,
  currency: string,
  at: Date,
): TenderObstacle | null {
  if (tender.currency !== currency) return 'CURRENCY_NOT_OFFERED'
  if (hasEnded(tender, at)) return 'EXPIRED'
  return tender.balanceMinor > 0 ? null : 'GIFT_CARD_EMPTY'
}
