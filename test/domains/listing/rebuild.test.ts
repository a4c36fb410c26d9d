import { beforeEach, describe, expect, test } from 'vitest'
import { facet, listing, listingName, listingVariant } from '../../../src/db/tables/listing.js'
import { outbox } from '../../../src/db/tables/outbox.js'
import type { ProductSort, Shelf } from '../../../src/domains/listing/index.js'
import { must, openTestShop, pricesOf, type TestShop, vessel } from '../../support/shop.js'

let shop: TestShop
let eu: number
beforeEach(async () => {
  shop = await openTestShop()
  await shop.react()
  eu = (await shop.channels.all()).find(({ slug }) => slug === 'eu')?.id ?? 0
})

const saveChannel = (given: object) => must(shop.channels.save(shop.actor, { slug: 'eu', ...given }))
const ids = async (shelf: Partial<Shelf>, sort: ProductSort = 'FEATURED') => {
  const page = await shop.listings.page(
    { channelId: eu, currency: 'EUR', locale: 'en', ...shelf },
    {},
    sort,
    { first: 100 },
  )
  return page.items.map(({ productId }) => productId)
}
const steps = async () =>
  (await shop.db.read.select().from(outbox)).filter(({ kind }) => kind === 'listing.rebuild').length

/** Everything that products are listed by. */
async function tables() {
  const rows = await Promise.all(
    [listing, listingVariant, listingName, facet].map((table) =>
      shop.db.read.select().from(table as typeof listing),
    ),
  )
  return rows.map((table) => table.map((row) => JSON.stringify(row)).sort())
}

describe('the listings', () => {
  test('get a currency that a channel starts to sell in, once the reactions have run', async () => {
    const id = await shop.saved(vessel('a'))
    await saveChannel({ currencies: ['EUR', 'USD', 'PLN'] })
    const prices = [...pricesOf(1), { channel: 'eu', currency: 'PLN', amountMinor: 4 }]
    await shop.merchandising.savePrices(shop.actor, { items: [{ sku: 'a', prices }] })
    expect(await ids({ currency: 'PLN' })).toEqual([id])
    await saveChannel({ currencies: ['EUR'] })
    expect(await ids({ currency: 'PLN' })).toEqual([id])
    await shop.react()
    expect(await ids({ currency: 'PLN' })).toEqual([])
    expect(await ids({ currency: 'USD' })).toEqual([])
    expect(await ids({})).toEqual([id])
    await saveChannel({ currencies: ['EUR', 'PLN'] })
    await shop.react()
    expect(await ids({ currency: 'PLN' })).toEqual([id])
  })

  test('get the names of a locale that a channel starts to speak', async () => {
    const id = await shop.saved(
      vessel('a', {
        translations: [
          { locale: 'en', name: 'B' },
          { locale: 'fr', name: 'A' },
        ],
      }),
    )
    const other = await shop.saved(
      vessel('b', {
        translations: [
          { locale: 'en', name: 'A' },
          { locale: 'fr', name: 'B' },
        ],
      }),
    )
    expect(await ids({ locale: 'fr' }, 'NAME_ASC')).toEqual([])
    await saveChannel({ locales: ['en', 'fr'] })
    await shop.react()
    expect(await ids({ locale: 'fr' }, 'NAME_ASC')).toEqual([id, other])
    expect(await ids({ locale: 'en' }, 'NAME_ASC')).toEqual([other, id])
    expect(await ids({ locale: 'de' }, 'NAME_ASC')).toEqual([])
  })

  test('of many products are rebuilt in steps, each of them once', async () => {
    const items = Array.from({ length: 70 }, (_, i) => vessel(`p-${i}`))
    await shop.upsert(...items)
    await saveChannel({ locales: ['en', 'fr'] })
    await shop.react()
    expect(await ids({ locale: 'fr' }, 'NAME_ASC')).toHaveLength(70)
    expect(await steps()).toBeGreaterThanOrEqual(4)
  })

  test('are not rebuilt for what they do not show', async () => {
    await shop.saved(vessel('a'))
    await shop.react()
    const before = await steps()
    await saveChannel({ name: 'Old World', countries: ['DE'], pricesIncludeTax: false })
    await shop.react()
    expect(await steps()).toBe(before)
  })

  test('are the same when they are built anew', async () => {
    await shop.upsert(
      vessel('a', {
        categories: ['retorts'],
        brand: 'hermes',
        tags: ['x', 'y'],
        attributes: [
          { key: 'material', choices: ['wood'] },
          { key: 'capacity', number: '0.5' },
        ],
      }),
      vessel('b', { status: 'DRAFT' }),
      vessel('c', { publications: [{ channel: 'us', publishedAt: '2031-01-01T00:00:00Z' }] }),
      vessel('d', { variants: [{ sku: 'd' }] }),
    )
    await shop.merchandising.archiveProduct(shop.actor, { externalReference: 'b' })
    const before = await tables()
    expect(before.map((table) => table.length > 0)).toEqual([true, true, true, true])
    await must(shop.catalog.saveProductType(shop.actor, { key: 'vessel', name: 'Vessels' }))
    await shop.react()
    expect(await tables()).toEqual(before)
  })

  test('keep when they were changed: a rebuild is no change of a product', async () => {
    await shop.saved(vessel('a'))
    shop.clock.set('2031-01-01T00:00:00.000Z')
    await saveChannel({ locales: ['en', 'fr'] })
    await shop.react()
    const [row] = await shop.db.read.select().from(listing)
    expect(row?.updatedAt).toEqual(new Date('2030-01-01T00:00:00.000Z'))
  })
})

test('a filter that comes later finds values that were there before', async () => {
  const type = (filterable: boolean) =>
    must(
      shop.catalog.saveProductType(shop.actor, { key: 'book', attributes: [{ key: 'pages', filterable }] }),
    )
  const id = await shop.saved(
    vessel('book', { productType: 'book', attributes: [{ key: 'pages', number: 120 }] }),
  )
  const [pages] = await shop.catalog.attributes(['pages'])
  const found = async () => {
    const filter = { attributes: [{ attributeId: pages?.id ?? 0, min: 100, max: 150 }] }
    const page = await shop.listings.page(
      { channelId: eu, currency: 'EUR', locale: 'en' },
      filter,
      'FEATURED',
      {},
    )
    return page.items.map(({ productId }) => productId)
  }
  await shop.react()
  expect(await found()).toEqual([])
  await type(true)
  await shop.react()
  expect(await found()).toEqual([id])
  await type(false)
  await shop.react()
  expect(await found()).toEqual([])
})
