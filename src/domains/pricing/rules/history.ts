import type { PricePoint } from '../types.js'

const windowMs = 30 * 24 * 60 * 60 * 1_000

interface Shown {
  readonly amountMinor: number
  readonly compareAtMinor: number | null
}

/**
 * The lowest price of the 30 days before the current reduction began, as shops in the EU must show it beside the reduced
 * price. A reduction begins when its price, or the claim that it is one, does: each further reduction counts for itself.
 * null when the price is not reduced, or there was none before.
 *
 * `points` are of one variant, channel, currency and group, in their order; `wider` are those of everybody where the
 * points are a group's.
 */
export function lowestBefore(
  points: readonly PricePoint[],
  wider: readonly PricePoint[],
  current: Shown,
  at: Date,
): number | null {
  if (current.compareAtMinor === null) return null
  const startMs = reductionStart(points, current, at)
  const amounts = [points, wider].flatMap((line) => amountsBetween(line, startMs - windowMs, startMs))
  return amounts.length === 0 ? null : Math.min(...amounts)
}

/** Since when the price has been what it is, and a reduction. What the history does not know yet begins now. */
function reductionStart(points: readonly PricePoint[], current: Shown, at: Date): number {
  let startMs = at.getTime()
  for (const point of points.filter(isLasting).reverse()) {
    if (point.amountMinor !== current.amountMinor || point.compareAtMinor === null) break
    startMs = point.at.getTime()
  }
  return startMs
}

/** Whether it held for any time: several changes at one instant count as the last of them. */
const isLasting = ({ at }: PricePoint, i: number, points: readonly PricePoint[]): boolean =>
  points[i + 1]?.at.getTime() !== at.getTime()

/** What was paid at some time from `fromMs` on until `toMs`, exclusive. */
function amountsBetween(points: readonly PricePoint[], fromMs: number, toMs: number): number[] {
  return points.flatMap(({ at, amountMinor }, i) => {
    const endMs = points[i + 1]?.at.getTime() ?? Number.POSITIVE_INFINITY
    const beginMs = at.getTime()
    const isPaid = beginMs < endMs && beginMs < toMs && endMs > fromMs
    return isPaid && amountMinor !== null ? [amountMinor] : []
  })
}
