import type { Benefit, DiscountTarget, LineFilter } from '../../../../src/domains/promotions/index.js'
import { currencyOf, known, minorOf, type Promotion, productNamed, type Shop, taxonId } from './shop.js'
import type { Step } from './steps.js'

const last = (shop: Shop): Promotion => known(shop.promotions.at(-1), 'a promotion')

/** `10%` or `$10.00` */
function benefit(shop: Shop, off: string, on: DiscountTarget): Benefit {
  return off.endsWith('%')
    ? { kind: 'PERCENT', on, rateMillionths: Math.round(Number(off.slice(0, -1)) * 10_000) }
    : { kind: 'AMOUNT', on, amountsMinor: { [currencyOf(shop)]: minorOf(off) } }
}

const give = (shop: Shop, off: string, on: DiscountTarget, lines: Partial<LineFilter> | null = null) =>
  void last(shop).actions.push({ benefit: benefit(shop, off, on), lines })

const ask = (shop: Shop, conditions: Promotion['conditions']) => {
  last(shop).conditions = { ...last(shop).conditions, ...conditions }
}

const anyOf = {
  lineKeys: null,
  productIds: null,
  categoryIds: null,
  minUnitPriceMinor: null,
  maxUnitPriceMinor: null,
}
const who = '^(?:the promotion|this promotion|it)(?: also)? gives '

export const promotionSteps: readonly Step[] = [
  [
    /^there is a promotion "([^"]+)"(?: with (?:coupon|code) "([^"]+)"| with priority (\d+))?$/,
    (shop, name, coupon, priority) =>
      void shop.promotions.push({
        name,
        priority: Number(priority || 0),
        coupon: coupon || null,
        actions: [],
        conditions: {},
      }),
  ],
  [
    new RegExp(`${who}"([^"]+)" (?:fixed )?(?:discount|off) to every order$`),
    (shop, off) => give(shop, off, 'CART'),
  ],
  [
    new RegExp(
      `${who}"([^"]+)" (?:discount|off) to every order (?:with items total|worth) at least "([^"]+)"$`,
    ),
    (shop, off, least) => {
      give(shop, off, 'CART')
      ask(shop, { minimumSubtotalMinor: { [currencyOf(shop)]: minorOf(least) } })
    },
  ],
  [
    new RegExp(`${who}"([^"]+)" (?:off|discount) if (?:order|it) contains a "([^"]+)" product$`),
    (shop, off, name) => {
      give(shop, off, 'CART')
      ask(shop, { contains: { ...anyOf, productIds: [productNamed(shop, name).id] } })
    },
  ],
  [
    new RegExp(`${who}"([^"]+)" off if order contains products classified as "([^"]+)"$`),
    (shop, off, taxon) => {
      give(shop, off, 'CART')
      ask(shop, { contains: { ...anyOf, categoryIds: [taxonId(taxon)] } })
    },
  ],
  [
    new RegExp(`${who}"([^"]+)" off on a "([^"]+)" product$`),
    (shop, off, name) => give(shop, off, 'UNIT', { productIds: [productNamed(shop, name).id] }),
  ],
  [
    new RegExp(`${who}"([^"]+)" off (?:on )?every product classified as "([^"]+)"$`),
    (shop, off, taxon) => give(shop, off, 'UNIT', { categoryIds: [taxonId(taxon)] }),
  ],
  [
    new RegExp(`${who}"([^"]+)" off on every product with (minimum|maximum) price at "([^"]+)"$`),
    (shop, off, bound, price) =>
      give(shop, off, 'UNIT', {
        [bound === 'minimum' ? 'minUnitPriceMinor' : 'maxUnitPriceMinor']: minorOf(price),
      }),
  ],
  [
    new RegExp(`${who}"([^"]+)" off on every product priced between "([^"]+)" and "([^"]+)"$`),
    (shop, off, least, most) =>
      give(shop, off, 'UNIT', { minUnitPriceMinor: minorOf(least), maxUnitPriceMinor: minorOf(most) }),
  ],
  [
    new RegExp(`${who}"([^"]+)" discount on shipping to every order(?: over "([^"]+)")?$`),
    (shop, off, least) => {
      give(shop, off, 'SHIPPING')
      if (least) ask(shop, { minimumSubtotalMinor: { [currencyOf(shop)]: minorOf(least) } })
    },
  ],
  [
    new RegExp(`${who}free shipping to every order(?: over "([^"]+)")?$`),
    (shop, least) => {
      last(shop).actions.push({ benefit: { kind: 'FREE_SHIPPING' }, lines: null })
      if (least) ask(shop, { minimumSubtotalMinor: { [currencyOf(shop)]: minorOf(least) } })
    },
  ],
]
