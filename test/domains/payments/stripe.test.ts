import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createStripeProvider } from '../../../src/app/payments/stripe/stripe-provider.js'
import type { Payment, WebhookRefusal } from '../../../src/domains/payments/index.js'
import { assert } from '../../../src/kernel/assert.js'
import { asking, offer, openPayment, paymentNow, performNext } from '../../support/payments.js'
import { must, openTestShop, type TestShop } from '../../support/shop.js'
import { pay, type StripeStandIn, startStripe } from '../../support/stripe-stand-in.js'

const silent = { info() {}, warn() {}, error() {} }
let stripe: StripeStandIn
let shop: TestShop
beforeAll(async () => {
  stripe = await startStripe()
  const provider = createStripeProvider(stripe.config, silent)
  shop = await openTestShop({ providers: [provider], providerTimeoutMs: 200 })
  await offer(shop, { provider: 'stripe' })
  await offer(shop, { handle: 'held', provider: 'stripe', capture: 'MANUAL' })
})
beforeEach(() => {
  stripe.mood = 'well'
})

const intentOf = ({ providerReference }: Payment) => {
  const intent = stripe.intents.get(providerReference ?? '')
  assert(intent, 'it was made')
  return intent
}

type Sent = ReturnType<StripeStandIn['event']>

/** Keeps what a webhook tells; answers why it was refused. */
async function receive({ body, headers }: Sent): Promise<WebhookRefusal['reason'] | 'taken'> {
  const read = shop.payments.readWebhook('stripe', { headers, rawBody: Buffer.from(body) })
  if (!read.ok) return read.errors[0]?.reason ?? 'MALFORMED'
  for (const event of read.value) await shop.db.write((tx) => shop.payments.recordEvent(tx, event))
  return 'taken'
}

const now = () => shop.clock.now()
const tell = (type: string, object: object, id?: string) =>
  receive(stripe.event(type, object, { at: now(), ...(id !== undefined && { id }) }))

describe('a payment', () => {
  test('is confirmed by the client with its secret, and then told by a webhook', async () => {
    const { id } = await openPayment(shop)
    const change = await performNext(shop, id)
    const reference = change?.payment.providerReference ?? ''
    expect(change?.payment).toMatchObject({
      status: 'ACTION_REQUIRED',
      action: { kind: 'CLIENT', provider: 'stripe', data: { clientSecret: `${reference}_secret_1` } },
    })
    const intent = intentOf(await paymentNow(shop, id))
    expect(intent).toMatchObject({ amount: 1_000, currency: 'eur', metadata: { athanor_payment: id } })
    pay(intent)
    expect(await tell('payment_intent.succeeded', stripe.shown(intent.id))).toBe('taken')
    expect(await paymentNow(shop, id)).toMatchObject({ status: 'PAID', capturedMinor: 1_000 })
  })

  test('by a card that Stripe has already is paid at once, declined, or needs a page of the bank', async () => {
    const by = async (paymentMethod: string, returnUrl: string | null = null) => {
      const { id } = await openPayment(shop, { data: { paymentMethod }, returnUrl })
      return (await performNext(shop, id))?.payment
    }
    expect(await by('pm_card')).toMatchObject({ status: 'PAID' })
    const declined = await by('pm_declined')
    expect(declined).toMatchObject({
      status: 'FAILED',
      failure: {
        code: 'insufficient_funds',
        message: 'Your card has insufficient funds.',
        isRetryable: true,
      },
    })
    expect(declined?.providerReference).toMatch(/^pi_/)
    expect(await by('pm_3ds', 'https://shop.example/')).toMatchObject({
      status: 'ACTION_REQUIRED',
      action: {
        kind: 'REDIRECT',
        url: expect.stringMatching(/^https:\/\/bank\.example\/pi_/),
        method: 'GET',
      },
    })
  })

  test('that is held is captured or called off', async () => {
    const held = async () => {
      const { id } = await openPayment(shop, { methodHandle: 'held', data: { paymentMethod: 'pm_card' } })
      expect(await performNext(shop, id)).toMatchObject({ payment: { status: 'AUTHORIZED' } })
      return id
    }
    const captured = await held()
    await must(asking(shop).capture(captured, 800))
    expect(await performNext(shop, captured)).toMatchObject({
      payment: { status: 'PAID', capturedMinor: 800 },
    })
    const voided = await held()
    await must(asking(shop).void(voided))
    expect(await performNext(shop, voided)).toMatchObject({ payment: { status: 'VOIDED' } })
    expect(intentOf(await paymentNow(shop, voided)).status).toBe('canceled')
  })

  test('that was paid in the moment in which it is called off is paid', async () => {
    const { id } = await openPayment(shop)
    const change = await performNext(shop, id)
    await must(asking(shop).void(id))
    assert(change, 'it was made')
    pay(intentOf(change.payment))
    expect(await performNext(shop, id)).toMatchObject({ payment: { status: 'PAID', capturedMinor: 1_000 } })
  })

  test('is refunded in parts, here and at Stripe, whatever comes first', async () => {
    const { id } = await openPayment(shop, { data: { paymentMethod: 'pm_card' } })
    const change = await performNext(shop, id)
    assert(change, 'it was made')
    await must(asking(shop).refund(id, 300, 'return-1'))
    expect(await performNext(shop, id)).toMatchObject({ payment: { refundedMinor: 300 } })
    const intent = intentOf(change.payment)
    const elsewhere = { id: 're_x', object: 'refund', amount: 700, currency: 'eur', metadata: {} }
    await tell('refund.created', { ...elsewhere, status: 'succeeded', payment_intent: intent.id })
    const charge = { object: 'charge', currency: 'eur', metadata: intent.metadata, payment_intent: intent.id }
    await tell('charge.refunded', { ...charge, amount_captured: 1_000, amount_refunded: 1_000 })
    expect(await paymentNow(shop, id)).toMatchObject({ status: 'REFUNDED', refundedMinor: 1_000 })
    const failed = { ...elsewhere, status: 'failed', failure_reason: 'lost_or_stolen_card' }
    await tell('refund.failed', { ...failed, payment_intent: intent.id })
    expect(await paymentNow(shop, id)).toMatchObject({ status: 'PARTIALLY_REFUNDED', refundedMinor: 300 })
  })

  test('in a currency of which Stripe counts otherwise comes to the same', async () => {
    const { id } = await openPayment(shop, {
      ...{ amountMinor: 500, currency: 'ISK', data: { paymentMethod: 'pm_card' } },
    })
    const change = await performNext(shop, id)
    assert(change, 'it was made')
    expect(intentOf(change.payment).amount).toBe(50_000)
    expect(change.payment.capturedMinor).toBe(500)
    const odd = openPayment(shop, { amountMinor: 5_125, currency: 'KWD' })
    await expect(odd).rejects.toThrow('PAYMENT_METHOD_UNAVAILABLE')
  })
})

describe('when Stripe is not well', () => {
  test.each([
    ['silent' as const, 1],
    ['deaf' as const, 0],
    ['broken' as const, 1],
  ])('%s: it is asked again with the same key, and charges once', async (mood, doneBefore) => {
    const { id } = await openPayment(shop, { data: { paymentMethod: 'pm_card' } })
    const start = now()
    stripe.mood = mood
    const call = await shop.payments.takeCall(start, { paymentId: id })
    assert(call, 'it was due')
    const outcome = await shop.payments.perform(call)
    expect(outcome).toMatchObject({ kind: 'UNKNOWN' })
    expect(await shop.db.write((tx) => shop.payments.record(tx, call, outcome))).toBeNull()
    expect(stripe.keys.get(call.id)?.done ?? 0).toBe(doneBefore)
    expect(await shop.payments.takeCall(start, { paymentId: id })).toBeNull()
    stripe.mood = 'well'
    const later = new Date(start.getTime() + 2_000)
    const again = await shop.payments.takeCall(later, { paymentId: id })
    expect(again).toMatchObject({ id: call.id, tries: 2 })
    assert(again, 'it was due')
    const second = await shop.payments.perform(again)
    await shop.db.write((tx) => shop.payments.record(tx, again, second))
    expect(await paymentNow(shop, id)).toMatchObject({ status: 'PAID', capturedMinor: 1_000 })
    expect(stripe.keys.get(call.id)?.done).toBe(1)
    const mine = [...stripe.intents.values()].filter(({ metadata }) => metadata.athanor_payment === id)
    expect(mine).toHaveLength(1)
  })

  test('what it refuses has failed for good, and says nothing of the shop’s mistakes', async () => {
    const { id } = await openPayment(shop)
    const change = await performNext(shop, id)
    assert(change, 'it was made')
    pay(intentOf(change.payment))
    intentOf(change.payment).amount_received = 100
    await tell('payment_intent.succeeded', {
      ...stripe.shown(intentOf(change.payment).id),
      amount_received: 1_000,
    })
    await must(asking(shop).refund(id, 1_000, 'return-1'))
    expect(await performNext(shop, id)).toMatchObject({
      payment: {
        status: 'PAID',
        refunds: [{ status: 'FAILED', failure: { code: 'charge_already_refunded', isRetryable: false } }],
      },
    })
  })
})

describe('a webhook', () => {
  const paidFor = (id: string, reference: string) => ({
    ...{ id: reference, object: 'payment_intent', status: 'succeeded', amount_received: 1_000 },
    ...{ currency: 'eur', metadata: { athanor_payment: id } },
  })

  test('before, twice and after the client’s own completion makes one outcome', async () => {
    const { id } = await openPayment(shop, { data: { paymentMethod: 'pm_card' } })
    const early = paidFor(id, `pi_early`)
    expect(await tell('payment_intent.succeeded', early, 'evt_once')).toBe('taken')
    expect(await tell('payment_intent.succeeded', early, 'evt_once')).toBe('taken')
    const { version } = await paymentNow(shop, id)
    expect(version).toBe(2)
    await performNext(shop, id)
    await tell('payment_intent.succeeded', early, 'evt_later')
    expect(await paymentNow(shop, id)).toMatchObject({ status: 'PAID', capturedMinor: 1_000 })
  })

  test('that is forged, stale, replayed later or unreadable is refused', async () => {
    const { id } = await openPayment(shop)
    const paid = paidFor(id, 'pi_forged')
    const sound = stripe.event('payment_intent.succeeded', paid, { at: now() })
    expect(await receive({ ...sound, headers: {} })).toBe('FORGED')
    expect(await receive({ ...sound, body: sound.body.replace('1000', '9000') })).toBe('FORGED')
    expect(await receive({ ...sound, headers: { 'stripe-signature': 't=1,v1=00' } })).toBe('FORGED')
    const old = new Date(now().getTime() - 301_000)
    expect(await receive(stripe.event('payment_intent.succeeded', paid, { at: old }))).toBe('STALE')
    expect(
      await receive(stripe.event('payment_intent.succeeded', { status: 'succeeded' }, { at: now() })),
    ).toBe('MALFORMED')
    expect(await receive(stripe.event('payment_intent.succeeded', paid, { id: '', at: now() }))).toBe(
      'MALFORMED',
    )
    expect(await paymentNow(shop, id)).toMatchObject({ status: 'PENDING', version: 1 })
  })

  test('of something else, or of a payment of another shop, is taken and moves nothing', async () => {
    expect(await tell('customer.created', { id: 'cus_1' })).toBe('taken')
    const stranger = '00000000-0000-7000-8000-000000000000'
    expect(await tell('payment_intent.succeeded', paidFor(stranger, 'pi_other'))).toBe('taken')
  })
})
