import { describe, expect, test } from 'vitest'
import { mostCartMinor, mostUnits, priceCart } from '../../../src/domains/cart/index.js'
import {
  at,
  byCode,
  discount,
  facts,
  flat,
  giftCard,
  line,
  method,
  post,
  priced,
  rate,
  tenPercent,
} from '../../support/cart-facts.js'

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
      taxIsEstimated: false,
      roundingMinor: 0,
      totalMinor: 2697,
      tenderedMinor: 1000,
      dueMinor: 1697,
    })
  })

  test('tells what became of its codes', () => {
    expect(cart.codes).toEqual([
      {
        kind: 'DISCOUNT',
        code: 'SAVE10',
        lastCharacters: 'VE10',
        isApplicable: true,
        obstacle: null,
        amountMinor: 300,
        minimumSubtotalMinor: null,
      },
      {
        kind: 'GIFT_CARD',
        code: null,
        lastCharacters: 'WXYZ',
        isApplicable: true,
        obstacle: null,
        amountMinor: 1000,
        minimumSubtotalMinor: null,
      },
    ])
  })
})

describe('shipping', () => {
  test('has no price until a way of delivery is chosen that can be had', () => {
    const lines = [line('a', 1, 1000)]
    for (const chosenHandle of [null, 'pigeon']) {
      const cart = priced({ lines, delivery: { ...post, chosenHandle } })
      expect([cart.shipping, cart.cost.shippingMinor, cart.cost.totalMinor]).toEqual([null, null, 1000])
      expect(cart.deliveryOptions.map(({ priceMinor }) => priceMinor)).toEqual([500])
    }
  })

  test('is taxed as its category is', () => {
    const { shipping, cost } = priced({ lines: [line('a', 1, 1000, { taxCategory: null })], delivery: post })
    expect(shipping?.cost).toEqual({
      subtotalMinor: 500,
      discountMinor: 0,
      netMinor: 420,
      taxMinor: 80,
      totalMinor: 500,
    })
    expect([cost.taxMinor, cost.totalMinor]).toEqual([80, 1500])
  })

  test('is free from a subtotal on that is counted after discounts', () => {
    const methods = [method('post', { freeFromMinor: { EUR: 1000 } })]
    const delivery = { ...post, methods }
    const lines = [line('a', 1, 1000)]
    expect(priced({ lines, delivery }).cost.shippingMinor).toBe(0)
    expect(priced({ lines, delivery, discounts: [discount(tenPercent)] }).cost.shippingMinor).toBe(500)
  })

  test('falls by a discount on it, which its tax follows', () => {
    const discounts = [byCode('SHIP', { kind: 'FREE_SHIPPING' })]
    const { cost, shipping } = priced({ lines: [line('a', 1, 1000)], delivery: post, discounts })
    expect([cost.shippingMinor, cost.discountMinor, cost.totalMinor]).toEqual([500, 500, 1000])
    expect(shipping?.cost.taxMinor).toBe(0)
  })
})

describe('tax', () => {
  const net = {
    policy: { pricesIncludeTax: false, rounding: 'LINE' },
    rates: [rate(190_000)],
    place: post.place,
    isEstimated: false,
  } as const

  test('that is added is part of the total, and of each line that it is taken of', () => {
    const { cost, lines } = priced({ lines: [line('a', 2, 1000)], tax: net })
    expect(cost).toMatchObject({ subtotalMinor: 2000, taxMinor: 380, addedTaxMinor: 380, totalMinor: 2380 })
    expect(cost.taxIncluded).toBe(false)
    expect(lines[0]?.cost).toMatchObject({ netMinor: 2000, taxMinor: 380, totalMinor: 2380 })
  })

  test('is none where no place is known', () => {
    expect(
      priced({ lines: [line('a', 2, 1000)], tax: { ...net, place: null, isEstimated: true } }).cost,
    ).toMatchObject({
      taxMinor: 0,
      totalMinor: 2000,
      taxIncluded: false,
      taxIsEstimated: true,
    })
  })
})

describe('the total', () => {
  test('is rounded to the smallest coin, ties up, and tells by how much', () => {
    const totals = [1002, 1003, 997].map((amount) => {
      const { cost } = priced({ currency: 'EUR', lines: [line('a', 1, amount)], roundTotalToMinor: 5 })
      return [cost.totalMinor, cost.roundingMinor]
    })
    expect(totals).toEqual([
      [1000, -2],
      [1005, 2],
      [995, -2],
    ])
    expect(priced({ lines: [line('a', 1, 5)], roundTotalToMinor: 10 }).cost.totalMinor).toBe(10)
  })

  test.each([
    ['JPY', 300, 33, 267],
    ['EUR', 300, 33, 267],
    ['KWD', 300, 33, 267],
  ])('in %s is of whole minor units', (currency, subtotalMinor, discountMinor, totalMinor) => {
    const discounts = [discount({ kind: 'PERCENT', on: 'CART', rateMillionths: 110_000 })]
    const { cost } = priced({ currency, lines: [line('a', 3, 100)], discounts })
    expect(cost).toMatchObject({ subtotalMinor, discountMinor, totalMinor })
  })
})

describe('gift cards and store credit', () => {
  const lines = [line('a', 1, 1000)]

  test('pay one after the other, no more than is due, and leave the tax as it is', () => {
    const tenders = [giftCard(700), giftCard(0), giftCard(900, { kind: 'STORE_CREDIT' }), giftCard(5)]
    const cart = priced({ lines, tenders })
    expect(cart.tenders.map(({ amountMinor }) => amountMinor)).toEqual([700, 0, 300, 0])
    expect(cart.cost).toMatchObject({ discountMinor: 0, taxMinor: 160, totalMinor: 1000, dueMinor: 0 })
  })

  test.each([
    ['in another currency', 'CURRENCY_NOT_OFFERED', { currency: 'USD' }],
    ['that is over', 'EXPIRED', { endsAt: at }],
    ['with nothing on it', 'GIFT_CARD_EMPTY', { balanceMinor: 0 }],
  ] as const)('%s pays nothing, and the code says why', (_which, obstacle, given) => {
    const { codes, cost } = priced({ lines, tenders: [giftCard(500, given)] })
    expect(codes).toMatchObject([{ kind: 'GIFT_CARD', isApplicable: false, obstacle, amountMinor: 0 }])
    expect(cost.dueMinor).toBe(1000)
  })
})

describe('what cannot be priced', () => {
  const problems = (given: Parameters<typeof facts>[0]) => {
    const result = priceCart(facts(given))
    return result.ok ? [] : result.errors.map(({ code, field }) => [code, field?.join('.')])
  }

  test('is a line without a price, or without a quantity: all of them are named', () => {
    const lines = [
      line('a', 1, 1, { offers: [] }),
      line('b', 0, 1),
      line('c', 1.5, 1),
      line('d', mostUnits + 1, 1),
    ]
    expect(problems({ lines })).toEqual([
      ['CURRENCY_NOT_SOLD', 'lines.a'],
      ['OUT_OF_RANGE', 'lines.b.quantity'],
      ['OUT_OF_RANGE', 'lines.c.quantity'],
      ['OUT_OF_RANGE', 'lines.d.quantity'],
    ])
  })

  test('is what comes to more than can be counted exactly', () => {
    const dear = 999_999_999_999
    expect(problems({ lines: [line('a', mostUnits, dear)] })).toEqual([['LIMIT_EXCEEDED', 'lines']])
    expect(problems({ lines: [line('a', 600, dear), line('b', 600, dear)] })).toEqual([
      ['LIMIT_EXCEEDED', 'lines'],
    ])
    const methods = [method('post', { rates: [flat(0, { perUnitMinor: dear })] })]
    expect(problems({ lines: [line('a', mostUnits, 0)], delivery: { ...post, methods } })).toEqual([
      ['LIMIT_EXCEEDED', 'delivery.post'],
    ])
  })

  test('is not yet the dearest cart, which stays exact with tax at 100 % on top', () => {
    const { cost } = priced({
      lines: [line('a', 1, mostCartMinor)],
      delivery: { ...post, methods: [method('post', { rates: [flat(mostCartMinor)] })] },
      tax: {
        policy: { pricesIncludeTax: false, rounding: 'UNIT' },
        rates: [rate(1_000_000)],
        place: post.place,
        isEstimated: false,
      },
    })
    expect([cost.totalMinor, Number.isSafeInteger(cost.totalMinor)]).toEqual([4 * mostCartMinor, true])
  })
})
