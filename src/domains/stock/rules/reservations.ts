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
