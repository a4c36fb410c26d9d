import { expect, test } from 'vitest'
import { cartOf, newCart } from '../../support/carts.js'
import { must, openTestShop } from '../../support/shop.js'
import { soldVariant } from '../../support/stocked.js'

test('200 changes of one cart at once lose nothing', async () => {
  const shop = await openTestShop()
  const variants = await Promise.all(
    ['flask', 'retort', 'alembic', 'crucible'].map((sku) => soldVariant(shop, sku)),
  )
  const held = await newCart(shop)
  const calls = Array.from({ length: 200 }, (_, i) => variants[i % variants.length] ?? 0)
  await Promise.all(
    calls.map((variantId) =>
      must(shop.carts.addLines(held.holder, { cartId: held.id, lines: [{ variantId, quantity: 1 }] })),
    ),
  )
  const cart = await cartOf(shop, held)
  expect(cart.version).toBe(201)
  expect(cart.lines.map(({ quantity }) => quantity)).toEqual([50, 50, 50, 50])
})
