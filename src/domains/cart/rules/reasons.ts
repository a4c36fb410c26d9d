import type { PriceReason } from '../../pricing/index.js'
import type { DiscountObstacle } from '../../promotions/index.js'
import type { PriceStepKind, TenderObstacle } from '../types.js'

export const stepKinds: Readonly<Record<PriceReason, PriceStepKind>> = {
  LIST: 'LIST_PRICE',
  SCHEDULED: 'SCHEDULED_PRICE',
  GROUP: 'GROUP_PRICE',
  QUANTITY: 'QUANTITY_PRICE',
}

export const priceReasons: Readonly<Record<PriceReason, string>> = {
  LIST: 'the list price',
  SCHEDULED: 'the price at this time',
  GROUP: "the price of the customer's group",
  QUANTITY: 'the price at this quantity',
}

export const discountObstacles: Readonly<Record<DiscountObstacle, string>> = {
  NOT_STARTED: 'its time has not come yet',
  EXPIRED: 'its time is over',
  USED_UP: 'it is used up',
  CURRENCY_NOT_OFFERED: 'there is none in this currency',
  MINIMUM_NOT_REACHED: 'the lines come to less than the minimum',
  CONTENT_MISSING: 'what it asks for is not in the cart',
  NO_ELIGIBLE_LINE: 'it is for none of the lines',
  NOT_COMBINABLE: 'another code stands before it',
}

export const tenderObstacles: Readonly<Record<TenderObstacle, string>> = {
  EXPIRED: 'its time is over',
  CURRENCY_NOT_OFFERED: 'it is in another currency',
  GIFT_CARD_EMPTY: 'nothing is left on it',
}
