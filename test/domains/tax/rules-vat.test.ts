import { expect, test } from 'vitest'
import { ratesAt } from '../../../src/domains/tax/rules/index.js'
import { describeWithData } from '../../support/shared-data.js'
import { readVat, startOf, taxRatesOf } from './vat-rates.js'

describeWithData('money/vat-rates.json', 'the VAT of 28 countries', (path) => {
  const data = readVat(path)
  const rates = taxRatesOf(data)
  const percents = (country: string, day: string, postalCode: string | null = null) => {
    const held = ratesAt(rates, { country, provinceCode: null, postalCode }, new Date(`${day}T12:00:00Z`))
    return Object.fromEntries(
      [...held].map(([category, { rateMillionths }]) => [category, rateMillionths / 10_000]),
    )
  }

  test('is that of the period on its first day and its last, in every country and category', () => {
    for (const [country, periods] of Object.entries(data.items))
      for (const [index, period] of periods.entries()) {
        const first = startOf(period)?.toISOString().slice(0, 10) ?? '1999-01-01'
        expect(percents(country, first), `${country} on ${first}`).toEqual(period.rates)
        const next = periods[index - 1]
        const end = next ? new Date((startOf(next)?.getTime() ?? 0) - 1) : new Date('2040-01-01')
        const last = end.toISOString().slice(0, 10)
        expect(percents(country, last), `${country} on ${last}`).toEqual(period.rates)
      }
  })

  test.each([
    ['DE', '2020-06-30', 19],
    ['DE', '2020-07-01', 16],
    ['DE', '2020-12-31', 16],
    ['DE', '2021-01-01', 19],
    ['FI', '2024-09-01', 25.5],
    ['RO', '2025-07-31', 19],
    ['RO', '2025-08-01', 21],
  ])('%s on %s is %f %% at the standard rate', (country, day, standard) => {
    expect(percents(country, day).standard).toBe(standard)
  })

  test.each([
    ['ES', '35001', 0],
    ['ES', '28001', 21],
    ['ES', '51005', 0],
    ['ES', '51006', 21],
    ['ES', '51081', 0],
    ['FR', '97110', 8.5],
    ['FR', '97300', 0],
    ['FR', '75001', 20],
    ['DE', '27498', 0],
    ['PT', '9000-123', 22],
    ['PT', '9500-321', 18],
    ['PT', '1100-148', 23],
    ['AT', '6691', 19],
    ['AT', '6992', 19],
    ['AT', '6990', 20],
    ['IT', '22061', 0],
    ['GR', '63086', 0],
  ])('%s %s is at %f %%', (country, postalCode, standard) => {
    expect(percents(country, '2026-01-01', postalCode).standard).toBe(standard)
  })

  test('of an exception is never above it at another rate', () => {
    expect(percents('ES', '2026-01-01', '38001')).toEqual({ super_reduced: 0, reduced: 0, standard: 0 })
  })
})
