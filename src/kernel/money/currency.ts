import { assert } from '../assert.js'
import { currenciesByExponent } from './iso-4217.js'

const exponents: ReadonlyMap<string, number> = new Map(
  Object.entries(currenciesByExponent).flatMap(([exponent, codes]) =>
    codes.map((code): [string, number] => [code, Number(exponent)]),
  ),
)

/** Whether prices can be given in it: an ISO 4217 code in capitals that has a minor unit (so not XAU or XXX). */
export const isCurrency = (code: string): boolean => exponents.has(code)

/** The decimal places of a currency: 2 for EUR, 0 for JPY, 3 for KWD. Throws unless `isCurrency`. */
export function exponentOf(currency: string): number {
  const exponent = exponents.get(currency)
  assert(exponent !== undefined, `${currency} is a currency of ISO 4217 with a minor unit`)
  return exponent
}
