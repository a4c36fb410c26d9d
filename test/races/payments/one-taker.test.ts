import { beforeAll, beforeEach, expect, test } from 'vitest'
import { createServices } from '../../../src/app/build-services.js'
import { createStripeProvider } from '../../../src/app/payments/stripe/stripe-provider.js'
import type { DueCall, ProviderEvent } from '../../../src/domains/payments/index.js'
import { assert } from '../../../src/kernel/assert.js'
import { openAgain } from '../../support/database.js'
import { asking, offer, openPayment, paymentNow, performNext } from '../../support/payments.js'
import { openTestShop, shopOf, type TestShop } from '../../support/shop.js'
import { type StripeStandIn, startStripe } from '../../support/stripe-stand-in.js'

const silent = { info() {}, warn() {}, error() {} }
let stripe: StripeStandIn
let here: TestShop
/** Over the same database, as another process would have it. */
let there: TestShop
beforeAll(async () => {
  stripe = await startStripe()
  const options = { providers: [createStripeProvider(stripe.config, silent)], providerTimeoutMs: 500 }
  here = await openTestShop(options)
  await offer(here, { provider: 'stripe' })
  const { clock } = here
  const db = await openAgain(here.db.url)
  there = shopOf(db, clock, createServices({ db, clock, ...options }))
})
beforeEach(() => {
  stripe.mood = 'well'
})

const byCard = { data: { paymentMethod: 'pm_card' } }
const chargesOf = (id: string) =>
  [...stripe.intents.values()].filter(({ metadata }) => metadata.athanor_payment === id).length
const later = (seconds: number) => new Date(here.clock.now().getTime() + seconds * 1_000)

test('of many in two processes who want a call, one takes it', async () => {
  const ids = new Set<string>()
  for (let i = 0; i < 5; i++) ids.add((await openPayment(here, byCard)).id)
  const takers = Array.from({ length: 24 }, (_, i) => (i % 2 === 0 ? here : there))
  const taken = await Promise.all(takers.map(({ payments, clock }) => payments.takeCall(clock.now())))
  const calls = taken.filter((call) => call !== null)
  expect(calls.map(({ payment }) => payment.id).sort()).toEqual([...ids].sort())
  expect(calls.every(({ tries }) => tries === 1)).toBe(true)
})

test('a call whose taker has died is taken again with the same key, once its lease is over', async () => {
  const { id: paymentId } = await openPayment(here, byCard)
  const first = await here.payments.takeCall(here.clock.now(), { paymentId })
  expect(first).toMatchObject({ tries: 1 })
  expect(await there.payments.takeCall(later(29), { paymentId })).toBeNull()
  const again = await there.payments.takeCall(later(30), { paymentId })
  expect(again).toEqual({ ...first, tries: 2 })
})

test('a taker who was only slow, and one who came after, charge once and come to one outcome', async () => {
  const { id: paymentId } = await openPayment(here, byCard)
  const take = async ({ payments }: TestShop, at: Date): Promise<DueCall> => {
    const call = await payments.takeCall(at, { paymentId })
    assert(call, 'it was due')
    return call
  }
  const slow = await take(here, here.clock.now())
  const next = await take(there, later(30))
  const [one, other] = await Promise.all([here.payments.perform(slow), there.payments.perform(next)])
  const changes = await Promise.all([
    here.db.write((tx) => here.payments.record(tx, slow, one)),
    there.db.write((tx) => there.payments.record(tx, next, other)),
  ])
  expect(changes.filter((change) => change !== null)).toHaveLength(1)
  expect(await paymentNow(here, paymentId)).toMatchObject({ status: 'PAID', version: 2 })
  expect(chargesOf(paymentId)).toBe(1)
})

test('what a slow taker does not know ends nothing that the next one does', async () => {
  const { id: paymentId } = await openPayment(here, byCard)
  const slow = await here.payments.takeCall(here.clock.now(), { paymentId })
  const next = await there.payments.takeCall(later(30), { paymentId })
  assert(slow && next, 'it was due')
  await here.db.write((tx) => here.payments.record(tx, slow, { kind: 'UNKNOWN', reason: 'slow' }))
  expect(await here.payments.takeCall(later(50), { paymentId })).toBeNull()
  const outcome = await there.payments.perform(next)
  await there.db.write((tx) => there.payments.record(tx, next, outcome))
  await here.db.write((tx) => here.payments.record(tx, slow, { kind: 'UNKNOWN', reason: 'slow' }))
  expect(await paymentNow(here, paymentId)).toMatchObject({ status: 'PAID' })
  expect(await here.payments.takeCall(later(1_000), { paymentId })).toBeNull()
})

test('an event and the call’s own outcome at once, in two processes, come to one', async () => {
  for (let round = 0; round < 4; round++) {
    const { id: paymentId } = await openPayment(here, byCard)
    const event: ProviderEvent = {
      ...{ provider: 'stripe', eventId: `evt-${round}`, kind: 'paid', paymentId, providerReference: null },
      told: { capturedMinor: 1_000 },
    }
    const changes = await Promise.all([
      performNext(here, paymentId),
      ...[here, there, here, there].map(({ db, payments }) =>
        db.write((tx) => payments.recordEvent(tx, event)),
      ),
    ])
    const paid = changes.filter(
      (change) => change?.before.capturedMinor === 0 && change.payment.capturedMinor > 0,
    )
    expect(paid).toHaveLength(1)
    expect(await paymentNow(there, paymentId)).toMatchObject({ status: 'PAID', capturedMinor: 1_000 })
  }
})

test('of refunds that are asked for at once no more is granted than was captured', async () => {
  const { id } = await openPayment(here, byCard)
  await performNext(here, id)
  const asked = await Promise.all(
    Array.from({ length: 12 }, (_, i) => asking(i % 2 === 0 ? here : there).refund(id, 300, `return-${i}`)),
  )
  expect(asked.filter(({ ok }) => ok)).toHaveLength(3)
  while (await performNext(there, id));
  expect(await paymentNow(here, id)).toMatchObject({ status: 'PARTIALLY_REFUNDED', refundedMinor: 900 })
})
