import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { paymentCall } from '../../../src/db/tables/payments.js'
import { manualProvider } from '../../../src/domains/payments/index.js'
import {
  asking,
  obliging,
  offer,
  openPayment,
  paymentNow,
  performNext,
  scriptedProvider,
  told,
} from '../../support/payments.js'
import { must, openTestShop, type TestShop } from '../../support/shop.js'

const provider = scriptedProvider()
let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop({ providers: [manualProvider, provider], providerTimeoutMs: 50 })
  await offer(shop)
  await offer(shop, { handle: 'held', capture: 'MANUAL' })
  await offer(shop, { handle: 'invoice', provider: 'manual' })
})
beforeEach(() => {
  provider.calls.length = 0
  provider.answer = obliging
})

const codesOf = async (result: Promise<{ ok: boolean; errors?: readonly { code: string }[] }>) =>
  (await result).errors?.map(({ code }) => code) ?? []

test('a payment is written with its call, and its provider is asked afterwards, once', async () => {
  const { id, status } = await openPayment(shop, { data: { token: 'x' }, returnUrl: 'https://shop.example/' })
  expect(status).toBe('PENDING')
  expect(provider.calls).toEqual([])
  const change = await performNext(shop, id)
  expect(change).toMatchObject({
    before: { status: 'PENDING', version: 1 },
    payment: { status: 'PAID', capturedMinor: 1_000, providerReference: `theirs-${id}`, version: 2 },
  })
  expect(await paymentNow(shop, id)).toEqual(change?.payment)
  expect(provider.calls).toMatchObject([
    { kind: 'AUTHORIZE', tries: 1, data: { token: 'x' }, returnUrl: 'https://shop.example/' },
  ])
  expect(await performNext(shop, id)).toBeNull()
  // It may name a person, or open an order.
  const [call] = await shop.db.read.select().from(paymentCall).where(eq(paymentCall.paymentId, id))
  expect(call).toMatchObject({ state: 'DONE', data: null, returnUrl: null })
})

test('what a method asks for by hand needs no call', async () => {
  const { id, settlesByHand } = await openPayment(shop, { methodHandle: 'invoice' })
  expect(settlesByHand).toBe(true)
  expect(await shop.payments.takeCall(shop.clock.now(), { paymentId: id })).toBeNull()
  expect(await must(asking(shop).byHand(id))).toMatchObject({ payment: { status: 'PAID' } })
  expect(await must(asking(shop).byHand(id))).toBeNull()
  await must(asking(shop).refund(id, 300, 'return-1'))
  expect(await paymentNow(shop, id)).toMatchObject({ status: 'PARTIALLY_REFUNDED', refundedMinor: 300 })
  const called = await openPayment(shop, { methodHandle: 'invoice' })
  expect(await must(asking(shop).void(called.id))).toMatchObject({ payment: { status: 'VOIDED' } })
})

test('a held amount is captured when that is asked for, and no more than it', async () => {
  const { id } = await openPayment(shop, { methodHandle: 'held' })
  expect(await codesOf(asking(shop).capture(id, 1_000))).toEqual(['INVALID'])
  expect(await performNext(shop, id)).toMatchObject({ payment: { status: 'AUTHORIZED' } })
  expect(await codesOf(asking(shop).capture(id, 1_001))).toEqual(['OUT_OF_RANGE'])
  await must(asking(shop).capture(id, 600))
  await must(asking(shop).capture(id, 600))
  expect(await performNext(shop, id)).toMatchObject({ payment: { status: 'PAID', capturedMinor: 600 } })
  expect(provider.calls.map(({ kind }) => kind)).toEqual(['AUTHORIZE', 'CAPTURE'])
  expect(await codesOf(asking(shop).capture(id, 1))).toEqual(['PAYMENT_ALREADY_DONE'])
  expect(await codesOf(asking(shop).refund(id, 601, 'r'))).toEqual(['OUT_OF_RANGE'])
})

test('refunds never come to more than was captured, and each is made once', async () => {
  const { id } = await openPayment(shop)
  await performNext(shop, id)
  await must(asking(shop).refund(id, 700, 'return-1'))
  expect(await must(asking(shop).refund(id, 700, 'return-1'))).toBeNull()
  expect(await codesOf(asking(shop).refund(id, 600, 'return-1'))).toEqual(['INVALID'])
  expect(await codesOf(asking(shop).refund(id, 301, 'return-2'))).toEqual(['OUT_OF_RANGE'])
  expect(await performNext(shop, id)).toMatchObject({
    payment: {
      status: 'PARTIALLY_REFUNDED',
      refundedMinor: 700,
      refunds: [{ reference: 'return-1', amountMinor: 700, status: 'SUCCEEDED' }],
    },
  })
  const failure = { code: 'closed', message: 'The account is closed.', isRetryable: false }
  provider.answer = () => ({ kind: 'REFUSED', failure, told: {} })
  await must(asking(shop).refund(id, 300, 'return-3'))
  expect(await performNext(shop, id)).toMatchObject({
    payment: { status: 'PARTIALLY_REFUNDED', refunds: [{}, { status: 'FAILED', failure }] },
  })
  provider.answer = obliging
  await must(asking(shop).refund(id, 300, 'return-4'))
  expect(await performNext(shop, id)).toMatchObject({ payment: { status: 'REFUNDED', refundedMinor: 1_000 } })
  expect(await codesOf(asking(shop).refund(id, 1, 'return-5'))).toEqual(['INVALID'])
})

test('a payment is called off here as long as nobody was asked, and else at the provider', async () => {
  const early = await openPayment(shop)
  expect(await must(asking(shop).void(early.id))).toMatchObject({ payment: { status: 'VOIDED' } })
  expect(await performNext(shop, early.id)).toBeNull()
  expect(provider.calls).toEqual([])

  const held = await openPayment(shop, { methodHandle: 'held' })
  await performNext(shop, held.id)
  expect(await must(asking(shop).void(held.id))).toBeNull()
  expect(await codesOf(asking(shop).capture(held.id, 1_000))).toEqual(['INVALID'])
  expect(await performNext(shop, held.id)).toMatchObject({ payment: { status: 'VOIDED' } })

  const paid = await openPayment(shop)
  await performNext(shop, paid.id)
  expect(await codesOf(asking(shop).void(paid.id))).toEqual(['PAYMENT_ALREADY_DONE'])
})

test('what is called off while the provider is being asked waits for its answer, and is void then', async () => {
  const { id } = await openPayment(shop, { methodHandle: 'held' })
  const call = await shop.payments.takeCall(shop.clock.now(), { paymentId: id })
  expect(await must(asking(shop).void(id))).toBeNull()
  expect(await shop.payments.takeCall(shop.clock.now(), { paymentId: id })).toBeNull()
  if (!call) throw new Error('it was due')
  const outcome = await shop.payments.perform(call)
  await shop.db.write((tx) => shop.payments.record(tx, call, outcome))
  expect(await paymentNow(shop, id)).toMatchObject({ status: 'AUTHORIZED' })
  expect(await performNext(shop, id)).toMatchObject({ payment: { status: 'VOIDED' } })
})

test('an event before, twice or after the client’s own completion comes to one outcome', async () => {
  const event = {
    provider: 'scripted',
    kind: 'paid',
    told: { capturedMinor: 1_000 },
    providerReference: null,
  }
  const before = await openPayment(shop)
  const early = { ...event, eventId: 'evt-early', paymentId: before.id }
  expect(await told(shop, early)).toMatchObject({ payment: { status: 'PAID' } })
  expect(await told(shop, early)).toBeNull()
  expect(await performNext(shop, before.id)).toMatchObject({ payment: { status: 'PAID', version: 3 } })

  const after = await openPayment(shop)
  await performNext(shop, after.id)
  const byTheirs = { ...event, paymentId: null, providerReference: `theirs-${after.id}` }
  expect(await told(shop, { ...byTheirs, eventId: 'evt-late' })).toBeNull()
  expect(await paymentNow(shop, after.id)).toMatchObject({ status: 'PAID', capturedMinor: 1_000, version: 2 })
})

test('an event of another provider, or of no payment, moves nothing', async () => {
  const { id } = await openPayment(shop)
  const event = { kind: 'paid', told: { capturedMinor: 1_000 }, providerReference: null, paymentId: id }
  expect(await told(shop, { ...event, provider: 'other', eventId: 'evt-1' })).toBeNull()
  const stranger = '00000000-0000-7000-8000-000000000000'
  expect(
    await told(shop, { ...event, provider: 'scripted', eventId: 'evt-2', paymentId: stranger }),
  ).toBeNull()
  expect(await paymentNow(shop, id)).toMatchObject({ status: 'PENDING', version: 1 })
})

test('what is declined has failed, until the provider tells of a late success', async () => {
  const failure = { code: 'card_declined', message: 'Declined.', isRetryable: true }
  provider.answer = () => ({ kind: 'REFUSED', failure, told: {} })
  const { id } = await openPayment(shop)
  expect(await performNext(shop, id)).toMatchObject({ payment: { status: 'FAILED', failure } })
  const late = { provider: 'scripted', eventId: 'evt-late-success', kind: 'paid', providerReference: null }
  expect(await told(shop, { ...late, paymentId: id, told: { capturedMinor: 1_000 } })).toMatchObject({
    ...{ before: { status: 'FAILED' }, payment: { status: 'PAID' } },
  })
})

test('a method that is not offered for the sale cannot be paid with', async () => {
  await offer(shop, {
    handle: 'narrow',
    currencies: ['EUR'],
    countries: ['DE'],
    minAmounts: [{ amountMinor: 500, currency: 'EUR' }],
    maxAmounts: [{ amountMinor: 1_500, currency: 'EUR' }],
  })
  const [eu = { id: 0 }, us = { id: 0 }] = await shop.channels.all()
  const open = (given: object) =>
    codesOf(
      shop.db.write((tx) =>
        shop.payments.open(tx, {
          ...{ orderId: 'order', channelId: eu.id, methodHandle: 'narrow', amountMinor: 1_000 },
          ...{ currency: 'EUR', returnUrl: null, data: null, ...given },
        }),
      ),
    )
  expect(await open({ country: 'DE' })).toEqual([])
  for (const given of [
    { methodHandle: 'gone' },
    { channelId: us.id },
    { currency: 'USD' },
    { country: 'FR' },
    { amountMinor: 499 },
    { amountMinor: 1_501 },
    { amountMinor: 0, methodHandle: 'card' },
  ])
    expect(await open(given), JSON.stringify(given)).toEqual(['PAYMENT_METHOD_UNAVAILABLE'])
  expect(await open({ data: ['x'] })).toEqual(['INVALID_FORMAT'])
  expect(await open({ data: { x: 'y'.repeat(4_000) } })).toEqual(['TOO_LONG'])
  expect(await open({ returnUrl: 'javascript:alert(1)' })).toEqual(['INVALID_FORMAT'])
})

test('a provider that does not answer, or breaks, leaves a call of which nobody knows', async () => {
  const { id: paymentId } = await openPayment(shop)
  const call = await shop.payments.takeCall(shop.clock.now(), { paymentId })
  if (!call) throw new Error('it was due')
  let isAborted = false
  provider.answer = (_call, signal) =>
    new Promise(() => {
      signal.addEventListener('abort', () => {
        isAborted = true
      })
    })
  const reason = 'The provider did not answer within 50 ms.'
  expect(await shop.payments.perform(call)).toEqual({ kind: 'UNKNOWN', reason })
  expect(isAborted).toBe(true)
  provider.answer = () => {
    throw new Error('no route')
  }
  expect(await shop.payments.perform(call)).toEqual({ kind: 'UNKNOWN', reason: 'no route' })
})

test('a call that is never answered is given up, and a late success still counts', async () => {
  const { id } = await openPayment(shop)
  const call = await shop.payments.takeCall(shop.clock.now(), { paymentId: id })
  if (!call) throw new Error('it was due')
  const old = { ...call, createdAt: new Date(shop.clock.now().getTime() - 13 * 60 * 60_000) }
  const unknown = { kind: 'UNKNOWN', reason: 'silence' } as const
  const change = await shop.db.write((tx) => shop.payments.record(tx, old, unknown))
  expect(change).toMatchObject({ payment: { status: 'FAILED', failure: { code: 'provider_unreachable' } } })
  const later = new Date(shop.clock.now().getTime() + 24 * 60 * 60_000)
  expect(await shop.payments.takeCall(later, { paymentId: id })).toBeNull()
  const event = { provider: 'scripted', eventId: 'evt-after-all', kind: 'paid', providerReference: null }
  expect(await told(shop, { ...event, paymentId: id, told: { capturedMinor: 1_000 } })).toMatchObject({
    payment: { status: 'PAID' },
  })
})
