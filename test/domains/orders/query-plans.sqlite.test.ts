import { expect, test } from 'vitest'
import { newId } from '../../../src/kernel/ids.js'
import { newCustomer, signedIn } from '../../support/carts.js'
import { byCard, openOrderShop, placed, readyCart, settle, stockedVariant } from '../../support/orders.js'
import { openRaw } from '../../support/raw-database.js'
import { statementsOf } from '../../support/statements.js'

test('no statement about orders walks a table that grows with them, nor does placing one walk the facts', async () => {
  const shop = await openOrderShop()
  const variantId = await stockedVariant(shop, 'flask', 10)
  const customerId = await newCustomer(shop, 'ada@example.com')
  const holder = signedIn(customerId)
  const seen = await statementsOf(async () => {
    const held = await readyCart(shop, [{ variantId, quantity: 1 }], holder)
    const { order, orderToken } = await placed(shop, held, { payment: byCard })
    await settle(shop)
    await shop.orders.find(holder, { number: order.number })
    await shop.orders.find(holder, { token: orderToken })
    await shop.orders.findBy(holder, 'line', order.lines[0]?.id ?? '')
    await shop.orders.ofCart(held.id)
    await shop.orders.page(customerId, { first: 2 })
    await shop.orders.count(customerId)
    await shop.orders.events(order.id)
    const late = await readyCart(shop, [{ variantId, quantity: 1 }], holder)
    const { order: unpaid } = await placed(shop, late, { payment: byCard })
    const payment = { methodHandle: 'card' }
    await shop.orders.startPayment(late.holder, { orderId: unpaid.id, payment, idempotencyKey: newId() })
    await shop.orders.expireDue(new Date(shop.clock.now().getTime() + 7_200_000), () => false)
    await shop.db.write((tx) => shop.orders.eraseCustomer(tx, { customerId, provedEmail: 'ada@example.com' }))
  })
  const raw = await openRaw(shop.db.url)
  const walked: string[] = []
  const ours = seen.filter(
    (one) => /\b(shop_order|order_line|order_event|outbox)\b/.test(one) && !/^\s*insert\b/i.test(one),
  )
  for (const text of new Set(ours)) {
    const plan = await raw.all(`explain query plan ${text}`, Array(text.split('?').length - 1).fill(null))
    for (const { detail } of plan)
      if (/^SCAN (?!CONSTANT ROW)/.test(String(detail)) && !/VIRTUAL TABLE/.test(String(detail)))
        walked.push(`${detail} in ${text}`)
  }
  expect(new Set(ours).size).toBeGreaterThan(12)
  expect(walked).toEqual([])
})
