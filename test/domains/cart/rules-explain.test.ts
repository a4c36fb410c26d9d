import { describe, expect, test } from 'vitest'
import { explainCart } from '../../../src/domains/cart/index.js'
import {
  anyLine,
  at,
  byCode,
  discount,
  giftCard,
  line,
  noConditions,
  offer,
  post,
  priced,
  tenPercent,
} from '../../support/cart-facts.js'

describe('an explanation', () => {
  test('tells every step with its reason and amount', () => {
    const cart = priced({
      priceGroup: 'trade',
      lines: [
        line('a', 10, 1000, {
          offers: [
            offer(1000),
            offer(950, { startsAt: at }),
            offer(900, { priceGroup: 'trade' }),
            offer(850, { minQuantity: 10 }),
          ],
        }),
        line('b', 1, 499, { taxCategory: null }),
      ],
      discounts: [
        discount(tenPercent, {
          name: 'For the delay',
          source: 'STAFF',
          lines: { ...anyLine, lineKeys: ['a'] },
        }),
        byCode('BIG', tenPercent, {
          conditions: { ...noConditions, minimumSubtotalMinor: { EUR: 100_000 } },
        }),
        discount({ kind: 'PERCENT', on: 'SHIPPING', rateMillionths: 500_000 }, { name: 'Half the way' }),
      ],
      delivery: post,
      roundTotalToMinor: 5,
      tenders: [giftCard(1000), giftCard(0, { kind: 'STORE_CREDIT' })],
    })
    const steps = explainCart(cart).map(({ kind, lineKey, reason, amountMinor }) => [
      kind,
      lineKey,
      amountMinor,
      reason,
    ])
    expect(steps).toEqual([
      ['LIST_PRICE', 'a', 10_000, '10 × 10.00 EUR, the list price'],
      ['SCHEDULED_PRICE', 'a', -500, '10 × 9.50 EUR, the price at this time'],
      ['GROUP_PRICE', 'a', -500, "10 × 9.00 EUR, the price of the customer's group"],
      ['QUANTITY_PRICE', 'a', -500, '10 × 8.50 EUR, the price at this quantity'],
      ['LIST_PRICE', 'b', 499, '1 × 4.99 EUR, the list price'],
      ['DISCOUNT', 'a', -850, '"For the delay" takes 8.50 EUR off'],
      [
        'DISCOUNT',
        null,
        0,
        '"Code BIG" by code BIG takes nothing off: the lines come to less than the minimum of 1000.00 EUR',
      ],
      ['SHIPPING', null, 500, '"POST", 5.00 EUR'],
      ['DISCOUNT', null, -250, '"Half the way" takes 2.50 EUR off shipping'],
      ['TAX', null, 0, '"VAT", 19 % of 66.39 EUR net: 12.61 EUR, included in prices'],
      ['ROUNDING', null, 1, 'the total is rounded to 84.00 EUR'],
      ['TENDER', null, -1000, 'gift card …WXYZ pays 10.00 EUR'],
      ['TENDER', null, 0, 'store credit pays nothing: nothing is left on it'],
    ])
  })

  test('names a discount that found nothing left to take off', () => {
    const all = discount({ kind: 'PERCENT', on: 'CART', rateMillionths: 1_000_000 }, { name: 'All' })
    const cart = priced({ lines: [line('a', 1, 100)], discounts: [all, { ...all, name: 'More' }] })
    expect(explainCart(cart).map(({ reason }) => reason)).toContain(
      '"More" takes nothing off: nothing is left to take it off from',
    )
  })
})
