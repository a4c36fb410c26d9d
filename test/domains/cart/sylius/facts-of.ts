import {
  type CartFacts,
  type CartLineFacts,
  type PricedCart,
  priceCart,
} from '../../../../src/domains/cart/index.js'
import type { ShippingMethod } from '../../../../src/domains/delivery/index.js'
import type { Discount } from '../../../../src/domains/promotions/index.js'
import type { TaxRate } from '../../../../src/domains/tax/index.js'
import type { Place } from '../../../../src/kernel/place.js'
import { anyLine, areaOf, flat, noConditions, offer } from '../../../support/cart-facts.js'
import {
  currencyOf,
  known,
  type Method,
  type Promotion,
  type Rate,
  type Shop,
  taxonId,
  type Variant,
  type Zone,
} from './shop.js'

/** The shopper's cart as the rules price it, delivered as was chosen, or else in the first way that there is. */
export function pricedCart(shop: Shop): PricedCart {
  const methods = methodsOf(shop)
  const facts = (chosenHandle: string | null): CartFacts => ({
    currency: currencyOf(shop),
    at: shop.at,
    priceGroup: '',
    lines: shop.cart.map(({ variant, quantity }, index) => lineOf(shop, variant, quantity, index)),
    discounts: discountsOf(shop),
    delivery: { methods, place: deliveredTo(shop), chosenHandle },
    tax: {
      policy: { pricesIncludeTax: shop.rates.some((rate) => rate.isIncluded), rounding: roundingOf(shop) },
      rates: shop.rates.flatMap(ratesOf),
      place: taxedAt(shop),
      isEstimated: shop.country === null,
    },
    roundTotalToMinor: 1,
    tenders: [],
  })
  const open = value(facts(null)).deliveryOptions.map(({ method }) => method)
  const chosen = open.find((method) => method.name === shop.method) ?? open[0]
  return value(facts(chosen?.handle ?? null))
}

function value(facts: CartFacts): PricedCart {
  const result = priceCart(facts)
  if (!result.ok) throw new Error(result.errors.map((problem) => problem.message).join(' '))
  return result.value
}

function lineOf(shop: Shop, variant: Variant, quantity: number, index: number): CartLineFacts {
  const price = variant.prices.get(shop.channel) ?? variant.prices.get('')
  const { amountMinor, originalMinor } = known(price, `a price of ${variant.name} in ${shop.channel}`)
  const list = offer(originalMinor ?? amountMinor)
  const reduced = offer(amountMinor, { compareAtMinor: originalMinor, startsAt: new Date(0) })
  return {
    key: String(index).padStart(3, '0'),
    productId: variant.product.id,
    categoryIds: variant.product.taxons.map(taxonId),
    quantity,
    offers: originalMinor === null ? [list] : [list, reduced],
    taxCategory: variant.taxCategory,
    requiresShipping: variant.requiresShipping,
    weightGrams: variant.weightGrams,
    shippingCategory: variant.shippingCategory,
  }
}

/** Those of higher priority first, else as they were told of; one of a coupon only with that coupon. */
function discountsOf(shop: Shop): Discount[] {
  const given = shop.promotions.filter(({ coupon }) => coupon === null || coupon === shop.coupon)
  return given
    .toSorted((a, b) => b.priority - a.priority)
    .flatMap((promotion) => promotion.actions.map((action, index) => discountOf(promotion, action, index)))
}

const discountOf = (
  { name, coupon, conditions }: Promotion,
  { benefit, lines }: Promotion['actions'][number],
  index: number,
): Discount => ({
  id: `${name} ${index}`,
  name,
  source: coupon === null ? 'AUTOMATIC' : 'CODE',
  code: coupon,
  benefit,
  lines: lines && { ...anyLine, ...lines },
  conditions: { ...noConditions, ...conditions },
})

const methodsOf = (shop: Shop): ShippingMethod[] =>
  shop.methods
    .toSorted((a, b) => a.position - b.position)
    .filter(({ isEnabled }) => isEnabled)
    .flatMap((method, index) => methodOf(shop, method, `${index}-${method.name}`))

function methodOf(shop: Shop, method: Method, handle: string): ShippingMethod[] {
  const { name, zone, categoryRule, taxCategory, fees, minWeightGrams, maxWeightGrams } = method
  const { minSubtotalMinor, maxSubtotalMinor } = method
  const fee = fees.get(shop.channel) ?? fees.get('')
  if (!fee) return []
  const bounds = { minWeightGrams, maxWeightGrams, minSubtotalMinor, maxSubtotalMinor }
  return [
    {
      handle,
      name,
      kind: 'SHIPPING',
      areas: zone ? areasOf(zone) : [],
      rates: [
        flat(fee.amountMinor, { ...bounds, perUnitMinor: fee.perUnitMinor, currency: currencyOf(shop) }),
      ],
      freeFromMinor: {},
      categoryRule,
      times: null,
      taxCategory,
      locationId: null,
    },
  ]
}

const areasOf = (zone: Zone) => [...zone.countries].map((country) => areaOf(country))

const ratesOf = (rate: Rate): TaxRate[] =>
  areasOf(rate.zone).map((area) => ({
    handle: `${rate.name} ${rate.category} ${area.country}`,
    name: rate.name,
    rateMillionths: Math.round(Number(rate.percent) * 10_000),
    taxCategory: rate.category,
    area,
    startsAt: rate.startsAt,
    endsAt: rate.endsAt,
    includedInPrice: rate.isIncluded,
  }))

/** The "decimal" calculator leaves the rounding to the next larger thing. */
function roundingOf(shop: Shop): 'UNIT' | 'LINE' | 'TOTAL' {
  const isDecimal = shop.rates.some((rate) => rate.isDecimal)
  if (shop.taxesUnits) return isDecimal ? 'LINE' : 'UNIT'
  return isDecimal ? 'TOTAL' : 'LINE'
}

const placeIn = (country: string | undefined): Place | null =>
  country === undefined ? null : { country, provinceCode: null, postalCode: null }

const firstOf = (zone: Zone | null) => placeIn([...(zone?.countries ?? [])][0])

/** Before there is an address, shipping is estimated for where the shop is. */
const deliveredTo = (shop: Shop) => (shop.country === null ? firstOf(shop.home) : placeIn(shop.country))

/** An address that is in no zone is taxed like none. */
function taxedAt(shop: Shop): Place | null {
  const { country } = shop
  const isKnown = country !== null && shop.zones.some((zone) => zone.countries.has(country))
  return isKnown ? placeIn(country) : firstOf(shop.defaultTaxZone)
}
