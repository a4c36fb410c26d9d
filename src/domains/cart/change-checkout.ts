import { type Address, type AddressInput, addressOf, addressProblems } from '../../kernel/address.js'
import { emailProblems } from '../../kernel/email.js'
import { invalid, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { textProblems } from '../../kernel/text.js'
import { changeCart } from './change-cart.js'
import type { CartDependencies } from './dependencies.js'
import { decideAndHold } from './hold-lines.js'
import { marketOf } from './market-of.js'
import type {
  Cart,
  CartContextUpdateInput,
  CartHolder,
  CartVersionInput,
  CheckoutUpdateInput,
} from './records.js'
import { priceIn } from './rules/market.js'
import { withoutAmounts } from './rules/staff-discounts.js'
import { agreedLine, currencyChanged, warningsWith } from './rules/warnings.js'
import { showCart } from './show-cart.js'

/** All of a cart is delivered together. */
export const onlyGroup = 'all'

/** Who orders, where to, and how it comes there. */
export const updateCheckout = (
  dependencies: CartDependencies,
  holder: CartHolder,
  input: CheckoutUpdateInput,
) =>
  changeCart(dependencies, holder, { operation: 'checkoutUpdate', input }, async (tx, cart) => {
    const problems = [...checkoutProblems(input), ...creditProblems(input, cart, holder)]
    if (problems.length > 0) return rejected(problems)
    const after: Cart = {
      ...cart,
      email: textAfter(cart.email, input.email),
      phone: textAfter(cart.phone, input.phone),
      note: textAfter(cart.note, input.note),
      shippingAddress: addressAfter(cart.shippingAddress, input.shippingAddress),
      billingAddress: addressAfter(cart.billingAddress, input.billingAddress),
      useStoreCredit: input.useStoreCredit ?? (input.useStoreCredit === null ? false : cart.useStoreCredit),
    }
    const { delivery } = input
    if (delivery === undefined) return ok(after)
    const [choice] = delivery ?? []
    if (!choice) return ok({ ...after, deliveryHandle: null })
    const { priced } = await showCart(dependencies, tx, after)
    const handles = priced.deliveryOptions.map(({ method }) => method.handle)
    return handles.includes(choice.optionHandle)
      ? ok({ ...after, deliveryHandle: choice.optionHandle })
      : rejected([unavailable(choice.optionHandle, handles)])
  })

function checkoutProblems(input: CheckoutUpdateInput): Problem[] {
  const { email, phone, note, shippingAddress, billingAddress, delivery } = input
  const group = delivery?.find(({ groupKey }) => groupKey !== onlyGroup)
  return [
    ...(email?.trim() ? emailProblems(['email'], email) : []),
    ...(phone?.trim() ? textProblems(['phone'], phone, { most: 100 }) : []),
    ...(note?.trim() ? textProblems(['note'], note, { most: 2_000, multiline: true }) : []),
    ...(shippingAddress == null ? [] : addressProblems(['shippingAddress'], shippingAddress)),
    ...(billingAddress == null ? [] : addressProblems(['billingAddress'], billingAddress)),
    ...((delivery?.length ?? 0) > 1
      ? [invalid('DUPLICATE', ['delivery', '1'], 'A cart has one delivery group: choose once.')]
      : []),
    ...(group
      ? [
          invalid('INVALID', ['delivery', '0', 'groupKey'], `The group of this cart is "${onlyGroup}".`, {
            allowed: [onlyGroup],
          }),
        ]
      : []),
  ]
}

/** A token opens a cart, and not the purse of its customer. */
function creditProblems(
  { useStoreCredit }: CheckoutUpdateInput,
  cart: Cart,
  { customerId }: CartHolder,
): Problem[] {
  if (!useStoreCredit || (customerId !== null && customerId === cart.customerId)) return []
  const message = 'Only the customer whose cart it is can pay with store credit: sign in.'
  return [invalid('INVALID', ['useStoreCredit'], message)]
}

const textAfter = (before: string | null, given: string | null | undefined): string | null =>
  given === undefined ? before : given?.trim() || null

const addressAfter = (before: Address | null, given: AddressInput | null | undefined): Address | null =>
  given === undefined ? before : given && addressOf(given)

function unavailable(handle: string, allowed: readonly string[]): Problem {
  const message = `"${handle.slice(0, 64)}" cannot be had for this cart. There are: ${allowed.join(', ') || 'none'}.`
  return invalid('DELIVERY_UNAVAILABLE', ['delivery', '0', 'optionHandle'], message, { allowed })
}

/** Buys in another currency, from another country or in another language: what the cart costs is worked out anew. */
export const updateContext = (
  dependencies: CartDependencies,
  holder: CartHolder,
  input: CartContextUpdateInput,
) =>
  changeCart(dependencies, holder, { operation: 'cartContextUpdate', input }, async (tx, cart) => {
    const channel = (await dependencies.channels.all(tx)).find(({ id }) => id === cart.channelId)
    const currency = input.currency ?? cart.currency
    const country = input.country ?? cart.country
    const locale = input.locale ?? cart.locale
    const problems = [
      ...among('currency', 'CURRENCY_NOT_SOLD', currency, channel?.currencies ?? []),
      ...among('country', 'COUNTRY_NOT_SERVED', country, channel?.countries ?? []),
      ...among('locale', 'INVALID', locale, channel?.locales ?? []),
    ]
    if (problems.length > 0) return rejected(problems)
    const after: Cart = { ...cart, currency, country, locale }
    return currency === cart.currency ? ok(after) : recalculated(after)

    async function recalculated(changed: Cart): Promise<Result<Cart, Problem>> {
      const ids = changed.lines.map(({ variantId }) => variantId)
      const market = await marketOf(dependencies, tx, changed, ids)
      const lines = changed.lines.map((line) => ({
        ...line,
        agreedMinor: priceIn(market, line.variantId, line.quantity)?.amountMinor ?? null,
        acknowledged: [],
      }))
      const { kept, warnings: dropped } = withoutAmounts(changed.staffDiscounts)
      const added = [currencyChanged(cart.currency, currency), ...dropped]
      const warnings = warningsWith(changed.warnings, added)
      return ok({ ...changed, lines, staffDiscounts: kept, warnings })
    }
  })

const among = (
  field: string,
  code: 'CURRENCY_NOT_SOLD' | 'COUNTRY_NOT_SERVED' | 'INVALID',
  value: string,
  allowed: readonly string[],
): Problem[] =>
  allowed.includes(value)
    ? []
    : [
        invalid(
          code,
          [field],
          `This channel has not "${value.slice(0, 64)}". It has ${allowed.join(', ')}.`,
          {
            allowed,
          },
        ),
      ]

/** The shopper agrees to everything as it is now. */
export const acknowledge = (dependencies: CartDependencies, holder: CartHolder, input: CartVersionInput) =>
  changeCart(dependencies, holder, { operation: 'cartWarningsAcknowledge', input }, async (tx, cart) => {
    const ids = cart.lines.map(({ variantId }) => variantId)
    const { warnings, priced } = await showCart(dependencies, tx, cart)
    const usable = new Set(priced.tenders.flatMap(({ tender, obstacle }) => (obstacle ? [] : tender.id)))
    const isGone = warnings.some(({ code }) => code === 'DELIVERY_CHANGED')
    return decideAndHold(tx, dependencies, { before: cart, ids }, (market) =>
      ok({
        ...cart,
        lines: cart.lines.map((line) => agreedLine(line, market)),
        warnings: [],
        deliveryHandle: isGone ? null : cart.deliveryHandle,
        giftCardIds: cart.giftCardIds.filter((id) => usable.has(id)),
      }),
    )
  })
