import { expect, test } from 'vitest'
import { newCustomer } from '../../support/carts.js'
import { openOrderShop, placed, readyCart, stockedVariant } from '../../support/orders.js'
import { openRaw } from '../../support/raw-database.js'
import { statementsOf } from '../../support/statements.js'

test('no statement of staff about orders walks all of them, or sorts what it finds', async () => {
  const shop = await openOrderShop()
  const flask = await stockedVariant(shop, 'flask', 9)
  const customerId = await newCustomer(shop, 'ada@example.com')
  const { order } = await placed(shop, await readyCart(shop, [{ variantId: flask, quantity: 1 }]))
  const { staff } = shop.orders
  const seen = await statementsOf(async () => {
    for (const filter of [
      { query: order.number },
      { query: 'ada@example.com' },
      { query: 'flask' },
      { query: 'flask', status: 'PLACED' as const },
      { status: 'PLACED' as const },
      { paymentStatus: 'PENDING' as const, channelId: order.channelId },
      { placedFrom: order.placedAt, placedTo: new Date(order.placedAt.getTime() + 1) },
      {},
    ]) {
      const { items, cursorOf } = await staff.page(filter, { first: 1 })
      const [first] = items
      if (first) await staff.page(filter, { first: 1, after: cursorOf(first) })
      await staff.page(filter, { last: 1 })
    }
    await staff.count({ customerId })
    await staff.refundable([order.id])
    await staff.refunds([order.id])
    await staff.notes([order.id])
    await staff.timeline([order.id])
  })
  const raw = await openRaw(shop.db.url)
  const bad: string[] = []
  for (const text of new Set(
    seen.filter((one) => /\border_|shop_order/.test(one) && /^\s*select/i.test(one)),
  )) {
    const plan = await raw.all(`explain query plan ${text}`, Array(text.split('?').length - 1).fill(null))
    for (const { detail } of plan) {
      const step = String(detail)
      const isWalk = /^SCAN (shop_order|order_\w+)(?! USING)/.test(step)
      // What belongs to a few orders is sorted by hand; orders themselves are not.
      const isSort = /USE TEMP B-TREE/.test(step) && text.includes('from "shop_order"')
      if (isWalk || isSort) bad.push(`${step} in ${text}`)
    }
  }
  expect(seen.length).toBeGreaterThan(20)
  expect(bad).toEqual([])
})
