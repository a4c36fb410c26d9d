import { expect, test } from 'vitest'
import { createPersonalData } from '../../../src/app/personal-data.js'
import { newCart, newCustomer, placeIn, shownOf, signedIn } from '../../support/carts.js'
import { openRaw } from '../../support/raw-database.js'
import { must, openTestShop } from '../../support/shop.js'
import { statementsOf } from '../../support/statements.js'
import { lay, place, soldVariant } from '../../support/stocked.js'

/** Tables that stay small however many carts there are, and lists in parameters. */
const harmless =
  /^SCAN (channel|shop|shipping_method|tax_category|location|stock_location|CONSTANT ROW)\b|VIRTUAL TABLE/

test('no statement about carts walks a table that grows with them', async () => {
  const shop = await openTestShop()
  const variantId = await soldVariant(shop, 'flask')
  const customerId = await newCustomer(shop, 'ada@example.com')
  const { channelId } = await placeIn(shop)
  const line = { variantId, quantity: 1 }
  const seen = await statementsOf(async () => {
    const own = await newCart(shop, [line], signedIn(customerId))
    const holding = await newCart(shop)
    const { holder, id: cartId } = await newCart(shop, [line])
    await must(
      shop.carts.addLines(holder, { cartId, lines: [line], idempotencyKey: 'a-key-of-16-characters' }),
    )
    await must(shop.carts.updateCheckout(holder, { cartId, email: 'ada@example.com' }))
    await shop.carts.current(holder, channelId)
    await shop.carts.take(signedIn(customerId, holder.token), channelId, 'MERGE')
    await shownOf(shop, own)
    await shop.carts.expireDue(shop.clock.now(), () => false)
    await must(shop.stock.savePolicies(shop.actor, { items: [{ variantId, reserveInCartMinutes: 5 }] }))
    await must(shop.stock.saveLocation(shop.actor, place('vault')))
    await lay(shop, 'flask', 'vault', 9)
    await must(shop.carts.addLines(holding.holder, { cartId: holding.id, lines: [line] }))
    await shownOf(shop, holding)
    await shop.db.write((tx) => shop.carts.releaseHold(tx, holding.id))
    await shop.customers.export(customerId, createPersonalData(shop))
    await must(shop.customers.erase(shop.actor, customerId, createPersonalData(shop)))
  })
  const raw = await openRaw(shop.db.url)
  const walked: string[] = []
  for (const text of new Set(
    seen.filter((one) => /\b(cart(_line)?|reservation)\b/.test(one) && !/^\s*insert\b/i.test(one)),
  )) {
    const plan = await raw.all(`explain query plan ${text}`, Array(text.split('?').length - 1).fill(null))
    for (const { detail } of plan)
      if (String(detail).startsWith('SCAN ') && !harmless.test(String(detail)))
        walked.push(`${detail} in ${text}`)
  }
  expect(seen.length).toBeGreaterThan(40)
  expect(walked).toEqual([])
})
