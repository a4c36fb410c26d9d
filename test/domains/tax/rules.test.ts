import { describe, expect, test } from 'vitest'
import type { Taxable, TaxRate, TaxRounding } from '../../../src/domains/tax/index.js'
import { ratesAt, taxed } from '../../../src/domains/tax/rules/index.js'
import type { Place } from '../../../src/kernel/place.js'
import { areaOf, at, germany, rate } from '../../support/cart-facts.js'

const before = new Date(at.getTime() - 1)
const after = new Date(at.getTime() + 1)

describe('the rate', () => {
  const held = (rates: TaxRate[], place: Partial<Place> = {}, when = at) =>
    ratesAt(rates, { ...germany, ...place }, when).get('standard')?.handle

  test('is that of the country and the category', () => {
    const rates = [
      rate(1, { handle: 'at', area: areaOf('AT') }),
      rate(2, { handle: 'de' }),
      rate(3, { handle: 'low', taxCategory: 'reduced' }),
    ]
    expect(held(rates)).toBe('de')
    expect(held(rates, { country: 'AT' })).toBe('at')
    expect(held(rates, { country: 'FR' })).toBeUndefined()
    expect(ratesAt(rates, germany, at).get('reduced')?.handle).toBe('low')
  })

  test('of the smallest area holds, whatever their order', () => {
    const rates = [
      rate(1, { handle: 'world', area: areaOf(null) }),
      rate(2, { handle: 'country' }),
      rate(3, { handle: 'province', area: areaOf('DE', { provinceCode: 'SH' }) }),
      rate(4, { handle: 'island', area: areaOf('DE', { postalCodes: [{ from: '27498', to: '27498' }] }) }),
    ]
    for (const list of [rates, rates.toReversed()]) {
      expect(held(list, { country: 'FR' })).toBe('world')
      expect(held(list)).toBe('country')
      expect(held(list, { provinceCode: 'SH' })).toBe('province')
      expect(held(list, { provinceCode: 'SH', postalCode: '27498' })).toBe('island')
    }
  })

  test('changes at an instant', () => {
    const rates = [rate(1, { handle: 'old', endsAt: at }), rate(2, { handle: 'new', startsAt: at })]
    expect(held(rates, {}, before)).toBe('old')
    expect(held(rates)).toBe('new')
    expect(held(rates, {}, after)).toBe('new')
  })

  test('of the latest start holds where several are valid', () => {
    const rates = [rate(1, { handle: 'old' }), rate(2, { handle: 'new', startsAt: before })]
    expect([held(rates), held(rates.toReversed())]).toEqual(['new', 'new'])
  })
})

describe('tax', () => {
  const nineteen = rate(190_000)
  const seven = rate(70_000, { taxCategory: 'reduced' })
  const rates = new Map([nineteen, seven].map((each) => [each.taxCategory, each]))
  const of = (amountMinor: number, given: Partial<Taxable> = {}): Taxable => ({
    key: 'a',
    amountMinor,
    quantity: 1,
    taxCategory: 'standard',
    ...given,
  })
  const taxes = (pricesIncludeTax: boolean, rounding: TaxRounding, taxables: Taxable[]) =>
    taxed(taxables, rates, { pricesIncludeTax, rounding })

  test('is part of a price that includes it', () => {
    expect(taxes(true, 'LINE', [of(2697)]).amounts).toEqual([
      { key: 'a', rate: nineteen, isIncluded: true, netMinor: 2266, taxMinor: 431, grossMinor: 2697 },
    ])
  })

  test('comes on top of a price that does not', () => {
    expect(taxes(false, 'LINE', [of(2697)]).amounts).toEqual([
      { key: 'a', rate: nineteen, isIncluded: false, netMinor: 2697, taxMinor: 512, grossMinor: 3209 },
    ])
  })

  test('is not taken of what has no category, or one without a rate here', () => {
    const { amounts, lines } = taxes(true, 'TOTAL', [
      of(100, { taxCategory: null }),
      of(100, { taxCategory: 'books' }),
    ])
    expect(amounts.map(({ netMinor, taxMinor, grossMinor }) => [netMinor, taxMinor, grossMinor])).toEqual([
      [100, 0, 100],
      [100, 0, 100],
    ])
    expect(lines).toEqual([])
  })

  test('is rounded for each unit, for each line, or once for all of a rate', () => {
    const lines = [of(1000, { quantity: 10 }), of(100), of(100, { key: 'b' })]
    const sums = (rounding: TaxRounding) =>
      taxes(true, rounding, lines).amounts.map(({ taxMinor }) => taxMinor)
    expect(sums('UNIT')).toEqual([160, 16, 16])
    expect(sums('LINE')).toEqual([160, 16, 16])
    expect(taxes(false, 'UNIT', [of(20, { quantity: 10 })]).amounts[0]?.taxMinor).toBe(0)
    expect(taxes(false, 'LINE', [of(20, { quantity: 10 })]).amounts[0]?.taxMinor).toBe(4)
    const cents = [of(2), of(2, { key: 'b' }), of(2, { key: 'c' })]
    expect(taxes(false, 'LINE', cents).lines[0]?.taxMinor).toBe(0)
    expect(taxes(false, 'TOTAL', cents).amounts.map(({ taxMinor }) => taxMinor)).toEqual([1, 0, 0])
  })

  test('of units that do not cost the same is that of each', () => {
    expect(taxes(false, 'UNIT', [of(8, { quantity: 3 })]).amounts[0]?.taxMinor).toBe(2)
  })

  test('is told by rate, the highest first, with the net amount that it is taken of', () => {
    const { lines } = taxes(true, 'LINE', [of(107, { taxCategory: 'reduced' }), of(119), of(238)])
    expect(lines).toEqual([
      { rate: nineteen, isIncluded: true, taxableMinor: 300, taxMinor: 57 },
      { rate: seven, isIncluded: true, taxableMinor: 100, taxMinor: 7 },
    ])
  })

  test('is included where the rate says so, whatever the prices of the channel are', () => {
    const included = rate(100_000, { includedInPrice: true })
    const { amounts } = taxed([of(110)], new Map([['standard', included]]), {
      pricesIncludeTax: false,
      rounding: 'LINE',
    })
    expect(amounts).toMatchObject([{ isIncluded: true, netMinor: 100, taxMinor: 10, grossMinor: 110 }])
  })
})
