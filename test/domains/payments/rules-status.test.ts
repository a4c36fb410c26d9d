import { describe, expect, test } from 'vitest'
import type { Payment, PaymentStatus, Told } from '../../../src/domains/payments/index.js'
import { refundableMinor } from '../../../src/domains/payments/rules/refunds.js'
import { nextTry } from '../../../src/domains/payments/rules/retry.js'
import { statusOf, statusRows } from '../../../src/domains/payments/rules/status.js'
import { paymentAfter } from '../../../src/domains/payments/rules/told.js'
import { paymentOf } from './payment-of.js'

const action = { kind: 'REDIRECT', url: 'https://bank.example/', method: 'GET', fields: [] } as const
const failure = { code: 'card_declined', message: 'Declined.', isRetryable: true }
const refund = { callId: null, providerReference: 're_1', amountMinor: 400, status: 'SUCCEEDED' } as const

/** What brings a new payment into each state. */
const ways: Record<PaymentStatus, readonly Told[]> = {
  PENDING: [],
  ACTION_REQUIRED: [{ action }],
  FAILED: [{ failure }],
  AUTHORIZED: [{ authorizedMinor: 1_000 }],
  VOIDED: [{ voided: true }],
  PAID: [{ capturedMinor: 1_000 }],
  PARTIALLY_REFUNDED: [{ capturedMinor: 1_000 }, { refund }],
  REFUNDED: [{ capturedMinor: 1_000 }, { refundedMinor: 1_000 }],
}
const inState = (status: PaymentStatus): Payment => ways[status].reduce(paymentAfter, paymentOf())

describe('the status is that of the first row that holds', () => {
  test.each<[PaymentStatus, Partial<Payment>]>([
    [
      'REFUNDED',
      { capturedMinor: 700, refundedMinor: 700, authorizedMinor: 1_000, isVoided: true, failure, action },
    ],
    ['PARTIALLY_REFUNDED', { capturedMinor: 700, refundedMinor: 699, isVoided: true, failure, action }],
    ['PAID', { capturedMinor: 1, isVoided: true, failure, action }],
    ['VOIDED', { isVoided: true, authorizedMinor: 1_000, failure, action }],
    ['AUTHORIZED', { authorizedMinor: 1, failure, action }],
    ['FAILED', { failure, action }],
    ['ACTION_REQUIRED', { action }],
    ['PENDING', {}],
  ])('%s', (status, given) => {
    expect(statusOf(paymentOf(given))).toBe(status)
  })

  test('and each status has one row', () => {
    expect(statusRows.map(({ status }) => status).sort()).toEqual(Object.keys(ways).sort())
  })
})

describe('what is told moves a payment on, never back', () => {
  const told: Record<string, Told> = {
    action: { action },
    failed: { failure },
    authorised: { authorizedMinor: 1_000 },
    voided: { voided: true },
    captured: { capturedMinor: 1_000 },
    'partly refunded': { refund },
    refunded: { refundedMinor: 1_000 },
  }
  const columns = Object.keys(told)
  test.each<[PaymentStatus, string]>([
    ['PENDING', 'ACTION_REQUIRED FAILED AUTHORIZED VOIDED PAID REFUNDED REFUNDED'],
    ['ACTION_REQUIRED', 'ACTION_REQUIRED FAILED AUTHORIZED VOIDED PAID REFUNDED REFUNDED'],
    ['FAILED', 'FAILED FAILED AUTHORIZED VOIDED PAID REFUNDED REFUNDED'],
    ['AUTHORIZED', 'AUTHORIZED AUTHORIZED AUTHORIZED VOIDED PAID REFUNDED REFUNDED'],
    ['VOIDED', 'VOIDED VOIDED VOIDED VOIDED PAID REFUNDED REFUNDED'],
    ['PAID', 'PAID PAID PAID PAID PAID PARTIALLY_REFUNDED REFUNDED'],
    [
      'PARTIALLY_REFUNDED',
      'PARTIALLY_REFUNDED PARTIALLY_REFUNDED PARTIALLY_REFUNDED PARTIALLY_REFUNDED PARTIALLY_REFUNDED PARTIALLY_REFUNDED REFUNDED',
    ],
    ['REFUNDED', 'REFUNDED REFUNDED REFUNDED REFUNDED REFUNDED REFUNDED REFUNDED'],
  ])('from %s', (from, expected) => {
    const moved = columns.map((name) => paymentAfter(inState(from), told[name] ?? {}).status)
    expect(moved.join(' ')).toBe(expected)
  })
})

describe('of what is told', () => {
  test('the same again changes nothing, not even the object', () => {
    const paid = inState('PARTIALLY_REFUNDED')
    expect(paymentAfter(paid, { capturedMinor: 1_000, refund })).toBe(paid)
    expect(paymentAfter(paid, {})).toBe(paid)
  })

  test('a success that comes late is a success, and the failure stays to be read', () => {
    expect(paymentAfter(inState('FAILED'), { capturedMinor: 1_000 })).toMatchObject({
      ...{ status: 'PAID', capturedMinor: 1_000, authorizedMinor: 1_000, failure },
    })
  })

  test('more than was asked for is not of this payment', () => {
    const after = paymentAfter(paymentOf(), {
      capturedMinor: 5_000,
      refundedMinor: 9_000,
      authorizedMinor: 7_000,
    })
    expect(after).toMatchObject({ authorizedMinor: 1_000, capturedMinor: 1_000, refundedMinor: 1_000 })
  })

  test('a refund that the bank sends back is none, in whatever order that is told', () => {
    const failed = { ...refund, status: 'FAILED', failure } as const
    const paid = inState('PAID')
    const total = { refundedMinor: 400 }
    for (const order of [
      [total, { refund }, { refund: failed }],
      [{ refund: failed }, { refund }, total],
      [{ refund }, { refund: failed }, total],
    ])
      expect(order.reduce<Payment>(paymentAfter, paid)).toMatchObject({ status: 'PAID', refundedMinor: 0 })
  })

  test('a refund that is on its way counts once, also where the provider has it in its total', () => {
    const ours = { ...refund, callId: 'call', amountMinor: 300, status: 'PENDING' as const }
    const due = { ...ours, reference: null, providerReference: null, failure: null, status: 'DUE' as const }
    const paid = paymentOf({ capturedMinor: 300, authorizedMinor: 1_000, refunds: [due] })
    expect(refundableMinor(paymentAfter(paid, { refundedMinor: 300 }))).toBe(0)
    const pending = paymentAfter(paymentAfter(paid, { refund: ours }), {
      capturedMinor: 1_000,
      refundedMinor: 300,
    })
    expect(refundableMinor(pending)).toBe(700)
  })

  test('one refund that is known by our id and by the provider’s is one', () => {
    const ours = { ...refund, reference: 'return-7', providerReference: null, callId: 'call', failure: null }
    const asked = paymentOf({ capturedMinor: 1_000, refunds: [{ ...ours, status: 'DUE' }] })
    const seenFirst = paymentAfter(asked, { refund })
    expect(seenFirst.refunds).toHaveLength(2)
    const after = paymentAfter(seenFirst, { refund: { ...refund, callId: 'call', status: 'PENDING' } })
    expect(after.refunds).toEqual([{ ...ours, providerReference: 're_1', status: 'SUCCEEDED' }])
    expect(after.refundedMinor).toBe(400)
  })
})

test('a call of unknown outcome is made again at growing distances, and not once providers forget its key', () => {
  const createdAt = new Date('2030-01-01T00:00:00.000Z')
  let at = createdAt
  const pauses: number[] = []
  for (let tries = 1; tries < 1_000; tries++) {
    const next = nextTry({ createdAt, tries }, at)
    if (!next) break
    pauses.push((next.getTime() - at.getTime()) / 1_000)
    at = next
  }
  expect(pauses.slice(0, 10)).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 900])
  const hours = (at.getTime() - createdAt.getTime()) / 3_600_000
  expect(hours).toBeGreaterThan(11)
  expect(hours).toBeLessThan(24)
})
