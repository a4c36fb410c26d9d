import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { createServices } from '../../../src/app/build-services.js'
import { openTestDatabase } from '../../support/database.js'
import { actor, openTestShop, type TestShop, testClock, vessel } from '../../support/shop.js'
import { exported, feed, ndjson } from './feeding.js'

const openEmptyShop = async () => createServices({ db: await openTestDatabase(), clock: testClock() })
const kindsOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { kind: string }).kind)

describe('an export', () => {
  test('of the demo shop, taken into an empty shop, gives the same bytes again', async () => {
    const demo = readFileSync('src/cli/demo/alchemy-shop.ndjson', 'utf8')
    const first = await openEmptyShop()
    expect(await feed(first, demo)).toMatchObject({ rejected: 0 })
    const bytes = await exported(first)
    const second = await openEmptyShop()
    expect(await feed(second, bytes)).toMatchObject({ rejected: 0 })
    expect(await exported(second)).toBe(bytes)
    expect(bytes.split('\n').length).toBe(demo.trim().split('\n').length + 1)
  })

  test('does not depend on the order in which things were saved', async () => {
    const demo = readFileSync('src/cli/demo/alchemy-shop.ndjson', 'utf8').trim().split('\n')
    const isProduct = (line: string) => line.startsWith('{"kind":"product",')
    const others = demo.filter((line) => !isProduct(line))
    const reversed = [...others, ...demo.filter(isProduct).reverse()].join('\n')
    const [first, second] = [await openEmptyShop(), await openEmptyShop()]
    await feed(first, demo.join('\n'))
    await feed(second, reversed)
    expect(await exported(second)).toBe(await exported(first))
  })

  test('of an empty shop is its name alone', async () => {
    expect(await exported(await openEmptyShop())).toBe('{"kind":"shop","name":"Shop"}\n')
  })
})

describe('of a shop with a bit of everything', () => {
  let shop: TestShop
  beforeEach(async () => {
    shop = await openTestShop()
  })

  test('comes by kind, and within a kind by key, parents before their children', async () => {
    await shop.upsert(vessel('b'), vessel('Z'), vessel('é'), vessel('a'))
    await feed(shop, ndjson({ kind: 'category', externalReference: 'above', parent: 'small-retorts' }))
    const records = (await exported(shop))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; key?: string; externalReference?: string })
    expect([...new Set(records.map(({ kind }) => kind))]).toEqual([
      'shop',
      'channel',
      'attribute',
      'productType',
      'brand',
      'category',
      'product',
    ])
    const keys = (kind: string) =>
      records.filter((record) => record.kind === kind).map((record) => record.key ?? record.externalReference)
    expect(keys('attribute')).toEqual(keys('attribute').toSorted())
    expect(keys('product')).toEqual(['Z', 'a', 'b', 'é'])
    expect(keys('category')).toEqual(['glassware', 'library', 'retorts', 'small-retorts'])
  })

  test('names neither ids nor versions nor times of saving', async () => {
    await shop.upsert(vessel('a', { publications: [{ channel: 'eu', publishedAt: '2029-01-01T00:00:00Z' }] }))
    const before = await exported(shop)
    expect(before).not.toMatch(/"(id|\w+Id|version|createdAt|updatedAt)":/)
    shop.clock.set('2031-01-01T00:00:00Z')
    await shop.upsert({ externalReference: 'a', rank: 5 })
    await shop.upsert({ externalReference: 'a', rank: 0 })
    expect(await exported(shop)).toBe(before)
  })

  test('brings a changed shop back to what it was', async () => {
    await shop.upsert(vessel('a', { tags: ['x'], brand: 'hermes', categories: ['retorts'] }))
    const before = await exported(shop)
    await shop.upsert(
      vessel('a', {
        tags: [],
        brand: null,
        categories: [],
        status: 'DRAFT',
        translations: [{ locale: 'en', name: 'Other', description: 'New' }],
      }),
    )
    await shop.catalog.saveCategory(actor, { externalReference: 'retorts', parent: null, position: 3 })
    expect(await feed(shop, before)).toMatchObject({ rejected: 0, updated: 1 })
    expect(await exported(shop)).toBe(before)
  })

  test('shows one moment, whatever is saved meanwhile', async () => {
    await shop.upsert(...Array.from({ length: 20 }, (_, i) => vessel(`P${10 + i}`)))
    const lines: string[] = []
    await shop.feeds.export(async (line) => {
      if (lines.push(line) === 1) await shop.upsert(vessel('P99'), { externalReference: 'P10', rank: 9 })
    })
    expect(kindsOf(lines.join('\n')).filter((kind) => kind === 'product')).toHaveLength(20)
    expect(lines.join('\n')).not.toContain('"rank":9')
  })

  test('walks any number of products', { timeout: 60_000 }, async () => {
    const references = Array.from({ length: 450 }, (_, i) => `P${String(i).padStart(3, '0')}`)
    await feed(shop, ndjson(...references.map((reference) => ({ kind: 'product', ...vessel(reference) }))))
    const products = (await exported(shop))
      .split('\n')
      .filter((line) => line.startsWith('{"kind":"product",'))
    expect(
      products.map((line) => (JSON.parse(line) as { externalReference: string }).externalReference),
    ).toEqual(references)
  })
})
