import { describe, expect, test } from 'vitest'
import { type Buyer, unitPrice } from '../../../src/domains/pricing/rules/unit-price.js'
import type { PriceOffer } from '../../../src/domains/pricing/types.js'
import { at, offer } from '../../support/cart-facts.js'

const hour = (hours: number) => new Date(at.getTime() + hours * 3_600_000)
const paid = (offers: PriceOffer[], buyer: Partial<Buyer> = {}) =>
  unitPrice(offers, { priceGroup: '', quantity: 1, at, ...buyer })
const amount = (offers: PriceOffer[], buyer: Partial<Buyer> = {}) => paid(offers, buyer)?.amountMinor

describe('the price of one', () => {
  test('is the list price for everybody', () => {
    expect(paid([offer(1000, { compareAtMinor: 1200 })])).toEqual({
      amountMinor: 1000,
      compareAtMinor: 1200,
      steps: [{ reason: 'LIST', amountMinor: 1000 }],
    })
  })

  test('is nothing where there is no price', () => {
    expect(paid([])).toBeNull()
    expect(paid([offer(1000, { startsAt: hour(1) })])).toBeNull()
    expect(paid([offer(1000, { priceGroup: 'trade' })])).toBeNull()
  })

  test('is lower for a customer of a group, and never higher', () => {
    const offers = [offer(1000), offer(900, { priceGroup: 'trade' }), offer(1100, { priceGroup: 'vip' })]
    expect(amount(offers, { priceGroup: 'trade' })).toBe(900)
    expect(amount(offers, { priceGroup: 'vip' })).toBe(1000)
    expect(amount(offers)).toBe(1000)
  })

  test('falls with the quantity, to the tier that the line has reached', () => {
    const offers = [offer(1000), offer(900, { minQuantity: 10 }), offer(800, { minQuantity: 50 })]
    expect([1, 9, 10, 49, 50].map((quantity) => amount(offers, { quantity }))).toEqual([
      1000, 1000, 900, 900, 800,
    ])
  })

  test('tells each price that undercut the one before', () => {
    const offers = [
      offer(1000),
      offer(950, { startsAt: hour(-1) }),
      offer(900, { priceGroup: 'trade' }),
      offer(850, { minQuantity: 10 }),
      offer(990, { minQuantity: 5 }),
    ]
    expect(paid(offers, { priceGroup: 'trade', quantity: 12 })?.steps).toEqual([
      { reason: 'LIST', amountMinor: 1000 },
      { reason: 'SCHEDULED', amountMinor: 950 },
      { reason: 'GROUP', amountMinor: 900 },
      { reason: 'QUANTITY', amountMinor: 850 },
    ])
  })

  test('is chosen by the instant: from the start on, until just before the end', () => {
    const offers = [offer(1000), offer(700, { startsAt: hour(0), endsAt: hour(2), compareAtMinor: 1000 })]
    expect(amount(offers, { at: new Date(at.getTime() - 1) })).toBe(1000)
    expect(amount(offers, { at: hour(0) })).toBe(700)
    expect(amount(offers, { at: new Date(hour(2).getTime() - 1) })).toBe(700)
    expect(amount(offers, { at: hour(2) })).toBe(1000)
  })

  test('rises when a scheduled price is higher, for it takes over from the one before', () => {
    expect(amount([offer(1000), offer(1200, { startsAt: hour(-1) })])).toBe(1200)
  })

  test('is that of the latest start, and of two that started together the one that ends sooner', () => {
    const started = (hours: number, minor: number, ends: number | null = null) =>
      offer(minor, { startsAt: hour(hours), endsAt: ends === null ? null : hour(ends) })
    expect(amount([offer(1000), started(-5, 600), started(-2, 800)])).toBe(800)
    expect(amount([started(-2, 800), started(-2, 900, 1), started(-5, 600)])).toBe(900)
    expect(amount([offer(1000), offer(1300, { endsAt: hour(1) })])).toBe(1300)
  })

  test('keeps the former price of everybody to strike through where a special one has none', () => {
    const offers = [offer(1000, { compareAtMinor: 1500 }), offer(900, { minQuantity: 2 })]
    expect(paid(offers, { quantity: 2 })?.compareAtMinor).toBe(1500)
  })
})
