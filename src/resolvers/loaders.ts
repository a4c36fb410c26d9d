import DataLoader from 'dataloader'
import type * as catalog from '../domains/catalog/index.js'
import type { Audience } from '../domains/channels/index.js'
import type { ListedVariant, Listings, Shelf } from '../domains/listing/index.js'
import type { PageRequest } from '../kernel/page.js'

/** The services that loaders read from. */
export interface LoaderServices {
  readonly catalog: catalog.Catalog
  readonly listings: Listings
}

/** What one request has loaded, each thing once and each kind of thing by one query. */
export type Loaders = ReturnType<typeof createLoaders>

/** Loaders for one request: what they remember is for one audience and one viewer. */
export function createLoaders({ catalog, listings }: LoaderServices, audience: Audience) {
  const chain = audience.localeChain
  const shelf = shelfOf(audience)
  return {
    /** null unless the product is on the shelf. */
    listing: one(
      (ids) => listings.listings(shelf, ids),
      (listing) => listing.productId,
    ),
    product: one((ids) => catalog.products(ids, chain), idOf),
    productDetails: one((ids) => catalog.productDetails(ids, chain), idOf),
    media: many(
      (ids) => catalog.media(ids),
      (media) => media.productId,
    ),
    mediaById: one((ids) => catalog.mediaByIds(ids), idOf),
    productCategories: many(
      (ids) => catalog.productCategories(ids),
      (entry) => entry.productId,
    ),
    /** null unless the variant is on the shelf. */
    listedVariant: one(
      (ids) => listings.variants(shelf, ids),
      (variant) => variant.variantId,
    ),
    variant: one((ids) => catalog.variants(ids, chain), idOf),
    variantDetails: one((ids) => catalog.variantDetails(ids), idOf),
    optionKeys: many(
      (ids) => catalog.optionKeys(ids),
      (entry) => entry.productId,
    ),
    variantCount: one(
      (ids) => listings.countVariants(shelf, ids),
      (entry) => entry.productId,
    ),
    variantPage: perKey((key) => variantPages(listings, shelf, JSON.parse(key) as PageRequest)),
    brand: one((ids) => catalog.brands(ids, chain), idOf),
    category: one((ids) => catalog.categories(ids, chain), idOf),
    ancestors: many(
      (ids) => catalog.categoryAncestors(ids),
      (link) => link.start,
    ),
    alternates: perKey((kind) => alternatesOf(catalog, kind as catalog.SlugKind)),
    attributeUse: attributeUses(catalog),
  }
}

export const shelfOf = ({ channel, currency, locale }: Audience): Shelf => ({
  channelId: channel.id,
  currency,
  locale,
})

const idOf = (entity: { readonly id: number }): number => entity.id

/** A loader of one thing for each key; null where there is none. */
function one<T>(read: (keys: readonly number[]) => Promise<readonly T[]>, keyOf: (entity: T) => number) {
  return new DataLoader<number, T | null>(async (keys) => {
    const found = new Map((await read(keys)).map((entity) => [keyOf(entity), entity]))
    return keys.map((key) => found.get(key) ?? null)
  })
}

/** A loader of all things under each key, in the order in which they are read. */
function many<T>(read: (keys: readonly number[]) => Promise<readonly T[]>, keyOf: (entity: T) => number) {
  return new DataLoader<number, readonly T[]>(async (keys) => {
    const groups = new Map<number, T[]>(keys.map((key) => [key, []]))
    for (const entity of await read(keys)) groups.get(keyOf(entity))?.push(entity)
    return keys.map((key) => groups.get(key) ?? [])
  })
}

/** Loaders of one kind that differ by an argument, each made when it is first asked for. */
function perKey<L>(create: (key: string) => L): (key: string) => L {
  const made = new Map<string, L>()
  return (key) => {
    const loader = made.get(key) ?? create(key)
    made.set(key, loader)
    return loader
  }
}

const variantPages = (listings: Listings, shelf: Shelf, page: PageRequest) =>
  many<ListedVariant>(
    (ids) => listings.variantPages(shelf, ids, page),
    (variant) => variant.productId,
  )

const alternatesOf = (catalog: catalog.Catalog, kind: catalog.SlugKind) =>
  new DataLoader<number, readonly catalog.Alternate[]>(async (ids) => {
    const found = await catalog.alternates(kind, ids)
    return ids.map((id) => found.get(id) ?? [])
  })

interface UseKey {
  readonly typeId: number
  readonly key: string
}
type Use = Awaited<ReturnType<catalog.Catalog['attributeUses']>>[number]

/** How a product type uses an attribute. */
function attributeUses(catalog: catalog.Catalog) {
  const textOf = ({ typeId, key }: UseKey) => `${typeId} ${key}`
  return new DataLoader<UseKey, Use | null, string>(
    async (wanted) => {
      const unique = <T>(values: readonly T[]) => [...new Set(values)]
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
