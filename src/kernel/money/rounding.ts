/**
 * What to do with the part of a minor unit, named as in ECMA-402. A "half" mode goes to the nearest and decides ties only.
 *
 * - `halfExpand`: ties away from zero, the rounding of commerce
 * - `halfTrunc`, `halfEven`, `halfOdd`, `halfCeil`, `halfFloor`: ties towards zero, the even or odd neighbour, up, down
 * - `trunc`, `ceil`, `floor`: always towards zero, up, down
 */
export type Rounding =
  | 'halfExpand'
  | 'halfTrunc'
  | 'halfEven'
  | 'halfOdd'
  | 'halfCeil'
  | 'halfFloor'
  | 'trunc'
  | 'ceil'
  | 'floor'

/** Rounds numerator / denominator exactly. The denominator is not zero; either may be negative. */
export function roundRatio(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  if (denominator < 0n) return roundRatio(-numerator, -denominator, rounding)
  const below = floorRatio(numerator, denominator)
  const rest = numerator - below * denominator
  return rest > 0n && goesUp(below, rest * 2n - denominator, rounding) ? below + 1n : below
}

/** The largest integer not above numerator / denominator, for a positive denominator. */
export function floorRatio(numerator: bigint, denominator: bigint): bigint {
  const towardsZero = numerator / denominator
  return towardsZero * denominator > numerator ? towardsZero - 1n : towardsZero
}

/** Whether a value strictly between `below` and the next integer becomes the latter. `fromHalf` is 0 at the middle. */
function goesUp(below: bigint, fromHalf: bigint, rounding: Rounding): boolean {
  if (rounding === 'ceil') return true
  if (rounding === 'floor') return false
  if (rounding === 'trunc') return below < 0n
  return fromHalf === 0n ? tieGoesUp(below, rounding) : fromHalf > 0n
}

function tieGoesUp(below: bigint, rounding: Exclude<Rounding, 'ceil' | 'floor' | 'trunc'>): boolean {
  switch (rounding) {
    case 'halfExpand':
      return below >= 0n
    case 'halfTrunc':
      return below < 0n
    case 'halfEven':
      return below % 2n !== 0n
    case 'halfOdd':
      return below % 2n === 0n
    case 'halfCeil':
      return true
    case 'halfFloor':
      return false
  }
}
