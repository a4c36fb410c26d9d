import type { CartLine } from '../records.js'

/** How many there are of each variant, in the order of the lines. */
export function unitsByVariant(
  lines: readonly Pick<CartLine, 'variantId' | 'quantity'>[],
): Map<number, number> {
  const sums = new Map<number, number>()
  for (const { variantId, quantity } of lines) sums.set(variantId, (sums.get(variantId) ?? 0) + quantity)
  return sums
}
