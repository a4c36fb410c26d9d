import type { Reservation, ReservationLine, VariantStock } from '../types.js'
import { allocate, type Lacking } from './allocation.js'

/** The stock as if these reservations were not there. */
export const withoutHeld = (stock: VariantStock, lines: readonly ReservationLine[]): VariantStock => ({
  ...stock,
  levels: stock.levels.map((level) => {
    const own = lines.filter(
      ({ variantId, locationId }) => variantId === stock.variantId && locationId === level.locationId,
    )
    return { ...level, reserved: level.reserved - unitsOf(own) }
  }),
})

const unitsOf = (lines: readonly Pick<ReservationLine, 'quantity'>[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0)

/** What is held of a variant once there shall be so many units: more of it, or less, and the rest stays where it is. */
export function resized(
  stock: VariantStock,
  held: readonly ReservationLine[],
  channelId: number,
  quantity: number,
): readonly ReservationLine[] | Lacking {
  const more = quantity - unitsOf(held)
  if (more <= 0) return lessened(held, -more)
  const found = allocate([{ stock, quantity: more }], channelId, { kind: 'BY_PRIORITY' })
  if (found.ok) return joined([...held, ...found.lines.map((line) => ({ ...line, sold: 0 }))])
  const { available } = found.lacking[0] ?? { available: 0 }
  return { variantId: stock.variantId, requested: quantity, available: available + unitsOf(held) }
}

/** What is promised only goes first, then what the last location gave. */
function lessened(held: readonly ReservationLine[], by: number): ReservationLine[] {
  let left = by
  const order = [...held].reverse().sort((a, b) => Math.sign(b.promised) - Math.sign(a.promised))
  const kept = order.map((line) => {
    const gone = Math.min(left, line.quantity)
    left -= gone
    const quantity = line.quantity - gone
    return { ...line, quantity, promised: Math.max(0, line.promised - gone) }
  })
  return kept.filter(({ quantity }) => quantity > 0)
}

/** One line for each variant and location. */
export function joined(lines: readonly ReservationLine[]): ReservationLine[] {
  const sums = new Map<string, ReservationLine>()
  for (const line of lines) {
    const key = `${line.variantId} ${line.locationId}`
    const { quantity = 0, promised = 0 } = sums.get(key) ?? {}
    sums.set(key, { ...line, quantity: quantity + line.quantity, promised: promised + line.promised })
  }
  return [...sums.values()]
}

/** The reservation once it holds exactly these lines: those that it has no more are kept at zero. */
export const holding = (before: Reservation, lines: readonly ReservationLine[]): Reservation => ({
  ...before,
  lines: joined([...before.lines.map((line) => ({ ...line, quantity: 0, promised: 0 })), ...lines]),
})
