import { setTimeout as sleep } from 'node:timers/promises'
import { asc, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { slug } from '../../../src/db/tables/catalog.js'
import { listing, listingVariant } from '../../../src/db/tables/listing.js'
import { openTestShop, pricesOf, refusals, type TestShop, vessel } from '../../support/shop.js'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop()
})

const rounds = Array.from({ length: 8 }, (_, i) => i)
const atOnce = <T>(count: number, work: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)))
const outcomes = (results: readonly ({ outcome: string } | undefined)[]) =>
  results.map((result) => result?.outcome).sort()

describe('of writers who want the same at once', () => {
  test.each(rounds)('one gets the SKU, the others a reason (%i)', async (round) => {
    const results = await atOnce(4, async (i) => {
      const [result] = await shop.upsert(
        vessel(`sku-${round}-${i}`, { variants: [{ sku: `sku-${round}`, prices: [] }] }),
      )
      return result
    })
    expect(outcomes(results)).toEqual(['CREATED', 'REJECTED', 'REJECTED', 'REJECTED'])
    const lost = results.filter((result) => result?.outcome === 'REJECTED')
    expect(lost.map(refusals)).toEqual(lost.map(() => ['DUPLICATE variants.0.sku']))
  })

  test.each(rounds)('one gets the slug, the others a reason (%i)', async (round) => {
    const wanted = { locale: 'en', name: 'Wanted', slug: `slug-${round}` }
    const results = await atOnce(4, async (i) => {
      const [result] = await shop.upsert(vessel(`slug-${round}-${i}`, { translations: [wanted] }))
      return result
    })
    expect(outcomes(results)).toEqual(['CREATED', 'REJECTED', 'REJECTED', 'REJECTED'])
    const winner = results.find((result) => result?.outcome === 'CREATED')
    const held = await shop.db.read.select().from(slug).where(eq(slug.slug, wanted.slug))
    expect(held).toMatchObject([{ entityId: winner?.productId, current: true }])
  })

  test.each(rounds)('each gets a slug made of the same name (%i)', async (round) => {
    const results = await atOnce(3, async (i) => {
      const [result] = await shop.upsert(
        vessel(`name-${round}-${i}`, { translations: [{ locale: 'en', name: `Name ${round}` }] }),
      )
      return result
    })
    expect(outcomes(results)).toEqual(['CREATED', 'CREATED', 'CREATED'])
    for (const [i, result] of results.entries()) {
      const { state } = await shop.stored(`name-${round}-${i}`)
      const found = await shop.catalog.productIdBySlug(state.texts[0]?.slug ?? '', ['en'])
      expect(found).toBe(result?.productId)
    }
  })

  test('one creates the product and the others change it, and nothing of that is lost', async () => {
    const given = [
      { tags: ['a'] },
      { rank: 7 },
      { brand: 'hermes' },
      { categories: ['retorts'] },
      { media: [{ url: 'https://images.example/1' }] },
    ]
    for (let round = 0; round < 30; round++) {
      const reference = `same-${round}`
      const results = await atOnce(given.length, async (i) => {
        // The creator commits while others have looked for the product and not yet for its slug and SKU.
        await sleep((i * round) / 10)
        const [result] = await shop.upsert(vessel(reference, given[i]))
        return result
      })
      expect(outcomes(results)).toEqual(['CREATED', ...Array(4).fill('UPDATED')])
      expect(new Set(results.map((result) => result?.productId)).size).toBe(1)
      const stored = await shop.stored(reference)
      expect(stored).toMatchObject({ version: 5, brand: 'hermes', categories: ['retorts'] })
      expect(stored.state).toMatchObject({ tags: ['a'], rank: 7, media: [{}] })
    }
  })
})

test('of editors who saw the same version, one wins', async () => {
  await shop.saved(vessel('edited'))
  const results = await atOnce(6, async (rank) => {
    const [result] = await shop.upsert({ externalReference: 'edited', expectedVersion: 1, rank: rank + 1 })
    return result
  })
  expect(outcomes(results).filter((outcome) => outcome === 'UPDATED')).toHaveLength(1)
  expect((await shop.stored('edited')).version).toBe(2)
})

test('batches that name the same products in other orders get through', async () => {
  const references = Array.from({ length: 12 }, (_, i) => `crossed-${i}`)
  await shop.upsert(...references.map((reference) => vessel(reference)))
  const results = await atOnce(4, (i) => {
    const items = references.map((externalReference) => ({ externalReference, rank: i + 1 }))
    return shop.upsert(...(i % 2 === 0 ? items : items.reverse()))
  })
  expect(outcomes(results.flat())).toEqual(Array(48).fill('UPDATED'))
})

test('batches that create the same products in other orders get through', async () => {
  const items = Array.from({ length: 12 }, (_, i) => vessel(`created-${i}`))
  const results = await atOnce(4, (i) => shop.upsert(...(i % 2 === 0 ? items : [...items].reverse())))
  expect(outcomes(results.flat())).toEqual([...Array(12).fill('CREATED'), ...Array(36).fill('UNCHANGED')])
})

describe('prices', () => {
  test('of several writers at once are those of one of them, on the shelves too', async () => {
    const id = await shop.saved(vessel('priced'))
    await atOnce<unknown>(6, (i) =>
      i % 2 === 0
        ? shop.upsert({
            externalReference: 'priced',
            variants: [{ sku: 'priced', prices: pricesOf(100 + i) }],
          })
        : shop.merchandising.savePrices(shop.actor, {
            items: [{ sku: 'priced', prices: pricesOf(100 + i) }],
          }),
    )
    const [prices] = (await shop.stored('priced')).prices
    const [first] = prices ?? []
    expect(prices?.map(({ amountMinor }) => amountMinor)).toEqual(
      pricesOf(first?.amountMinor ?? 0).map(({ amountMinor }) => amountMinor),
    )
    const shelves = await shop.db.read
      .select({ amountMinor: listingVariant.amountMinor })
      .from(listingVariant)
      .where(eq(listingVariant.productId, id))
      .orderBy(asc(listingVariant.channelId), asc(listingVariant.currency))
    expect(shelves.map(({ amountMinor }) => amountMinor)).toEqual(
      prices?.map(({ amountMinor }) => amountMinor),
    )
  })

  test('stay on the shelves as they were saved while these are built anew', async () => {
    const references = Array.from({ length: 5 }, (_, i) => `rebuilt-${i}`)
    await shop.upsert(...references.map((reference) => vessel(reference)))
    const rebuild = async () => {
      for (let i = 0; i < 10; i++)
        await shop.db.write((tx) => shop.listings.rebuildStep(tx, { after: 0, productTypeId: null }))
    }
    const reprice = async () => {
      for (let i = 1; i <= 10; i++)
        for (const sku of references)
          await shop.merchandising.savePrices(shop.actor, { items: [{ sku, prices: pricesOf(i * 10) }] })
    }
    await Promise.all([rebuild(), reprice(), rebuild()])
    for (const reference of references) {
      const { id, prices } = await shop.stored(reference)
      const shelves = await shop.db.read.select().from(listing).where(eq(listing.productId, id))
      expect(shelves.map(({ minMinor }) => minMinor).sort()).toEqual(
        prices[0]?.map(({ amountMinor }) => amountMinor).sort(),
      )
    }
  })
})
