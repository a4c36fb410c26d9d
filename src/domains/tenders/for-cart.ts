import type { ReadHandle } from '../../db/index.js'
import { readCards } from './store/gift-cards.js'
import { readCredit } from './store/store-credit.js'
import type { GiftCard, Tender } from './types.js'

/** Whose money may pay for a cart. */
export interface CartTenders {
  readonly giftCardIds: readonly string[]
  /** null: no store credit is wanted. */
  readonly customerId: string | null
  readonly currency: string
}

export async function tendersForCart(
  on: ReadHandle,
  { giftCardIds, customerId, currency }: CartTenders,
): Promise<Tender[]> {
  const cards = giftCardIds.length === 0 ? [] : await readCards(on, giftCardIds)
  const credit = customerId === null ? null : await readCredit(on, customerId, currency)
  const ofCredit: Tender[] =
    credit && credit.balanceMinor > 0
      ? [
          {
            kind: 'STORE_CREDIT',
            id: credit.id,
            currency,
            balanceMinor: credit.balanceMinor,
            lastCharacters: '',
            endsAt: null,
          },
        ]
      : []
  return [...cards.map(cardTender).sort(byEnd), ...ofCredit]
}

/** A card that was disabled is over since then. */
function cardTender({ id, currency, balanceMinor, lastCharacters, endsAt, disabledAt }: GiftCard): Tender {
  const isEarlier = disabledAt !== null && (endsAt === null || disabledAt < endsAt)
  return {
    ...{ kind: 'GIFT_CARD', id, currency, balanceMinor, lastCharacters },
    endsAt: isEarlier ? disabledAt : endsAt,
  }
}

const never = Number.MAX_SAFE_INTEGER
const byEnd = (a: Tender, b: Tender): number =>
  (a.endsAt?.getTime() ?? never) - (b.endsAt?.getTime() ?? never) || (a.id < b.id ? -1 : 1)
