import { assert } from '../assert.js'
import { isCurrency } from './currency.js'

/** An exact sum: a safe integer of the currency's minor units (1999 is EUR 19.99, and JPY 1999). */
export interface Money {
  readonly amountMinor: number
  /** ISO 4217, such as `EUR`. */
  readonly currency: string
}

/** The only maker of money. Throws on a fraction, beyond ±(2^53 − 1), and on a code that is no currency. */
export function money(amountMinor: number, currency: string): Money {
  assert(Number.isSafeInteger(amountMinor), `${amountMinor} is a safe integer of minor units`)
  assert(isCurrency(currency), `${currency} is a currency of ISO 4217 with a minor unit`)
  return { amountMinor, currency }
}

/** Throws when the currencies differ or the sum is not safe, as all arithmetic here does. */
export const add = (a: Money, b: Money): Money => money(a.amountMinor + amountIn(a.currency, b), a.currency)

export const subtract = (a: Money, b: Money): Money =>
  money(a.amountMinor - amountIn(a.currency, b), a.currency)

export const negate = (a: Money): Money => money(0 - a.amountMinor, a.currency)

export const absolute = (a: Money): Money => money(Math.abs(a.amountMinor), a.currency)

/** Below 0 when `a` is less, 0 when they are equal, above 0 when `a` is more: fit for `sort`. */
export const compare = (a: Money, b: Money): number => a.amountMinor - amountIn(a.currency, b)

/** Different currencies are never equal, not even at zero. */
export const equal = (a: Money, b: Money): boolean =>
  a.currency === b.currency && a.amountMinor === b.amountMinor

/** The sum of any number of amounts; zero in the given currency when there are none. */
export const sum = (amounts: readonly Money[], currency: string): Money =>
  amounts.reduce(add, money(0, currency))

/** The smallest; null when there are none. */
export const least = (amounts: readonly Money[]): Money | null =>
  amounts.reduce<Money | null>((found, next) => (found && compare(found, next) <= 0 ? found : next), null)

/** The largest; null when there are none. */
export const most = (amounts: readonly Money[]): Money | null =>
  amounts.reduce<Money | null>((found, next) => (found && compare(found, next) >= 0 ? found : next), null)

function amountIn(currency: string, amount: Money): number {
  assert(amount.currency === currency, `${amount.currency} and ${currency} are the same currency`)
  return amount.amountMinor
}
