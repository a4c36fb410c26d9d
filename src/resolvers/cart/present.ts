import {
  type CartWarning,
  onlyGroup,
  type ShownCart,
  type ShownLine,
  type ShownWarning,
} from '../../domains/cart/index.js'
import type { Channel } from '../../domains/channels/index.js'
import { deliveryWindow } from '../../domains/delivery/index.js'
import { assert } from '../../kernel/assert.js'
import { globalId } from '../../kernel/ids.js'
import { percentOf } from '../../kernel/save-problems.js'
import { Address } from '../../schema/addresses.js'
import { Cart, CartLine, type DeliveryGroup, type DeliveryOption } from '../../schema/cart/cart.js'
import type { CartCode, CartCost } from '../../schema/cart/costs.js'
import { OtherWarning, PriceChanged, QuantityLowered, type Warning } from '../../schema/cart/warnings.js'
import { presentProblems } from '../../schema/errors-rejection.js'

type Money = (amountMinor: number) => { readonly amountMinor: number; readonly currency: string }

const moneyIn =
  (currency: string): Money =>
  (amountMinor) => ({ amountMinor, currency })

/** A cart as the API shows it. */
export function presentCart(shown: ShownCart, channels: readonly Channel[]): Cart {
  const {
    id,
    lines: _,
    warnings: __,
    giftCardIds: ___,
    channelId,
    shippingAddress,
    billingAddress,
    ...cart
  } = shown.cart
  const money = moneyIn(cart.currency)
  const channel = channels.find((one) => one.id === channelId)
  assert(channel, 'channels are not deleted')
  const lines = shown.lines.map((line) => presentLine(line, money))
  return Object.assign(new Cart(), {
    ...cart,
    ...{ id: globalId('Cart', id), channel, lines },
    reservedUntil: shown.reservedUntil,
    totalQuantity: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    cost: presentCost(shown, money),
    codes: presentCodes(shown, money),
    discounts: shown.discounts.map((discount) => allocation(discount, money)),
    shippingAddress: shippingAddress && new Address(shippingAddress),
    billingAddress: billingAddress && new Address(billingAddress),
    deliveryGroups: presentGroups(shown, lines, money),
    problems: presentProblems(shown.problems, []),
    warnings: presentWarnings(id, cart.currency, shown.warnings),
  })
}

const nothing = { subtotalMinor: 0, discountMinor: 0, taxMinor: 0, totalMinor: 0 }

function presentLine({ line, priced, discounts, purchasable }: ShownLine, money: Money): CartLine {
  const { id, variantId, quantity, attributes, agreedMinor } = line
  const { subtotalMinor, discountMinor, taxMinor, totalMinor } = priced?.cost ?? nothing
  const formerMinor = priced?.compareAtUnitPriceMinor ?? null
  return Object.assign(new CartLine(), {
    ...{ id: globalId('CartLine', id), variantId, quantity, attributes, purchasable },
    unitPrice: money(priced?.unitPriceMinor ?? agreedMinor ?? 0),
    compareAtUnitPrice: formerMinor === null ? null : money(formerMinor),
    cost: {
      subtotal: money(subtotalMinor),
      discount: money(discountMinor),
      tax: money(taxMinor),
      total: money(totalMinor),
    },
    discounts: discounts.map((discount) => allocation(discount, money)),
  })
}

const allocation = ({ name, code, amountMinor }: ShownCart['discounts'][number], money: Money) => ({
  ...{ name, code, amount: money(amountMinor) },
})

function presentCost({ priced: { cost, taxes, tenders } }: ShownCart, money: Money): CartCost {
  const ofCredit = tenders.filter(({ tender }) => tender.kind === 'STORE_CREDIT')
  const { taxIncluded, taxIsEstimated, shippingMinor } = cost
  return {
    ...{ taxIncluded, taxIsEstimated },
    subtotal: money(cost.subtotalMinor),
    discount: money(cost.discountMinor),
    shipping: shippingMinor === null ? null : money(shippingMinor),
    tax: money(cost.taxMinor),
    taxes: taxes.map(({ rate, taxableMinor, taxMinor }) => ({
      name: rate.name,
      ratePercent: percentOf(rate.rateMillionths),
      taxable: money(taxableMinor),
      tax: money(taxMinor),
    })),
    rounding: money(cost.roundingMinor),
    total: money(cost.totalMinor),
    giftCards: money(cost.tenderedMinor),
    storeCredit: money(ofCredit.reduce((sum, { amountMinor }) => sum + amountMinor, 0)),
    due: money(cost.dueMinor),
  }
}

/** A code that there is no more stays in the cart, where it can be seen and taken out. */
function presentCodes({ cart, priced }: ShownCart, money: Money): CartCode[] {
  const known = priced.codes.map(({ kind, code, lastCharacters, isApplicable, obstacle, amountMinor }) => ({
    ...{ kind, code, lastCharacters, applicable: isApplicable, reason: obstacle },
    amount: isApplicable ? money(amountMinor) : null,
  }))
  const found = new Set(known.map(({ code }) => code))
  const gone = cart.codes.filter((code) => !found.has(code))
  return [
    ...known,
    ...gone.map((code) => ({
      ...{ kind: 'DISCOUNT' as const, code, lastCharacters: code.slice(-4) },
      ...{ applicable: false, reason: 'UNKNOWN', amount: null },
    })),
  ]
}

function presentGroups({ at, isDelivered, priced }: ShownCart, lines: readonly CartLine[], money: Money) {
  if (!isDelivered) return []
  const options = priced.deliveryOptions.map(
    ({ method: { handle, name, kind, locationId, times }, priceMinor }): DeliveryOption => ({
      ...{ handle, name, kind, locationId, price: money(priceMinor), location: null },
      ...(times ? deliveryWindow(times, at) : { earliest: null, latest: null }),
    }),
  )
  const chosen = priced.shipping?.option.method.handle
  const selected = options.find(({ handle }) => handle === chosen) ?? null
  const group: DeliveryGroup = { key: onlyGroup, lines, options, selected }
  return [group]
}

/** What has changed, each about a line or the cart. */
export const presentWarnings = (
  cartId: string,
  currency: string,
  warnings: readonly (ShownWarning | CartWarning)[],
): Warning[] =>
  warnings.map((warning) => {
    const { code, message, lineId } = warning
    const target = lineId === null ? globalId('Cart', cartId) : globalId('CartLine', lineId)
    const said = { code, message, target }
    if ('beforeMinor' in warning) {
      const money = moneyIn(currency)
      const prices = { before: money(warning.beforeMinor), after: money(warning.afterMinor) }
      return Object.assign(new PriceChanged(), { ...said, ...prices })
    }
    if (warning.code !== 'QUANTITY_LOWERED') return Object.assign(new OtherWarning(), said)
    const { requested = 0, quantity = 0 } = warning
    return Object.assign(new QuantityLowered(), { ...said, requested, quantity })
  })
