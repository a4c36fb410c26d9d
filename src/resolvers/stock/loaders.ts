import DataLoader from 'dataloader'
import type { Catalog } from '../../domains/catalog/index.js'
import type { Audience } from '../../domains/channels/index.js'
import type { Listings } from '../../domains/listing/index.js'
import type { ChannelStock, Coordinates, LocalStock, NearLocation, Stock } from '../../domains/stock/index.js'
import type { Footprint } from '../footprint.js'
import { shelfOf } from '../shelf.js'

interface Services {
  readonly catalog: Catalog
  readonly listings: Listings
  readonly stock: Stock
}
interface ProductVariantKey {
  readonly productId: number
  readonly variantId: number
}

/**
 * What of a request has to do with stock. Availability is marked by product, since it changes only when a threshold is
 * crossed; whoever shows an exact number marks the variant as well (`stock:1`), and gets an answer that no sale outlives.
 */
export function stockLoaders(
  { catalog, listings, stock }: Services,
  audience: Audience,
  footprint: Footprint,
  on?: Parameters<Stock['exact']>[1],
) {
  const channelId = audience.channel.id
  const near = new Map<string, Promise<readonly NearLocation[]>>()
  const local = new Map<string, DataLoader<number, readonly LocalStock[]>>()
  return {
    /** What the context is told of a variant. */
    variantStock: new DataLoader<ProductVariantKey, ChannelStock, number>(
      (keys) => {
        footprint.markAll(
          'availability',
          keys.map((key) => key.productId),
        )
        return stock.channelStock(
          channelId,
          keys.map((key) => key.variantId),
          on,
        )
      },
      { cacheKeyFn: (key) => key.variantId },
    ),
    /** What the context is told of each variant of a product that it sells, in the product's order. */
    productStock: new DataLoader<number, readonly ChannelStock[]>(async (productIds) => {
      footprint.markAll('availability', productIds).markAll('product', productIds)
      const variants = await listings.variantIds(shelfOf(audience), productIds)
      const told = await stock.channelStock(
        channelId,
        variants.map((variant) => variant.variantId),
        on,
      )
      const ofProducts = new Map<number, ChannelStock[]>(productIds.map((id) => [id, []]))
      for (const [i, { productId }] of variants.entries())
        ofProducts.get(productId)?.push(told[i] as ChannelStock)
      return productIds.map((id) => ofProducts.get(id) ?? [])
    }),
    /** Where the public of the context can go, the nearest first. */
    nearLocations(place: Coordinates | null): Promise<readonly NearLocation[]> {
      const key = JSON.stringify(place)
      const known = near.get(key) ?? stock.publicLocations(channelId, place)
      near.set(key, known)
      return known
    },
    /** What there is of a variant at each of these locations. */
    localStock(locationIds: readonly number[]): DataLoader<number, readonly LocalStock[]> {
      const key = locationIds.join()
      const known = local.get(key) ?? localLoader(locationIds)
      local.set(key, known)
      return known
    },
    /** Any location, for staff. */
    location: new DataLoader(async (ids: readonly number[]) => {
      const all = new Map((await stock.locations()).map((location) => [location.id, location]))
      return ids.map((id) => all.get(id) ?? null)
    }),
    /** What systems call a variant, for staff. */
    variantName: new DataLoader(async (ids: readonly number[]) => {
      const names = await catalog.variantNames(ids)
      return ids.map((id) => names.get(id) ?? null)
    }),
    /** Exact stock, for staff. */
    exactStock: new DataLoader(async (ids: readonly number[]) => {
      const stocks = new Map((await stock.exact(ids, on)).map((one) => [one.variantId, one]))
      return ids.map((id) => stocks.get(id) ?? null)
    }),
  }

  function localLoader(locationIds: readonly number[]) {
    return new DataLoader<number, readonly LocalStock[]>(async (variantIds) => {
      footprint.markAll('stock', variantIds)
      const found = await stock.localStock(channelId, variantIds, locationIds, on)
      return variantIds.map((id) => found.get(id) ?? [])
    })
  }
}
