import { measureUnits } from '../../../kernel/measures.js'
import { type Money, share } from '../../../kernel/money/index.js'

/** `value` `unit` are in the pack; the price of `perValue` `perUnit` is shown. The values are decimals above 0. */
interface UnitMeasure {
  readonly value: string
  readonly unit: string
  readonly perValue: string
  readonly perUnit: string
}

/** What the price of a whole pack is for the measure that is shown: EUR 9.30 for 750 ml are EUR 12.40 for 1 l. */
export function perMeasure(price: Money, { value, unit, perValue, perUnit }: UnitMeasure): Money {
  const inBase = (of: string) => measureUnits[of]?.inBase ?? '1'
  return share(price, product(perValue, inBase(perUnit)), product(value, inBase(unit)))
}

/** Of two decimals above 0, exactly. */
function product(a: string, b: string): string {
  const [placesA, placesB] = [a, b].map((text) => text.split('.')[1]?.length ?? 0) as [number, number]
  const places = placesA + placesB
  const digits = String(BigInt(a.replace('.', '')) * BigInt(b.replace('.', ''))).padStart(places + 1, '0')
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
}
