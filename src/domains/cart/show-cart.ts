import type { ReadHandle } from '../../db/index.js'
import { assert } from '../../kernel/assert.js'
import { localeChain } from '../../kernel/locale.js'
import { measureUnits } from '../../kernel/measures.js'
import type { Place } from '../../kernel/place.js'
import type { Problem } from '../../kernel/problem.js'
import type { Channel } from '../channels/index.js'
import { type CodeDiscount, customerKeyOf } from '../promotions/index.js'
import type { CartDependencies } from './dependencies.js'
import { marketOf } from './market-of.js'
import type { Cart, CartLine } from './records.js'
import { cartProblems } from './rules/cart-problems.js'
import { type Market, priceIn } from './rules/market.js'
import { priceCart } from './rules/price-cart.js'
import { pricedStaffDiscounts } from './rules/staff-discounts.js'
import { cardProblems, cardWarnings } from './rules/unusable-cards.js'
import { type ShownWarning, warningsOf } from './rules/warnings.js'
import type { CartFacts, PricedCart, PricedLine } from './types.js'

/** What a discount takes off a line or the cart. */
export interface ShownDiscount {
  readonly name: string
  readonly code: string | null
  readonly amountMinor: number
}
export interface ShownLine {
  readonly line: CartLine
  /** null where it is not for sale now: then it is no part of what the cart costs. */
  readonly priced: PricedLine | null
  readonly discounts: readonly ShownDiscount[]
  readonly purchasable: boolean
}
/** A cart with all that is worked out of how the shop is now. */
export interface ShownCart {
  readonly cart: Cart
  readonly channel: Channel
  /** Of which instant all of it is. */
  readonly at: Date
  readonly lines: readonly ShownLine[]
  readonly priced: PricedCart
  readonly discounts: readonly ShownDiscount[]
  /** When the first of what it holds is held no more; null: it holds nothing. */
  readonly reservedUntil: Date | null
  /** Whether anything in it has to be delivered. */
  readonly isDelivered: boolean
  /** All that stands in the way of an order. */
  readonly problems: readonly Problem[]
  readonly warnings: readonly ShownWarning[]
}

/** What a cart costs now, and what is in its way. The same shop shows the same cart the same. */
export async function showCart(
  dependencies: CartDependencies,
  on: ReadHandle,
  cart: Cart,
  known: Market | null = null,
): Promise<ShownCart> {
  const ids = cart.lines.map(({ variantId }) => variantId)
  const market = known ?? (await marketOf(dependencies, on, cart, ids))
  const { channel } = market
  const facts = await factsOf(dependencies, on, cart, market, channel)
  const { priced, problems } = pricedOf(facts)
  const byKey = new Map(priced.lines.map((line) => [line.key, line]))
  const isDelivered = facts.lines.some((line) => line.requiresShipping)
  const isOpen = cart.status === 'OPEN'
  const deliveryIsGone = isDelivered && cart.deliveryHandle !== null && priced.shipping === null
  return {
    ...{ cart, channel, at: market.at },
    priced,
    isDelivered,
    reservedUntil: firstOf(ids.flatMap((id) => market.of(id).heldUntil ?? [])),
    lines: cart.lines.map((line) => shownLine(line, byKey.get(line.id) ?? null, priced, market)),
    discounts: priced.discounts.flatMap(({ discount, amountMinor }) =>
      amountMinor > 0 ? [{ name: discount.name, code: discount.code, amountMinor }] : [],
    ),
    problems: [
      ...cartProblems(cart, { market, isDelivered, deliveryIsGone, channel }),
      ...problems,
      ...(isOpen ? cardProblems(priced) : []),
    ],
    warnings: isOpen ? [...warningsOf(cart, market, deliveryIsGone), ...cardWarnings(priced.tenders)] : [],
  }
}

const firstOf = (instants: readonly Date[]): Date | null =>
  instants.length === 0 ? null : new Date(Math.min(...instants.map((one) => one.getTime())))

function shownLine(
  line: CartLine,
  priced: PricedLine | null,
  { discounts }: PricedCart,
  market: Market,
): ShownLine {
  const { orderable } = market.of(line.variantId)
  return {
    ...{ line, priced },
    purchasable: priced !== null && (orderable === null || orderable >= line.quantity),
    discounts: discounts.flatMap(({ discount: { name, code }, allocations }) =>
      allocations.flatMap(({ lineKey, amountMinor }) =>
        lineKey === line.id ? [{ name, code, amountMinor }] : [],
      ),
    ),
  }
}

/** A cart that cannot be priced costs nothing until what is in the way is mended. */
function pricedOf(facts: CartFacts): { priced: PricedCart; problems: readonly Problem[] } {
  const whole = priceCart(facts)
  if (whole.ok) return { priced: whole.value, problems: [] }
  const empty = priceCart({ ...facts, lines: [] })
  assert(empty.ok, 'nothing has a price')
  return { priced: empty.value, problems: whole.errors }
}

interface PricingChannel {
  readonly pricesIncludeTax: boolean
  readonly taxRounding: 'UNIT' | 'LINE' | 'TOTAL'
  readonly locales: readonly string[]
  readonly roundTotalsToMinor: Readonly<Record<string, number>>
}

async function factsOf(
  dependencies: CartDependencies,
  on: ReadHandle,
  cart: Cart,
  market: Market,
  channel: PricingChannel,
): Promise<CartFacts> {
  const { delivery, tax, tenders } = dependencies
  const { channelId, currency, locale, shippingAddress, country, giftCardIds } = cart
  const customerId = cart.useStoreCredit ? cart.customerId : null
  const { at } = market
  const place: Place = shippingAddress ?? { country, provinceCode: null, postalCode: null }
  const categoryOf = await tax.categoryOf(on)
  const chain = localeChain(locale, channel.locales)
  const codes = await discountsOf(dependencies, on, cart)
  const categories = await categoriesFor(codes, dependencies, on, cart, market)
  const methods = await delivery.methodsFor({ channelId, at, localeChain: chain }, on)
  return {
    ...{ currency, at, priceGroup: market.priceGroup },
    lines: cart.lines.flatMap((line) => lineFacts(line, market, categoryOf, categories) ?? []),
    discounts: [...pricedStaffDiscounts(cart), ...codes],
    delivery: {
      methods: methods.map((method) => ({
        ...method,
        taxCategory: method.taxCategory && categoryOf(method.taxCategory),
      })),
      ...{ place, chosenHandle: cart.deliveryHandle },
    },
    tax: {
      policy: { pricesIncludeTax: channel.pricesIncludeTax, rounding: channel.taxRounding },
      rates: await tax.ratesFor(place, at, on),
      ...{ place, isEstimated: shippingAddress === null },
    },
    roundTotalToMinor: channel.roundTotalsToMinor[currency] ?? 1,
    tenders: await tenders.forCart({ giftCardIds, customerId, currency }, on),
  }
}

type Categories = ReadonlyMap<number, readonly number[]>

/** The categories of what is in the cart, where a discount asks for any. */
async function categoriesFor(
  discounts: readonly CodeDiscount[],
  { catalog }: CartDependencies,
  on: ReadHandle,
  cart: Cart,
  market: Market,
): Promise<Categories> {
  if (!discounts.some(({ lines }) => lines?.categoryIds)) return new Map()
  const productIds = cart.lines.flatMap(({ variantId }) => market.of(variantId).terms?.productId ?? [])
  return catalog.categoriesOf([...new Set(productIds)], on)
}

/** null for what is not for sale now. */
function lineFacts(
  line: CartLine,
  market: Market,
  categoryOf: (named: string | null) => string | null,
  categories: Categories,
) {
  const { id: key, variantId, quantity } = line
  const { terms, offers } = market.of(variantId)
  if (!terms || !priceIn(market, variantId, quantity)) return null
  return {
    ...{ key, quantity, offers, productId: terms.productId },
    categoryIds: categories.get(terms.productId) ?? [],
    taxCategory: categoryOf(terms.taxCategory),
    requiresShipping: terms.requiresShipping,
    weightGrams: terms.weight ? gramsOf(terms.weight) : 0,
    shippingCategory: null,
  }
}

const gramsOf = ({ value, unit }: { readonly value: string; readonly unit: string }): number =>
  Number(value) * Number(measureUnits[unit]?.inBase ?? 1)

/** Of the codes those that there still are. */
export async function discountsOf(
  { promotions }: CartDependencies,
  on: ReadHandle,
  { codes, channelId, ...buyer }: Pick<Cart, 'codes' | 'channelId' | 'customerId' | 'email'>,
): Promise<CodeDiscount[]> {
  const asked = { channelId, customerKey: customerKeyOf(buyer) }
  const found: CodeDiscount[] = []
  for (const code of codes) {
    const discount = await promotions.byCode(code, asked, on)
    if (discount) found.push(discount)
  }
  return found
}
