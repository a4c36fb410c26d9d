import {
  countryCode,
  known,
  type Product,
  productNamed,
  type Shop,
  type Variant,
  variantNamed,
} from './shop.js'
import { nothing, type Step } from './steps.js'

function add(shop: Shop, variant: Variant, quantity: number): void {
  const line = shop.cart.find((each) => each.variant === variant)
  if (line) line.quantity += quantity
  else shop.cart.push({ variant, quantity })
  shop.product = variant.product
}

const only = (product: Product) => known(product.variants[0], `a variant of ${product.name}`)
const meant = (shop: Shop, name: string) =>
  name ? productNamed(shop, name) : known(shop.product, 'a product')
const addOne = (shop: Shop, name: string) => add(shop, only(meant(shop, name)), 1)

function setQuantity(shop: Shop, name: string, quantity: number): void {
  const at = shop.cart.findIndex((line) => line.variant.product.name === name)
  const line = known(shop.cart[at], `${name} in the cart`)
  line.quantity = quantity
  if (quantity === 0) shop.cart.splice(at, 1)
}

const adding: Step[] = [
  [/^I (?:add|added|have|had) (?:again )?product "([^"]+)"(?: added)? (?:to|in) the cart$/, addOne],
  [/^I (?:add|added) (?:this product|it) to the cart$/, (shop) => addOne(shop, '')],
  [
    /^I (?:add|added|have|have added|had) (?:again )?(\d+) products "([^"]+)" (?:to|in) the cart$/,
    (shop, quantity, name) => add(shop, only(productNamed(shop, name)), Number(quantity)),
  ],
  [
    /^I add(?:ed)? (\d+) of them to (?:the|my) cart$/,
    (shop, quantity) => add(shop, only(meant(shop, '')), Number(quantity)),
  ],
  [
    /^I add(?:ed)? products "([^"]+)"(?:, "([^"]+)")? and "([^"]+)" to the cart$/,
    (shop, ...names) => {
      for (const name of names) if (name) addOne(shop, name)
    },
  ],
  [
    /^I (?:add|added|have) "([^"]+)" variant of (?:this product|product "([^"]+)") (?:to|in) the cart$/,
    (shop, variant, product) => add(shop, variantNamed(meant(shop, product), variant), 1),
  ],
  [/^I remove(?:d)? product "([^"]+)" from the cart$/, (shop, name) => setQuantity(shop, name, 0)],
  [
    /^I change(?:d)? (?:product )?"([^"]+)" quantity to (\d+)(?: in my cart)?$/,
    (shop, name, quantity) => setQuantity(shop, name, Number(quantity)),
  ],
  [/^I clear(?:ed)? my cart$/, (shop) => void shop.cart.splice(0)],
  [
    /^I use(?:d)? coupon with code "([^"]+)"$/,
    (shop, code) => {
      shop.coupon = code
    },
  ],
]

function goTo(shop: Shop, country: string): void {
  shop.country = countryCode(country)
}
function choose(shop: Shop, method: string): void {
  shop.method = method
  goHome(shop)
}
/** Gives the address that a step needs and does not tell. */
function goHome(shop: Shop): void {
  shop.country ??= [...known(shop.home, 'a zone').countries][0] ?? null
}

const checkingOut: Step[] = [
  [
    /^I (?:specified|specify|define|defined) the (?:billing|shipping) address as "[^"]+", "[^"]+", "[^"]+", "([^"]+)" for "[^"]+"$/,
    goTo,
  ],
  [/^I (?:proceed|proceeded) (?:with )?selecting "([^"]+)" as (?:billing|shipping) country$/, goTo],
  [/^I (?:proceed|proceeded) as guest "[^"]+" with "([^"]+)" as (?:billing|shipping) country$/, goTo],
  [
    /^I addressed the cart(?: to "([^"]+)")?$/,
    (shop, country) => (country ? goTo(shop, country) : goHome(shop)),
  ],
  [
    /^I (?:proceed|proceeded|have proceeded|had proceeded) (?:with )?(?:selecting )?"([^"]+)" shipping method(?: and "[^"]+" payment(?: method)?)?$/,
    choose,
  ],
  [/^I (?:select|selected|choose|chose|changed? to) "([^"]+)" shipping method$/, choose],
  [/^I (?:proceed|proceeded) (?:with )?(?:selecting )?"[^"]+" payment(?: method)?$/, goHome],
  [/^I changed? (?:my )?shipping method to "([^"]+)"$/, choose],
  [
    /^I (?:have |had )?completed? (?:the )?addressing step with email "[^"]+" and "([^"]+)" based (?:billing|shipping) address$/,
    goTo,
  ],
  [/^I (?:have )?(?:proceed|proceeded) through checkout process.*$/, goHome],
  [/^I (?:go|went|decide|decided|return|returned) (?:back )?to .*$/, nothing],
  [/^I (?:choose|chose|select|selected) "[^"]+" payment method$/, nothing],
  [/^I (?:complete|completed) the (?:addressing|shipping|payment) step$/, nothing],
  [/^I (?:am|was) at the checkout .* step$/, nothing],
  [/^I (?:see the summary|check details) of my cart$/, nothing],
  [/^I (?:update|updated) my cart$/, nothing],
  [/^I confirm(?:ed)? my order$/, nothing],
  [/^(?:I am|there is) (?:a |the )?(?:logged in|visitor|user|customer|administrator).*$/, nothing],
  [/^the store (?:also )?allows paying .*$/, nothing],
]

export const shoppingSteps: readonly Step[] = [...adding, ...checkingOut]
