import { describe, expect, test } from 'vitest'
import { explainCart, type Tender } from '../../../src/domains/cart/index.js'
import { byCode, line, priced } from '../../support/cart-facts.js'

const giftCard = (balanceMinor: number, given: Partial<Tender> = {}): Tender => ({
  kind: 'GIFT_CARD',
  id: 'g',
  currency: 'EUR',
  balanceMinor,
  lastCharacters: 'WXYZ',
  endsAt: null,
  ...given,
})
const tenPercent = { kind: 'PERCENT', on: 'CART', rateMillionths: 100_000 } as const

describe('a cart of the first day', () => {
  const cart = priced({
    lines: [line('a', 3, 999)],
    discounts: [byCode('SAVE10', tenPercent)],
    tenders: [giftCard(1000)],
  })

  test('comes to 26.97 with 4.31 tax in it, of which a gift card leaves 16.97', () => {
    expect(cart.cost).toEqual({
      subtotalMinor: 2997,
      discountMinor: 300,
      shippingMinor: null,
      taxMinor: 431,
      addedTaxMinor: 0,
      taxIncluded: true,
      roundingMinor: 0,
      totalMinor: 2697,
      tenderedMinor: 1000,
      dueMinor: 1697,
    })
  })

  test('can be explained', () => {
    expect(explainCart(cart).map(({ reason, amountMinor }) => [reason, amountMinor])).toEqual([
      ['3 × 9.99 EUR, the list price', 2997],
      ['"Code SAVE10" by code SAVE10 takes 3.00 EUR off', -300],
      ['"VAT", 19 % of 22.66 EUR net: 4.31 EUR, included in prices', 0],
      ['gift card …WXYZ pays 10.00 EUR', -1000],
    ])
  })
})
