import { registerEnumType } from 'type-graphql'
import { type ProblemCode, problemCodes } from '../kernel/problem.js'

const descriptions: Record<ProblemCode, string> = {
  INVALID: 'Not allowed here; `message` says why.',
  REQUIRED: 'Missing or empty.',
  TOO_LONG: 'More characters than are kept; `max` says how many.',
  OUT_OF_RANGE: 'Below `min` or above `max`.',
  INVALID_FORMAT: 'Not written as it must be.',
  LIMIT_EXCEEDED: 'More of them than are allowed.',
  NOT_FOUND: 'What is referred to does not exist.',
  VERSION_CONFLICT: 'Changed by somebody else since `expectedVersion`.',
  DUPLICATE: 'Already taken, or given twice.',
  IN_USE: 'Something else still needs it.',
  INSUFFICIENT_STOCK: 'Fewer are to be had than are asked for.',
  QUANTITY_CHANGED: 'Not the quantity any more that `expectedQuantity` says.',
  RESERVATION_ENDED: 'The units are no longer held: sold, given back or expired.',
  AVAILABLE_NOW: 'It can be bought now: there is nothing to wait for.',
  IDEMPOTENCY_KEY_REUSED: 'The key came with another input before.',
  CURRENCY_NOT_SOLD: 'The channel does not sell in this currency.',
  CREDENTIALS_INVALID: 'The e-mail address and the password or code do not open any account.',
  TOKEN_INVALID: 'The token is unknown, was used before, or is for something else.',
  TOKEN_EXPIRED: 'The token was valid once. Ask for a new one.',
  PASSWORD_TOO_WEAK: 'The password is too easily guessed.',
  POSTAL_CODE_INVALID: 'Not a postal code of the country.',
  NOT_PURCHASABLE: 'Not sold in this channel and currency at this time.',
  QUANTITY_RULE: 'Sold only from a least quantity on, up to a most, or in steps.',
  CART_NOT_OPEN: 'The cart was ordered, merged into another, or has expired.',
  CART_EMPTY: 'The cart has no lines.',
  COUNTRY_NOT_SERVED: 'The channel does not sell to this country.',
  CODE_UNKNOWN: 'There is no such code here.',
  CODE_EXPIRED: 'The time of the code is over.',
  CODE_USED_UP: 'The code was used as often as it may be.',
  CODE_NOT_COMBINABLE: 'The cart has another code already.',
  CODE_MINIMUM_NOT_REACHED: 'The code asks for a cart of a higher price.',
  CODE_NOT_APPLICABLE: 'The code takes nothing off this cart, such as in its currency.',
  GIFT_CARD_EMPTY: 'Nothing is left on the gift card, or less of it or of store credit than was to pay.',
  EMAIL_REQUIRED: 'The cart has no e-mail address.',
  ADDRESS_REQUIRED: 'The cart has no shipping address.',
  DELIVERY_REQUIRED: 'No way of delivery is chosen.',
  DELIVERY_UNAVAILABLE: 'The chosen way of delivery cannot be had for this cart.',
  TOTAL_CHANGED: 'It costs something else than the shopper agreed to.',
  PAYMENT_REQUIRED: 'Something is due, and nothing says how it is paid.',
  PAYMENT_METHOD_UNAVAILABLE: 'The payment method is not offered for this.',
  PAYMENT_ALREADY_DONE: 'It is paid already.',
  ORDER_EXPIRED: 'The time to pay is over, or the order was cancelled.',
}

export const ErrorCode = Object.fromEntries(problemCodes.map((code) => [code, code])) as {
  readonly [Code in ProblemCode]: Code
}

registerEnumType(ErrorCode, {
  name: 'ErrorCode',
  description: 'Why an input is refused, for programs. More codes may appear: keep a default branch.',
  valuesConfig: Object.fromEntries(problemCodes.map((code) => [code, { description: descriptions[code] }])),
})
