import { assert } from '../assert.js'

/** A number without rounding errors: a safe integer, or decimal text such as `"0.19"` (no exponent, at most 64 characters). */
export type Exact = number | string

/** numerator / 10^places */
export interface Ratio {
  readonly numerator: bigint
  readonly denominator: bigint
}

const decimal = /^(-?)(?:(\d+)\.?(\d*)|\.(\d+))$/

/** Reads decimal text such as `-12.50`, `.5` or `99.`; null for anything else. */
export function parseRatio(text: string): Ratio | null {
  const found = text.length <= 64 ? decimal.exec(text) : null
  if (!found) return null
  const [, sign, whole = '', fraction = '', bareFraction = ''] = found
  const places = fraction + bareFraction
  return { numerator: BigInt(`${sign}${whole}${places}`), denominator: 10n ** BigInt(places.length) }
}

/** Throws on a fraction given as a number: it has lost its exact value already. */
export function ratioOf(value: Exact): Ratio {
  const ratio = typeof value === 'string' ? parseRatio(value) : null
  if (ratio) return ratio
  assert(Number.isSafeInteger(value), `${value} is a safe integer or decimal text`)
  return { numerator: BigInt(value), denominator: 1n }
}
