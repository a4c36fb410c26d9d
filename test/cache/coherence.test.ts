import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dialect } from '../../src/db/index.js'
import { times } from '../support/counts.js'
import { openAgain } from '../support/database.js'
import { type ShopGateway, startTestGateway } from '../support/gateway.js'
import { furnish, pricesOf, type TestClock, testClock, vessel } from '../support/shop.js'
import { historyFrom, type Operation } from './histories.js'

let clock: TestClock
/** Of one shop, each with its own connections. */
let gateways: ShopGateway[]
/** One that keeps nothing. */
let oracle: ShopGateway

/** How much a gateway keeps of answers and of entities, in MiB. */
type Kept = readonly [answers: number, entities: number]

const openGateways = (...kept: readonly Kept[]) =>
  beforeEach(async () => {
    clock = testClock()
    const [first, ...others] = kept
    gateways = [await startTestGateway({ clock, ...sizes(first) })]
    const { services, db } = gateways[0] as ShopGateway
    await furnish(services)
    const another = async (size: Kept) =>
      startTestGateway({ clock, ...sizes(size), db: await openAgain(db.url) })
    for (const size of others) gateways.push(await another(size))
    oracle = await another([0, 0])
  })
const sizes = ([cacheMiB, entityCacheMiB]: Kept = [0, 0]) => ({ cacheMiB, entityCacheMiB })
afterEach(async () => {
  for (const { db, stop } of [...gateways, oracle]) {
    await stop()
    await db.close()
  }
})

/** As browsers and proxies ask; on PostgreSQL there is no telling without a position whether that is the newest. */
const get = ({ http }: ShopGateway, { query, variables }: Operation) =>
  http
    .get('/graphql')
    .query({ query, variables: JSON.stringify(variables) })
    .set('apollo-require-preflight', 'yes')

const ask = (gateway: ShopGateway, { query, variables }: Operation, seq: string) =>
  gateway.request(query, variables, { 'athanor-seq': seq })

async function change(gateway: ShopGateway, { query, variables }: Operation): Promise<string> {
  const { body, headers } = await gateway.admin(query, variables)
  expect(body.errors).toBeUndefined()
  return headers['athanor-seq'] ?? ''
}

const hits = ({ logged }: ShopGateway) => logged.filter((line) => line.cached).length

const seeds = Array.from({ length: times(2, 100) }, (_, i) => i + 1)

describe.each(seeds)('whatever happens in whichever order (%i)', (seed) => {
  openGateways([4, 4], [4, 4], [0, 4])

  test('an answer from a cache is the one that the database gives', { timeout: 120_000 }, async () => {
    const { pick, read, write } = historyFrom(seed)
    let seq = ''
    for (let step = 0; step < 100; step++) {
      const roll = pick([0, 0, 0, 0, 0, 1, 1, 2, 3])
      if (roll === 1) seq = await change(pick(gateways), write())
      else if (roll === 2) clock.set(new Date(clock.now().getTime() + 2_000).toISOString())
      else if (roll === 3) seq = await atOnce(pick, read, write, seq)
      else await compared(read(), seq)
    }
    expect(
      gateways
        .slice(0, 2)
        .map(hits)
        .every((count) => count > 5),
    ).toBe(true)
  })
})

/** Reads and writes that overlap; afterwards nothing of the time before may be left. */
async function atOnce(
  pick: <T>(of: readonly T[]) => T,
  read: () => Operation,
  write: () => Operation,
  seq: string,
): Promise<string> {
  const asked = Array.from({ length: 4 }, read)
  const reads = asked.flatMap((operation) => [0, 1].map(() => ask(pick(gateways), operation, seq)))
  const written = await change(pick(gateways), write())
  await Promise.all([...reads, ...asked.map((operation) => ask(pick(gateways), operation, written))])
  for (const operation of asked) await compared(operation, written)
  return written
}

async function compared(operation: Operation, seq: string): Promise<void> {
  const expected = await oracle.request(operation.query, operation.variables)
  for (const gateway of gateways)
    for (let turn = 0; turn < 2; turn++) {
      // First, since it has to find out by itself what has changed.
      if (dialect === 'sqlite') {
        const { status, body } = await get(gateway, operation)
        expect({ operation, status, body }).toEqual({
          operation,
          status: expected.status,
          body: expected.body,
        })
      }
      const { status, body } = await ask(gateway, operation, seq)
      expect({ operation, status, body }).toEqual({ operation, status: expected.status, body: expected.body })
    }
}

describe('a kept answer is given up when there is', () => {
  openGateways([4, 4])

  const upsert = (item: object) => ({
    query: `mutation ($input: ProductsUpsertInput!) {
      productsUpsert(input: $input) { ... on ProductsUpsertPayload { results { outcome } } }
    }`,
    variables: { input: { items: [item] } },
  })
  const save = (mutation: string, type: string, input: object) => ({
    query: `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`,
    variables: { input },
  })
  const named = (externalReference: string, name: string) => ({
    externalReference,
    translations: [{ locale: 'en', name, slug: 'a-slug' }],
  })
  const inCategory = '{ category(by: { slug: "retorts" }) { products { nodes { slug } } } }'
  const ofBrand = '{ brand(by: { slug: "hermes" }) { products { nodes { slug } } } }'
  const bySlug = (slug: string) => `{ product(by: { slug: "${slug}" }) { externalReference } }`

  test.each<[change: string, query: string, operation: Operation]>([
    ['another name', '{ products { nodes { name } } }', upsert(named('p', 'Other'))],
    ['a new slug, under which nothing was found', bySlug('a-slug'), upsert(named('p', 'Other'))],
    ['a product where there was none', bySlug('q'), upsert(vessel('q'))],
    ['one more product in a list', '{ products { totalCount } }', upsert(vessel('q'))],
    ['one more in a category', inCategory, upsert(vessel('q', { categories: ['small-retorts'] }))],
    ['one less in a category', inCategory, upsert({ externalReference: 'p', categories: [] })],
    ['one more of a brand', ofBrand, upsert(vessel('q', { brand: 'hermes' }))],
    ['one less of a brand', ofBrand, upsert({ externalReference: 'p', brand: null })],
    [
      'another tag',
      '{ products(filter: { tags: ["new"] }) { totalCount } }',
      upsert({ externalReference: 'p', tags: ['new'] }),
    ],
    [
      'another attribute',
      '{ products { nodes { attributes { displayValue } } } }',
      upsert({ externalReference: 'p', attributes: [{ key: 'material', choices: ['copper'] }] }),
    ],
    [
      'another price',
      '{ productVariant(by: { sku: "p" }) { price { amountMinor } } }',
      save('pricesSave', 'PricesSaveInput', { items: [{ sku: 'p', prices: pricesOf(5) }] }),
    ],
    [
      'an SKU that nothing had',
      '{ productVariant(by: { sku: "q" }) { id } }',
      upsert({ externalReference: 'p', variants: [{ sku: 'q', prices: pricesOf(5) }] }),
    ],
    [
      'another order',
      '{ products(sort: PRICE_DESC) { nodes { slug } } }',
      upsert(vessel('q', { variants: [{ sku: 'q', prices: pricesOf(9_000) }] })),
    ],
    [
      'no product any more',
      '{ node(id: "prd_1") { id } }',
      upsert({ externalReference: 'p', status: 'DRAFT' }),
    ],
    [
      'another name of a category',
      '{ products { nodes { category { name } } } }',
      save('categorySave', 'CategorySaveInput', named('retorts', 'Other')),
    ],
    [
      'another place of a category',
      '{ category(by: { slug: "small-retorts" }) { level } }',
      save('categorySave', 'CategorySaveInput', { externalReference: 'retorts', parent: null }),
    ],
    [
      'a category more',
      '{ categories { nodes { slug } } }',
      save('categorySave', 'CategorySaveInput', named('new', 'New')),
    ],
    [
      'a category under the slug',
      '{ category(by: { slug: "a-slug" }) { name } }',
      save('categorySave', 'CategorySaveInput', named('new', 'New')),
    ],
    [
      'another name of a brand',
      '{ products { nodes { brand { name } } } }',
      save('brandSave', 'BrandSaveInput', named('hermes', 'Other')),
    ],
    [
      'a brand under the slug',
      '{ brand(by: { slug: "a-slug" }) { name } }',
      save('brandSave', 'BrandSaveInput', named('new', 'New')),
    ],
    [
      'another name of an attribute',
      '{ products { nodes { attributes { name } } } }',
      save('attributeSave', 'AttributeSaveInput', {
        key: 'material',
        names: [{ locale: 'en', value: 'Stuff' }],
      }),
    ],
    [
      'another name of a channel',
      '{ shop { channels { name } } }',
      save('channelSave', 'ChannelSaveInput', { slug: 'eu', name: 'Other' }),
    ],
    [
      'a later entry in the sitemap',
      '{ sitemap(kind: PRODUCT) { nodes { updatedAt } } }',
      upsert(named('p', 'Other')),
    ],
  ])('%s', async (_, query, operation) => {
    const [gateway] = gateways as [ShopGateway]
    const first = vessel('p', { brand: 'hermes', categories: ['retorts'] })
    const { query: mutation, variables } = upsert(first)
    const { headers } = await gateway.admin(mutation, variables)
    const read = { query, variables: {} }
    for (let turn = 0; turn < 3; turn++) await ask(gateway, read, headers['athanor-seq'] ?? '')
    clock.set('2030-02-01T00:00:00.000Z')
    const before = (await oracle.request(query)).body
    await change(gateway, operation)
    const after = (await oracle.request(query)).body
    expect(after).not.toEqual(before)
    expect((await gateway.request(query)).body).toEqual(after)
  })
})

describe('of a change made through another gateway', () => {
  openGateways([4, 4], [4, 4])

  const shop = { query: '{ shop { name } }', variables: {} }
  const renamed = (name: string) => ({
    query: 'mutation ($name: String!) { shopSave(input: { name: $name }) { __typename } }',
    variables: { name },
  })

  test('a client that carries its position sees it at once, and others within a second', async () => {
    const [here, there] = gateways as [ShopGateway, ShopGateway]
    for (let turn = 0; turn < 3; turn++) await ask(there, shop, '')
    const seq = await change(here, renamed('Another name'))
    expect(seq).toMatch(/^\d+$/)
    expect((await ask(there, shop, seq)).body.data.shop.name).toBe('Another name')
    if (dialect === 'postgres') await sleep(1_000)
    expect((await there.request(shop.query)).body.data.shop.name).toBe('Another name')
  })

  test('a position that nobody gave changes no answer', async () => {
    const [here] = gateways as [ShopGateway]
    for (const seq of ['', '-1', '1e99', '999999999999999', "'; drop table outbox", '9'.repeat(5_000)])
      expect((await ask(here, shop, seq)).body.data.shop.name).toBe('Shop')
  })
})
