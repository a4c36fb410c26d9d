import { assert } from '../assert.js'
import { exponentOf } from './currency.js'
import { type Exact, ratioOf } from './exact.js'
import { type Money, money } from './money.js'
import { type Rounding, roundRatio } from './rounding.js'

/**
 * `amount × part / whole`, rounded once: the VAT in a gross price is `share(gross, 20, 120)`. Rounds ties away from
 * zero unless told otherwise. Throws when `whole` is zero and when the result is not safe.
 */
export function share(amount: Money, part: Exact, whole: Exact, rounding: Rounding = 'halfExpand'): Money {
  const [above, below] = [ratioOf(part), ratioOf(whole)]
  assert(below.numerator !== 0n, 'what is divided by is not zero')
  const numerator = BigInt(amount.amountMinor) * above.numerator * below.denominator
  return money(Number(roundRatio(numerator, above.denominator * below.numerator, rounding)), amount.currency)
}

export const multiply = (amount: Money, factor: Exact, rounding?: Rounding): Money =>
  share(amount, factor, 1, rounding)

/** For equal parts that add up use `allocateTo`: this rounds each on its own. */
export const divide = (amount: Money, divisor: Exact, rounding?: Rounding): Money =>
  share(amount, 1, divisor, rounding)

/** The amount in another currency; `rate` is what one whole unit of the amount's currency costs there (EUR to USD: "1.12"). */
export function convert(
  amount: Money,
  rate: Exact,
  currency: string,
  rounding: Rounding = 'halfExpand',
): Money {
  const { numerator, denominator } = ratioOf(rate)
  const inMinor = BigInt(amount.amountMinor) * numerator * 10n ** BigInt(exponentOf(currency))
  const perMinor = denominator * 10n ** BigInt(exponentOf(amount.currency))
  return money(Number(roundRatio(inMinor, perMinor, rounding)), currency)
}

/** The nearest multiple of a step of minor units, as where the smallest coin is 5 rappen. The step is above zero. */
export function roundTo(amount: Money, stepMinor: number, rounding: Rounding = 'halfExpand'): Money {
  assert(Number.isSafeInteger(stepMinor) && stepMinor > 0, `${stepMinor} is a positive number of minor units`)
  const step = BigInt(stepMinor)
  return money(Number(roundRatio(BigInt(amount.amountMinor), step, rounding) * step), amount.currency)
}
