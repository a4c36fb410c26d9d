import { allocate, portion } from '../../../kernel/money/index.js'
import type { Taxable, TaxedAmount, TaxLine, TaxPolicy, TaxRate, TaxRounding } from '../types.js'

export interface Taxed {
  /** In the order of what was to be taxed. */
  readonly amounts: readonly TaxedAmount[]
  /** The highest rate first. */
  readonly lines: readonly TaxLine[]
}

/**
 * Taxes each amount at the rate of its category. Where prices include the tax they stay what they are at every rate, and
 * the tax is the part of it in them; else it is added.
 */
export function taxed(
  taxables: readonly Taxable[],
  rates: ReadonlyMap<string, TaxRate>,
  policy: TaxPolicy,
): Taxed {
  const byRate = new Map<TaxRate, Taxable[]>()
  for (const taxable of taxables) {
    const rate = taxable.taxCategory === null ? undefined : rates.get(taxable.taxCategory)
    const same = rate && byRate.get(rate)
    if (same) same.push(taxable)
    else if (rate) byRate.set(rate, [taxable])
  }
  const amounts = new Map<Taxable, TaxedAmount>()
  const lines = [...byRate].sort(byRateDown).map(([rate, same]): TaxLine => {
    const isIncluded = rate.includedInPrice ?? policy.pricesIncludeTax
    const taxes = taxesOf(same, rate, isIncluded, policy.rounding)
    let taxableMinor = 0
    let taxMinor = 0
    for (const [index, taxable] of same.entries()) {
      const amount = taxedAmount(taxable, rate, isIncluded, taxes[index] ?? 0)
      amounts.set(taxable, amount)
      taxableMinor += amount.netMinor
      taxMinor += amount.taxMinor
    }
    return { rate, isIncluded, taxableMinor, taxMinor }
  })
  return { amounts: taxables.map((taxable) => amounts.get(taxable) ?? untaxed(taxable, policy)), lines }
}

function taxesOf(
  taxables: readonly Taxable[],
  rate: TaxRate,
  isIncluded: boolean,
  rounding: TaxRounding,
): readonly number[] {
  const { rateMillionths } = rate
  const whole = isIncluded ? 1_000_000 + rateMillionths : 1_000_000
  const taxOf = (amountMinor: number) => portion(amountMinor, rateMillionths, whole)
  switch (rounding) {
    case 'UNIT':
      return taxables.map((taxable) => overUnits(taxable, taxOf))
    case 'LINE':
      return taxables.map(({ amountMinor }) => taxOf(amountMinor))
    case 'TOTAL': {
      const amounts = taxables.map(({ amountMinor }) => amountMinor)
      const sumMinor = amounts.reduce((sum, each) => sum + each, 0)
      return sumMinor === 0 ? amounts : allocate(taxOf(sumMinor), amounts)
    }
  }
}

/** An amount that does not divide by the quantity makes some of the units one minor unit dearer. */
function overUnits({ amountMinor, quantity }: Taxable, taxOf: (unitMinor: number) => number): number {
  const dearer = amountMinor % quantity
  const unitMinor = (amountMinor - dearer) / quantity
  return dearer * taxOf(unitMinor + 1) + (quantity - dearer) * taxOf(unitMinor)
}

function taxedAmount(taxable: Taxable, rate: TaxRate, isIncluded: boolean, taxMinor: number): TaxedAmount {
  const { key, amountMinor } = taxable
  return isIncluded
    ? { key, rate, isIncluded, netMinor: amountMinor - taxMinor, taxMinor, grossMinor: amountMinor }
    : { key, rate, isIncluded, netMinor: amountMinor, taxMinor, grossMinor: amountMinor + taxMinor }
}

const untaxed = ({ key, amountMinor }: Taxable, policy: TaxPolicy): TaxedAmount => ({
  key,
  rate: null,
  isIncluded: policy.pricesIncludeTax,
  netMinor: amountMinor,
  taxMinor: 0,
  grossMinor: amountMinor,
})

const byRateDown = ([a]: [TaxRate, unknown], [b]: [TaxRate, unknown]) =>
  b.rateMillionths - a.rateMillionths || (a.handle < b.handle ? -1 : 1)
