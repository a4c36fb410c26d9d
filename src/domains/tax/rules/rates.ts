import { isDuring } from '../../../kernel/period.js'
import { isWithin, type Place } from '../../../kernel/place.js'
import type { TaxRate } from '../types.js'

/** The rate of each tax category that has one at a place and an instant. */
export function ratesAt(rates: readonly TaxRate[], place: Place, at: Date): ReadonlyMap<string, TaxRate> {
  const held = new Map<string, TaxRate>()
  for (const rate of rates) {
    if (!isDuring(rate, at) || !isWithin(place, rate.area)) continue
    const other = held.get(rate.taxCategory)
    if (!other || isCloser(rate, other)) held.set(rate.taxCategory, rate)
  }
  return held
}

/** Postal codes before provinces, provinces before countries; then what started last, then the handle, so that it is sure. */
function isCloser(rate: TaxRate, other: TaxRate): boolean {
  const closer = closeness(rate) - closeness(other)
  if (closer !== 0) return closer > 0
  const later = startOf(rate) - startOf(other)
  return later === 0 ? rate.handle < other.handle : later > 0
}

const closeness = ({ area }: TaxRate) =>
  (area.postalCodes.length > 0 ? 4 : 0) +
  (area.provinceCode === null ? 0 : 2) +
  (area.country === null ? 0 : 1)

const startOf = ({ startsAt }: TaxRate) => startsAt?.getTime() ?? Number.MIN_SAFE_INTEGER
