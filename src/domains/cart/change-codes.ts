import { codeRefused, invalid, type Problem } from '../../kernel/problem.js'
import { ok, rejected } from '../../kernel/result.js'
import { isStorable } from '../../kernel/text.js'
import { type CodeDiscount, codeKeyOf } from '../promotions/index.js'
import { changeCart } from './change-cart.js'
import type { CartDependencies } from './dependencies.js'
import type { Cart, CartCodesUpdateInput, CartHolder } from './records.js'
import { discountsOf, showCart } from './show-cart.js'
import type { CodeOutcome } from './types.js'

const mostCodes = 10
const mostCharacters = 100

/** Takes codes out of the cart and puts one in. A cart has one at most, and it must take something off now. */
export const updateCodes = (
  dependencies: CartDependencies,
  holder: CartHolder,
  input: CartCodesUpdateInput,
) =>
  changeCart(dependencies, holder, { operation: 'cartCodesUpdate', input }, async (tx, cart) => {
    const add = input.add ?? []
    const remove = new Set((input.remove ?? []).map(codeKeyOf))
    const problems = [...listProblems('add', add), ...listProblems('remove', input.remove ?? [])]
    if (problems.length > 0) return rejected(problems)
    const kept = cart.codes.filter((code) => !remove.has(codeKeyOf(code)))
    const known = new Set(kept.map(codeKeyOf))
    const codes = [...kept]
    for (const [i, typed] of add.entries()) {
      const code = typed.trim()
      if (known.has(codeKeyOf(code))) continue
      known.add(codeKeyOf(code))
      if (codes.length > 0) problems.push(refused(i, code, 'NOT_COMBINABLE'))
      else if (await takes(i, code)) codes.push(code)
    }
    return problems.length > 0 ? rejected(problems) : ok({ ...cart, codes })

    async function takes(i: number, code: string): Promise<boolean> {
      const trial: Cart = { ...cart, codes: [code] }
      const [discount] = await discountsOf(dependencies, tx, trial)
      const problem = discount ? await obstacleTo(trial, discount, i) : refused(i, code, null)
      if (problem) problems.push(problem)
      return problem === null
    }

    async function obstacleTo(trial: Cart, discount: CodeDiscount, i: number): Promise<Problem | null> {
      const { priced } = await showCart(dependencies, tx, trial)
      const outcome = priced.codes.find(({ kind }) => kind === 'DISCOUNT')
      return outcome?.obstacle
        ? refused(i, discount.code ?? '', outcome.obstacle, outcome.minimumSubtotalMinor, trial.currency)
        : null
    }
  })

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
      const message = 'A cart takes one code. Remove the other one in the same call.'
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
