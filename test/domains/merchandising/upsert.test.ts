import { asc, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { outbox } from '../../../src/db/tables/outbox.js'
import { openTestShop, option, refusals, sized, type TestShop, vessel } from '../../support/shop.js'

let shop: TestShop
beforeAll(async () => {
  shop = await openTestShop()
})

const facts = (productId: number) =>
  shop.db.read
    .select({ kind: outbox.kind, body: outbox.body })
    .from(outbox)
    .where(eq(outbox.aggregate, `product:${productId}`))
    .orderBy(asc(outbox.seq))
const audited = async (productId: number) =>
  (await shop.audit.page({ entity: 'Product', entityId: String(productId) }, {})).items

/** Everything that can be said of a product. */
const full = vessel('full', {
  brand: 'hermes',
  categories: ['retorts', 'library'],
  tags: ['new', 'fragile'],
  rank: 7,
  translations: [
    { locale: 'en', name: 'Retort', description: '<p>Old.</p>', seoTitle: 'A retort', seoDescription: 'Buy' },
    { locale: 'de', name: 'Retorte' },
  ],
  attributes: [
    { key: 'material', choices: ['copper'] },
    { key: 'capacity', number: '250.50' },
  ],
  options: [option('size', 's', 'm')],
  media: [{ url: 'https://images.example/1.jpg', alts: [{ locale: 'en', value: 'A retort' }], width: 100 }],
  publications: [{ channel: 'eu', publishedAt: '2029-05-01T00:00:00Z' }],
  variants: [
    {
      ...sized('s', 'full-s'),
      externalReference: 'full-s',
      barcodes: ['111', '222'],
      names: [{ locale: 'en', value: 'The small one' }],
      attributes: [{ key: 'handmade', boolean: true }],
      mediaUrls: ['https://images.example/1.jpg'],
      weight: { value: '1.20', unit: 'kg' },
      requiresShipping: false,
    },
    sized('m', 'full-m'),
  ],
})

describe('upserting a product', () => {
  test('creates it with all that belongs to it', async () => {
    expect(await shop.upsert(full)).toEqual([
      { externalReference: 'full', outcome: 'CREATED', productId: expect.any(Number), problems: [] },
    ])
    expect(await shop.stored('full')).toMatchObject({
      version: 1,
      typeKey: 'vessel',
      brand: 'hermes',
      categories: ['retorts', 'library'],
      state: {
        status: 'ACTIVE',
        tags: ['fragile', 'new'],
        rank: 7,
        texts: [
          { locale: 'de', name: 'Retorte', slug: 'retorte', description: null },
          { locale: 'en', name: 'Retort', slug: 'retort', description: '<p>Old.</p>', seoTitle: 'A retort' },
        ],
        attributes: [
          { key: 'capacity', number: '250.5' },
          { key: 'material', choices: ['copper'] },
        ],
        media: [{ url: 'https://images.example/1.jpg', kind: 'IMAGE', width: 100, height: null }],
        publications: [{ publishedAt: Date.parse('2029-05-01T00:00:00Z') }],
        variants: [
          {
            sku: 'full-s',
            externalReference: 'full-s',
            barcodes: ['111', '222'],
            names: [{ locale: 'en', value: 'The small one' }],
            attributes: [{ key: 'handmade', boolean: true }],
            weight: { value: '1.2', unit: 'kg' },
            requiresShipping: false,
          },
          { sku: 'full-m', barcodes: [], requiresShipping: true, weight: null },
        ],
      },
      prices: [
        [{ amountMinor: 1_000 }, {}, {}],
        [{}, {}, {}],
      ],
    })
  })

  test('with the same again changes nothing: no version, no audit entry, no fact', async () => {
    const before = await shop.stored('full')
    const counts = async () => [(await facts(before.id)).length, (await audited(before.id)).length]
    const countsBefore = await counts()
    expect(await shop.upsert(full)).toMatchObject([
      { outcome: 'UNCHANGED', productId: before.id, problems: [] },
    ])
    expect(await shop.stored('full')).toEqual(before)
    expect(await counts()).toEqual(countsBefore)
  })

  test('changes what is given and leaves the rest', async () => {
    const before = await shop.stored('full')
    expect(await shop.upsert({ externalReference: 'full', rank: 8 })).toMatchObject([{ outcome: 'UPDATED' }])
    const { state, version, prices } = await shop.stored('full')
    expect(version).toBe(before.version + 1)
    expect(state).toEqual({ ...before.state, rank: 8 })
    expect(prices).toEqual(before.prices)
  })

  test('leaves what a translation or a variant omits', async () => {
    const before = await shop.stored('full')
    const given = {
      externalReference: 'full',
      translations: [
        { locale: 'de', name: 'Retorte' },
        { locale: 'en', name: 'Old retort' },
      ],
      variants: [{ sku: 'full-s' }, { sku: 'full-m', requiresShipping: false }],
    }
    expect(await shop.upsert(given)).toMatchObject([{ outcome: 'UPDATED' }])
    const { state, prices } = await shop.stored('full')
    const [de, english] = before.state.texts
    expect(state.texts).toEqual([de, { ...english, name: 'Old retort' }])
    const [small, medium] = before.state.variants
    expect(state.variants).toEqual([small, { ...medium, requiresShipping: false }])
    expect(prices).toEqual(before.prices)
  })

  test('clears what is null', async () => {
    await shop.saved({
      ...full,
      externalReference: 'cleared',
      variants: [
        {
          ...sized('s', 'cleared'),
          names: [{ locale: 'en', value: 'S' }],
          barcodes: ['1'],
          weight: { value: 1, unit: 'g' },
          mediaUrls: ['https://images.example/1.jpg'],
          attributes: [{ key: 'handmade', boolean: true }],
        },
      ],
    })
    const result = await shop.upsert({
      externalReference: 'cleared',
      brand: null,
      categories: null,
      tags: null,
      rank: null,
      media: null,
      publications: null,
      status: 'DRAFT',
      attributes: null,
      options: null,
      translations: [
        { locale: 'en', name: 'Retort', description: null, seoTitle: null, seoDescription: null },
      ],
      variants: [
        {
          sku: 'cleared',
          options: null,
          names: null,
          barcodes: null,
          weight: null,
          mediaUrls: null,
          attributes: null,
          prices: null,
        },
      ],
    })
    expect(result).toMatchObject([{ outcome: 'UPDATED', problems: [] }])
    const { state, prices } = await shop.stored('cleared')
    expect(state).toMatchObject({
      brandId: null,
      categoryIds: [],
      tags: [],
      rank: 0,
      media: [],
      publications: [],
      attributes: [],
      options: [],
      texts: [{ locale: 'en', description: null, seoTitle: null, seoDescription: null }],
      variants: [
        { sku: 'cleared', options: [], names: [], barcodes: [], weight: null, mediaUrls: [], attributes: [] },
      ],
    })
    expect(prices).toEqual([[]])
  })

  test('cannot clear what every product has', async () => {
    const nothing = { productType: null, status: null, translations: null, variants: null }
    const [result] = await shop.upsert({ externalReference: 'full', ...nothing })
    expect(refusals(result).sort()).toEqual([
      'REQUIRED productType',
      'REQUIRED status',
      'REQUIRED translations',
      'REQUIRED variants',
    ])
  })

  test('answers in the order of the items', async () => {
    const items = Array.from({ length: 90 }, (_, i) =>
      vessel(`order-${i}`, i % 3 === 0 ? { brand: 'nobody' } : {}),
    )
    const results = await shop.upsert(...items)
    expect(results.map((result) => result.externalReference)).toEqual(
      items.map((item) => item.externalReference),
    )
    expect(results.map((result) => result.outcome)).toEqual(
      items.map((_, i) => (i % 3 === 0 ? 'REJECTED' : 'CREATED')),
    )
  })

  test('of the version that the editor saw goes through, of an older one it is refused', async () => {
    await shop.saved(vessel('versioned'))
    expect(await shop.upsert({ externalReference: 'versioned', expectedVersion: 1, rank: 1 })).toMatchObject([
      { outcome: 'UPDATED' },
    ])
    expect(await shop.upsert({ externalReference: 'versioned', expectedVersion: 1, rank: 2 })).toMatchObject([
      {
        outcome: 'REJECTED',
        problems: [{ kind: 'versionConflict', currentVersion: 2, field: ['expectedVersion'] }],
      },
    ])
    expect((await shop.stored('versioned')).state.rank).toBe(1)
  })

  test('that must not exist yet is refused when it does', async () => {
    expect(await shop.upsert(vessel('fresh', { expectedVersion: 0 }))).toMatchObject([{ outcome: 'CREATED' }])
    expect(await shop.upsert(vessel('fresh', { expectedVersion: 0, rank: 3 }))).toMatchObject([
      { outcome: 'REJECTED', problems: [{ currentVersion: 1 }] },
    ])
  })
})
