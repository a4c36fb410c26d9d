import { beforeEach, expect, test } from 'vitest'
import { stockAlert } from '../../../src/db/tables/alerts.js'
import { must, openTestShop, type TestShop } from '../../support/shop.js'
import { lay, place, soldVariant, toldOf } from '../../support/stocked.js'

let shop: TestShop
beforeEach(async () => {
  shop = await openTestShop()
  await must(shop.stock.saveLocation(shop.actor, place('vienna')))
})

const shelf = { channelId: 1, currency: 'EUR', locale: 'en' }

test('who asks while the variant comes back is told, or told that it is there, and nobody twice', async () => {
  for (let round = 0; round < 8; round++) {
    const sku = `retort-${round}`
    const variantId = await soldVariant(shop, sku)
    await lay(shop, sku, 'vienna', 0)
    const asks = Array.from(
      { length: 12 },
      (_, i) => () => shop.alerts.create(shelf, { variantId, email: `${Math.floor(i / 2)}@example.com` }),
    )
    const [before, after] = [asks.slice(0, 6), asks.slice(6)]
    const [first, , second] = await Promise.all([
      Promise.all(before.map((ask) => ask())),
      lay(shop, sku, 'vienna', 1),
      shop.react().then(() => Promise.all(after.map((ask) => ask()))),
    ])
    await shop.react()
    for (const result of [...first, ...second])
      if (!result.ok) expect(result.errors).toMatchObject([{ code: 'AVAILABLE_NOW' }])
    const mine = (await shop.db.read.select().from(stockAlert)).filter((one) => one.variantId === variantId)
    expect(mine.filter(({ dueAt }) => dueAt === null)).toEqual([])
    const told = (await toldOf(shop, 'stock.alertDue')).filter((body) => body.variantId === variantId)
    expect(told.map(({ alertId }) => alertId).sort()).toEqual(mine.map(({ id }) => id).sort())
  }
}, 60_000)

test('of many who ask for the same address at once, one alert is left', async () => {
  const variantId = await soldVariant(shop, 'retort')
  await lay(shop, 'retort', 'vienna', 0)
  const asks = Array.from({ length: 20 }, () =>
    shop.alerts.create(shelf, { variantId, email: 'ada@example.com' }),
  )
  expect((await Promise.all(asks)).every(({ ok }) => ok)).toBe(true)
  expect(await shop.db.read.select().from(stockAlert)).toHaveLength(1)
})
