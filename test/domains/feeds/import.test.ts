import { createReadStream, readFileSync } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { createServices } from '../../../src/app/build-services.js'
import { dialect } from '../../../src/db/index.js'
import { parseMapping, readFeed } from '../../../src/domains/feeds/index.js'
import { openTestDatabase } from '../../support/database.js'
import { describeWithData } from '../../support/shared-data.js'
import { actor, openTestShop, pricesOf, type TestShop, testClock, vessel } from '../../support/shop.js'
import { exported, feed, ndjson } from './feeding.js'

let shop: TestShop
beforeEach(async () => {
  shop = await openTestShop()
})

const product = (externalReference: string, given: object = {}) => ({
  kind: 'product',
  ...vessel(externalReference),
  ...given,
})
const codes = (fed: Awaited<ReturnType<typeof feed>>) =>
  fed.rejections.map(({ line, problems }) => [line, ...problems.map(({ code }) => code)])

describe('a native feed', () => {
  test('may hold records of every kind, those referred to first', async () => {
    const en = (value: string) => [{ locale: 'en', value }]
    const fed = await feed(
      shop,
      ndjson(
        { kind: 'shop', name: 'Alchemy' },
        {
          kind: 'channel',
          slug: 'mars',
          name: 'Mars',
          currencies: ['JPY'],
          locales: ['ja'],
          countries: ['JP'],
        },
        { kind: 'attribute', key: 'volume', type: 'NUMBER', unit: 'ml', names: en('Volume') },
        { kind: 'productType', key: 'flask', name: 'Flask', attributes: [{ key: 'volume' }] },
        { kind: 'brand', externalReference: 'azoth', translations: [{ locale: 'en', name: 'Azoth' }] },
        { kind: 'category', externalReference: 'flasks', translations: [{ locale: 'en', name: 'Flasks' }] },
        product('F1', {
          productType: 'flask',
          brand: 'azoth',
          categories: ['flasks'],
          attributes: [{ key: 'volume', number: 250 }],
          publications: [{ channel: 'mars', publishedAt: '2029-05-01T00:00:00Z' }],
          variants: [{ sku: 'F1', prices: [{ channel: 'mars', currency: 'JPY', amountMinor: 900 }] }],
        }),
      ),
    )
    expect(fed).toMatchObject({ saved: 6, created: 1, rejected: 0 })
    expect(await shop.stored('F1')).toMatchObject({
      brand: 'azoth',
      categories: ['flasks'],
      typeKey: 'flask',
      prices: [[{ currency: 'JPY', amountMinor: 900 }]],
    })
  })

  test('taken in again changes nothing', async () => {
    const data = ndjson(product('A'), product('B', { tags: ['z', 'a'] }))
    expect(await feed(shop, data)).toMatchObject({ created: 2, unchanged: 0 })
    const before = await exported(shop)
    shop.clock.set('2030-02-01T00:00:00Z')
    expect(await feed(shop, data)).toMatchObject({ created: 0, updated: 0, unchanged: 2 })
    expect(await exported(shop)).toBe(before)
  })

  test('changes what it gives otherwise, and leaves what it does not speak of', async () => {
    await feed(shop, ndjson(product('A', { tags: ['old'] })))
    const fed = await feed(shop, ndjson({ kind: 'product', externalReference: 'A', rank: 7 }))
    expect(fed).toMatchObject({ updated: 1 })
    expect((await shop.stored('A')).state).toMatchObject({ rank: 7, tags: ['old'] })
  })
})

describe('a record that cannot be taken', () => {
  test('is rejected with all its faults at once, and the others are taken', async () => {
    const fed = await feed(
      shop,
      ndjson(
        product('A'),
        product('B', {
          brand: 'nobody',
          categories: ['nowhere'],
          attributes: [{ key: 'material', number: 3 }],
          variants: [
            {
              sku: 'B',
              prices: [
                { channel: 'moon', currency: 'EUR', amountMinor: 5 },
                { channel: 'eu', currency: 'XTS', amountMinor: -1 },
                { channel: 'us', currency: 'EUR', amountMinor: 10 ** 16 },
              ],
            },
          ],
        }),
        product('C'),
      ),
    )
    expect(fed).toMatchObject({ created: 2, rejected: 1 })
    expect(fed.rejections[0]).toMatchObject({ line: 2, lastLine: 2, key: 'product:B' })
    expect(fed.reasons).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^2 attributes\.0\.number: Attribute "material" is of type ONE_OF/),
        expect.stringMatching(/^2 brand: There is no brand with the reference "nobody"/),
        expect.stringMatching(/^2 categories\.0: There is no category with the reference "nowhere"/),
        expect.stringMatching(
          /^2 variants\.0\.prices\.0\.channel: There is no channel "moon"\. There are: eu, us/,
        ),
        expect.stringMatching(/^2 variants\.0\.prices\.1\.amountMinor: .*-1.* from 0/),
        expect.stringMatching(/^2 variants\.0\.prices\.1\.currency: "XTS".*EUR or USD/),
        expect.stringMatching(/^2 variants\.0\.prices\.2\.amountMinor: .*10000000000000000/),
        expect.stringMatching(/^2 variants\.0\.prices\.2\.currency: Channel "us" does not sell in EUR/),
      ]),
    )
    expect(await exported(shop)).not.toContain('"B"')
  })

  test('keeps the rows as they were read, for who mends them', async () => {
    const { rejections } = await feed(shop, '{"kind":"brand"\n{"kind":"brand","externalReference":""}\n')
    expect(rejections.map(({ source }) => source)).toEqual([
      ['{"kind":"brand"'],
      [{ kind: 'brand', externalReference: '' }],
    ])
  })

  test('may have an SKU that another product has, in the same batch or before', async () => {
    const variants = [{ sku: 'same', prices: pricesOf(100) }]
    const feedOf = (...references: string[]) =>
      feed(shop, ndjson(...references.map((reference) => product(reference, { variants }))))
    expect(codes(await feedOf('A', 'B'))).toEqual([[2, 'DUPLICATE']])
    expect(codes(await feedOf('C'))).toEqual([[1, 'DUPLICATE']])
    expect((await feedOf('A')).unchanged).toBe(1)
  })

  test('may have been given before, near or far: the first counts', async () => {
    const many = Array.from({ length: 300 }, (_, i) => product(`P${i}`))
    const fed = await feed(
      shop,
      ndjson(product('A'), product('A', { rank: 1 }), ...many, product('A', { rank: 2 })),
    )
    expect(fed.reasons).toEqual([
      '2 : The product "A" is in line 1 already; a feed gives each once, with all its rows together.',
      '303 : The product "A" is in line 1 already; a feed gives each once, with all its rows together.',
    ])
    expect((await shop.stored('A')).state.rank).toBe(0)
  })

  test('may be given again by another import', async () => {
    await feed(shop, ndjson(product('A')))
    expect(await feed(shop, ndjson(product('A', { rank: 1 })))).toMatchObject({ updated: 1, rejected: 0 })
  })

  test('may move a category under itself', async () => {
    const { reasons } = await feed(
      shop,
      ndjson({ kind: 'category', externalReference: 'glassware', parent: 'small-retorts' }),
    )
    expect(reasons).toEqual([
      expect.stringMatching(/^1 parent: "glassware" cannot move under "small-retorts"/),
    ])
  })
})

describe('a foreign feed', () => {
  const mapping = {
    locale: 'en',
    product: {
      externalReference: 'id',
      productType: { value: 'Lamp' },
      status: { value: 'ACTIVE' },
      brand: 'maker',
      categories: 'category',
      texts: [{ name: 'title' }],
      publications: [{ channel: { value: 'eu' } }],
      attributes: [
        { prefix: 'n_', key: '{rest}', type: 'NUMBER', filterable: true },
        { prefix: 'c_', key: '{rest}', type: 'ONE_OF' },
      ],
    },
    variant: {
      sku: 'sku',
      prices: [{ channel: { value: 'eu' }, currency: { value: 'EUR' }, amount: 'price' }],
    },
  }
  const lamp = (id: string, given: object = {}) => ({
    id,
    sku: id,
    title: `Lamp ${id}`,
    price: '9,50',
    ...given,
  })
  const typeUses = async () => {
    const [uses] = await shop.catalog.attributes(['watts', 'socket'])
    return uses
  }

  test('makes what it refers to, with the products', async () => {
    const fed = await feed(
      shop,
      ndjson(
        lamp('1', { maker: 'Lux', category: 'Lamps', n_watts: 40, c_socket: 'E 27' }),
        lamp('2', { maker: 'Lux', category: 'Lamps', n_watts: 60, c_socket: 'E 14' }),
      ),
      { mapping },
    )
    expect(fed).toMatchObject({ created: 2, rejected: 0 })
    expect(await shop.stored('2')).toMatchObject({
      brand: 'Lux',
      categories: ['Lamps'],
      typeKey: 'lamp',
      prices: [[{ amountMinor: 950 }]],
      state: {
        attributes: [
          { key: 'socket', choices: ['e-14'] },
          { key: 'watts', number: '60' },
        ],
      },
    })
    expect(await typeUses()).toBeDefined()
  })

  test('goes on making attributes and choices in later batches and imports', async () => {
    await feed(shop, ndjson(lamp('1', { c_socket: 'E 27' })), { mapping })
    const more = Array.from({ length: 60 }, (_, i) =>
      lamp(`x${i}`, { [`n_number${i}`]: i, c_socket: `S ${i}` }),
    )
    expect(await feed(shop, ndjson(...more), { mapping })).toMatchObject({ created: 60, rejected: 0 })
    const [socket] = await shop.catalog.attributes(['socket'])
    expect(socket?.choices).toHaveLength(61)
  })

  test('leaves alone what the shop has made of a brand, a category or an attribute', async () => {
    await feed(shop, ndjson(lamp('1', { maker: 'Lux', n_watts: 40 })), { mapping })
    await shop.catalog.saveBrand(actor, {
      externalReference: 'Lux',
      translations: [{ locale: 'en', name: 'LUX Lighting' }],
    })
    await shop.catalog.saveAttribute(actor, { key: 'watts', unit: 'W' })
    await feed(shop, ndjson(lamp('2', { maker: 'Lux', n_watts: 60 })), { mapping })
    const text = await exported(shop)
    expect(text).toContain('"LUX Lighting"')
    expect(text).toContain('"unit":"W"')
  })

  test('is refused an attribute that is of another type already', async () => {
    await feed(shop, ndjson(lamp('1', { c_watts: 'forty' })), { mapping })
    const { reasons } = await feed(shop, ndjson(lamp('2', { n_watts: 40 })), { mapping })
    expect(reasons).toEqual([
      expect.stringMatching(/^1 attributes\.0\.number: Attribute "watts" is of type ONE_OF/),
    ])
  })

  test('tells what cannot be read together with what the shop has against the rest', async () => {
    await feed(shop, ndjson(lamp('1')), { mapping })
    const { reasons } = await feed(
      shop,
      ndjson(lamp('2', { sku: '1', title: '', price: 'free', n_watts: 'forty', maker: 'New' })),
      { mapping },
    )
    expect(reasons.toSorted()).toEqual([
      expect.stringMatching(/^1 attributes\.watts: Column "n_watts" has "forty"/),
      expect.stringMatching(/^1 translations\.0\.name: Column "title" is empty/),
      expect.stringMatching(/^1 variants\.0\.prices\.0\.amountMinor: Column "price" has "free"/),
      expect.stringMatching(/^1 variants\.0\.sku: The SKU "1" belongs to a variant of another product/),
    ])
    expect(await exported(shop)).not.toContain('"New"')
  })

  test('takes what it cannot make against the products that need it', async () => {
    const long = 'x'.repeat(300)
    const { reasons, created } = await feed(shop, ndjson(lamp('1', { maker: long }), lamp('2')), { mapping })
    expect(created).toBe(1)
    expect(reasons[0]).toMatch(/^1 brand\.externalReference: .*300 characters/)
  })

  test('brings the channels along that it sells in', async () => {
    const outlet = {
      slug: 'outlet',
      name: 'Outlet',
      currencies: ['EUR'],
      locales: ['en'],
      countries: ['DE'],
    }
    const withChannel = { ...mapping, channels: [outlet, { ...outlet, slug: 'eu', name: 'Not this' }] }
    await feed(shop, ndjson(lamp('1')), { mapping: withChannel })
    expect((await shop.channels.all()).map(({ slug, name }) => [slug, name])).toEqual([
      ['eu', 'Europe'],
      ['us', 'America'],
      ['outlet', 'Outlet'],
    ])
    const unsound = { ...mapping, channels: [{ ...outlet, slug: 'x', currencies: ['EURO'] }] }
    await expect(feed(shop, ndjson(lamp('1')), { mapping: unsound })).rejects.toThrow(/channel "x".*"EURO"/)
  })
})

describe('a batch that would hold the writer for too long', () => {
  test('is taken in parts', async () => {
    // On PostgreSQL a transaction waits for the network too.
    const db = await openTestDatabase({ maxHoldMs: dialect === 'postgres' ? 60 : 2 })
    const { feeds } = createServices({ db, clock: testClock() })
    const brand = (i: number) => ({
      kind: 'brand',
      externalReference: `b${i}`,
      translations: [{ locale: 'en', name: `Brand ${i}` }],
    })
    const fed = await feed({ feeds }, ndjson(...Array.from({ length: 150 }, (_, i) => brand(i))))
    expect(fed).toMatchObject({ saved: 150, rejected: 0 })
    expect((await exported({ feeds })).match(/"kind":"brand"/g)).toHaveLength(150)
  })
})

describe('an import that was stopped', () => {
  const many = Array.from({ length: 120 }, (_, i) => product(`P${String(i).padStart(3, '0')}`))
  const records = [
    ...many.slice(0, 50),
    product('bad', { brand: 'nobody' }),
    ...many.slice(50),
    product('P001'),
  ]
  const data = ndjson(...records)

  async function* cutOff(lines: number) {
    yield Buffer.from(ndjson(...records.slice(0, lines)))
    throw new Error('cut off')
  }
  const stopped = (lines: number, fingerprint: string) =>
    shop.feeds.import({
      actor,
      entries: readFeed(cutOff(lines), null, 'ndjson'),
      fingerprint,
      rejected: async () => {},
    })

  test('goes on where it was, and ends with the same catalog', async () => {
    await expect(stopped(90, 'f')).rejects.toThrow('cut off')
    expect(await shop.feeds.isUnfinished('f')).toBe(true)
    const fed = await feed(shop, data, { fingerprint: 'f' })
    expect(fed.resumedBehindLine).toBeGreaterThan(0)
    expect(fed.created).toBeLessThan(120)
    // The rejection of line 51 is counted, and the repetition at the end is known although the first was long ago.
    expect(fed.rejected).toBe(2)
    expect(fed.reasons.at(-1)).toMatch(/^122 : The product "P001" is in line 2 already/)
    expect(await shop.feeds.isUnfinished('f')).toBe(false)

    const other = await openTestShop()
    await feed(other, data)
    expect(await exported(shop)).toBe(await exported(other))
  })

  test('tells again of the rejections of its last batch, which may not have been heard', async () => {
    await expect(stopped(51, 'f')).rejects.toThrow('cut off')
    await expect(
      shop.feeds.import({
        actor,
        entries: readFeed(cutOff(60), null, 'ndjson'),
        fingerprint: 'f',
        rejected: async () => {
          throw new Error('the disk is full')
        },
      }),
    ).rejects.toThrow('the disk is full')
    const fed = await feed(shop, data, { fingerprint: 'f' })
    expect(fed.rejections.map(({ line }) => line)).toEqual([51, 122])
    expect(fed.rejected).toBe(2)
  })

  test('begins anew when asked to', async () => {
    await expect(stopped(90, 'f')).rejects.toThrow('cut off')
    const fed = await feed(shop, data, { fingerprint: 'f', restart: true })
    expect(fed).toMatchObject({ resumedBehindLine: 0, rejected: 2 })
    expect(fed.created + fed.unchanged).toBe(120)
  })

  test('is told from an import of something else', async () => {
    await expect(stopped(90, 'f')).rejects.toThrow('cut off')
    expect(await feed(shop, data, { fingerprint: 'g' })).toMatchObject({ resumedBehindLine: 0 })
  })

  test('is forgotten after a month', async () => {
    await expect(stopped(90, 'f')).rejects.toThrow('cut off')
    shop.clock.set('2030-02-02T00:00:00Z')
    await feed(shop, '')
    expect(await shop.feeds.isUnfinished('f')).toBe(false)
  })
})

describeWithData('icecat/products.ndjson.gz', 'the first 500 of a real catalog', (path) => {
  test('are taken whole, with all their attributes', { timeout: 60_000 }, async () => {
    const mapping = parseMapping(readFileSync('examples/icecat.mapping.json', 'utf8'))
    const rejected: unknown[] = []
    const entries = readFeed(createReadStream(path).pipe(createGunzip()), mapping, 'ndjson')
    let values = 0
    async function* first(count: number) {
      let left = count
      for await (const entry of entries) {
        if (left-- === 0) return
        values += Object.keys(entry.source[0] as object).filter((key) => key.startsWith('attr_')).length
        yield entry
      }
    }
    const summary = await shop.feeds.import({
      actor,
      entries: first(500),
      channels: mapping.channels,
      fingerprint: null,
      rejected: async (list) => void rejected.push(...list),
    })
    expect(rejected).toEqual([])
    expect(summary).toMatchObject({ created: 500, rejected: 0 })
    const lines = (await exported(shop)).split('\n').filter((line) => line.startsWith('{"kind":"product",'))
    const stored = lines.map((line) => JSON.parse(line) as { attributes: unknown[] })
    // The manufacturer's code and the day of release are attributes as well.
    expect(stored.reduce((sum, { attributes }) => sum + attributes.length, 0)).toBe(values + 2 * 500)
  })
})
