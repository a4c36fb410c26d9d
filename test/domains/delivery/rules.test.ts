import { describe, expect, test } from 'vitest'
import type { DeliverableLine, Shipment, ShippingMethod } from '../../../src/domains/delivery/index.js'
import { deliveryOptions } from '../../../src/domains/delivery/rules/index.js'
import { areaOf, flat, germany, method } from '../../support/cart-facts.js'

const line = (given: Partial<DeliverableLine> = {}): DeliverableLine => ({
  quantity: 1,
  requiresShipping: true,
  weightGrams: 0,
  shippingCategory: null,
  ...given,
})
const shipment = (given: Partial<Shipment> = {}): Shipment => ({
  currency: 'EUR',
  place: germany,
  subtotalMinor: 1000,
  lines: [line()],
  ...given,
})
/** The prices of what can be had, and why the rest cannot. */
function offered(methods: ShippingMethod[], given: Partial<Shipment> = {}) {
  const { options, unavailable } = deliveryOptions(methods, shipment(given))
  return Object.fromEntries([
    ...options.map(({ method, priceMinor }) => [method.handle, priceMinor]),
    ...unavailable.map(({ method, obstacle }) => [method.handle, obstacle]),
  ])
}
const weighing = (...grams: number[]) => ({ lines: grams.map((weightGrams) => line({ weightGrams })) })

describe('a way of delivery', () => {
  test('costs its fee, and what each unit that is delivered costs on top', () => {
    const lines = [
      line({ quantity: 2 }),
      line({ quantity: 3 }),
      line({ quantity: 9, requiresShipping: false }),
    ]
    expect(offered([method('post', { rates: [flat(500, { perUnitMinor: 30 })] })], { lines })).toEqual({
      post: 650,
    })
  })

  test('serves the areas that it names, and every place when it names none', () => {
    const methods = [
      method('alps', { areas: [areaOf('AT'), areaOf('CH')] }),
      method('bavaria', { areas: [areaOf('DE', { provinceCode: 'BY' })] }),
      method('world'),
    ]
    expect(offered(methods, { place: { country: 'CH', provinceCode: null, postalCode: null } })).toEqual({
      alps: 500,
      bavaria: 'AREA_NOT_SERVED',
      world: 500,
    })
    expect(offered(methods, { place: { ...germany, provinceCode: 'BY' } })).toMatchObject({ bavaria: 500 })
    expect(offered(methods, { place: null })).toEqual({
      alps: 'AREA_NOT_SERVED',
      bavaria: 'AREA_NOT_SERVED',
      world: 500,
    })
  })

  test('costs what the band of the weight says, both ends included', () => {
    const post = method('post', {
      rates: [flat(400, { maxWeightGrams: 1000 }), flat(900, { minWeightGrams: 1000, maxWeightGrams: 5000 })],
    })
    expect([0, 1000, 1001, 5000].map((grams) => offered([post], weighing(grams)).post)).toEqual([
      400, 400, 900, 900,
    ])
    expect(offered([post], weighing(2000, 3001))).toEqual({ post: 'WEIGHT_OR_SUBTOTAL_OUT_OF_RANGE' })
  })

  test('weighs what is delivered and nothing else', () => {
    const light = method('light', { rates: [flat(400, { maxWeightGrams: 100 })] })
    const lines = [
      line({ quantity: 2, weightGrams: 50 }),
      line({ weightGrams: 999, requiresShipping: false }),
    ]
    expect(offered([light], { lines })).toEqual({ light: 400 })
    expect(offered([light], { lines: [line({ quantity: 3, weightGrams: 50 })] })).toEqual({
      light: 'WEIGHT_OR_SUBTOTAL_OUT_OF_RANGE',
    })
  })

  test('costs what the band of the subtotal says', () => {
    const post = method('post', {
      rates: [flat(900, { maxSubtotalMinor: 4999 }), flat(300, { minSubtotalMinor: 5000 })],
    })
    expect([4999, 5000].map((subtotalMinor) => offered([post], { subtotalMinor }).post)).toEqual([900, 300])
  })

  test('is free from a subtotal on, by currency', () => {
    const post = method('post', {
      rates: [flat(500), flat(600, { currency: 'CHF' })],
      freeFromMinor: { EUR: 5000 },
    })
    expect([4999, 5000].map((subtotalMinor) => offered([post], { subtotalMinor }).post)).toEqual([500, 0])
    expect(offered([post], { subtotalMinor: 9999, currency: 'CHF' })).toEqual({ post: 600 })
    expect(deliveryOptions([post], shipment({ subtotalMinor: 5000 })).options).toMatchObject([
      { isFreeBySubtotal: true },
    ])
  })

  test('is not offered in a currency that it has no price in', () => {
    expect(offered([method('post')], { currency: 'USD' })).toEqual({ post: 'CURRENCY_NOT_OFFERED' })
  })

  test('may ask what shipping categories the units are of', () => {
    const rule = (match: 'ANY' | 'ALL' | 'NONE') =>
      method(match, { categoryRule: { shippingCategory: 'large', match } })
    const methods = [rule('ANY'), rule('ALL'), rule('NONE')]
    const of = (...categories: (string | null)[]) =>
      offered(methods, { lines: categories.map((shippingCategory) => line({ shippingCategory })) })
    const not = 'CATEGORY_NOT_SERVED'
    expect(of('large', 'small')).toEqual({ ANY: 500, ALL: not, NONE: not })
    expect(of('large', 'large')).toEqual({ ANY: 500, ALL: 500, NONE: not })
    expect(of(null)).toEqual({ ANY: not, ALL: not, NONE: 500 })
  })

  test('is none where nothing has to be delivered', () => {
    expect(offered([method('post')], { lines: [line({ requiresShipping: false })] })).toEqual({})
    expect(offered([method('post')], { lines: [] })).toEqual({})
  })

  test('can be a pickup, with where that is', () => {
    const pickup = method('berlin', { kind: 'PICKUP', rates: [flat(0)], locationId: 4 })
    expect(deliveryOptions([pickup], shipment()).options).toMatchObject([
      { priceMinor: 0, method: { kind: 'PICKUP', locationId: 4 } },
    ])
  })
})
