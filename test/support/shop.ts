import { setTimeout as sleep } from 'node:timers/promises'
import { createServices, type ServiceOptions, type Services } from '../../src/app/build-services.js'
import { createReactions } from '../../src/app/reactions.js'
import type { Actor } from '../../src/domains/audit/index.js'
import {
  dumpProducts,
  type PriceInput,
  type ProductDump,
  type ProductInput,
} from '../../src/domains/catalog/index.js'
import type { UpsertResult } from '../../src/domains/merchandising/index.js'
import type { Price } from '../../src/domains/pricing/index.js'
import type { Clock } from '../../src/kernel/clock.js'
import type { Result } from '../../src/kernel/result.js'
import { outboxLag } from '../../src/workers/lag.js'
import { OutcomeCounts } from '../../src/workers/outcome-counts.js'
import { Relay } from '../../src/workers/relay.js'
import { openTestDatabase, type TestDatabase } from './database.js'
import { passwordCost } from './passwords.js'

/** A clock that tests move by hand. */
export interface TestClock extends Clock {
  set(instant: string): void
}

export function testClock(start = '2030-01-01T00:00:00.000Z'): TestClock {
  let now = new Date(start)
  return {
    now: () => new Date(now),
    set(instant) {
      now = new Date(instant)
    },
  }
}

export interface TestShop extends Services {
  readonly db: TestDatabase
  readonly clock: TestClock
  readonly actor: Actor
  /** One result for each item, whatever became of it. */
  upsert(...items: ProductInput[]): Promise<UpsertResult[]>
  /** The product's id; throws unless it was saved. */
  saved(item: ProductInput): Promise<number>
  /** The product as it is stored, with its prices by variant; throws when there is none. */
  stored(externalReference: string): Promise<StoredProduct>
  /** Lets the reactions do all that follows from what has happened. */
  react(): Promise<void>
}

export type StoredProduct = ProductDump & { readonly prices: readonly (readonly Price[])[] }

export const actor: Actor = { name: 'key:ath_test', requestId: 'req-1' }

/** The value of a result; throws a refusal. */
export async function must<T>(result: Promise<Result<T, unknown>>): Promise<T> {
  const settled = await result
  if (!settled.ok) throw new Error(JSON.stringify(settled.errors, null, 2))
  return settled.value
}

/** A small shop on a fresh database, without products: channels, attributes, product types, brands and categories. */
export async function openTestShop(
  options: Pick<ServiceOptions, 'providers' | 'providerTimeoutMs'> = {},
): Promise<TestShop> {
  const db = await openTestDatabase()
  const clock = testClock()
  const shop = shopOf(db, clock, createServices({ db, clock, passwordCost, ...options }))
  await furnish(shop)
  return shop
}

/** The same over services that are there already. */
export function shopOf(db: TestDatabase, clock: TestClock, services: Services): TestShop {
  const upsert = (...items: ProductInput[]) => services.merchandising.upsertProducts(actor, { items })
  return {
    ...services,
    db,
    clock,
    actor,
    upsert,
    async saved(item) {
      const [result] = await upsert(item)
      if (result?.productId == null) throw new Error(JSON.stringify(result, null, 2))
      return result.productId
    },
    stored: (externalReference) => stored(db, services, externalReference),
    react: () => react(db, clock, services),
  }
}

async function stored(
  { read }: TestDatabase,
  { pricing }: Services,
  reference: string,
): Promise<StoredProduct> {
  const found = (await dumpProducts(read, '', 10_000)).find(
    ({ state }) => state.externalReference === reference,
  )
  if (!found) throw new Error(`There is no product ${reference}`)
  const prices = await Promise.all(
    found.state.variants.map(({ id }) => pricing.prices(read, id === null ? [] : [id])),
  )
  return { ...found, prices }
}

async function react(db: TestDatabase, clock: Clock, services: Services): Promise<void> {
  const failed: unknown[] = []
  const fail = (fields: object) => void failed.push(fields)
  const log = { info: () => {}, warn: fail, error: fail }
  const reactions = createReactions(services)
  const relay = new Relay({
    db,
    clock,
    log,
    reactions,
    counts: new OutcomeCounts(),
    mayGoOn: () => failed.length === 0,
  })
  const names = reactions.map(({ name }) => name)
  // On PostgreSQL a transaction elsewhere in the cluster holds facts back for a while.
  while ((await relay.round()) || (await outboxLag(db.read, names, clock.now())).length > 0) {
    if (failed.length > 0) throw new Error('A reaction failed', { cause: failed[0] })
    await sleep(2)
  }
}

const channels = [
  {
    slug: 'eu',
    name: 'Europe',
    currencies: ['EUR', 'USD'],
    locales: ['en', 'de', 'ru'],
    countries: ['DE', 'AT'],
  },
  { slug: 'us', name: 'America', currencies: ['USD'], locales: ['en'], countries: ['US'] },
]

const en = (value: string) => [{ locale: 'en', value }]
const choices = (...keys: string[]) => keys.map((key) => ({ key, names: en(key) }))

const attributes = [
  { key: 'material', type: 'ONE_OF', names: en('Material'), choices: choices('glass', 'copper', 'wood') },
  { key: 'uses', type: 'MANY_OF', names: en('Uses'), choices: choices('boiling', 'storing', 'showing') },
  { key: 'capacity', type: 'NUMBER', unit: 'ml', names: en('Capacity') },
  { key: 'handmade', type: 'BOOLEAN', names: en('Handmade') },
  { key: 'maker', type: 'TEXT', names: en('Maker') },
  { key: 'made_on', type: 'DATE', names: en('Made on') },
  { key: 'pages', type: 'NUMBER', names: en('Pages') },
] as const

export async function furnish({ channels: places, catalog }: Services): Promise<void> {
  for (const channel of channels) await must(places.save(actor, channel))
  for (const attribute of attributes)
    await must(catalog.saveAttribute(actor, { ...attribute, names: [...attribute.names] }))
  const filterable = ['uses', 'capacity', 'handmade', 'maker', 'made_on']
  await must(
    catalog.saveProductType(actor, {
      key: 'vessel',
      name: 'Vessel',
      attributes: [
        { key: 'material', required: true, filterable: true },
        ...filterable.map((key) => ({ key, filterable: true })),
      ],
    }),
  )
  await must(catalog.saveProductType(actor, { key: 'book', name: 'Book', attributes: [{ key: 'pages' }] }))
  for (const name of ['Hermes', 'Tria Prima'])
    await must(
      catalog.saveBrand(actor, {
        externalReference: name.toLowerCase().replace(' ', '-'),
        translations: [{ locale: 'en', name }],
      }),
    )
  const tree = { glassware: null, retorts: 'glassware', 'small-retorts': 'retorts', library: null }
  for (const [externalReference, parent] of Object.entries(tree))
    await must(
      catalog.saveCategory(actor, {
        externalReference,
        parent,
        translations: [{ locale: 'en', name: externalReference }],
      }),
    )
}

/** A price in every place where the shop sells: EUR in eu, and half as much again in USD everywhere. */
export const pricesOf = (amountMinor: number, compareAtMinor: number | null = null): PriceInput[] => [
  { channel: 'eu', currency: 'EUR', amountMinor, compareAtMinor },
  { channel: 'eu', currency: 'USD', amountMinor: Math.round(amountMinor * 1.5) },
  { channel: 'us', currency: 'USD', amountMinor: Math.round(amountMinor * 1.5) },
]

/** A product that is for sale everywhere, in which only what is given matters to the test. */
export const vessel = (externalReference: string, given: Partial<ProductInput> = {}): ProductInput => ({
  externalReference,
  productType: 'vessel',
  status: 'ACTIVE',
  translations: [{ locale: 'en', name: externalReference }],
  attributes: [{ key: 'material', choices: ['glass'] }],
  publications: [{ channel: 'eu' }, { channel: 'us' }],
  variants: [{ sku: externalReference, prices: pricesOf(1_000) }],
  ...given,
})

/** An option whose values are named by their keys. */
export const option = (key: string, ...values: string[]) => ({
  key,
  names: en(key),
  values: values.map((value) => ({ key: value, names: en(value) })),
})

/** A variant that chooses one value of the option `size`. */
export const sized = (valueKey: string, sku?: string) => ({
  ...(sku && { sku }),
  options: [{ key: 'size', valueKey }],
  prices: pricesOf(1_000),
})

/** The problems of a result as "CODE field.path", in order. */
export const refusals = (
  result: { readonly problems: readonly { code: string; field?: readonly string[] }[] } | undefined,
): string[] => (result?.problems ?? []).map(({ code, field }) => `${code} ${field?.join('.')}`)
