import { expect, test } from 'vitest'
import { must, openTestShop } from '../../support/shop.js'
import { place, soldVariant } from '../../support/stocked.js'
import { chunksOf } from './chunks.js'

test('an import of levels tells how far it is, also where nothing is rejected', async () => {
  const shop = await openTestShop()
  await soldVariant(shop, 'retort')
  await must(shop.stock.saveLocation(shop.actor, place('vienna')))
  const told: string[] = []
  const summary = await shop.feeds.importStock({
    actor: shop.actor,
    bytes: chunksOf('sku,location,on_hand\nretort,vienna,3\n'),
    rejected: async () => void told.push('rejected'),
    progress: () => void told.push('progress'),
  })
  expect([summary, told]).toEqual([{ taken: 1, rejected: 0 }, ['progress']])
})
