import { beforeAll, describe, expect, test } from 'vitest'
import { globalId, newId } from '../../../src/kernel/ids.js'
import { cartOf, guest, newCart, newCustomer, shownOf, signedIn } from '../../support/carts.js'
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
  stockedVariant,
} from '../../support/orders.js'
import { must, pricesOf, vessel } from '../../support/shop.js'
import { toldOf } from '../../support/stocked.js'
import { newCard } from '../../support/tenders.js'

let shop: OrderShop
let flask: number
beforeAll(async () => {
  shop = await openOrderShop()
  flask = await stockedVariant(shop, 'flask', 1_000)
  await must(shop.promotions.save(shop.actor, { code: 'TEN', percent: '10', usageLimit: 1 }))
})

const available = async () => (await shop.stock.channelStock(1, [flask]))[0]?.available

describe('placing an order', () => {
  test('keeps the cart as it is, takes all of it, and closes the cart', async () => {
    const attributes = [{ key: 'engraving', value: 'A. L.' }]
    const held = await readyCart(shop, [
      { variantId: flask, quantity: 2 },
      { variantId: flask, quantity: 1, attributes },
    ])
    await must(shop.carts.updateCodes(held.holder, { cartId: held.id, add: ['ten'] }))
    const before = (await available()) ?? 0
    const { order, orderToken, replayed } = await placed(shop, held)
    expect(replayed).toBe(false)
    expect(orderToken).toMatch(/^ato_[\w-]{22}$/)
    expect(order).toMatchObject({
      ...{
        status: 'PLACED',
        paymentStatus: 'PENDING',
        payBefore: null,
        email: 'ada@example.com',
        version: 1,
      },
      ...{ totalMinor: 3_190, dueMinor: 3_190, currency: 'EUR', cartId: held.id, customerId: null },
      shippingAddress: { city: 'Weimar' },
      delivery: { handle: 'post', name: 'Post', kind: 'SHIPPING' },
      discounts: [{ code: 'ten', amountMinor: 300, codeId: expect.any(Number) }],
      lines: [
        { sku: 'flask', name: 'flask', quantity: 2, unitPriceMinor: 1_000, cost: { totalMinor: 1_800 } },
        { sku: 'flask', quantity: 1, attributes, cost: { totalMinor: 900 } },
      ],
    })
    expect(order.number).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/)
    expect(await available()).toBe(before - 3)
    expect(await cartOf(shop, held)).toMatchObject({ status: 'ORDERED' })
    expect(await shop.orders.byId(order.id)).toEqual(order)
    expect(await shop.orders.find(guest(), { token: orderToken })).toEqual(order)
    expect(await shop.orders.events(order.id)).toMatchObject([
      { kind: 'PLACED_SETTLED', statusBefore: null, statusAfter: 'PLACED', actor: 'guest' },
    ])
    expect(await toldOf(shop, 'order.placed')).toContainEqual({ orderId: order.id })
    expect(await orderFaults(shop)).toEqual([])
  })

  test('waits for its money where a provider has to be asked, with its units held', async () => {
    const held = await readyCart(shop, [{ variantId: flask, quantity: 1 }])
    const { order } = await placed(shop, held, { payment: byCard })
    expect(order).toMatchObject({ status: 'PENDING_PAYMENT', paymentStatus: 'PENDING' })
    expect(order.payBefore).toEqual(new Date(shop.clock.now().getTime() + 3_600_000))
    expect(await orderFaults(shop)).toEqual([])
    await shop.orders.pay(order.paymentId ?? '', 5_000)
    expect(await shop.orders.byId(order.id)).toMatchObject({
      ...{ status: 'PLACED', paymentStatus: 'PAID', payBefore: null, version: 2 },
    })
    expect(await orderFaults(shop)).toEqual([])
  })

  test('of a customer takes a code that customers may use as often as they like', async () => {
    await must(shop.promotions.save(shop.actor, { code: 'ALWAYS', percent: '10' }))
    const holder = signedIn(await newCustomer(shop, 'often@example.com'))
    for (const _ of [1, 2]) {
      const held = await readyCart(shop, [{ variantId: flask, quantity: 1 }], holder)
      await must(shop.carts.updateCodes(held.holder, { cartId: held.id, add: ['always'] }))
      const { order } = await placed(shop, held)
      expect(order).toMatchObject({ customerId: holder.customerId, discounts: [{ code: 'always' }] })
    }
    expect(await orderFaults(shop)).toEqual([])
  })

  test('asks for no payment where nothing is due', async () => {
    await shop.saved(
      vessel('leaflet', { variants: [{ sku: 'leaflet', prices: pricesOf(0), requiresShipping: false }] }),
    )
    const id = (await shop.stored('leaflet')).state.variants[0]?.id ?? 0
    const held = await newCart(shop, [{ variantId: id, quantity: 1 }])
    await must(shop.carts.updateCheckout(held.holder, { cartId: held.id, email: 'ada@example.com' }))
    const { order } = await placed(shop, held, { payment: null })
    expect(order).toMatchObject({ status: 'PLACED', paymentStatus: 'PAID', dueMinor: 0, paymentId: null })
    expect(await orderFaults(shop)).toEqual([])
  })

  test('numbers rise, and none says how many there are', async () => {
    const numbers: string[] = []
    for (const _ of Array(3)) {
      const held = await readyCart(shop, [{ variantId: flask, quantity: 1 }])
      shop.clock.set(new Date(shop.clock.now().getTime() + 1_000).toISOString())
      numbers.push((await placed(shop, held)).order.number)
    }
    expect(numbers.toSorted()).toEqual(numbers)
    expect(new Set(numbers.map((number) => number.slice(-5))).size).toBe(3)
  })
})

describe('a repeated call', () => {
  test('is answered the same order with the same token, also when the cart has gone on', async () => {
    const held = await readyCart(shop, [{ variantId: flask, quantity: 1 }])
    const input = await placing(shop, held)
    const first = await must(shop.orders.place(held.holder, input))
    const again = await must(shop.orders.place(held.holder, input))
    expect(again).toEqual({ ...first, replayed: true })
  })

  test('with another body is refused, and with another key too, since the cart is ordered', async () => {
    const held = await readyCart(shop, [{ variantId: flask, quantity: 1 }])
    const input = await placing(shop, held)
    await must(shop.orders.place(held.holder, input))
    const other = await shop.orders.place(held.holder, { ...input, payment: byCard })
    expect(refusedBy(other)).toEqual(['IDEMPOTENCY_KEY_REUSED idempotencyKey'])
    const fresh = await shop.orders.place(held.holder, { ...input, idempotencyKey: newId() })
    expect(refusedBy(fresh)).toEqual(['CART_NOT_OPEN cartId'])
  })

  test('of a customer without the token is answered the order and no token', async () => {
    const customerId = await newCustomer(shop, 'grace@example.com')
    const held = await readyCart(shop, [{ variantId: flask, quantity: 1 }], signedIn(customerId))
    const input = await placing(shop, held)
    const first = await must(shop.orders.place(held.holder, input))
    expect(first.orderToken).toMatch(/^ato_/)
    const again = await must(shop.orders.place(signedIn(customerId), input))
    expect(again).toMatchObject({ order: { id: first.order.id }, orderToken: null, replayed: true })
    expect(await shop.orders.find(signedIn(customerId), { number: first.order.number })).not.toBeNull()
  })
})

describe('nothing is taken', () => {
  const state = async () => [await available(), (await toldOf(shop, 'order.placed')).length] as const
  const refused = async (held: Parameters<typeof placing>[1], given: Parameters<typeof placing>[2] = {}) => {
    const was = await state()
    const result = await shop.orders.place(held.holder, await placing(shop, held, given))
    expect(await state()).toEqual(was)
    expect(await orderFaults(shop)).toEqual([])
    return refusedBy(result)
  }
  const ready = () => readyCart(shop, [{ variantId: flask, quantity: 1 }])

  test('for another total, another currency, or another version', async () => {
    const held = await ready()
    expect(await refused(held, { expectedTotal: { amountMinor: 1, currency: 'EUR' } })).toEqual([
      'TOTAL_CHANGED expectedTotal',
    ])
    expect(await refused(held, { expectedTotal: { amountMinor: 1_490, currency: 'USD' } })).toEqual([
      'TOTAL_CHANGED expectedTotal',
    ])
    expect(await refused(held, { expectedVersion: 1 })).toEqual(['VERSION_CONFLICT expectedVersion'])
  })

  test('of a cart that is not ready, with everything that it lacks', async () => {
    expect(await refused(await newCart(shop))).toEqual(['CART_EMPTY cart.lines', 'EMAIL_REQUIRED cart.email'])
    const bare = await newCart(shop, [{ variantId: flask, quantity: 1 }])
    expect(await refused(bare, { payment: null })).toEqual([
      'EMAIL_REQUIRED cart.email',
      'ADDRESS_REQUIRED cart.shippingAddress',
      'DELIVERY_REQUIRED cart.deliveryGroups',
      'PAYMENT_REQUIRED payment',
    ])
  })

  test('where a gift card pays less than was seen, so that more is due', async () => {
    const { code, id: giftCardId } = await newCard(shop, 1_000)
    const held = await readyCart(shop, [{ variantId: flask, quantity: 1 }])
    await must(shop.carts.updateCodes(held.holder, { cartId: held.id, add: [code] }))
    const expectedDue = { amountMinor: 490, currency: 'EUR' }
    const input = await placing(shop, held, { expectedDue })
    const delta = { amountMinor: -400, currency: 'EUR' }
    const adjusted = { giftCardId, delta, reason: 'spent', idempotencyKey: newId() }
    await must(shop.tenders.adjust(shop.actor, adjusted))
    const refused = await shop.orders.place(held.holder, input)
    expect(refusedBy(refused)).toEqual(['TOTAL_CHANGED expectedDue'])
    expect(refused).toMatchObject({ errors: [{ expected: expectedDue, actual: { amountMinor: 890 } }] })
    expect((await shop.tenders.giftCards([giftCardId]))[0]?.balanceMinor).toBe(600)
    const { order } = await placed(shop, held, { expectedDue: { ...expectedDue, amountMinor: 890 } })
    expect(order).toMatchObject({ dueMinor: 890 })
    expect(await orderFaults(shop)).toEqual([])
  })

  test('without a way to pay that there is', async () => {
    expect(await refused(await ready(), { payment: { methodHandle: 'shells' } })).toEqual([
      'PAYMENT_METHOD_UNAVAILABLE payment.methodHandle',
    ])
    expect(await refused(await ready(), { payment: { ...byInvoice, data: ['no object'] } })).toEqual([
      'INVALID_FORMAT payment.data',
    ])
  })

  test('of a cart of somebody else, and that is told like one that there is not', async () => {
    const held = await ready()
    const input = await placing(shop, held)
    const stranger = await shop.orders.place(guest((await newCart(shop)).holder.token), input)
    expect(refusedBy(stranger)).toEqual(['NOT_FOUND cartId'])
    const missing = await shop.orders.place(guest(), { ...input, cartId: newId() })
    expect(JSON.stringify(missing).replaceAll(/crt_[\w-]+/g, 'id')).toBe(
      JSON.stringify(stranger).replaceAll(globalId('Cart', held.id), 'id'),
    )
  })

  test('with a key that is none', async () => {
    expect(await refused(await ready(), { idempotencyKey: 'short' })).toEqual([
      'INVALID_FORMAT idempotencyKey',
    ])
  })

  test('once the last use of the code is gone', async () => {
    await must(shop.promotions.save(shop.actor, { code: 'LAST', percent: '10', usageLimit: 1 }))
    const carts = [await ready(), await ready()] as const
    for (const { id, holder } of carts)
      await must(shop.carts.updateCodes(holder, { cartId: id, add: ['last'] }))
    const inputs = [await placing(shop, carts[0]), await placing(shop, carts[1])] as const
    await must(shop.orders.place(carts[0].holder, inputs[0]))
    const late = await shop.orders.place(carts[1].holder, inputs[1])
    expect(refusedBy(late)).toEqual(['TOTAL_CHANGED expectedTotal'])
    expect(late).toMatchObject({
      errors: [{ actual: { amountMinor: 1_490 }, expected: { amountMinor: 1_390 } }],
    })
    expect(await orderFaults(shop)).toEqual([])
  })

  test('by a guest who has used a code as often as a customer can, till that use is given back', async () => {
    await must(shop.promotions.save(shop.actor, { code: 'WELCOME', percent: '10', perCustomerLimit: 1 }))
    const coded = async (email: string) => {
      const held = await readyCart(shop, [{ variantId: flask, quantity: 1 }])
      await must(shop.carts.updateCheckout(held.holder, { cartId: held.id, email }))
      await must(shop.carts.updateCodes(held.holder, { cartId: held.id, add: ['welcome'] }))
      return held
    }
    const late = await coded('eve@example.com')
    const first = await coded('Eve@example.com')
    const input = await placing(shop, late)
    const { order } = await placed(shop, first, { payment: byCard })
    expect(refusedBy(await shop.orders.place(late.holder, input))).toEqual(['TOTAL_CHANGED expectedTotal'])
    await placed(shop, await coded('bob@example.com'))
    await must(shop.orders.abandon(first.holder, order.id))
    await must(shop.orders.place(late.holder, input))
    expect(await orderFaults(shop)).toEqual([])
  })

  test('of what is no more there', async () => {
    const last = await stockedVariant(shop, 'last', 1)
    const lines = [{ variantId: last, quantity: 1 }]
    const [one, two] = [await readyCart(shop, lines), await readyCart(shop, lines)]
    const input = await placing(shop, two)
    await placed(shop, one)
    const result = await shop.orders.place(two.holder, input)
    expect(refusedBy(result)).toEqual(['INSUFFICIENT_STOCK cart.lines.0.quantity'])
    expect((await shownOf(shop, two)).cart.status).toBe('OPEN')
  })
})
