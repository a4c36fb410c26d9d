import { expect, test } from 'vitest'
import { createServices } from '../../../src/app/build-services.js'
import { newCart } from '../../support/carts.js'
import { refusedBy } from '../../support/customers.js'
import { openTestDatabase } from '../../support/database.js'
import { passwordCost } from '../../support/passwords.js'
import { furnish, must, shopOf, testClock } from '../../support/shop.js'
import { soldVariant } from '../../support/stocked.js'

test('a full cart can be changed within what a write may take, also by ten codes at once', async () => {
  const usualHoldMs = 50
  const db = await openTestDatabase({ maxHoldMs: usualHoldMs })
  const clock = testClock()
  const shop = shopOf(db, clock, createServices({ db, clock, passwordCost }))
  await furnish(shop)
  const flask = await soldVariant(shop, 'flask')
  const lines = Array.from({ length: 250 }, (_, i) => ({
    ...{ variantId: flask, quantity: 1 },
    attributes: [{ key: 'n', value: `${i}` }],
  }))
  const { id: cartId, holder } = await newCart(shop, lines)
  const minimumSubtotals = [{ amountMinor: 500_000_000, currency: 'EUR' }]
  const add = Array.from({ length: 10 }, (_, i) => `CODE-${i}`)
  for (const code of add)
    await must(shop.promotions.save(shop.actor, { code, percent: '5', minimumSubtotals }))
  const refused = refusedBy(await shop.carts.updateCodes(holder, { cartId, add }))
  expect(refused).toEqual(add.map((_, i) => `CODE_MINIMUM_NOT_REACHED add.${i}`))
})
