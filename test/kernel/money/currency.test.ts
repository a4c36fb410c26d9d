import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { exponentOf, isCurrency } from '../../../src/kernel/money/index.js'
import { currenciesByExponent } from '../../../src/kernel/money/iso-4217.js'
import { describeWithData } from '../../support/shared-data.js'

describe('currencies', () => {
  test.each([
    ['EUR', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['CLF', 4],
  ])('%s has %i places', (currency, exponent) => {
    expect(isCurrency(currency)).toBe(true)
    expect(exponentOf(currency)).toBe(exponent)
  })

  test.each(['eur', 'EURO', '', 'XAU', 'XXX', 'BTC', 'constructor', '__proto__'])('%j is none', (code) => {
    expect(isCurrency(code)).toBe(false)
    expect(() => exponentOf(code)).toThrow('ISO 4217')
  })
})

describeWithData('money/iso4217-minor-units.csv', 'the table of currencies', (path) => {
  const rows = readFileSync(path, 'utf8').trim().split(/\r?\n/).slice(1)
  const published = rows.map((row) => row.split(',') as [string, string, string])

  test('is the published one, less the codes without a minor unit', () => {
    const expected = published
      .filter(([, , units]) => units !== 'N.A.')
      .map(([code, , units]) => `${code} ${units}`)
    const ours = Object.entries(currenciesByExponent).flatMap(([units, codes]) =>
      codes.map((c) => `${c} ${units}`),
    )
    expect(ours.sort()).toEqual(expected.sort())
    expect(ours.length).toBeGreaterThan(150)
  })

  test('refuses the codes without a minor unit', () => {
    const without = published.filter(([, , units]) => units === 'N.A.').map(([code]) => code)
    expect(without).toContain('XAU')
    expect(without.filter(isCurrency)).toEqual([])
  })
})
