export const orderStatuses = [
  'PENDING_PAYMENT',
  'PLACED',
  'IN_FULFILLMENT',
  'COMPLETED',
  'CANCELLED',
] as const
/** `IN_FULFILLMENT` and `COMPLETED` are for shops that tell what they have sent; no rule leads there by itself. */
export type OrderStatus = (typeof orderStatuses)[number]

export const orderEvents = [
  'PLACED_TO_BE_PAID',
  'PLACED_SETTLED',
  'PAYMENT_STARTED',
  'PAYMENT_AUTHORIZED',
  'PAYMENT_PAID',
  'PAYMENT_BY_HAND',
  'PAYMENT_DECLINED',
  'TIME_OVER',
  'CANCELLED_BY_CUSTOMER',
  'CANCELLED_BY_STAFF',
] as const
export type OrderEventKind = (typeof orderEvents)[number]

/** What is asked of the state of the shop where one event can end in two ways. */
export const orderConditions = [
  'FIRST_SUCCESS',
  'ANOTHER_SUCCESS',
  'CAN_BE_HONOURED',
  'CANNOT_BE_HONOURED',
] as const
export type OrderCondition = (typeof orderConditions)[number]

export const orderEffects = [
  'HOLD_STOCK',
  'SELL_STOCK',
  'TAKE_AGAIN',
  'GIVE_BACK',
  'RESTOCK',
  'REOPEN_CART',
  'CLOSE_CART',
  'RETURN_PAYMENT',
  'RETURN_OTHER_PAYMENTS',
  'RETURN_ALL_PAYMENTS',
] as const
/** What is done in the transaction of a change of state. */
export type OrderEffect = (typeof orderEffects)[number]

export interface OrderRule {
  /** NEW: there is no order yet. */
  readonly from: OrderStatus | 'NEW'
  readonly event: OrderEventKind
  /** null: always. */
  readonly when: OrderCondition | null
  readonly to: OrderStatus
  readonly effects: readonly OrderEffect[]
  /** A sentence for people. */
  readonly because: string
}

const rule = (
  from: OrderRule['from'],
  event: OrderEventKind,
  when: OrderCondition | null,
  to: OrderStatus,
  effects: readonly OrderEffect[],
  because: string,
): OrderRule => ({ from, event, when, to, effects, because })

/** Every change of an order. What is not here changes nothing. `docs/orders.md` is drawn from it. */
export const orderRules: readonly OrderRule[] = [
  rule(
    'NEW',
    'PLACED_TO_BE_PAID',
    null,
    'PENDING_PAYMENT',
    ['HOLD_STOCK'],
    'The units are held until it is paid.',
  ),
  rule('NEW', 'PLACED_SETTLED', null, 'PLACED', ['SELL_STOCK'], 'Nothing is due, or it is paid by hand.'),

  rule(
    ...(['PENDING_PAYMENT', 'PAYMENT_STARTED', null, 'PENDING_PAYMENT'] as const),
    ['RETURN_OTHER_PAYMENTS'],
    'It is paid another way, or again.',
  ),
  rule(
    ...(['PENDING_PAYMENT', 'PAYMENT_AUTHORIZED', null, 'PLACED'] as const),
    ['SELL_STOCK', 'RETURN_OTHER_PAYMENTS'],
    'The money is kept ready.',
  ),
  rule(
    ...(['PENDING_PAYMENT', 'PAYMENT_PAID', null, 'PLACED'] as const),
    ['SELL_STOCK', 'RETURN_OTHER_PAYMENTS'],
    'The money is there.',
  ),
  rule(
    ...(['PENDING_PAYMENT', 'PAYMENT_BY_HAND', null, 'PLACED'] as const),
    ['SELL_STOCK', 'RETURN_OTHER_PAYMENTS'],
    'It is paid by hand instead.',
  ),
  rule('PENDING_PAYMENT', 'PAYMENT_DECLINED', null, 'PENDING_PAYMENT', [], 'It can be paid another way.'),
  rule(
    ...(['PENDING_PAYMENT', 'TIME_OVER', null, 'CANCELLED'] as const),
    ['GIVE_BACK', 'REOPEN_CART', 'RETURN_ALL_PAYMENTS'],
    'Nobody has paid in time.',
  ),
  rule(
    ...(['PENDING_PAYMENT', 'CANCELLED_BY_CUSTOMER', null, 'CANCELLED'] as const),
    ['GIVE_BACK', 'REOPEN_CART', 'RETURN_ALL_PAYMENTS'],
    'The shopper does not want to pay.',
  ),
  rule(
    ...(['PENDING_PAYMENT', 'CANCELLED_BY_STAFF', null, 'CANCELLED'] as const),
    ['GIVE_BACK', 'RETURN_ALL_PAYMENTS'],
    'The shop does not sell it.',
  ),

  rule('PLACED', 'PAYMENT_AUTHORIZED', 'FIRST_SUCCESS', 'PLACED', [], 'It is what the order was placed by.'),
  rule('PLACED', 'PAYMENT_PAID', 'FIRST_SUCCESS', 'PLACED', [], 'The money has come.'),
  rule(
    ...(['PLACED', 'PAYMENT_AUTHORIZED', 'ANOTHER_SUCCESS', 'PLACED'] as const),
    ['RETURN_PAYMENT'],
    'An order is paid once.',
  ),
  rule(
    ...(['PLACED', 'PAYMENT_PAID', 'ANOTHER_SUCCESS', 'PLACED'] as const),
    ['RETURN_PAYMENT'],
    'An order is paid once.',
  ),
  rule(
    'PLACED',
    'PAYMENT_DECLINED',
    null,
    'PLACED',
    [],
    'The shop has promised it, and looks after the money.',
  ),
  rule(
    ...(['PLACED', 'CANCELLED_BY_STAFF', null, 'CANCELLED'] as const),
    ['RESTOCK', 'GIVE_BACK', 'RETURN_ALL_PAYMENTS'],
    'The shop cannot or shall not deliver it.',
  ),

  ...(['PAYMENT_AUTHORIZED', 'PAYMENT_PAID'] as const).flatMap((event) => [
    rule(
      ...(['CANCELLED', event, 'CAN_BE_HONOURED', 'PLACED'] as const),
      ['TAKE_AGAIN', 'CLOSE_CART', 'SELL_STOCK'],
      'It is paid late, and all of it can still be had.',
    ),
    rule(
      ...(['CANCELLED', event, 'CANNOT_BE_HONOURED', 'CANCELLED'] as const),
      ['RETURN_PAYMENT'],
      'It is paid too late, or was cancelled by somebody.',
    ),
  ]),
  rule('CANCELLED', 'PAYMENT_DECLINED', null, 'CANCELLED', [], 'It is over anyway.'),
]

/** The rules for an event, one of which holds: which one is asked of the shop where there are several. None: it changes nothing. */
export const rulesFor = (from: OrderRule['from'], event: OrderEventKind): readonly OrderRule[] =>
  orderRules.filter((one) => one.from === from && one.event === event)

/** What an event makes of an order under a condition; null: nothing. */
export const ruleFor = (
  from: OrderRule['from'],
  event: OrderEventKind,
  conditions: readonly OrderCondition[] = [],
): OrderRule | null =>
  rulesFor(from, event).find(({ when }) => when === null || conditions.includes(when)) ?? null
