import { big, index, instant, int, json, primaryKey, real, table, text } from '../columns/index.js'

/** What a variant costs for each of a larger quantity. */
export interface StoredQuantityPrice {
  minQuantity: number
  amountMinor: number
}

/**
 * What is for sale where: a row for each product that is active, published in the channel and priced in the currency. Where
 * a price group pays something else for any of its variants, the product has rows of the group's own (see `priceGroup`),
 * which stand for the group instead of everybody's.
 */
export const listing = table(
  'listing',
  {
    channelId: big().notNull(),
    currency: text().notNull(),
    productId: big().notNull(),
    /** Empty: for everybody whose group has no rows of its own. */
    priceGroup: text().notNull().default(''),
    minMinor: big().notNull(),
    maxMinor: big().notNull(),
    compareAtMinMinor: big(),
    compareAtMaxMinor: big(),
    rank: int().notNull(),
    publishedAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.channelId, t.currency, t.productId, t.priceGroup] }),
    index('listing_product').on(t.productId),
    index('listing_rank').on(t.channelId, t.currency, t.rank, t.productId, t.publishedAt, t.priceGroup),
    index('listing_newest').on(t.channelId, t.currency, t.publishedAt, t.productId, t.priceGroup),
    index('listing_price').on(t.channelId, t.currency, t.minMinor, t.productId, t.publishedAt, t.priceGroup),
    index('listing_updated').on(t.channelId, t.currency, t.updatedAt),
  ],
)

/** The variants of a listed product that have a price there, in the product's order: positions count from 0 without gaps. */
export const listingVariant = table(
  'listing_variant',
  {
    channelId: big().notNull(),
    currency: text().notNull(),
    productId: big().notNull(),
    position: int().notNull(),
    variantId: big().notNull(),
    priceGroup: text().notNull().default(''),
    amountMinor: big().notNull(),
    compareAtMinor: big(),
    /** The lowest price of the 30 days before the current reduction. */
    lowestBeforeMinor: big(),
    quantityPrices: json().$type<StoredQuantityPrice[]>(),
  },
  (t) => [
    primaryKey({ columns: [t.channelId, t.currency, t.productId, t.position, t.variantId, t.priceGroup] }),
    index('listing_variant_variant').on(t.variantId, t.channelId, t.currency),
    index('listing_variant_product').on(t.productId),
  ],
)

/** The name that a channel's locale shows after fallback, folded for sorting. */
export const listingName = table(
  'listing_name',
  {
    channelId: big().notNull(),
    locale: text().notNull(),
    productId: big().notNull(),
    sortName: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.channelId, t.locale, t.productId] }),
    index('listing_name_sorted').on(t.channelId, t.locale, t.sortName, t.productId),
    index('listing_name_product').on(t.productId),
  ],
)

/** The inverted index behind filters and facets. `facetId` is an attribute's id, or one of the built-in negative ids. */
export const facet = table(
  'facet',
  {
    facetId: big().notNull(),
    value: text().notNull(),
    number: real(),
    productId: big().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.facetId, t.value, t.productId] }),
    index('facet_number').on(t.facetId, t.number, t.productId),
    index('facet_product').on(t.productId),
  ],
)
