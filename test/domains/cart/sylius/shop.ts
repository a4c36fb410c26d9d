import type { ShippingMethod } from '../../../../src/domains/delivery/index.js'
import type { Benefit, DiscountConditions, LineFilter } from '../../../../src/domains/promotions/index.js'
import { countryCodes } from '../../../../src/kernel/countries.js'
import { parseDecimal } from '../../../../src/kernel/money/index.js'

/** What the steps of a scenario have made so far: a shop, and one shopper's cart in it. */
export interface Shop {
  readonly channels: Map<string, { currency: string }>
  channel: string
  readonly zones: Zone[]
  /** Where the shop is, and what is meant where a step names no zone. */
  home: Zone | null
  defaultTaxZone: Zone | null
  taxesUnits: boolean
  readonly rates: Rate[]
  readonly products: Product[]
  product: Product | null
  variant: Variant | null
  readonly promotions: Promotion[]
  readonly methods: Method[]
  at: Date
  readonly cart: { readonly variant: Variant; quantity: number }[]
  coupon: string | null
  country: string | null
  method: string | null
  /** How many amounts have been compared. */
  compared: number
}

export interface Zone {
  readonly names: readonly string[]
  readonly countries: Set<string>
}
export interface Rate {
  readonly name: string
  percent: string
  readonly category: string
  readonly zone: Zone
  readonly isIncluded: boolean
  isDecimal: boolean
  startsAt: Date | null
  endsAt: Date | null
}
export interface Product {
  readonly id: number
  readonly name: string
  readonly taxons: string[]
  readonly variants: Variant[]
}
export interface Variant {
  readonly product: Product
  readonly name: string
  /** By channel; under an empty name for all of them. */
  readonly prices: Map<string, { amountMinor: number; originalMinor: number | null }>
  taxCategory: string | null
  shippingCategory: string | null
  weightGrams: number
  requiresShipping: boolean
}
export interface Promotion {
  readonly name: string
  priority: number
  coupon: string | null
  readonly actions: { readonly benefit: Benefit; readonly lines: Partial<LineFilter> | null }[]
  conditions: Partial<DiscountConditions>
}
export interface Method {
  readonly name: string
  readonly zone: Zone | null
  readonly position: number
  isEnabled: boolean
  /** By channel; under an empty name for all of them. */
  readonly fees: Map<string, { amountMinor: number; perUnitMinor: number }>
  minWeightGrams: number | null
  maxWeightGrams: number | null
  minSubtotalMinor: number | null
  maxSubtotalMinor: number | null
  categoryRule: ShippingMethod['categoryRule']
  taxCategory: string | null
}

export const emptyShop = (): Shop => ({
  channels: new Map([['', { currency: 'USD' }]]),
  channel: '',
  zones: [],
  home: null,
  defaultTaxZone: null,
  taxesUnits: false,
  rates: [],
  products: [],
  product: null,
  variant: null,
  promotions: [],
  methods: [],
  at: new Date(),
  cart: [],
  coupon: null,
  country: null,
  method: null,
  compared: 0,
})

/** What must have been told before a step that speaks of it. */
export function known<T>(thing: T | null | undefined, what: string): T {
  if (thing === null || thing === undefined) throw new Error(`No step before has told of ${what}.`)
  return thing
}

export const currencyOf = (shop: Shop): string =>
  known(shop.channels.get(shop.channel), `the channel ${shop.channel}`).currency

/** `$1,337.00`, `-$5.00` */
export function minorOf(amount: string): number {
  const [, sign = '', figure = ''] = known(/^(-?)[^\d-]?([\d,]+(?:\.\d+)?)$/.exec(amount), amount)
  const read = known(parseDecimal(figure.replaceAll(',', ''), 'USD'), amount).amountMinor
  return sign ? 0 - read : read
}

export const gramsOf = (weight: string): number => Math.round(Number(weight) * 1000)

const englishNames = new Intl.DisplayNames(['en'], { type: 'region' })
const codes = new Map([...countryCodes].map((code) => [englishNames.of(code) ?? code, code]))
export const countryCode = (name: string): string =>
  countryCodes.has(name) ? name : known(codes.get(name), `the country ${name}`)

export const zoneNamed = (shop: Shop, name: string): Zone =>
  known(
    shop.zones.find((zone) => zone.names.includes(name)),
    `the zone ${name}`,
  )

export function addZone(shop: Shop, names: string[], countries: Iterable<string>): Zone {
  const zone = { names, countries: new Set(countries) }
  shop.zones.push(zone)
  return zone
}

export const restOfTheWorld = (shop: Shop): Zone =>
  shop.zones.find((zone) => zone.names.includes('The Rest of the World')) ?? addRestOfTheWorld(shop)

export function addRestOfTheWorld(shop: Shop): Zone {
  const taken = new Set(shop.zones.flatMap((zone) => [...zone.countries]))
  const others = [...countryCodes].filter((code) => !taken.has(code))
  return addZone(shop, ['The Rest of the World'], others)
}

export const productNamed = (shop: Shop, name: string): Product =>
  known(
    shop.products.find((product) => product.name === name),
    `the product ${name}`,
  )

export function addProduct(shop: Shop, name: string): Product {
  const product: Product = { id: shop.products.length + 1, name, taxons: [], variants: [] }
  shop.products.push(product)
  shop.product = product
  shop.variant = null
  return product
}

export function addVariant(shop: Shop, product: Product, name: string, amountMinor: number | null): Variant {
  const variant: Variant = {
    product,
    name,
    prices: new Map(amountMinor === null ? [] : [['', { amountMinor, originalMinor: null }]]),
    taxCategory: product.variants[0]?.taxCategory ?? null,
    shippingCategory: product.variants[0]?.shippingCategory ?? null,
    weightGrams: 0,
    requiresShipping: true,
  }
  product.variants.push(variant)
  shop.variant = variant
  return variant
}

export const variantNamed = (product: Product, name: string): Variant =>
  known(
    product.variants.find((variant) => variant.name === name),
    `the variant ${name}`,
  )

/** Taxons are known by name in scenarios and by number in rules. */
export const taxonId = (name: string): number =>
  [...name].reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7)
