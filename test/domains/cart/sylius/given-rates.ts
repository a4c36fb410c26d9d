import {
  gramsOf,
  known,
  type Method,
  minorOf,
  type Rate,
  restOfTheWorld,
  type Shop,
  type Zone,
  zoneNamed,
} from './shop.js'
import type { Step } from './steps.js'

const dateOf = (date: string) => (date ? new Date(date) : null)

const rateNamed = (shop: Shop, name: string): Rate =>
  known(
    shop.rates.find((rate) => rate.name === name),
    `the tax rate ${name}`,
  )

const taxes: Step[] = [
  [
    /^the store uses the "(.+)" tax calculation strategy$/,
    (shop, strategy) => {
      shop.taxesUnits = strategy === 'Order item units based'
    },
  ],
  [
    /^the store has (?:also )?(included in price )?"([^"]+)" tax rate of ([\d.]+)% for "([^"]+)" (?:within the "([^"]+)" zone|for the rest of the world)(?: with dates between "([^"]+)" and "([^"]+)"| starting at "([^"]+)"| ending at "([^"]+)"| identified by the "[^"]+" code)?$/,
    (shop, included, name, percent, category, zone, from, to, start, end) =>
      void shop.rates.push({
        name,
        percent,
        category,
        zone: zone ? zoneNamed(shop, zone) : restOfTheWorld(shop),
        isIncluded: included !== '',
        isDecimal: false,
        startsAt: dateOf(from || start),
        endsAt: dateOf(to || end),
      }),
  ],
  [
    /^the "([^"]+)" tax rate has (decimal|default) calculator configured$/,
    (shop, name, calculator) => {
      rateNamed(shop, name).isDecimal = calculator === 'decimal'
    },
  ],
  [
    /^the "([^"]+)" tax rate has changed to ([\d.]+)%$/,
    (shop, name, percent) => {
      rateNamed(shop, name).percent = percent
    },
  ],
  [
    /^this tax rate operates between "([^"]+)" and "([^"]+)"$/,
    (shop, from, to) => {
      const rate = known(shop.rates.at(-1), 'a tax rate')
      rate.startsAt = dateOf(from)
      rate.endsAt = dateOf(to)
    },
  ],
]

const fee = (price: string, isPerUnit: boolean) => ({
  amountMinor: isPerUnit ? 0 : minorOf(price || '0'),
  perUnitMinor: isPerUnit ? minorOf(price) : 0,
})

function addMethod(
  shop: Shop,
  name: string,
  given: { zone?: Zone | null; position?: string; isEnabled?: boolean },
) {
  const method: Method = {
    name,
    zone: given.zone === undefined ? shop.home : given.zone,
    position: given.position ? Number(given.position) : shop.methods.length,
    isEnabled: given.isEnabled ?? true,
    fees: new Map(),
    minWeightGrams: null,
    maxWeightGrams: null,
    minSubtotalMinor: null,
    maxSubtotalMinor: null,
    categoryRule: null,
    taxCategory: null,
  }
  shop.methods.push(method)
  return method
}

const lastMethod = (shop: Shop) => known(shop.methods.at(-1), 'a shipping method')
const matches = {
  'requires at least one unit matches': 'ANY',
  'requires that all units match': 'ALL',
  'requires that no units match': 'NONE',
} as const

const shipping: Step[] = [
  [
    /^the store (?:also )?has (disabled )?"([^"]+)" shipping method with "([^"]+)" fee( per unit)?(?: within the "([^"]+)" zone| (for the rest of the world))?( not assigned to any channel)?$/,
    (shop, disabled, name, price, perUnit, zone, rest, unassigned) => {
      const isEnabled = disabled === '' && unassigned === ''
      const named = zone ? { zone: zoneNamed(shop, zone) } : rest ? { zone: restOfTheWorld(shop) } : {}
      addMethod(shop, name, { ...named, isEnabled }).fees.set('', fee(price, perUnit !== ''))
    },
  ],
  [
    /^the store (?:also )?has "([^"]+)" shipping method with "([^"]+)" fee per (shipment|unit) for "([^"]+)" channel and "([^"]+)" for "([^"]+)" channel$/,
    (shop, name, price, kind, channel, otherPrice, otherChannel) => {
      const { fees } = addMethod(shop, name, {})
      fees.set(channel, fee(price, kind === 'unit')).set(otherChannel, fee(otherPrice, kind === 'unit'))
    },
  ],
  [
    /^the store (?:also )?allows shipping with "([^"]+)"(?: identified by "[^"]+")?(?: at position (\d+))?(?: with "([^"]+)" fee)?$/,
    (shop, name, position, price) => void addMethod(shop, name, { position }).fees.set('', fee(price, false)),
  ],
  [
    /^the store (?:also )?allows shipping with "([^"]+)" and "([^"]+)"$/,
    (shop, ...names) => {
      for (const name of names) addMethod(shop, name, {}).fees.set('', fee('', false))
    },
  ],
  [
    /^the store (?:also )?ships everywhere (?:for [Ff]ree|with "([^"]+)")$/,
    (shop, name) => void addMethod(shop, name || 'Free', { zone: null }).fees.set('', fee('', false)),
  ],
  [
    /^the store (?:also )?ships everything for free (?:within the "([^"]+)" zone|for the rest of the world)$/,
    (shop, zone) =>
      void addMethod(shop, 'Free', { zone: zone ? zoneNamed(shop, zone) : restOfTheWorld(shop) }).fees.set(
        '',
        fee('', false),
      ),
  ],
  [
    /^(?:the )?shipping method "([^"]+)" belongs to "([^"]+)" tax category$/,
    (shop, name, category) => {
      for (const method of shop.methods) if (method.name === name) method.taxCategory = category
    },
  ],
  [
    /^this shipping method (requires at least one unit matches|requires that (?:all|no) units match) to "([^"]+)" shipping category$/,
    (shop, rule, shippingCategory) => {
      const match = matches[rule as keyof typeof matches]
      lastMethod(shop).categoryRule = { shippingCategory, match }
    },
  ],
  [
    /^this shipping method is only available for orders with a total weight (greater|less) or equal to ([\d.]+)$/,
    (shop, bound, weight) => {
      if (bound === 'greater') lastMethod(shop).minWeightGrams = gramsOf(weight)
      else lastMethod(shop).maxWeightGrams = gramsOf(weight)
    },
  ],
  [
    /^this shipping method is only available for orders (over|under) or equal to "([^"]+)"$/,
    (shop, bound, price) => {
      if (bound === 'over') lastMethod(shop).minSubtotalMinor = minorOf(price)
      else lastMethod(shop).maxSubtotalMinor = minorOf(price)
    },
  ],
]

export const rateSteps: readonly Step[] = [...taxes, ...shipping]
