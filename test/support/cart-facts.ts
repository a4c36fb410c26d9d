import { expect } from 'vitest'
import {
  type CartFacts,
  type CartLineFacts,
  type PricedCart,
  priceCart,
  type Tender,
} from '../../src/domains/cart/index.js'
import type { ShippingMethod, ShippingRate } from '../../src/domains/delivery/index.js'
import type { PriceOffer } from '../../src/domains/pricing/index.js'
import type { Discount, DiscountConditions, LineFilter } from '../../src/domains/promotions/index.js'
import type { TaxRate } from '../../src/domains/tax/index.js'
import type { Area, Place } from '../../src/kernel/place.js'

/** Short ways to say what a cart is made of; everything that a test does not speak of is the plainest there is. */

export const at = new Date('2030-06-01T12:00:00Z')
export const germany: Place = { country: 'DE', provinceCode: null, postalCode: null }
export const areaOf = (country: string | null, given: Partial<Area> = {}): Area => ({
  country,
  provinceCode: null,
  postalCodes: [],
  ...given,
})

export const offer = (amountMinor: number, given: Partial<PriceOffer> = {}): PriceOffer => ({
  amountMinor,
  compareAtMinor: null,
  priceGroup: '',
  minQuantity: 1,
  startsAt: null,
  endsAt: null,
  ...given,
})

export const line = (
  key: string,
  quantity: number,
  amountMinor: number,
  given: Partial<CartLineFacts> = {},
): CartLineFacts => ({
  key,
  productId: 1,
  categoryIds: [],
  quantity,
  offers: [offer(amountMinor)],
  taxCategory: 'standard',
  requiresShipping: true,
  weightGrams: 0,
  shippingCategory: null,
  ...given,
})

export const rate = (rateMillionths: number, given: Partial<TaxRate> = {}): TaxRate => ({
  handle: `rate-${rateMillionths}`,
  name: 'VAT',
  rateMillionths,
  taxCategory: 'standard',
  area: areaOf('DE'),
  startsAt: null,
  endsAt: null,
  includedInPrice: null,
  ...given,
})

export const noConditions: DiscountConditions = {
  startsAt: null,
  endsAt: null,
  minimumSubtotalMinor: null,
  contains: null,
  remainingUses: null,
}
export const anyLine: LineFilter = {
  lineKeys: null,
  productIds: null,
  categoryIds: null,
  minUnitPriceMinor: null,
  maxUnitPriceMinor: null,
}
export const discount = (benefit: Discount['benefit'], given: Partial<Discount> = {}): Discount => ({
  id: 'd',
  name: 'Discount',
  source: 'AUTOMATIC',
  code: null,
  benefit,
  lines: null,
  conditions: null,
  ...given,
})
export const byCode = (code: string, benefit: Discount['benefit'], given: Partial<Discount> = {}): Discount =>
  discount(benefit, { id: code, name: `Code ${code}`, source: 'CODE', code, ...given })

export const flat = (amountMinor: number, given: Partial<ShippingRate> = {}): ShippingRate => ({
  currency: 'EUR',
  minWeightGrams: null,
  maxWeightGrams: null,
  minSubtotalMinor: null,
  maxSubtotalMinor: null,
  amountMinor,
  perUnitMinor: 0,
  ...given,
})
export const method = (handle: string, given: Partial<ShippingMethod> = {}): ShippingMethod => ({
  handle,
  name: handle.toUpperCase(),
  kind: 'SHIPPING',
  areas: [],
  rates: [flat(500)],
  freeFromMinor: {},
  categoryRule: null,
  taxCategory: 'standard',
  locationId: null,
  times: null,
  ...given,
})

export const facts = (given: Partial<CartFacts> = {}): CartFacts => ({
  currency: 'EUR',
  at,
  priceGroup: '',
  lines: [],
  discounts: [],
  delivery: { methods: [], place: germany, chosenHandle: null },
  tax: {
    policy: { pricesIncludeTax: true, rounding: 'LINE' },
    rates: [rate(190_000)],
    place: germany,
    isEstimated: false,
  },
  roundTotalToMinor: 1,
  tenders: [],
  ...given,
})

export const tenPercent = { kind: 'PERCENT', on: 'CART', rateMillionths: 100_000 } as const
/** Delivered by post for 5.00. */
export const post = { methods: [method('post')], place: germany, chosenHandle: 'post' }

export const giftCard = (balanceMinor: number, given: Partial<Tender> = {}): Tender => ({
  kind: 'GIFT_CARD',
  id: 'g',
  currency: 'EUR',
  balanceMinor,
  lastCharacters: 'WXYZ',
  endsAt: null,
  ...given,
})

export function priced(given: Partial<CartFacts>): PricedCart {
  const result = priceCart(facts(given))
  expect(result).toMatchObject({ ok: true })
  if (!result.ok) throw new Error('unreachable')
  return result.value
}
