import { expect } from 'vitest'
import type { PricedCart, PricedLine } from '../../../../src/domains/cart/index.js'
import { pricedCart } from './facts-of.js'
import { currencyOf, known, minorOf, type Shop } from './shop.js'
import { nothing, type Step } from './steps.js'

const sum = (amounts: readonly number[]) => amounts.reduce((all, each) => all + each, 0)

const lineNamed = (shop: Shop, cart: PricedCart, name: string): PricedLine =>
  known(
    cart.lines[
      shop.cart.findIndex(({ variant }) =>
        name ? variant.product.name === name : variant.product === shop.product,
      )
    ],
    `${name} in the cart`,
  )

/** What discounts on each unit took off a line; scenarios tell them apart from those on the whole cart. */
const offUnits = (cart: PricedCart, line: PricedLine) =>
  sum(
    cart.discounts
      .filter(({ discount: { benefit } }) => benefit.kind !== 'FREE_SHIPPING' && benefit.on === 'UNIT')
      .flatMap(({ allocations }) => allocations)
      .map(({ lineKey, amountMinor }) => (lineKey === line.key ? amountMinor : 0)),
  )

const itemTotal = (cart: PricedCart, line: PricedLine) => line.cost.subtotalMinor - offUnits(cart, line)
const unitTotal = (cart: PricedCart, line: PricedLine) => Math.ceil(itemTotal(cart, line) / line.quantity)

/** With the tax that is added to it, and without what is taken off. */
const shippingTotal = ({ shipping }: PricedCart) => shipping?.cost.totalMinor ?? 0

const offShipping = (cart: PricedCart, promotion: string) =>
  sum(
    cart.discounts
      .filter(({ discount }) => discount.name === promotion)
      .flatMap(({ allocations }) => allocations)
      .map(({ lineKey, amountMinor }) => (lineKey === null ? amountMinor : 0)),
  )

const offWholeCart = (cart: PricedCart) =>
  sum(
    cart.discounts
      .filter(({ discount: { benefit } }) => benefit.kind !== 'FREE_SHIPPING' && benefit.on === 'CART')
      .map(({ amountMinor }) => amountMinor),
  )

const symbols: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£' }

/** The last word of the pattern is the amount, nothing where it finds none; the one before it is a name. */
const isAmount = (
  pattern: RegExp,
  amountOf: (cart: PricedCart, shop: Shop, name: string) => number,
): Step => [
  pattern,
  (shop, ...words) => {
    const [amount = '', name = ''] = words.toReversed()
    if (amount) expect(amount).toContain(symbols[currencyOf(shop)])
    expect(amountOf(pricedCart(shop), shop, name), `amount of ${pattern}`).toBe(amount ? minorOf(amount) : 0)
    shop.compared += 1
  },
]

const optionNamed = (cart: PricedCart, name: string) =>
  known(
    cart.deliveryOptions.find(({ method }) => method.name === name),
    `the way of delivery ${name}`,
  )

export const amountSteps: readonly Step[] = [
  isAmount(
    /^(?:my|the|their) (?:cart(?:'s)?|order|grand) total(?: value)? should be "([^"]+)"$/,
    ({ cost }) => cost.totalMinor,
  ),
  isAmount(/^my (?:cart|order)(?:'s)? taxes should be "([^"]+)"$/, ({ cost }) => cost.addedTaxMinor),
  isAmount(
    /^my (?:cart |order )?included in price taxes should be "([^"]+)"$/,
    ({ cost }) => cost.taxMinor - cost.addedTaxMinor,
  ),
  isAmount(/^my (?:tax total|order tax total) should be "([^"]+)"$/, ({ cost }) => cost.taxMinor),
  isAmount(/^there should be no taxes charged$/, ({ cost }) => cost.taxMinor),
  isAmount(
    /^my (?:cart|order)(?:'s)? (?:estimated )?shipping(?: total| cost| fee)? should be "([^"]+)"$/,
    shippingTotal,
  ),
  isAmount(
    /^(?:my (?:cart|order) shipping should be for free|there should be no shipping fee)$/,
    shippingTotal,
  ),
  isAmount(/^my (?:cart items total should be|cart should have) "([^"]+)"(?: items total)?$/, (cart) =>
    sum(cart.lines.map(({ cost }) => cost.totalMinor)),
  ),
  isAmount(/^my discount should be "([^"]+)"$/, (cart) => 0 - offWholeCart(cart)),
  isAmount(/^there should be no discount$/, offWholeCart),
  isAmount(/^total price of "([^"]+)" item should be "([^"]+)"$/, (cart, shop, name) =>
    itemTotal(cart, lineNamed(shop, cart, name)),
  ),
  isAmount(
    /^(?:I should see(?: also)?|the product) "([^"]+)" (?:should have total price|with total price) "([^"]+)" in (?:my|the) cart$/,
    (cart, shop, name) => itemTotal(cart, lineNamed(shop, cart, name)),
  ),
  isAmount(
    /^(?:I should see(?: also)?|the product) "([^"]+)" (?:only )?(?:with|should have) (?:discounted )?unit price "([^"]+)" in (?:my|the) cart$/,
    (cart, shop, name) => unitTotal(cart, lineNamed(shop, cart, name)),
  ),
  isAmount(/^I should see "([^"]+)" with original price "([^"]+)" in my cart$/, (cart, shop, name) => {
    const { compareAtUnitPriceMinor, unitPriceMinor } = lineNamed(shop, cart, name)
    return compareAtUnitPriceMinor ?? unitPriceMinor
  }),
  isAmount(/^the "([^"]+)" product should have unit price discounted by "([^"]+)"$/, (cart, shop, name) => {
    const line = lineNamed(shop, cart, name)
    return Math.floor(offUnits(cart, line) / line.quantity)
  }),
  isAmount(/^(?:its|theirs|product "([^"]+)") price should be decreased by "([^"]+)"$/, (cart, shop, name) =>
    offUnits(cart, lineNamed(shop, cart, name)),
  ),
  isAmount(/^this promotion should give "-([^"]+)" discount on shipping$/, (cart, shop) =>
    offShipping(cart, known(shop.promotions.at(-1), 'a promotion').name),
  ),
  isAmount(
    /^I should see (?:shipping method )?"([^"]+)"(?: shipping method)? with fee "([^"]+)"$/,
    (cart, _shop, name) => optionNamed(cart, name).priceMinor,
  ),
  [
    /^product "([^"]+)" price should not be decreased$/,
    (shop, name) => {
      const cart = pricedCart(shop)
      expect(offUnits(cart, lineNamed(shop, cart, name))).toBe(0)
    },
  ],
  [
    /^"([^"]+)" should be applied to my order shipping$/,
    (shop, name) => expect(offShipping(pricedCart(shop), name)).toBeGreaterThan(0),
  ],
  [/^my cart should be (?:empty|cleared)$/, (shop) => expect(pricedCart(shop).lines).toEqual([])],
  [/^there should be one item in my cart$/, (shop) => expect(pricedCart(shop).lines).toHaveLength(1)],
  [
    /^I should see "([^"]+)" with quantity (\d+) in my cart$/,
    (shop, name, quantity) => expect(lineNamed(shop, pricedCart(shop), name).quantity).toBe(Number(quantity)),
  ],
  [
    /^I should(?: also)? see (?:"([^"]+)" shipping method|shipping method "([^"]+)")$/,
    (shop, name, other) => void optionNamed(pricedCart(shop), name || other),
  ],
  [
    /^I should not see (?:"([^"]+)" shipping method|shipping method "([^"]+)")$/,
    (shop, name, other) => {
      const offered = pricedCart(shop).deliveryOptions.map(({ method }) => method.name)
      expect(offered).not.toContain(name || other)
    },
  ],
  [
    /^I should not see shipping total for my cart$/,
    (shop) => expect(pricedCart(shop).cost.shippingMinor).toBeNull(),
  ],
  [/^I should (?:be on|be redirected to|still be on|be notified) .*$/, nothing],
]
