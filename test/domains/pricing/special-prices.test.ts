import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ListedVariant, ListingFilter, ProductSort } from '../../../src/domains/listing/index.js'
import { createMerchandising } from '../../../src/domains/merchandising/index.js'
import type { PriceInput } from '../../../src/domains/pricing/index.js'
import { must, openTestShop, option, sized, type TestShop, vessel } from '../../support/shop.js'

let shop: TestShop
let eu: number
beforeAll(async () => {
  shop = await openTestShop()
  eu = (await shop.channels.all()).find(({ slug }) => slug === 'eu')?.id ?? 0
})
let made = 0
let sku: string
let id: number
beforeEach(async () => {
  shop.clock.set('2030-03-01T00:00:00.000Z')
  sku = `special-${++made}`
  id = await shop.saved(vessel(sku))
})

const price = (given: Partial<PriceInput> = {}): PriceInput => ({
  channel: 'eu',
  currency: 'EUR',
  amountMinor: 1_000,
  ...given,
})
const trySave = (...prices: PriceInput[]) =>
  shop.merchandising.savePrices(shop.actor, { items: [{ sku, prices }] })
const save = (...prices: PriceInput[]) => must(trySave(...prices))
const refused = async (...prices: PriceInput[]) => {
  const saved = await trySave(...prices)
  return saved.ok ? [] : saved.errors.map(({ code, field }) => `${code} ${field?.slice(2).join('.')}`)
}
const shelf = (priceGroup: string | null = null) => ({
  ...{ channelId: eu, currency: 'EUR', locale: 'en', priceGroup },
})
const listed = async (priceGroup: string | null = null): Promise<ListedVariant | undefined> => {
  const variantIds = await shop.listings.variantIds(shelf(priceGroup), [id])
  const found = await shop.listings.variants(
    shelf(priceGroup),
    variantIds.map(({ variantId }) => variantId),
  )
  return found[0]
}
const amount = async (priceGroup: string | null = null) => (await listed(priceGroup))?.amountMinor
const until = async (instant: string) => {
  shop.clock.set(instant)
  await shop.merchandising.applyDuePrices(shop.clock.now(), () => false)
}

test('scheduled prices of many variants come onto the shelf a few products at a time, each product at once', async () => {
  const sizes = Array.from({ length: 60 }, (_, i) => `s${i}`)
  const startsAt = '2030-03-02T00:00:00Z'
  const variants = sizes.map((size) => ({
    ...sized(size),
    prices: [price(), price({ amountMinor: 700, startsAt })],
  }))
  const names = [1, 2, 3].map((i) => `many-${made}-${i}`)
  const ids: number[] = []
  for (const name of names)
    ids.push(await shop.saved(vessel(name, { options: [option('size', ...sizes)], variants })))
  const refreshed: (readonly number[])[] = []
  const listings: TestShop['listings'] = {
    ...shop.listings,
    refresh(tx, productIds, at) {
      refreshed.push(productIds)
      return shop.listings.refresh(tx, productIds, at)
    },
  }
  shop.clock.set(startsAt)
  await createMerchandising({ ...shop, listings }).applyDuePrices(shop.clock.now(), () => false)
  expect(refreshed).toEqual(ids.map((one) => [one]))
  const shown = await shop.listings.listings(shelf(), ids)
  expect(shown.map(({ minMinor, maxMinor }) => [minMinor, maxMinor])).toEqual(ids.map(() => [700, 700]))
})

describe('a scheduled price', () => {
  const sale = price({
    amountMinor: 700,
    compareAtMinor: 1_000,
    startsAt: '2030-03-02T00:00:00Z',
    endsAt: '2030-03-03T00:00:00Z',
  })

  test('is on the shelf from its first instant until its last, and lists are sorted and filtered by it', async () => {
    await save(price(), sale)
    const found = async (filter: ListingFilter, sort: ProductSort = 'PRICE_ASC') =>
      (await shop.listings.page(shelf(), { ids: [id], ...filter }, sort, { first: 5 })).items.length
    const [before] = await shop.listings.listings(shelf(), [id])
    expect(before).toMatchObject({ minMinor: 1_000, compareAtMinMinor: null })
    await until('2030-03-01T23:59:59.999Z')
    expect(await amount()).toBe(1_000)
    await until('2030-03-02T00:00:00.000Z')
    expect(await listed()).toMatchObject({
      amountMinor: 700,
      compareAtMinor: 1_000,
      lowestBeforeMinor: 1_000,
    })
    expect(await found({ price: { maxMinor: 700 } })).toBe(1)
    await until('2030-03-03T00:00:00.000Z')
    expect(await listed()).toMatchObject({
      amountMinor: 1_000,
      compareAtMinor: null,
      lowestBeforeMinor: null,
    })
    expect(await found({ price: { maxMinor: 700 } })).toBe(0)
  })

  test('that is over before anybody noticed is in the history with its own times', async () => {
    await save(price(), sale)
    await until('2030-04-01T00:00:00.000Z')
    const { variantId = 0 } = (await listed()) ?? {}
    const history = await shop.pricing.history(shop.db.read, [variantId])
    const euros = history.filter(({ currency, channelId }) => currency === 'EUR' && channelId === eu)
    expect(euros.map(({ at, amountMinor }) => [at.toISOString(), amountMinor])).toEqual([
      ['2030-03-01T00:00:00.000Z', 1_000],
      ['2030-03-02T00:00:00.000Z', 700],
      ['2030-03-03T00:00:00.000Z', 1_000],
    ])
  })

  test('may be a higher one, and its product tells that it has changed', async () => {
    await save(price(), price({ amountMinor: 1_500, startsAt: '2030-03-05T00:00:00Z' }))
    await until('2030-03-05T00:00:00.000Z')
    expect(await amount()).toBe(1_500)
    const [details] = await shop.catalog.productDetails([id], ['en'])
    expect(details?.updatedAt.toISOString()).toBe('2030-03-05T00:00:00.000Z')
    expect(await shop.pricing.due(shop.db.read, shop.clock.now(), 10)).toEqual([])
  })
})

describe('a price group', () => {
  test('pays its own price on its own shelf, in its own order; everybody else sees nothing of it', async () => {
    await save(price(), price({ amountMinor: 600, priceGroup: 'guild' }))
    expect([await amount(), await amount('guild'), await amount('others')]).toEqual([1_000, 600, 1_000])
    const cheap = (group: string | null) =>
      shop.listings.count(shelf(group), { ids: [id], price: { maxMinor: 600 } })
    expect([await cheap(null), await cheap('guild'), await cheap('others')]).toEqual([0, 1, 0])
    const other = await shop.saved(
      vessel(`${sku}-other`, { variants: [{ sku: `${sku}-o`, prices: [price({ amountMinor: 800 })] }] }),
    )
    const order = async (group: string | null) => {
      const page = await shop.listings.page(shelf(group), { ids: [id, other] }, 'PRICE_ASC', { first: 5 })
      return page.items.map(({ productId }) => productId)
    }
    expect(await order(null)).toEqual([other, id])
    expect(await order('guild')).toEqual([id, other])
    expect(await shop.listings.count(shelf('guild'), { ids: [id, other] })).toBe(2)
  })

  test('never pays more than everybody, and what is sold to it alone nobody else sees', async () => {
    await save(price({ amountMinor: 500 }), price({ amountMinor: 600, priceGroup: 'guild' }))
    expect(await amount('guild')).toBe(500)
    await save(price({ amountMinor: 600, priceGroup: 'guild' }))
    expect([await amount(), await amount('guild')]).toEqual([undefined, 600])
  })

  test('has all variants of a product, each at its own place, whatever it pays for which', async () => {
    const two = vessel(`${sku}-two`, {
      options: [option('size', 's', 'm', 'l')],
      variants: ['s', 'm', 'l'].map((size) => sized(size, `${sku}-${size}`)),
    })
    const productId = await shop.saved(two)
    const items = [{ sku: `${sku}-m`, prices: [price(), price({ amountMinor: 1, priceGroup: 'guild' })] }]
    await must(shop.merchandising.savePrices(shop.actor, { items }))
    const pageOf = async (group: string | null, backward: boolean) => {
      const request = { limit: 1, backward, position: [backward ? 2 : 0] }
      const page = await shop.listings.variantPages(shelf(group), [productId], request)
      return page.map(({ position, amountMinor }) => [position, amountMinor])
    }
    for (const backward of [false, true]) {
      expect((await pageOf('guild', backward))[0]).toEqual([1, 1])
      expect((await pageOf(null, backward))[0]).toEqual([1, 1_000])
      expect(await pageOf('guild', backward)).toHaveLength(2)
    }
    expect(await shop.listings.countVariants(shelf('guild'), [productId])).toEqual([{ productId, count: 3 }])
    expect(await shop.listings.countVariants(shelf(), [productId])).toEqual([{ productId, count: 3 }])
  })
})

test('quantity prices are those that are cheaper than one for less', async () => {
  await save(
    price(),
    price({ amountMinor: 800, minQuantity: 10 }),
    price({ amountMinor: 900, minQuantity: 5 }),
    price({ amountMinor: 900, minQuantity: 7 }),
    price({ amountMinor: 850, minQuantity: 5, priceGroup: 'guild' }),
  )
  expect((await listed())?.quantityPrices).toEqual([
    { minQuantity: 5, amountMinor: 900 },
    { minQuantity: 10, amountMinor: 800 },
  ])
  expect((await listed('guild'))?.quantityPrices).toEqual([
    { minQuantity: 5, amountMinor: 850 },
    { minQuantity: 10, amountMinor: 800 },
  ])
})

test('special prices that cannot be are refused, each by its field', async () => {
  expect(
    await refused(
      price({ minQuantity: 0 }),
      price({ priceGroup: 'no such key' }),
      price({ startsAt: '2030-03-02T00:00:00Z', endsAt: '2030-03-02T00:00:00Z' }),
      price({ startsAt: 'tomorrow' }),
      price({ priceGroup: 'guild' }),
      price({ priceGroup: 'guild' }),
    ),
  ).toEqual([
    'DUPLICATE prices.5',
    'OUT_OF_RANGE prices.0.minQuantity',
    'INVALID_FORMAT prices.1.priceGroup',
    'INVALID prices.2.endsAt',
    'INVALID_FORMAT prices.3.startsAt',
  ])
  const many = Array.from({ length: 1_001 }, (_, i) => price({ minQuantity: i + 1 }))
  expect(await refused(...many)).toEqual(['LIMIT_EXCEEDED prices'])
  expect(await amount()).toBe(1_000)
})
