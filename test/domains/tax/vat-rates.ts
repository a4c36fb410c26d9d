import { readFileSync } from 'node:fs'
import type { TaxRate } from '../../../src/domains/tax/index.js'
import type { Area, PostalCodes } from '../../../src/kernel/place.js'
import { areaOf } from '../../support/cart-facts.js'

/** The VAT of countries, the latest period first: `../shared/data/money/vat-rates.json`. */
export interface VatData {
  readonly items: Readonly<Record<string, readonly VatPeriod[]>>
}
export interface VatPeriod {
  readonly effective_from: string
  readonly rates: Readonly<Record<string, number>>
  readonly exceptions?: readonly {
    readonly name: string
    readonly postcode: string
    readonly standard: number
  }[]
}

export const readVat = (path: string): VatData => JSON.parse(readFileSync(path, 'utf8'))

/** When a period begins, at midnight UTC; null for the first one. */
export const startOf = ({ effective_from }: VatPeriod): Date | null =>
  effective_from === '0000-01-01' ? null : new Date(`${effective_from}T00:00:00Z`)

/**
 * Each rate of each period as a tax rate of the category that its name tells. In an exception the standard rate is told and
 * no other, so of the others no more is taken than that.
 */
export const taxRatesOf = (data: VatData): TaxRate[] =>
  Object.entries(data.items).flatMap(([country, periods]) => {
    const byStart = periods.toSorted((a, b) => a.effective_from.localeCompare(b.effective_from))
    return byStart.flatMap((period, index) => ratesOf(country, period, byStart[index + 1]))
  })

function ratesOf(country: string, period: VatPeriod, next: VatPeriod | undefined): TaxRate[] {
  const times = { startsAt: startOf(period), endsAt: next ? startOf(next) : null }
  const rateOf = (taxCategory: string, percent: number, name: string, area: Area): TaxRate => ({
    handle: `${name}-${taxCategory}-${period.effective_from}`,
    name: `VAT ${name}`,
    rateMillionths: Math.round(percent * 10_000),
    taxCategory,
    area,
    ...times,
    includedInPrice: null,
  })
  return Object.entries(period.rates).flatMap(([taxCategory, percent]) => [
    rateOf(taxCategory, percent, country, areaOf(country)),
    ...(period.exceptions ?? []).map(({ name, postcode, standard }) => {
      const area = areaOf(country, { postalCodes: postalCodesOf(postcode) })
      return rateOf(
        taxCategory,
        taxCategory === 'standard' ? standard : Math.min(standard, percent),
        name,
        area,
      )
    }),
  ])
}

/** `(35\d{3}|5100[1-5])`: the alternatives by how they begin. */
function postalCodesOf(pattern: string): PostalCodes[] {
  return pattern
    .replaceAll(/[()]/g, '')
    .split('|')
    .map((each) => {
      const [, start = '', letters = ''] = /^(\d+)(?:\[([\d-]+)\])?(?:\\d\{\d,?\})?$/.exec(each) ?? []
      if (!start) throw new Error(`The postal codes ${each} are written in a way that nobody reads yet.`)
      return { from: start + letters.slice(0, 1), to: start + letters.slice(-1) }
    })
}
