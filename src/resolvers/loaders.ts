import DataLoader from 'dataloader'
import type * as catalog from '../domains/catalog/index.js'
import type { Audience } from '../domains/channels/index.js'
import type { Customers } from '../domains/customers/index.js'
import type { ListedVariant, Listings } from '../domains/listing/index.js'
import type { Orders } from '../domains/orders/index.js'
import type { Stock } from '../domains/stock/index.js'
import type { Tenders } from '../domains/tenders/index.js'
import type { PageRequest } from '../kernel/page.js'
import { many, one, pageKey, perKey, perPage } from './batching.js'
import { customerLoaders } from './customers/loaders.js'
import { entityReads, type KeptEntities, keepingNothing } from './entities.js'
import type { Footprint } from './footprint.js'
import { orderLoaders } from './orders/loaders.js'
import { shelfOf } from './shelf.js'
import { stockLoaders } from './stock/loaders.js'
import { tenderLoaders } from './tenders/loaders.js'

/** The services that loaders read from. */
export interface LoaderServices {
  readonly catalog: catalog.Catalog
  readonly customers: Customers
  readonly listings: Listings
  readonly stock: Stock
  readonly tenders: Tenders
  readonly orders: Pick<Orders, 'payments' | 'staff'>
}

/** What one request has loaded, each thing once and each kind of thing by one query. */
export type Loaders = ReturnType<typeof createLoaders>

/** Where to read what must be of one moment. */
export type ReadHandle = NonNullable<Parameters<Stock['exact']>[1]>

/** Loaders for one request: what they remember is for one audience and one viewer. They mark what they look up. */
export function createLoaders(
  { catalog, customers, listings, stock, tenders, orders }: LoaderServices,
  audience: Audience,
  footprint: Footprint,
  kept: KeptEntities,
  on?: ReadHandle,
) {
  const chain = audience.localeChain
  const texts = chain.join()
  const shelf = shelfOf(audience)
  const place = `${shelf.channelId} ${shelf.currency} ${audience.priceGroup ?? ''}`
  const entity = entityReads(kept, footprint)
  const marked =
    <R>(kind: 'product' | 'category' | 'brand', read: (ids: readonly number[]) => R) =>
    (ids: readonly number[]): R => {
      footprint.markAll(kind, ids)
      return read(ids)
    }
  /** What is found belongs to a product; what is not may come to belong to any. */
  const markedByProduct =
    <T extends { readonly productId: number }>(read: (ids: readonly number[]) => Promise<T[]>) =>
    async (ids: readonly number[]): Promise<T[]> => {
      const found = await read(ids)
      footprint.markAll(
        'product',
        found.map(({ productId }) => productId),
      )
      if (found.length < ids.length) footprint.mark('product-keys')
      return found
    }
  const readProducts = entity.one('product', texts, (ids) => catalog.products(ids, chain), idOf)
  const product = new DataLoader(readProducts)
  return {
    /** null unless the product is on the shelf. */
    listing: one(
      marked('product', (ids) => {
        footprint.markScheduled()
        return listings.listings(shelf, ids)
      }),
      (listing) => listing.productId,
    ),
    product,
    /** A whole list at once, which a loader would take apart and put together again. */
    async products(ids: readonly number[]): Promise<readonly catalog.Product[]> {
      const found = (await readProducts(ids)).filter((one) => one !== null)
      for (const one of found) product.prime(one.id, one)
      return found
    },
    productDetails: new DataLoader(
      entity.one('product', `details ${texts}`, (ids) => catalog.productDetails(ids, chain), idOf),
    ),
    media: new DataLoader(entity.many('product', 'media', (ids) => catalog.media(ids), productOf)),
    mediaById: one(
      markedByProduct((ids) => catalog.mediaByIds(ids)),
      idOf,
    ),
    productCategories: new DataLoader(
      entity.many('product', 'categories', (ids) => catalog.productCategories(ids), productOf),
    ),
    /** null unless the variant is on the shelf. */
    listedVariant: one(
      markedByProduct((ids) => {
        footprint.markScheduled()
        return listings.variants(shelf, ids)
      }),
      (variant) => variant.variantId,
    ),
    variant: one(
      markedByProduct((ids) => catalog.variants(ids, chain)),
      idOf,
    ),
    /** For variants that were loaded before. */
    variantDetails: one((ids) => catalog.variantDetails(ids), idOf),
    optionKeys: new DataLoader(
      entity.many('product', 'option keys', (ids) => catalog.optionKeys(ids), productOf),
    ),
    variantByChoice: variantsByChoice(
      marked('product', (ids) => ids),
      catalog,
    ),
    variantCount: new DataLoader(
      entity.one('product', `variant count ${place}`, (ids) => listings.countVariants(shelf, ids), productOf),
    ),
    variantPage: perPage((page) => {
      // Only first pages are asked for again and again.
      const { many } = page.position ? entityReads(keepingNothing, footprint) : entity
      return new DataLoader(
        many(
          'product',
          `variants ${place} ${texts} ${pageKey(page)}`,
          (ids) => variantPages(catalog, listings, audience, ids, page),
          ({ listed }) => listed.productId,
        ),
      )
    }),
    brand: new DataLoader(entity.one('brand', texts, (ids) => catalog.brands(ids, chain), idOf)),
    category: new DataLoader(entity.one('category', texts, (ids) => catalog.categories(ids, chain), idOf)),
    categoryPage: perPage((page) => {
      footprint.mark('categories')
      return categoryPages(catalog, page)
    }),
    categoryCount: one(
      (ids) => {
        footprint.mark('categories')
        return catalog.countCategoryChildren(ids.map(parentOf))
      },
      (entry) => entry.parentId ?? atRoot,
    ),
    ancestors: many(
      (ids) => {
        footprint.mark('categories')
        return catalog.categoryAncestors(ids)
      },
      (link) => link.start,
    ),
    alternates: perKey(
      (kind: catalog.SlugKind) => alternatesOf(marked(kind, (ids) => catalog.alternates(kind, ids))),
      String,
    ),
    attributeUse: attributeUses(catalog, footprint),
    ...customerLoaders(customers),
    ...orderLoaders(orders, on),
    ...tenderLoaders(tenders),
    ...stockLoaders({ catalog, listings, stock }, audience, footprint, on),
  }
}

const idOf = (entity: { readonly id: number }): number => entity.id
const productOf = (entry: { readonly productId: number }): number => entry.productId

/** A variant on the shelf with its texts. */
export interface ShownVariant {
  readonly listed: ListedVariant
  readonly variant: catalog.Variant
}

/** A page of the variants of each product, read together with what they show. */
async function variantPages(
  catalog: catalog.Catalog,
  listings: Listings,
  audience: Audience,
  productIds: readonly number[],
  page: PageRequest,
): Promise<ShownVariant[]> {
  const places = await listings.variantPages(shelfOf(audience), productIds, page)
  const ids = places.map((listed) => listed.variantId)
  const variants = new Map(
    (await catalog.variants(ids, audience.localeChain)).map((variant) => [variant.id, variant]),
  )
  return places.flatMap((listed) => {
    const variant = variants.get(listed.variantId)
    return variant ? [{ listed, variant }] : []
  })
}

/** What the children of no category, so those at the root, are loaded by. */
export const atRoot = 0
const parentOf = (key: number): number | null => (key === atRoot ? null : key)

const categoryPages = (catalog: catalog.Catalog, page: PageRequest) =>
  many(
    (ids) => catalog.categoryChildren(ids.map(parentOf), page),
    (place) => place.parentId ?? atRoot,
  )

interface ChoiceKey {
  readonly productId: number
  readonly choice: string
}

/** The variant of a product that makes a choice. */
function variantsByChoice(
  mark: (productIds: readonly number[]) => readonly number[],
  catalog: catalog.Catalog,
) {
  const textOf = ({ productId, choice }: ChoiceKey) => `${productId} ${choice}`
  return new DataLoader<ChoiceKey, { readonly id: number } | null, string>(
    async (wanted) => {
      const found = await catalog.variantsByChoice(
        mark(unique(wanted.map(({ productId }) => productId))),
        unique(wanted.map(({ choice }) => choice)),
      )
      const byKey = new Map(
        found.map((row) => [textOf({ productId: row.productId, choice: row.optionKey }), row]),
      )
      return wanted.map((key) => byKey.get(textOf(key)) ?? null)
    },
    { cacheKeyFn: textOf },
  )
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)]

type ReadAlternates = (ids: readonly number[]) => Promise<Map<number, catalog.Alternate[]>>

const alternatesOf = (read: ReadAlternates) =>
  new DataLoader<number, readonly catalog.Alternate[]>(async (ids) => {
    const found = await read(ids)
    return ids.map((id) => found.get(id) ?? [])
  })

interface UseKey {
  readonly typeId: number
  readonly key: string
}
type Use = Awaited<ReturnType<catalog.Catalog['attributeUses']>>[number]

/** How a product type uses an attribute. */
function attributeUses(catalog: catalog.Catalog, footprint: Footprint) {
  const textOf = ({ typeId, key }: UseKey) => `${typeId} ${key}`
  return new DataLoader<UseKey, Use | null, string>(
    async (wanted) => {
      footprint.mark('attributes')
      const uses = await catalog.attributeUses(
        unique(wanted.map((use) => use.typeId)),
        unique(wanted.map((use) => use.key)),
      )
      const found = new Map(uses.map((use) => [textOf({ typeId: use.typeId, key: use.attribute.key }), use]))
      return wanted.map((use) => found.get(textOf(use)) ?? null)
    },
    { cacheKeyFn: textOf },
  )
}
