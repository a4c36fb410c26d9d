import { money, roundTo } from '../../../kernel/money/index.js'
import type { CartCost, CartFacts } from '../types.js'
import type { ChargedCart } from './charged.js'
import { sumOf } from './sum.js'

/** The sums of a cart, up to its total. */
export function cartTotals(
  { currency, roundTotalToMinor, tax }: CartFacts,
  { lines, shipping, taxes }: ChargedCart,
): Omit<CartCost, 'tenderedMinor' | 'dueMinor'> {
  const costs = [...lines, ...(shipping ? [shipping] : [])].map(({ cost }) => cost)
  const exactMinor = sumOf(costs, (cost) => cost.totalMinor)
  const totalMinor = roundTo(money(exactMinor, currency), roundTotalToMinor).amountMinor
  const added = taxes.filter((line) => !line.isIncluded)
  return {
    subtotalMinor: sumOf(lines, ({ cost }) => cost.subtotalMinor),
    discountMinor: sumOf(costs, (cost) => cost.discountMinor),
    shippingMinor: shipping?.cost.subtotalMinor ?? null,
    taxMinor: sumOf(taxes, (line) => line.taxMinor),
    addedTaxMinor: sumOf(added, (line) => line.taxMinor),
    taxIncluded: taxes.length === 0 ? tax.policy.pricesIncludeTax : added.length === 0,
    taxIsEstimated: tax.isEstimated,
    roundingMinor: totalMinor - exactMinor,
    totalMinor,
  }
}
