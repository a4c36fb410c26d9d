import { roundRatio } from './rounding.js'

/**
 * `amountMinor × part / whole`, rounded once, ties away from zero. All are safe integers, the amount and the part from 0
 * on, the whole above 0, and the part is not above the whole: so the result is safe too.
 */
export function portion(amountMinor: number, part: number, whole: number): number {
  const product = amountMinor * part
  if (!Number.isSafeInteger(product))
    return Number(roundRatio(BigInt(amountMinor) * BigInt(part), BigInt(whole), 'halfExpand'))
  const rest = product % whole
  const below = (product - rest) / whole
  return rest >= whole - rest ? below + 1 : below
}
