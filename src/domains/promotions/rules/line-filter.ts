import type { DiscountableLine, LineFilter } from '../types.js'

export function meets(line: DiscountableLine, filter: LineFilter): boolean {
  const { lineKeys, productIds, categoryIds, minUnitPriceMinor, maxUnitPriceMinor } = filter
  if (lineKeys !== null && !lineKeys.includes(line.key)) return false
  if (productIds !== null && !productIds.includes(line.productId)) return false
  if (categoryIds !== null && !line.categoryIds.some((id) => categoryIds.includes(id))) return false
  if (minUnitPriceMinor !== null && line.unitPriceMinor < minUnitPriceMinor) return false
  return maxUnitPriceMinor === null || line.unitPriceMinor <= maxUnitPriceMinor
}
