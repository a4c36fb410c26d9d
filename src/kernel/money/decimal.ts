import { exponentOf } from './currency.js'
import { parseRatio } from './exact.js'
import { type Money, money } from './money.js'
import { type Rounding, roundRatio } from './rounding.js'

/** `"19.99"`: with as many places as the currency has, a point, no grouping; `"-0.05"` for five cents owed. */
export const decimalOf = (amount: Money): string =>
  decimalText(amount.amountMinor, exponentOf(amount.currency))

/**
 * Reads `"19.99"`; leading zeros, `.99` and `99.` are fine. More places than the currency has are refused unless a
 * rounding is given. Null when it cannot be read, is empty (no price is not a price of zero) or is not safe.
 */
export function parseDecimal(text: string, currency: string, rounding?: Rounding): Money | null {
  const amountMinor = minorOf(text, exponentOf(currency), rounding)
  return amountMinor === null ? null : money(amountMinor, currency)
}

export function decimalText(amountMinor: number, exponent: number): string {
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0')
  const whole = digits.slice(0, digits.length - exponent)
  const fraction = digits.slice(digits.length - exponent)
  return `${amountMinor < 0 ? '-' : ''}${whole}${exponent > 0 ? `.${fraction}` : ''}`
}

export function minorOf(text: string, exponent: number, rounding?: Rounding): number | null {
  const ratio = parseRatio(text)
  if (!ratio) return null
  const scaled = ratio.numerator * 10n ** BigInt(exponent)
  if (!rounding && scaled % ratio.denominator !== 0n) return null
  const minor = Number(roundRatio(scaled, ratio.denominator, rounding ?? 'trunc'))
  return Number.isSafeInteger(minor) ? minor : null
}
