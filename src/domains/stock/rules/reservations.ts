import type { ReservationLine, VariantStock } from '../types.js'

/** What becomes of one line. */
export interface LineChange {
  readonly line: ReservationLine
  /** Units that leave the shelf. */
  readonly sold: number
  /** Units that are no longer reserved, the sold ones included. */
  readonly freed: number
}

/** Nothing stays reserved. */
export const afterRelease = (lines: readonly ReservationLine[]): LineChange[] =>
  lines.map((line) => ({ line: { ...line, quantity: 0, promised: 0 }, sold: 0, freed: line.quantity }))

/**
 * Units that were there when they were reserved are sold, as far as a count has not found them missing since. Of units
 * that were promised, those are sold that are there by now and reserved for nobody else. The rest stays reserved, to be
 * sold when it has come in.
 */
export const afterSale = (lines: readonly ReservationLine[], stocks: readonly VariantStock[]): LineChange[] =>
  lines.map((line) => {
    const level = stocks
      .find((stock) => stock.variantId === line.variantId)
      ?.levels.find((candidate) => candidate.locationId === line.locationId)
    const { onHand = 0, reserved = 0 } = level ?? {}
    const covered = Math.min(line.quantity - line.promised, onHand)
    const unreserved = Math.max(0, onHand - covered - (reserved - line.quantity))
    const arrived = Math.min(line.promised, unreserved)
    const sold = covered + arrived
    return {
      line: {
        ...line,
        quantity: line.quantity - sold,
        promised: line.promised - arrived,
        sold: line.sold + sold,
      },
      sold,
      freed: sold,
    }
  })

/** So many of a variant. */
export interface Units {
  readonly variantId: number
  readonly quantity: number
}

/** What becomes of one line of which something comes back. */
export interface LineReturn {
  readonly line: ReservationLine
  /** Units that come onto the shelf again. */
  readonly returned: number
  /** Units that are no longer reserved. */
  readonly freed: number
}

/**
 * Units that were not sold yet are given back before those that were, and never more of either than there are: what nobody
 * counted when it was ordered has no line, and comes back to no shelf. Lines that stay as they are are left out.
 */
export const takenBack = (lines: readonly ReservationLine[], units: readonly Units[]): LineReturn[] => {
  const left = new Map<number, number>()
  for (const { variantId, quantity } of units) left.set(variantId, (left.get(variantId) ?? 0) + quantity)
  const freedOf = new Map<ReservationLine, number>()
  for (const line of lines) freedOf.set(line, takenFrom(left, line.variantId, line.quantity))
  return lines.flatMap((line) => {
    const freed = freedOf.get(line) ?? 0
    const returned = takenFrom(left, line.variantId, line.sold)
    if (freed + returned === 0) return []
    const quantity = line.quantity - freed
    const promised = Math.min(line.promised, quantity)
    return { line: { ...line, quantity, promised, sold: line.sold - returned }, returned, freed }
  })
}

function takenFrom(left: Map<number, number>, variantId: number, most: number): number {
  const wanted = left.get(variantId) ?? 0
  const taken = Math.min(wanted, most)
  left.set(variantId, wanted - taken)
  return taken
}
