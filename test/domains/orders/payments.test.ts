import { beforeEach, describe, expect, test } from 'vitest'
import type { Order } from '../../../src/domains/orders/index.js'
import type { DueCall, ProviderEvent, ProviderOutcome, Told } from '../../../src/domains/payments/index.js'
import { newId } from '../../../src/kernel/ids.js'
import { cartOf, guest, type HeldCart, newCart } from '../../support/carts.js'
import { refusedBy } from '../../support/customers.js'
import {
  byCard,
  byInvoice,
  type OrderShop,
  openOrderShop,
  orderFaults,
  placed,
  placing,
  readyCart,
  settle,
  stockedVariant,
} from '../../support/orders.js'
import { obliging } from '../../support/payments.js'
import { must } from '../../support/shop.js'

const hourMs = 3_600_000
let shop: OrderShop
let last: number
beforeEach(async () => {
  shop = await openOrderShop()
  last = await stockedVariant(shop, 'last', 1)
  await must(shop.promotions.save(shop.actor, { code: 'ONCE', percent: '10', usageLimit: 1 }))
})

const declined: ProviderOutcome = {
  ...{ kind: 'REFUSED', told: {} },
  failure: { code: 'card_declined', message: 'The card was declined.', isRetryable: true },
}
const mustAct = ({ payment }: DueCall): ProviderOutcome => ({
  kind: 'DONE',
  told: {
    providerReference: `theirs-${payment.id}`,
    action: { kind: 'REDIRECT', url: 'https://bank.example/', method: 'GET', fields: [] },
  },
})
const unpaid = async (payment = byCard): Promise<{ order: Order; held: HeldCart }> => {
  const held = await readyCart(shop, [{ variantId: last, quantity: 1 }])
  await must(shop.carts.updateCodes(held.holder, { cartId: held.id, add: ['once'] }))
  const { order } = await placed(shop, held, { payment })
  return { order, held }
}
const now = async ({ id }: Pick<Order, 'id'>) => {
  const found = await shop.orders.byId(id)
  if (!found) throw new Error('It is gone')
  return found
}
const pass = (ms: number) => shop.clock.set(new Date(shop.clock.now().getTime() + ms).toISOString())
const expire = () => shop.orders.expireDue(shop.clock.now(), () => false)
const tell = (paymentId: string | null, told: Told, eventId: string = newId()) => {
  const event: ProviderEvent = {
    provider: 'scripted',
    eventId,
    kind: 'told',
    paymentId,
    providerReference: null,
    told,
  }
  return shop.orders.takeEvents([event])
}
const paymentsOf = ({ id }: Pick<Order, 'id'>) => shop.payments.ofOrders(shop.db.read, [id])
const start = (
  held: HeldCart,
  { id: orderId }: Pick<Order, 'id'>,
  payment = byCard,
  idempotencyKey: string = newId(),
) => shop.orders.startPayment(held.holder, { orderId, payment, idempotencyKey })
const available = async () => (await shop.stock.channelStock(1, [last]))[0]?.available
const used = async () => (await shop.promotions.codes({})).items[0]?.used

describe('an order that waits for its money', () => {
  test('is placed once what is asked for is authorised, and paid once that is captured', async () => {
    const { order } = await unpaid({ methodHandle: 'held' })
    await settle(shop)
    expect(await now(order)).toMatchObject({ status: 'PLACED', paymentStatus: 'AUTHORIZED', payBefore: null })
    await must(shop.db.write((tx) => shop.payments.requestCapture(tx, order.paymentId ?? '', order.dueMinor)))
    await settle(shop)
    expect(await now(order)).toMatchObject({ status: 'PLACED', paymentStatus: 'PAID' })
    expect((await shop.orders.events(order.id)).map(({ kind }) => kind)).toEqual([
      ...['PLACED_TO_BE_PAID', 'PAYMENT_AUTHORIZED', 'PAYMENT_PAID'],
    ])
    expect(await orderFaults(shop)).toEqual([])
  })

  test('is given up when nobody pays in time: everything it has taken goes back, and the cart is open again', async () => {
    shop.provider.answer = mustAct
    const { order, held } = await unpaid()
    await settle(shop)
    expect(await now(order)).toMatchObject({ status: 'PENDING_PAYMENT', paymentStatus: 'ACTION_REQUIRED' })
    pass(hourMs - 1)
    expect([await expire(), await available(), await used()]).toEqual([0, 0, 1])
    pass(1)
    expect([await expire(), await available(), await used()]).toEqual([1, 1, 0])
    expect(await now(order)).toMatchObject({
      status: 'CANCELLED',
      cancelReason: 'TIME_OVER',
      payBefore: null,
    })
    expect(await cartOf(shop, held)).toMatchObject({ status: 'OPEN', codes: ['once'] })
    shop.provider.answer = obliging
    await settle(shop)
    expect(await now(order)).toMatchObject({ paymentStatus: 'VOIDED' })
    expect(await orderFaults(shop)).toEqual([])
    expect(await expire()).toBe(0)
    const again = await placed(shop, held, { payment: byCard })
    expect(again.order.id).not.toBe(order.id)
    expect(await orderFaults(shop)).toEqual([])
  })

  test('waits on when it is declined, and can be paid another way', async () => {
    shop.provider.answer = () => declined
    const { order, held } = await unpaid()
    await settle(shop)
    expect(await now(order)).toMatchObject({ status: 'PENDING_PAYMENT', paymentStatus: 'FAILED' })
    const key = newId()
    const started = await must(start(held, order, byInvoice, key))
    expect(await now(order)).toMatchObject({ status: 'PLACED', paymentId: started.paymentId })
    expect(await must(start(held, order, byInvoice, key))).toEqual(started)
    expect(refusedBy(await start(held, order, byCard, key))).toEqual([
      'IDEMPOTENCY_KEY_REUSED idempotencyKey',
    ])
    expect(refusedBy(await start(held, order))).toEqual(['PAYMENT_ALREADY_DONE orderId'])
    expect(await orderFaults(shop)).toEqual([])
  })

  test('is not placed by what is authorised while it is being called off', async () => {
    shop.provider.answer = mustAct
    const { order, held } = await unpaid({ methodHandle: 'held' })
    await settle(shop)
    const { paymentId } = await must(start(held, order, { methodHandle: 'held' }))
    await tell(order.paymentId, { authorizedMinor: order.dueMinor })
    expect(await now(order)).toMatchObject({ status: 'PENDING_PAYMENT', paymentId })
    shop.provider.answer = obliging
    await settle(shop)
    expect(await now(order)).toMatchObject({ status: 'PLACED', paymentId, paymentStatus: 'AUTHORIZED' })
    expect((await paymentsOf(order)).map(({ status }) => status)).toEqual(['VOIDED', 'AUTHORIZED'])
    expect(await orderFaults(shop)).toEqual([])
  })

  test('is not placed by less than is due, which goes back when its time is over', async () => {
    shop.provider.answer = mustAct
    const { order } = await unpaid()
    await settle(shop)
    await tell(order.paymentId, { capturedMinor: 1 })
    expect(await now(order)).toMatchObject({ status: 'PENDING_PAYMENT', paymentStatus: 'PAID' })
    pass(hourMs)
    await expire()
    shop.provider.answer = obliging
    await settle(shop)
    expect(await now(order)).toMatchObject({ status: 'CANCELLED', paymentStatus: 'REFUNDED' })
    expect(await orderFaults(shop)).toEqual([])
  })

  test('is placed by what is told as paid and partly refunded at once, or little by little', async () => {
    shop.provider.answer = mustAct
    for (const before of [[], [{ refundedMinor: 100 }], [{ capturedMinor: 100 }]] as Told[][]) {
      await must(shop.stock.set(shop.actor, { items: [{ sku: 'last', location: 'near', quantity: 1 }] }))
      const held = await readyCart(shop, [{ variantId: last, quantity: 1 }])
      const { order } = await placed(shop, held, { payment: byCard })
      await settle(shop)
      for (const told of before) await tell(order.paymentId, told)
      expect(await now(order)).toMatchObject({ status: 'PENDING_PAYMENT' })
      await tell(order.paymentId, { capturedMinor: order.dueMinor, refundedMinor: 100 })
      expect(await now(order)).toMatchObject({ status: 'PLACED', paymentStatus: 'PARTIALLY_REFUNDED' })
    }
    expect(await orderFaults(shop)).toEqual([])
  })

  test('is paid once when the first try succeeds after another was begun', async () => {
    shop.provider.answer = mustAct
    const { order, held } = await unpaid()
    await settle(shop)
    const { paymentId } = await must(start(held, order))
    await tell(order.paymentId, { capturedMinor: order.dueMinor })
    expect(await now(order)).toMatchObject({
      status: 'PLACED',
      paymentId: order.paymentId,
      paymentStatus: 'PAID',
    })
    shop.provider.answer = obliging
    await tell(paymentId, { capturedMinor: order.dueMinor })
    await settle(shop)
    const payments = await paymentsOf(order)
    expect(payments.map(({ status }) => status)).toEqual(['PAID', 'REFUNDED'])
    expect(await now(order)).toMatchObject({ status: 'PLACED', paymentStatus: 'PAID' })
    expect(await orderFaults(shop)).toEqual([])
  })

  test('is tried to be paid so often at most', async () => {
    const { order, held } = await unpaid()
    for (let tries = 2; tries <= 20; tries++) await must(start(held, order))
    expect(refusedBy(await start(held, order))).toEqual(['LIMIT_EXCEEDED orderId'])
    expect(await paymentsOf(order)).toHaveLength(20)
    await settle(shop)
    expect(await now(order)).toMatchObject({ status: 'PLACED', paymentStatus: 'PAID' })
    expect(await orderFaults(shop)).toEqual([])
  })

  test('cannot be paid by strangers, once its time is over, or in a way that there is not', async () => {
    const { order, held } = await unpaid()
    const stranger = await newCart(shop)
    expect(refusedBy(await start(stranger, order))).toEqual(['NOT_FOUND orderId'])
    expect(refusedBy(await start(held, { id: newId() }))).toEqual(['NOT_FOUND orderId'])
    expect(refusedBy(await start(held, order, { methodHandle: 'shells' }))).toEqual([
      'PAYMENT_METHOD_UNAVAILABLE payment.methodHandle',
    ])
    pass(hourMs)
    expect(refusedBy(await start(held, order))).toEqual(['ORDER_EXPIRED orderId'])
    await expire()
    expect(refusedBy(await start(held, order))).toEqual(['ORDER_EXPIRED orderId'])
  })
})

describe('a webhook', () => {
  test('before, after and twice beside the answer of the call comes to the same', async () => {
    for (const moments of [['before'], ['after'], ['before', 'before', 'after', 'after']]) {
      await must(shop.stock.set(shop.actor, { items: [{ sku: 'last', location: 'near', quantity: 1 }] }))
      const held = await readyCart(shop, [{ variantId: last, quantity: 1 }])
      const { order } = await placed(shop, held, { payment: byCard })
      const told = { capturedMinor: order.dueMinor }
      const eventId = newId()
      for (const moment of moments) if (moment === 'before') await tell(order.paymentId, told, eventId)
      await settle(shop)
      for (const moment of moments) if (moment === 'after') await tell(order.paymentId, told, newId())
      expect(await now(order)).toMatchObject({ status: 'PLACED', paymentStatus: 'PAID' })
      expect((await shop.orders.events(order.id)).map(({ kind }) => kind)).toEqual([
        ...['PLACED_TO_BE_PAID', 'PAYMENT_PAID'],
      ])
      expect(await orderFaults(shop)).toEqual([])
    }
  })

  test('of a payment that nobody knows changes nothing', async () => {
    await tell(newId(), { capturedMinor: 1 })
    expect(await orderFaults(shop)).toEqual([])
  })
})

describe('a success that comes too late', () => {
  const late = async () => {
    shop.provider.answer = mustAct
    const { order, held } = await unpaid()
    await settle(shop)
    pass(hourMs)
    await expire()
    shop.provider.answer = obliging
    return { order, held }
  }

  test('is honoured where all of it can still be had, and the cart is the order again', async () => {
    const { order, held } = await late()
    await tell(order.paymentId, { capturedMinor: order.dueMinor })
    expect(await now(order)).toMatchObject({ status: 'PLACED', paymentStatus: 'PAID', cancelReason: null })
    expect([await available(), await used()]).toEqual([0, 1])
    expect(await cartOf(shop, held)).toMatchObject({ status: 'ORDERED' })
    expect(await orderFaults(shop)).toEqual([])
  })

  test('leaves a cart alone that was changed since', async () => {
    const { order, held } = await late()
    await must(shop.carts.updateCheckout(held.holder, { cartId: held.id, note: 'still here' }))
    await tell(order.paymentId, { capturedMinor: order.dueMinor })
    expect(await now(order)).toMatchObject({ status: 'PLACED' })
    expect(await cartOf(shop, held)).toMatchObject({ status: 'OPEN' })
    expect(await orderFaults(shop)).toEqual([])
  })

  test('goes back where somebody else has the last unit', async () => {
    const { order } = await late()
    await placed(shop, await readyCart(shop, [{ variantId: last, quantity: 1 }]))
    await tell(order.paymentId, { capturedMinor: order.dueMinor })
    await settle(shop)
    expect(await now(order)).toMatchObject({ status: 'CANCELLED', paymentStatus: 'REFUNDED' })
    expect(await used()).toBe(0)
    expect(await orderFaults(shop)).toEqual([])
  })

  test('goes back where the cart was ordered anew', async () => {
    const { order, held } = await late()
    const again = await placed(shop, held)
    await must(shop.stock.set(shop.actor, { items: [{ sku: 'last', location: 'near', quantity: 5 }] }))
    await tell(order.paymentId, { authorizedMinor: order.dueMinor })
    await settle(shop)
    expect(await now(order)).toMatchObject({ status: 'CANCELLED', paymentStatus: 'VOIDED' })
    expect(await now(again.order)).toMatchObject({ status: 'PLACED' })
    expect(await orderFaults(shop)).toEqual([])
  })
})

test('an order waits no shorter than it says, though what was held is gone: a late success begins anew', async () => {
  shop.provider.answer = mustAct
  const { order } = await unpaid()
  pass(30 * hourMs)
  const actor = { name: 'system:test', requestId: null }
  expect(await shop.stock.expireDue(actor, shop.clock.now(), () => false)).toBe(1)
  await tell(order.paymentId, { capturedMinor: order.dueMinor })
  expect(await now(order)).toMatchObject({ status: 'PLACED', paymentStatus: 'PAID' })
  expect((await shop.orders.events(order.id)).map(({ kind }) => kind)).toEqual([
    ...['PLACED_TO_BE_PAID', 'TIME_OVER', 'PAYMENT_PAID'],
  ])
  expect(await orderFaults(shop)).toEqual([])
})

test('who waits for an answer waits no longer than is said, and what comes later counts', async () => {
  let answer = (_: ProviderOutcome) => {}
  shop.provider.answer = () => new Promise((resolve) => (answer = resolve))
  const { order } = await unpaid()
  await shop.orders.pay(order.paymentId ?? '', 20)
  expect(await now(order)).toMatchObject({ status: 'PENDING_PAYMENT', paymentStatus: 'PENDING' })
  answer({ kind: 'DONE', told: { capturedMinor: order.dueMinor } })
  await expect.poll(async () => (await now(order)).status).toBe('PLACED')
  expect(await shop.orders.find(guest(), { token: 'ato_no' })).toBeNull()
  expect(refusedBy(await shop.orders.place(guest(), await placing(shop, await newCart(shop))))).toEqual([
    'NOT_FOUND cartId',
  ])
})
