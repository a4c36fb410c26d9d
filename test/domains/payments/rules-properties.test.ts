import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Payment, Told } from '../../../src/domains/payments/index.js'
import { refundableMinor } from '../../../src/domains/payments/rules/refunds.js'
import { paymentAfter } from '../../../src/domains/payments/rules/told.js'
import { times } from '../../support/counts.js'
import { paymentOf } from './payment-of.js'

const runs = { numRuns: times(300, 20_000) }

const amount = fc.integer({ min: 0, max: 1_500 })
const failure = { code: 'card_declined', message: 'Declined.', isRetryable: true }
const action = { kind: 'CLIENT', provider: 'test', data: {} } as const

/** A refund always tells of the same amount, and is known by our id or not at all. */
const anyRefund = fc
  .record({
    number: fc.integer({ min: 1, max: 4 }),
    status: fc.constantFrom('PENDING', 'SUCCEEDED', 'FAILED'),
  })
  .map(({ number, status }): Told => {
    const callId = number % 2 === 0 ? `call-${number}` : null
    const refund = { callId, providerReference: `re-${number}`, amountMinor: number * 100 }
    return { refund: { ...refund, status: status as 'PENDING' } }
  })

const anyTold: fc.Arbitrary<Told> = fc.oneof(
  fc.constant<Told>({ action }),
  fc.constant<Told>({ failure }),
  fc.constant<Told>({ voided: true }),
  fc.constant<Told>({ providerReference: 'theirs' }),
  amount.map((authorizedMinor): Told => ({ authorizedMinor })),
  amount.map((capturedMinor): Told => ({ capturedMinor })),
  amount.map((refundedMinor): Told => ({ refundedMinor })),
  anyRefund,
)

/** The same things told twice, some of them more often, in two orders. */
const twoOrders = fc.array(anyTold, { maxLength: 12 }).chain((all) => {
  const repeated = fc.subarray(all).map((some) => [...all, ...some])
  const order = (list: readonly Told[]) =>
    fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length })
  return fc.tuple(repeated.chain(order), repeated.chain(order))
})

/** Two of ours are under way already. */
const opened = paymentOf({
  refunds: [2, 4].map((number) => ({
    ...{ callId: `call-${number}`, reference: `return-${number}`, providerReference: null },
    ...{ amountMinor: number * 100, status: 'DUE', failure: null },
  })),
})

const outcomeOf = ({ refunds, ...payment }: Payment) => ({
  ...payment,
  refunds: [...refunds].sort((a, b) => a.amountMinor - b.amountMinor),
})

test('what is told comes to the same in any order, however often it is told', () => {
  fc.assert(
    fc.property(twoOrders, ([one, other]) => {
      const [first, second] = [one, other].map((order) =>
        outcomeOf(order.reduce<Payment>(paymentAfter, opened)),
      )
      expect(second).toEqual(first)
    }),
    runs,
  )
})

test('nothing is captured beyond the amount, or refunded beyond what was captured, at any step', () => {
  fc.assert(
    fc.property(fc.array(anyTold, { maxLength: 20 }), (told) => {
      told.reduce<Payment>((before, one) => {
        const after = paymentAfter(before, one)
        expect(after.capturedMinor).toBeLessThanOrEqual(after.amountMinor)
        expect(after.refundedMinor).toBeLessThanOrEqual(after.capturedMinor)
        expect(after.refundedMinor).toBeGreaterThanOrEqual(0)
        expect(after.capturedMinor).toBeGreaterThanOrEqual(before.capturedMinor)
        expect(refundableMinor(after)).toBeLessThanOrEqual(after.capturedMinor - after.refundedMinor)
        expect(paymentAfter(after, one)).toBe(after)
        return after
      }, opened)
    }),
    runs,
  )
})
