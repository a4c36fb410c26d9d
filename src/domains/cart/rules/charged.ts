import type { DeliveryOption } from '../../delivery/index.js'
import type { TaxedAmount, TaxRate } from '../../tax/index.js'
import { ratesAt, taxed } from '../../tax/rules/index.js'
import type { CartFacts, LineCost, PricedCart, PricedLine, PricedShipping } from '../types.js'
import type { ListedLine } from './lines.js'

/** What each part of a cart costs in the end. */
export type ChargedCart = Pick<PricedCart, 'lines' | 'shipping' | 'taxes'>

/** What discounts have left. */
export interface Left {
  readonly linesMinor: ReadonlyMap<string, number>
  readonly shippingMinor: number | null
}

/** Taxes what is left of the lines and of shipping. The lines are answered in the order of the facts. */
export function chargedCart(
  facts: CartFacts,
  listed: readonly ListedLine[],
  option: DeliveryOption | null,
  left: Left,
): ChargedCart {
  const { policy, place, rates } = facts.tax
  const leftOf = ({ key }: { readonly key: string }) => left.linesMinor.get(key) ?? 0
  const taxables = listed.map((line) => ({
    key: line.key,
    amountMinor: leftOf(line),
    quantity: line.quantity,
    taxCategory: line.facts.taxCategory,
  }))
  const delivered = option && {
    key: 'shipping',
    amountMinor: left.shippingMinor ?? 0,
    quantity: 1,
    taxCategory: option.method.taxCategory,
  }
  const held: ReadonlyMap<string, TaxRate> = place ? ratesAt(rates, place, facts.at) : new Map()
  const { amounts, lines: taxes } = taxed(delivered ? [...taxables, delivered] : taxables, held, policy)

  const lines = new Map<string, PricedLine>()
  for (const [index, line] of listed.entries()) {
    const amount = amounts[index]
    if (amount) lines.set(line.key, pricedLine(line, amount))
  }
  const shipped = amounts[listed.length]
  return {
    lines: facts.lines.flatMap(({ key }) => lines.get(key) ?? []),
    shipping: option && shipped ? pricedShipping(option, shipped) : null,
    taxes,
  }
}

const pricedLine = (line: ListedLine, taxed: TaxedAmount): PricedLine => ({
  key: line.key,
  quantity: line.quantity,
  unitPriceMinor: line.unitPriceMinor,
  compareAtUnitPriceMinor: line.price.compareAtMinor,
  priceSteps: line.price.steps,
  cost: lineCost(line.subtotalMinor, taxed),
  taxRate: taxed.rate,
  taxIncluded: taxed.isIncluded,
})

const pricedShipping = (option: DeliveryOption, taxed: TaxedAmount): PricedShipping => ({
  option,
  cost: lineCost(option.priceMinor, taxed),
  taxRate: taxed.rate,
  taxIncluded: taxed.isIncluded,
})

function lineCost(subtotalMinor: number, taxed: TaxedAmount): LineCost {
  const { isIncluded, netMinor, taxMinor, grossMinor } = taxed
  const discountMinor = subtotalMinor - (isIncluded ? grossMinor : netMinor)
  return { subtotalMinor, discountMinor, netMinor, taxMinor, totalMinor: grossMinor }
}
