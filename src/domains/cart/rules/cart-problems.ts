import { invalid, type Problem } from '../../../kernel/problem.js'
import type { Cart } from '../records.js'
import { mostLines, notPurchasable, ruleProblems, stockProblems } from './line-problems.js'
import { type Market, priceIn } from './market.js'
import { unitsByVariant } from './units.js'

interface Around {
  readonly market: Market
  readonly isDelivered: boolean
  readonly deliveryIsGone: boolean
  readonly channel: { readonly countries: readonly string[] }
}

/** All that stands between a cart and its order, in the order in which a shopper would mend it. */
export function cartProblems(cart: Cart, around: Around): Problem[] {
  if (cart.status !== 'OPEN')
    return [invalid('CART_NOT_OPEN', ['status'], `The cart is ${cart.status}; start a new one.`)]
  return [...linesProblems(cart, around.market), ...checkoutProblems(cart, around)]
}

function linesProblems(cart: Cart, market: Market): Problem[] {
  const { length } = cart.lines
  if (length === 0) return [invalid('CART_EMPTY', ['lines'], 'The cart is empty; put something into it.')]
  const ofVariants = unitsByVariant(cart.lines)
  const ofLines = cart.lines.flatMap(({ variantId, quantity }, i) => {
    const field = ['lines', String(i)]
    if (!priceIn(market, variantId, quantity)) return [notPurchasable(field, cart.currency)]
    const amounts = { variantId, quantity, ofVariant: ofVariants.get(variantId) ?? 0 }
    const at = [...field, 'quantity']
    const offered = market.of(variantId)
    return [...ruleProblems(at, amounts, offered), ...stockProblems(at, amounts, offered, market.displayCap)]
  })
  const message = `The cart has ${length} lines; at most ${mostLines} can be ordered at once. Remove some.`
  const tooMany =
    length > mostLines ? [invalid('LIMIT_EXCEEDED', ['lines'], message, { max: String(mostLines) })] : []
  return [...tooMany, ...ofLines]
}

function checkoutProblems(cart: Cart, { isDelivered, deliveryIsGone, channel }: Around): Problem[] {
  const { email, shippingAddress, country, deliveryHandle } = cart
  const problems: Problem[] = []
  if (email === null) problems.push(invalid('EMAIL_REQUIRED', ['email'], 'Give an e-mail address.'))
  const to = shippingAddress?.country ?? country
  const { countries } = channel
  if (!countries.includes(to)) {
    const message = `This channel does not sell to ${to}. It sells to ${countries.join(', ')}.`
    problems.push(
      invalid('COUNTRY_NOT_SERVED', ['shippingAddress', 'country'], message, { allowed: countries }),
    )
  }
  if (!isDelivered) return problems
  if (!shippingAddress)
    problems.push(invalid('ADDRESS_REQUIRED', ['shippingAddress'], 'Say where to deliver to.'))
  if (deliveryHandle === null)
    problems.push(invalid('DELIVERY_REQUIRED', ['deliveryGroups'], 'Choose a way of delivery.'))
  else if (deliveryIsGone) {
    const message = `"${deliveryHandle}" cannot be had for this cart; choose another way of delivery.`
    problems.push(invalid('DELIVERY_UNAVAILABLE', ['deliveryGroups'], message))
  }
  return problems
}
