import { describe, expect, test } from 'vitest'
import { readOrdersPage, withStates } from '../../../scripts/draw-orders.js'
import {
  type OrderRule,
  orderConditions,
  orderEvents,
  orderRules,
  orderStatuses,
  ruleFor,
  rulesFor,
} from '../../../src/domains/orders/rules/states.js'

/** What a person would say of each, in the order of the table. */
const said: readonly string[] = [
  'NEW + PLACED_TO_BE_PAID -> PENDING_PAYMENT: HOLD_STOCK',
  'NEW + PLACED_SETTLED -> PLACED: SELL_STOCK',
  'PENDING_PAYMENT + PAYMENT_STARTED -> PENDING_PAYMENT: RETURN_OTHER_PAYMENTS',
  'PENDING_PAYMENT + PAYMENT_AUTHORIZED -> PLACED: SELL_STOCK RETURN_OTHER_PAYMENTS',
  'PENDING_PAYMENT + PAYMENT_PAID -> PLACED: SELL_STOCK RETURN_OTHER_PAYMENTS',
  'PENDING_PAYMENT + PAYMENT_BY_HAND -> PLACED: SELL_STOCK RETURN_OTHER_PAYMENTS',
  'PENDING_PAYMENT + PAYMENT_DECLINED -> PENDING_PAYMENT: ',
  'PENDING_PAYMENT + TIME_OVER -> CANCELLED: GIVE_BACK REOPEN_CART RETURN_ALL_PAYMENTS',
  'PENDING_PAYMENT + CANCELLED_BY_CUSTOMER -> CANCELLED: GIVE_BACK REOPEN_CART RETURN_ALL_PAYMENTS',
  'PENDING_PAYMENT + CANCELLED_BY_STAFF -> CANCELLED: GIVE_BACK RETURN_ALL_PAYMENTS',
  'PLACED + PAYMENT_AUTHORIZED (FIRST_SUCCESS) -> PLACED: ',
  'PLACED + PAYMENT_PAID (FIRST_SUCCESS) -> PLACED: ',
  'PLACED + PAYMENT_AUTHORIZED (ANOTHER_SUCCESS) -> PLACED: RETURN_PAYMENT',
  'PLACED + PAYMENT_PAID (ANOTHER_SUCCESS) -> PLACED: RETURN_PAYMENT',
  'PLACED + PAYMENT_DECLINED -> PLACED: ',
  'PLACED + CANCELLED_BY_STAFF -> CANCELLED: RESTOCK GIVE_BACK RETURN_ALL_PAYMENTS',
  'CANCELLED + PAYMENT_AUTHORIZED (CAN_BE_HONOURED) -> PLACED: TAKE_AGAIN CLOSE_CART SELL_STOCK',
  'CANCELLED + PAYMENT_AUTHORIZED (CANNOT_BE_HONOURED) -> CANCELLED: RETURN_PAYMENT',
  'CANCELLED + PAYMENT_PAID (CAN_BE_HONOURED) -> PLACED: TAKE_AGAIN CLOSE_CART SELL_STOCK',
  'CANCELLED + PAYMENT_PAID (CANNOT_BE_HONOURED) -> CANCELLED: RETURN_PAYMENT',
  'CANCELLED + PAYMENT_DECLINED -> CANCELLED: ',
]
const asSaid = ({ from, event, when, to, effects }: OrderRule) =>
  `${from} + ${event}${when ? ` (${when})` : ''} -> ${to}: ${effects.join(' ')}`

describe('the states of an order', () => {
  test.each(said.map((text, i) => [text, i] as const))('%s', (text, i) => {
    const found = orderRules[i] as OrderRule
    expect(asSaid(found)).toBe(text)
    expect(ruleFor(found.from, found.event, found.when ? [found.when] : [])).toBe(found)
  })

  test('have no row that nobody has said', () => {
    expect(orderRules.map(asSaid)).toEqual(said)
  })

  test('are one for each event, whatever holds', () => {
    for (const from of ['NEW', ...orderStatuses] as const)
      for (const event of orderEvents) {
        const rules = rulesFor(from, event)
        const conditions = rules.map(({ when }) => when)
        expect(new Set(conditions).size).toBe(rules.length)
        expect(rules.length <= 1 || !conditions.includes(null)).toBe(true)
        const isWhole =
          conditions.every((when) => when === null) ||
          orderConditions.filter((when) => conditions.includes(when)).length === 2
        expect([from, event, isWhole]).toEqual([from, event, true])
      }
  })

  test('hold or sell units before anything can be given back', () => {
    for (const { effects, to } of orderRules) {
      if (effects.includes('SELL_STOCK')) expect(to).toBe('PLACED')
      if (effects.includes('GIVE_BACK')) expect(to).toBe('CANCELLED')
    }
  })

  test('nothing comes of what is not in the table', () => {
    expect(ruleFor('PLACED', 'TIME_OVER')).toBeNull()
    expect(ruleFor('CANCELLED', 'CANCELLED_BY_STAFF')).toBeNull()
  })

  test('are drawn in docs/orders.md as they are', () => {
    expect(readOrdersPage()).toBe(withStates(readOrdersPage()))
  })
})
