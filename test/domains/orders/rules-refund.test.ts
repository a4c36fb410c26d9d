import { describe, expect, test } from 'vitest'
import { paymentStatusOf } from '../../../src/domains/orders/rules/payment-status.js'
import { inRefundOrder, refundParts, unitsMinor } from '../../../src/domains/orders/rules/refund.js'
import type { OrderLine } from '../../../src/domains/orders/types.js'
import { takenBack } from '../../../src/domains/stock/rules/reservations.js'

const source = (kind: 'PAYMENT' | 'GIFT_CARD' | 'STORE_CREDIT', id: string, refundableMinor: number) => ({
  ...{ kind, id, lastCharacters: '', refundableMinor },
})
const paid = [
  source('GIFT_CARD', 'soon', 300),
  source('GIFT_CARD', 'late', 200),
  source('STORE_CREDIT', 'credit', 100),
  source('PAYMENT', 'first', 50),
  source('PAYMENT', 'second', 70),
]

describe('a refund', () => {
  test('goes back in the reverse of the order in which it was paid', () => {
    expect(inRefundOrder(paid).map(({ id }) => id)).toEqual(['second', 'first', 'credit', 'late', 'soon'])
  })

  test.each([
    [70, { second: 70 }],
    [71, { second: 70, first: 1 }],
    [350, { second: 70, first: 50, credit: 100, late: 130 }],
    [720, { second: 70, first: 50, credit: 100, late: 200, soon: 300 }],
    [999, { second: 70, first: 50, credit: 100, late: 200, soon: 300 }],
  ])('of %i takes from each source what is left of it at most', (amount, parts) => {
    const found = refundParts(paid, amount).map(({ id, amountMinor }) => [id, amountMinor])
    expect(Object.fromEntries(found)).toEqual(parts)
  })

  test('of units, one after the other, comes to what the line has cost', () => {
    const line = { quantity: 3, cost: { totalMinor: 1_000 } } as OrderLine
    expect([0, 1, 2].map((before) => unitsMinor(line, before, 1))).toEqual([334, 333, 333])
    expect(unitsMinor(line, 0, 2) + unitsMinor(line, 2, 1)).toBe(1_000)
  })
})

test.each([
  [null, 500, 500, 'PAID'],
  [null, 500, 200, 'PARTIALLY_REFUNDED'],
  [null, 500, 0, 'REFUNDED'],
  [{ status: 'AUTHORIZED', capturedMinor: 0, refundedMinor: 0 }, 500, 500, 'AUTHORIZED'],
  [{ status: 'PAID', capturedMinor: 100, refundedMinor: 0 }, 500, 499, 'PARTIALLY_REFUNDED'],
  [{ status: 'REFUNDED', capturedMinor: 100, refundedMinor: 100 }, 500, 500, 'PARTIALLY_REFUNDED'],
  [{ status: 'REFUNDED', capturedMinor: 100, refundedMinor: 100 }, 500, 0, 'REFUNDED'],
] as const)(
  'the money of %j and of %i tendered, of which %i is left, is %s',
  (payment, paidMinor, leftMinor, status) => {
    expect(paymentStatusOf(payment, { paidMinor, leftMinor })).toBe(status)
  },
)

test('units come back from what waits before what was sold, and never more than there are', () => {
  const line = { variantId: 1, promised: 1 }
  const lines = [
    { ...line, locationId: 1, quantity: 2, sold: 3 },
    { ...line, locationId: 2, quantity: 0, promised: 0, sold: 4 },
  ]
  const changes = (quantity: number) =>
    takenBack(lines, [{ variantId: 1, quantity }]).map(({ returned, freed, line: { locationId } }) => [
      ...[locationId, freed, returned],
    ])
  expect(changes(1)).toEqual([[1, 1, 0]])
  expect(changes(4)).toEqual([[1, 2, 2]])
  expect(changes(99)).toEqual([
    [1, 2, 3],
    [2, 0, 4],
  ])
  expect(takenBack(lines, [{ variantId: 2, quantity: 1 }])).toEqual([])
})
