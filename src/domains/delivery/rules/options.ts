import { isWithin, type Place } from '../../../kernel/place.js'
import type {
  DeliverableLine,
  DeliveryObstacle,
  DeliveryOption,
  Shipment,
  ShippingCategoryRule,
  ShippingMethod,
  ShippingRate,
  UnavailableMethod,
} from '../types.js'

export interface DeliveryOptions {
  /** In the order of the methods. */
  readonly options: readonly DeliveryOption[]
  readonly unavailable: readonly UnavailableMethod[]
}

/** The ways in which a shipment can be delivered, each with its price; none where nothing has to be delivered. */
export function deliveryOptions(methods: readonly ShippingMethod[], shipment: Shipment): DeliveryOptions {
  const lines = shipment.lines.filter((line) => line.requiresShipping)
  const options: DeliveryOption[] = []
  const unavailable: UnavailableMethod[] = []
  if (lines.length === 0) return { options, unavailable }
  const parcel = {
    ...shipment,
    lines,
    units: lines.reduce((sum, line) => sum + line.quantity, 0),
    weightGrams: wholeGrams(lines.reduce((sum, line) => sum + line.quantity * line.weightGrams, 0)),
  }
  for (const method of methods) {
    const found = optionOf(method, parcel)
    if (typeof found === 'string') unavailable.push({ method, obstacle: found })
    else options.push(found)
  }
  return { options, unavailable }
}

/** Rounded up, but not for what doubles are off by. */
const wholeGrams = (grams: number): number => Math.ceil(Number(grams.toFixed(6)))

interface Parcel extends Shipment {
  readonly units: number
  readonly weightGrams: number
}

function optionOf(method: ShippingMethod, parcel: Parcel): DeliveryOption | DeliveryObstacle {
  const { currency, subtotalMinor } = parcel
  if (!delivers(method, parcel.place)) return 'AREA_NOT_SERVED'
  if (method.categoryRule && !keeps(parcel.lines, method.categoryRule)) return 'CATEGORY_NOT_SERVED'
  const rates = method.rates.filter((rate) => rate.currency === currency)
  if (rates.length === 0) return 'CURRENCY_NOT_OFFERED'
  const rate = rates.find((each) => isInBand(each, parcel))
  if (!rate) return 'WEIGHT_OR_SUBTOTAL_OUT_OF_RANGE'
  const freeFrom = method.freeFromMinor[currency]
  const isFreeBySubtotal = freeFrom !== undefined && subtotalMinor >= freeFrom
  const priceMinor = isFreeBySubtotal ? 0 : rate.amountMinor + rate.perUnitMinor * parcel.units
  return { method, priceMinor, isFreeBySubtotal }
}

const delivers = ({ areas }: ShippingMethod, place: Place | null) =>
  areas.length === 0 || (place !== null && areas.some((area) => isWithin(place, area)))

function keeps(
  lines: readonly DeliverableLine[],
  { shippingCategory, match }: ShippingCategoryRule,
): boolean {
  const isOne = (line: DeliverableLine) => line.shippingCategory === shippingCategory
  switch (match) {
    case 'ANY':
      return lines.some(isOne)
    case 'ALL':
      return lines.every(isOne)
    case 'NONE':
      return !lines.some(isOne)
  }
}

function isInBand(rate: ShippingRate, { weightGrams, subtotalMinor }: Parcel): boolean {
  const { minWeightGrams, maxWeightGrams, minSubtotalMinor, maxSubtotalMinor } = rate
  return (
    isBetween(weightGrams, minWeightGrams, maxWeightGrams) &&
    isBetween(subtotalMinor, minSubtotalMinor, maxSubtotalMinor)
  )
}

const isBetween = (value: number, least: number | null, most: number | null) =>
  (least === null || value >= least) && (most === null || value <= most)
