import { beforeAll, expect, test } from 'vitest'
import type { KeptEntities } from '../../../src/resolvers/entities.js'
import { Footprint } from '../../../src/resolvers/footprint.js'
import { createLoaders } from '../../../src/resolvers/loaders.js'
import { must, openTestShop, type TestShop, vessel } from '../../support/shop.js'

let shop: TestShop
let productId: number
beforeAll(async () => {
  shop = await openTestShop()
  const price = { channel: 'eu', currency: 'EUR', amountMinor: 900 }
  const prices = [price, { ...price, amountMinor: 7, priceGroup: 'guild' }]
  productId = await shop.saved(vessel('kept', { variants: [{ sku: 'kept', prices }] }))
})

/** Keeps whatever was read, for ever. */
function keepingAll(): KeptEntities {
  const kept = new Map<string, unknown>()
  return {
    async through<T>(
      space: string,
      keys: readonly number[],
      read: (missing: readonly number[]) => Promise<readonly { readonly value: T }[]>,
    ) {
      for (const key of keys) {
        const name = `${space} ${key}`
        if (!kept.has(name)) kept.set(name, (await read([key]))[0]?.value)
      }
      return keys.map((key) => kept.get(`${space} ${key}`) as T)
    },
  }
}

test('what was read for one price group is never given to another, nor to everybody', async () => {
  const kept = keepingAll()
  const shown = async (priceGroup: string | undefined) => {
    const audience = await must(shop.channels.resolveAudience({ priceGroup }))
    const loaders = createLoaders(shop, audience, new Footprint(), kept)
    const page = { limit: 1, backward: false, position: null }
    const [variant] = await loaders.variantPage(page).load(productId)
    const listing = await loaders.listing.load(productId)
    const listed = await loaders.listedVariant.load(variant?.variant.id ?? 0)
    return [variant?.listed.amountMinor, listing?.minMinor, listed?.amountMinor]
  }
  for (let round = 0; round < 2; round++) {
    expect(await shown('guild')).toEqual([7, 7, 7])
    expect(await shown(undefined)).toEqual([900, 900, 900])
    expect(await shown('other')).toEqual([900, 900, 900])
  }
})
