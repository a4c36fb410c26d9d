import { Readable } from 'node:stream'
import { beforeAll, describe, expect, test } from 'vitest'
import { createServices, type Services } from '../../../src/app/build-services.js'
import { openDatabase } from '../../../src/db/index.js'
import type { ProductInput } from '../../../src/domains/catalog/index.js'
import { readFeed } from '../../../src/domains/feeds/index.js'
import { opened } from '../../support/opened.js'
import { actor, openTestShop, option, pricesOf, refusals, type TestShop, vessel } from '../../support/shop.js'

const most = 2_048

/** 2 channels, 2 currencies in one of them: three prices for each variant. */
const productOf = (count: number, given: Partial<ProductInput> = {}) => {
  const keys = Array.from({ length: count }, (_, i) => `v${i}`)
  return vessel('large', {
    translations: ['en', 'de'].map((locale) => ({ locale, name: 'Large' })),
    options: [option('shade', ...keys)],
    variants: keys.map((valueKey, i) => ({
      sku: `large-${i}`,
      names: ['en', 'de'].map((locale) => ({ locale, value: `${valueKey} `.repeat(40).trim() })),
      options: [{ key: 'shade', valueKey }],
      prices: pricesOf(1_000 + i),
    })),
    ...given,
  })
}

let shop: TestShop
/** Over a database that lets jobs hold the writer no longer than in production. */
let services: Services
beforeAll(async () => {
  shop = await openTestShop()
  await shop.upsert(...Array.from({ length: 30 }, (_, i) => vessel(`warm-${i}`)))
  const db = await openDatabase({ url: shop.db.url })
  opened.add(db)
  services = createServices({ db, clock: shop.clock })
})

const upsert = async (item: ProductInput) =>
  (await services.merchandising.upsertProducts(actor, { items: [item] }))[0]

describe('a product with 2,048 variants', () => {
  test('is created, found unchanged, repriced and turned around, whole each time', async () => {
    const given = productOf(most)
    expect(await upsert(given)).toMatchObject({ outcome: 'CREATED', problems: [] })
    expect(await upsert(given)).toMatchObject({ outcome: 'UNCHANGED' })
    const turned = given.variants?.map((variant) => ({ ...variant, prices: pricesOf(5) })).reverse() ?? []
    expect(await upsert({ ...given, variants: turned })).toMatchObject({ outcome: 'UPDATED' })
    const { state } = await shop.stored('large')
    expect(state.variants.map(({ sku }) => sku)).toEqual(turned.map(({ sku }) => sku))
    const shelf = { channelId: state.publications[0]?.channelId ?? 0, currency: 'EUR', locale: 'en' }
    const { id } = await shop.stored('large')
    expect(await services.listings.countVariants(shelf, [id])).toEqual([{ productId: id, count: most }])
    expect(await services.listings.listings(shelf, [id])).toMatchObject([{ minMinor: 5, maxMinor: 5 }])
  })

  test('gets 500 new prices in one call', async () => {
    const items = Array.from({ length: 500 }, (_, i) => ({ sku: `large-${i}`, prices: pricesOf(7 + i) }))
    const saved = await services.merchandising.savePrices(actor, { items })
    expect(saved.ok && saved.value).toHaveLength(500)
  })

  test('is as much as a product can have', async () => {
    const [result] = await shop.upsert(productOf(most + 1, { externalReference: 'larger' }))
    expect(refusals(result)).toEqual(['LIMIT_EXCEEDED options.0.values', 'LIMIT_EXCEEDED variants'])
  })

  test('is rebuilt by the reactions in turn with the others', async () => {
    const eu = (await services.channels.all()).find(({ slug }) => slug === 'eu')
    await services.channels.save(actor, { slug: 'eu', locales: [...(eu?.locales ?? []), 'fr'] })
    await shop.react()
    const shelf = { channelId: eu?.id ?? 0, currency: 'EUR', locale: 'fr' }
    expect((await services.listings.page(shelf, {}, 'NAME_ASC', { first: 100 })).items).toHaveLength(31)
  })

  test('comes out of an export and goes in again, unchanged', async () => {
    const lines: string[] = []
    await services.feeds.export(async (line) => void lines.push(`${line}\n`))
    expect(Math.max(...lines.map((line) => line.length))).toBeGreaterThan(1_048_576)
    const bytes = Readable.from(lines.map((line) => Buffer.from(line)))
    const summary = await services.feeds.import({
      actor,
      entries: readFeed(bytes, null, 'ndjson'),
      fingerprint: null,
      rejected: async (rejections) => {
        throw new Error(JSON.stringify(rejections))
      },
    })
    expect(summary).toMatchObject({ unchanged: 31, created: 0, updated: 0, rejected: 0 })
  })
})
