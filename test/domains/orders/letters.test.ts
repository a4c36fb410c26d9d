import { beforeEach, expect, test } from 'vitest'
import { createPersonalData } from '../../../src/app/personal-data.js'
import { orderLink, orderNote, shopOrder } from '../../../src/db/tables/orders.js'
import type { PaymentInput } from '../../../src/domains/orders/index.js'
import { newId } from '../../../src/kernel/ids.js'
import { guest, newCustomer, signedIn } from '../../support/carts.js'
import { lettersOf } from '../../support/customers.js'
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
import { must } from '../../support/shop.js'

let shop: OrderShop
let flask: number
beforeEach(async () => {
  shop = await openOrderShop()
  flask = await stockedVariant(shop, 'flask', 10)
})

async function ordered(payment: PaymentInput = byInvoice, locale = 'en', holder = guest()) {
  const cart = await readyCart(shop, [{ variantId: flask, quantity: 2 }], holder)
  await must(shop.carts.updateContext(cart.holder, { cartId: cart.id, locale }))
  return (await placed(shop, cart, { payment })).order
}
const by = ({ id: orderId }: { readonly id: string }) => ({
  orderId,
  reason: 'lost',
  idempotencyKey: newId(),
})

test('who has placed an order is told so once, with what it costs and a link that opens it', async () => {
  const { id, number } = await ordered()
  const [letter, ...others] = await lettersOf(shop, 'https://shop.example')
  expect(others).toEqual([])
  expect(letter).toMatchObject({ to: 'ada@example.com', subject: `Your order ${number} at Shop` })
  for (const text of ['2 × flask: €20.00', 'Delivery: €4.90', 'Total: €24.90', 'Am Markt 1', 'Post'])
    expect(letter?.text).toContain(text)
  expect(letter?.html).toContain('<td>2 × flask</td><td style="text-align: right">€20.00</td>')
  const [, token = ''] = /https:\/\/shop\.example\/order#token=(ato_[\w-]{22})/.exec(letter?.text ?? '') ?? []
  expect(await shop.orders.find(guest(), { token })).toMatchObject({ id })
  const [link] = await shop.db.read.select().from(orderLink)
  expect(link?.tokenHash).not.toContain(token)
  expect(await lettersOf(shop)).toEqual([])
})

test('a call that is repeated, and money that comes twice, are told of once', async () => {
  const cart = await readyCart(shop, [{ variantId: flask, quantity: 1 }])
  const input = await placing(shop, cart, { payment: byCard })
  await must(shop.orders.place(cart.holder, input))
  expect(await lettersOf(shop)).toEqual([])
  await settle(shop)
  await must(shop.orders.place(cart.holder, input))
  await settle(shop)
  expect((await lettersOf(shop)).map(({ subject }) => subject)).toHaveLength(1)
})

test('letters are in the language of the order, and show no link where the shop has no pages', async () => {
  const { number } = await ordered(byInvoice, 'ru')
  const [letter] = await lettersOf(shop)
  expect(letter?.subject).toBe(`Ваш заказ ${number} в Shop`)
  expect(letter?.text).toMatch(/Итого: 24,90\s€/)
  expect(letter?.text).not.toContain('ato_')
})

test('who gets money back is told so, and that an order was cancelled; nobody of what was not paid in time', async () => {
  const order = await ordered(byCard)
  await settle(shop)
  await lettersOf(shop)
  await must(
    shop.orders.staff.refund(shop.actor, { ...by(order), amount: { amountMinor: 500, currency: 'EUR' } }),
  )
  const [refunded] = await lettersOf(shop)
  expect(refunded?.text).toContain(`${order.number}: €5.00 of €24.90 so far.`)
  await must(shop.orders.staff.cancel(shop.actor, by(order)))
  const told = await lettersOf(shop)
  expect(told.map(({ subject }) => subject)).toEqual([`Your order ${order.number} at Shop was cancelled`])
  expect(told[0]?.text).toContain('€24.90 goes back')
  await ordered(byCard)
  shop.clock.set('2030-01-01T01:00:00.000Z')
  expect(await shop.orders.expireDue(shop.clock.now(), () => false)).toBe(1)
  expect(await lettersOf(shop)).toEqual([])
})

test('erasing a customer leaves the amounts of their orders, and nothing that tells who it was', async () => {
  const customerId = await newCustomer(shop, 'bo@example.com')
  const order = await ordered(byInvoice, 'en', signedIn(customerId))
  await must(shop.orders.staff.addNote(shop.actor, { orderId: order.id, text: 'Bo has called' }))
  await must(shop.orders.staff.markPaid(shop.actor, by(order)))
  await must(shop.orders.staff.refund(shop.actor, by(order)))
  await must(shop.customers.erase(shop.actor, customerId, createPersonalData(shop)))
  const [kept] = await shop.db.read.select().from(shopOrder)
  expect(kept).toMatchObject({ email: '', shippingAddress: null, totalMinor: 2_490 })
  expect(await shop.db.read.select().from(orderNote)).toEqual([])
  expect(await shop.orders.staff.refunds([order.id])).toMatchObject([{ amountMinor: 2_490 }])
  expect(await lettersOf(shop)).toEqual([])
  expect(await orderFaults(shop)).toEqual([])
})
