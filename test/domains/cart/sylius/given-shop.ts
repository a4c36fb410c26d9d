import {
  addProduct,
  addRestOfTheWorld,
  addVariant,
  addZone,
  countryCode,
  gramsOf,
  known,
  minorOf,
  type Product,
  productNamed,
  type Shop,
  type Variant,
  variantNamed,
  zoneNamed,
} from './shop.js'
import { nothing, type Step } from './steps.js'

const europeanUnion =
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')

/** Channels, countries and zones. */
const places: Step[] = [
  [
    /^the store operates on a single (?:"USD" )?channel(?: in (?:the )?"([^"]+)"(?: named "[^"]+")?)?$/,
    (shop, country) => {
      const name = country || 'United States'
      const code = countryCode(name)
      shop.home = addZone(shop, [code, name], [code])
    },
  ],
  [
    /^the store (?:also )?operates on (?:a|another) (?:single )?channel named "([^"]+)"(?: in "([^"]+)" currency)?.*$/,
    (shop, name, currency) => {
      shop.channels.set(name, { currency: currency || 'USD' })
      if (shop.channel === '') shop.channel = name
    },
  ],
  [/^that channel allows to shop using .* currenc(?:y|ies)$/, nothing],
  [/^the store has currency "[^"]+"$/, nothing],
  [/^the exchange rate of .*$/, nothing],
  [/^the store (?:also )?ships to .*$/, nothing],
  [
    /^there is a zone "EU" containing all members of the European Union$/,
    (shop) => void addZone(shop, ['EU'], europeanUnion),
  ],
  [/^the store (?:also )?(?:has country|operates in) .*$/, nothing],
  [
    /^there is a zone "The Rest of the World" containing all other countries$/,
    (shop) => void addRestOfTheWorld(shop),
  ],
  [
    /^the store (?:also )?has a zone "([^"]+)"(?: with code "([^"]+)")?$/,
    (shop, name, code) => {
      shop.home = addZone(shop, [name, code], [])
    },
  ],
  [
    /^(?:this zone|it)(?: also)? has the "([^"]+)" country member$/,
    (shop, country) => void known(shop.zones.at(-1), 'a zone').countries.add(countryCode(country)),
  ],
  [
    /^I changed? my current channel to "([^"]+)"$/,
    (shop, channel) => {
      shop.channel = channel
    },
  ],
  [
    /^default tax zone is "([^"]+)"$/,
    (shop, zone) => {
      shop.defaultTaxZone = zoneNamed(shop, zone)
    },
  ],
  [
    /^it is "?([^"]+?)"? now$/,
    (shop, date) => {
      shop.at = new Date(date)
    },
  ],
]

/** `this product`, `it`, or one that is named. */
const meant = (shop: Shop, name: string): Product =>
  name ? productNamed(shop, name) : known(shop.product, 'a product')

/** All variants of a product, or the one that was told of last. */
function eachMeant(shop: Shop, name: string, change: (variant: Variant) => void): void {
  for (const variant of meant(shop, name).variants) change(variant)
}

function setPrice(variant: Variant, channel: string, price: string): void {
  variant.prices.set(channel, { amountMinor: minorOf(price), originalMinor: null })
}

const products: Step[] = [
  [
    /^the store (?:also )?has a product "([^"]+)" priced at "([^"]+)"(?: available)? in (?:channel )?"([^"]+)"(?: channel)?(?: and channel "([^"]+)")?$/,
    (shop, name, price, channel, other) => {
      const variant = addVariant(shop, addProduct(shop, name), name, null)
      setPrice(variant, channel, price)
      if (other) setPrice(variant, other, price)
    },
  ],
  [
    /^the store (?:also )?has a product "([^"]+)" priced at "([^"]+)"(?: belonging to the "([^"]+)" tax category)?$/,
    (shop, name, price, category) => {
      addVariant(shop, addProduct(shop, name), name, minorOf(price)).taxCategory = category || null
    },
  ],
  [
    /^(?:this product|the product "([^"]+)") changed its price to "([^"]+)"$/,
    (shop, name, price) => eachMeant(shop, name, (variant) => setPrice(variant, '', price)),
  ],
  [
    /^the store (?:also )?has a (?:product "([^"]+)"|"([^"]+)" configurable product)$/,
    (shop, name, other) => void addProduct(shop, name || other),
  ],
  [
    /^(?:this product|it) is (?:also )?priced at "([^"]+)" in "([^"]+)" channel$/,
    (shop, price, channel) => eachMeant(shop, '', (variant) => setPrice(variant, channel, price)),
  ],
  [
    /^(?:this product|the product "([^"]+)")(?: also)? has(?: a(?:n|nother)?)? "([^"]+)" variant priced at "([^"]+)"( which does not require shipping)?$/,
    (shop, product, name, price, unshipped) => {
      const variant = addVariant(shop, meant(shop, product), name, minorOf(price))
      variant.requiresShipping = unshipped === ''
    },
  ],
  [
    /^"([^"]+)" variant of product "([^"]+)" belongs to "([^"]+)" tax category$/,
    (shop, name, product, category) => {
      variantNamed(productNamed(shop, product), name).taxCategory = category
    },
  ],
  [
    /^(?:it|this product|product "([^"]+)"|the product "([^"]+)") belongs to "([^"]+)" tax category$/,
    (shop, name, other, category) =>
      eachMeant(shop, name || other, (variant) => {
        variant.taxCategory = category
      }),
  ],
  [
    /^(?:it|this product|product "([^"]+)"|the product "([^"]+)") belongs to "([^"]+)" shipping category$/,
    (shop, name, other, category) =>
      eachMeant(shop, name || other, (variant) => {
        variant.shippingCategory = category
      }),
  ],
  [
    /^(?:it|this product|product "([^"]+)") (?:belongs to|is classified as) "([^"]+)"$/,
    (shop, name, taxon) => void meant(shop, name).taxons.push(taxon),
  ],
  [
    /^(?:this product's|the "([^"]+)" product's) weight is ([\d.]+)$/,
    (shop, name, weight) =>
      eachMeant(shop, name, (variant) => {
        variant.weightGrams = gramsOf(weight)
      }),
  ],
  [/^the store (?:also )?has "[^"]+" shipping category$/, nothing],
  [/^the store (?:also )?has (?:a )?tax categor(?:y|ies) .*$/, nothing],
  [/^the store classifies its products as .*$/, nothing],
  [
    /^there is a catalog promotion "[^"]+" that reduces price by (?:fixed )?"([^"]+)"(?: in the "[^"]+" channel)? and applies on "([^"]+)" (variant|product|taxon)$/,
    (shop, reduction, name, kind) => {
      for (const variant of shop.products.flatMap((product) => product.variants))
        if (isOf(variant, kind, name)) reduce(variant, reduction)
    },
  ],
]

function isOf(variant: Variant, kind: string, name: string): boolean {
  if (kind === 'variant') return variant.name === name
  return kind === 'product' ? variant.product.name === name : variant.product.taxons.includes(name)
}

/** A price that is lower for a while, with the one before it to strike through. */
function reduce(variant: Variant, reduction: string): void {
  for (const price of variant.prices.values()) {
    const before = price.amountMinor
    const off = reduction.endsWith('%')
      ? Math.round((before * Number(reduction.slice(0, -1))) / 100)
      : minorOf(reduction)
    price.amountMinor = Math.max(0, before - off)
    price.originalMinor ??= before
  }
}

export const shopSteps: readonly Step[] = [...places, ...products]
