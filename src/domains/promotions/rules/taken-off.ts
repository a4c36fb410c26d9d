import { allocate, portion } from '../../../kernel/money/index.js'
import type { Benefit } from '../types.js'

/** What is left to take off from: a line, or the shipping as one unit. */
export interface Remainder {
  readonly quantity: number
  readonly leftMinor: number
}

const whole = 1_000_000

/** How much comes off each, from 0 to all that is left. Where parts of a minor unit are equal, the first gets more. */
export function takenOff(benefit: Benefit, currency: string, from: readonly Remainder[]): readonly number[] {
  switch (benefit.kind) {
    case 'FREE_SHIPPING':
      return from.map((each) => each.leftMinor)
    case 'PERCENT':
      return benefit.on === 'UNIT'
        ? from.map((each) =>
            overUnits(each, (unitMinor) => portion(unitMinor, benefit.rateMillionths, whole)),
          )
        : overAll(from, (sumMinor) => portion(sumMinor, benefit.rateMillionths, whole))
    case 'AMOUNT': {
      const amountMinor = benefit.amountsMinor[currency] ?? 0
      return benefit.on === 'UNIT'
        ? from.map((each) => overUnits(each, (unitMinor) => Math.min(unitMinor, amountMinor)))
        : overAll(from, (sumMinor) => Math.min(sumMinor, amountMinor))
    }
  }
}

function overAll(from: readonly Remainder[], offSum: (sumMinor: number) => number): readonly number[] {
  const left = from.map((each) => each.leftMinor)
  const sumMinor = left.reduce((sum, each) => sum + each, 0)
  return sumMinor === 0 ? left : allocate(offSum(sumMinor), left)
}

/** Units cost the same or, after a discount on all, differ by one minor unit. */
function overUnits({ quantity, leftMinor }: Remainder, offUnit: (unitMinor: number) => number): number {
  const dearer = leftMinor % quantity
  const unitMinor = (leftMinor - dearer) / quantity
  const offDearer = dearer === 0 ? 0 : dearer * offUnit(unitMinor + 1)
  return offDearer + (quantity - dearer) * offUnit(unitMinor)
}
