import type { Tx } from '../../db/index.js'
import { codeRefused, invalid, type Problem } from '../../kernel/problem.js'
import { ok, rejected } from '../../kernel/result.js'
import { isStorable } from '../../kernel/text.js'
import { type CodeDiscount, codeKeyOf } from '../promotions/index.js'
import type { GiftCard } from '../tenders/index.js'
import { changeCart } from './change-cart.js'
import type { CartDependencies } from './dependencies.js'
import type { Cart, CartCodesUpdateInput, CartHolder } from './records.js'
import { tenderObstacle } from './rules/tendered.js'
import { cardMessage, cardProblemCode, mostGiftCards } from './rules/unusable-cards.js'
import { discountsOf, showCart } from './show-cart.js'
import type { CodeOutcome } from './types.js'

const mostCodes = 10
const mostCharacters = 100

/**
 * Takes codes out of the cart and puts others in: one for a discount at most, which must take something off now, and gift
 * cards, which must have something to pay with.
 */
export const updateCodes = (
  dependencies: CartDependencies,
  holder: CartHolder,
  input: CartCodesUpdateInput,
) =>
  changeCart(dependencies, holder, { operation: 'cartCodesUpdate', input }, async (tx, cart) => {
    const add = input.add ?? []
    const problems = [...listProblems('add', add), ...listProblems('remove', input.remove ?? [])]
    if (problems.length > 0) return rejected(problems)
    const kept = await withoutCodes(dependencies, tx, cart, input.remove ?? [])
    const known = new Set(kept.codes.map(codeKeyOf))
    const codes = [...kept.codes]
    const giftCardIds = [...kept.giftCardIds]
    for (const [i, typed] of add.entries()) {
      const code = typed.trim()
      if (known.has(codeKeyOf(code))) continue
      known.add(codeKeyOf(code))
      const problem = await put(i, code)
      if (problem) problems.push(problem)
    }
    return problems.length > 0 ? rejected(problems) : ok({ ...cart, codes, giftCardIds })

    async function put(i: number, code: string): Promise<Problem | null> {
      const trial: Cart = { ...cart, codes: [code] }
      const [discount] = await discountsOf(dependencies, tx, trial)
      if (!discount) return putCard(i, code)
      if (codes.length > 0) return refused(i, code, 'NOT_COMBINABLE')
      const problem = await obstacleTo(trial, discount, i)
      if (!problem) codes.push(code)
      return problem
    }

    async function putCard(i: number, code: string): Promise<Problem | null> {
      const card = await dependencies.tenders.giftCardByCode(code, tx)
      if (!card) return refused(i, code, null)
      if (giftCardIds.includes(card.id)) return null
      const problem = cardRefused(i, card, cart.currency, dependencies.clock.now(), giftCardIds.length)
      if (!problem) giftCardIds.push(card.id)
      return problem
    }

    async function obstacleTo(trial: Cart, discount: CodeDiscount, i: number): Promise<Problem | null> {
      const { priced } = await showCart(dependencies, tx, trial)
      const outcome = priced.codes.find(({ kind }) => kind === 'DISCOUNT')
      return outcome?.obstacle
        ? refused(i, discount.code ?? '', outcome.obstacle, outcome.minimumSubtotalMinor, trial.currency)
        : null
    }
  })

/** A gift card goes by its code or its last characters, unless a code for a discount is called so. */
async function withoutCodes(
  { tenders }: CartDependencies,
  tx: Tx,
  { codes, giftCardIds }: Cart,
  remove: readonly string[],
): Promise<Pick<Cart, 'codes' | 'giftCardIds'>> {
  const keys = new Set(codes.map(codeKeyOf))
  const ofCards = remove.filter((text) => !keys.has(codeKeyOf(text)))
  const gone = new Set<string>()
  for (const text of ofCards)
    for (const id of await tenders.giftCardsNamed(text, giftCardIds, tx)) gone.add(id)
  const removed = new Set(remove.map(codeKeyOf))
  return {
    codes: codes.filter((code) => !removed.has(codeKeyOf(code))),
    giftCardIds: giftCardIds.filter((id) => !gone.has(id)),
  }
}

/** Who holds a code may know what became of its card. */
function cardRefused(i: number, card: GiftCard, currency: string, now: Date, others: number): Problem | null {
  const field = ['add', String(i)]
  const obstacle = tenderObstacle(card, currency, now)
  const { lastCharacters } = card
  if (obstacle !== null) {
    const message = cardMessage(lastCharacters, obstacle)
    return codeRefused(cardProblemCode(obstacle), field, `…${lastCharacters}`, message)
  }
  if (others < mostGiftCards) return null
  const message = `A cart takes ${mostGiftCards} gift cards at most. Take one out first.`
  return invalid('LIMIT_EXCEEDED', field, message, { max: String(mostGiftCards) })
}

function listProblems(name: 'add' | 'remove', codes: readonly string[]): Problem[] {
  if (codes.length > mostCodes) {
    const message = `\`${name}\` has ${codes.length} entries; at most ${mostCodes} are allowed.`
    return [invalid('LIMIT_EXCEEDED', [name], message, { max: String(mostCodes) })]
  }
  return codes.flatMap((code, i) => {
    const isCode = isStorable(code) && code.trim() !== '' && code.length <= mostCharacters
    const message = `A code has 1 to ${mostCharacters} characters of valid Unicode.`
    return isCode ? [] : [invalid('INVALID_FORMAT', [name, String(i)], message)]
  })
}

/** Who guesses is told the same of a code that begins later as of one that there is not. */
function refused(
  i: number,
  code: string,
  obstacle: CodeOutcome['obstacle'],
  minimumMinor: number | null = null,
  currency = '',
): Problem {
  const field = ['add', String(i)]
  const shown = `"${code}"`
  switch (obstacle) {
    case null:
    case 'NOT_STARTED':
      return codeRefused('CODE_UNKNOWN', field, code, `There is no code ${shown} here.`)
    case 'EXPIRED':
      return codeRefused('CODE_EXPIRED', field, code, `The time of the code ${shown} is over.`)
    case 'USED_UP':
      return codeRefused('CODE_USED_UP', field, code, `The code ${shown} was used as often as it may be.`)
    case 'NOT_COMBINABLE': {
      const message = 'A cart takes one code for a discount. Remove the other one in the same call.'
      return codeRefused('CODE_NOT_COMBINABLE', field, code, message)
    }
    case 'MINIMUM_NOT_REACHED': {
      const minimum = minimumMinor === null ? null : { amountMinor: minimumMinor, currency }
      const message = `The code ${shown} asks for a cart of a higher price.`
      return codeRefused('CODE_MINIMUM_NOT_REACHED', field, code, message, minimum)
    }
    default:
      return codeRefused('CODE_NOT_APPLICABLE', field, code, `The code ${shown} takes nothing off this cart.`)
  }
}
