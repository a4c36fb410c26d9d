import { invalid, type Problem } from '../../../kernel/problem.js'
import type { PricedCart, TenderObstacle, TenderOutcome } from '../types.js'
import { tenderObstacles } from './reasons.js'
import type { ShownWarning } from './warnings.js'

/** In one cart. */
export const mostGiftCards = 5

const codes = {
  EXPIRED: 'CODE_EXPIRED',
  CURRENCY_NOT_OFFERED: 'CODE_NOT_APPLICABLE',
  GIFT_CARD_EMPTY: 'GIFT_CARD_EMPTY',
} as const satisfies Record<TenderObstacle, string>

/** The code of the problem that a card cannot pay. */
export const cardProblemCode = (obstacle: TenderObstacle) => codes[obstacle]

/** Why a card that is in a cart, or is to be put there, pays nothing. */
export const cardMessage = (lastCharacters: string, obstacle: TenderObstacle): string =>
  `The gift card …${lastCharacters} pays nothing: ${tenderObstacles[obstacle]}.`

/** Cards that pay nothing any more are in the way of an order: nobody shall pay more by other means than was seen. */
export function cardProblems({ codes, tenders }: Pick<PricedCart, 'codes' | 'tenders'>): Problem[] {
  const cards = tenders.filter(({ tender }) => tender.kind === 'GIFT_CARD')
  const first = codes.length - cards.length
  return cards.flatMap(({ tender, obstacle }, i) => {
    if (obstacle === null) return []
    const message = `${cardMessage(tender.lastCharacters, obstacle)} Take it out of the cart.`
    return [invalid(cardProblemCode(obstacle), ['codes', String(first + i)], message)]
  })
}

/** What came over cards since they were put in. */
export const cardWarnings = (tenders: readonly TenderOutcome[]): ShownWarning[] =>
  tenders.flatMap(({ tender: { kind, lastCharacters }, obstacle }) =>
    kind === 'GIFT_CARD' && obstacle !== null
      ? [{ code: 'GIFT_CARD_UNUSABLE', message: cardMessage(lastCharacters, obstacle), lineId: null }]
      : [],
  )
