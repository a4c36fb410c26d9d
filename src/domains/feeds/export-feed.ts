import type { ReadHandle } from '../../db/index.js'
import {
  categoryIdsFromRoots,
  dumpAttributes,
  dumpBrands,
  dumpCategories,
  dumpProducts,
  dumpProductsOf,
  dumpProductTypes,
  type ProductDump,
} from '../catalog/index.js'
import type { Price, Pricing } from '../pricing/index.js'
import {
  attributeRecord,
  brandRecord,
  categoryRecord,
  channelRecord,
  productRecord,
  productTypeRecord,
} from './canonical.js'
import type { FeedRecord } from './records.js'
import type { FeedServices, SavedProduct } from './types.js'

/** As many are in memory at once. */
const atOnce = 200

/**
 * The whole catalog as one snapshot shows it, in an order in which it can be taken into an empty shop: by kind, and
 * within a kind by key; categories by level first. Old slugs and archived variants are not part of it.
 */
export async function* exportRecords(on: ReadHandle, services: FeedServices): AsyncGenerator<FeedRecord> {
  const channels = await services.channels.all(on)
  yield { kind: 'shop', name: await services.channels.shopName(on) }
  for (const channel of channels.toSorted((a, b) => (a.slug < b.slug ? -1 : 1))) yield channelRecord(channel)
  for await (const attribute of each(
    (after) => dumpAttributes(on, after, atOnce),
    (it) => it.key,
  ))
    yield attributeRecord(attribute)
  // One by one, as a product type may have thousands of attributes.
  for await (const type of each(
    (after) => dumpProductTypes(on, after, 1),
    (it) => it.key,
  ))
    yield productTypeRecord(type)
  for await (const brand of each(
    (after) => dumpBrands(on, after, atOnce),
    (it) => it.externalReference,
  ))
    yield brandRecord(brand)
  const categoryIds = await categoryIdsFromRoots(on)
  for (let from = 0; from < categoryIds.length; from += atOnce)
    yield* (await dumpCategories(on, categoryIds.slice(from, from + atOnce))).map(categoryRecord)
  yield* exportProducts(on, services, new Map(channels.map((channel) => [channel.id, channel.slug])))
}

/** Walks a list that is read some at a time, each behind the last. No key is empty, so all stand behind ''. */
async function* each<T>(
  read: (after: string) => Promise<readonly T[]>,
  keyOf: (item: T) => string,
): AsyncGenerator<T> {
  let items = await read('')
  while (items.length > 0) {
    yield* items
    items = await read(keyOf(items.at(-1) as T))
  }
}

async function* exportProducts(
  on: ReadHandle,
  { pricing }: FeedServices,
  channels: ReadonlyMap<number, string>,
): AsyncGenerator<FeedRecord> {
  let products = await dumpProducts(on, '', atOnce)
  while (products.length > 0) {
    const prices = await pricesOf(on, pricing, products)
    yield* products.map((product) => productRecord(product, prices, channels))
    products = await dumpProducts(on, products.at(-1)?.state.externalReference ?? '', atOnce)
  }
}

/** By variant. */
async function pricesOf(on: ReadHandle, pricing: Pricing, products: readonly ProductDump[]) {
  const variantIds = products.flatMap(({ state }) => state.variants.flatMap((variant) => variant.id ?? []))
  const prices = new Map<number, Price[]>(variantIds.map((id) => [id, []]))
  for (const price of await pricing.prices(on, variantIds)) prices.get(price.variantId)?.push(price)
  return prices
}

/** One product as an export writes it, of any status; null when there is none. */
export async function recordOfProduct(
  on: ReadHandle,
  { channels, pricing }: FeedServices,
  externalReference: string,
): Promise<SavedProduct | null> {
  const [product] = await dumpProductsOf(on, [externalReference])
  if (!product) return null
  const slugs = new Map((await channels.all(on)).map((channel) => [channel.id, channel.slug]))
  const record = productRecord(product, await pricesOf(on, pricing, [product]), slugs)
  return { id: product.id, version: product.version, record }
}
