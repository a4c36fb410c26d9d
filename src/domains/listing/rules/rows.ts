import { inBestLocale, localeChain } from '../../../kernel/locale.js'
import { foldedText } from '../../../kernel/text.js'
import type { ListedProduct, StoredAttributeValue } from '../../catalog/index.js'
import type { Price } from '../../pricing/index.js'
import type { Availability } from '../../stock/index.js'

/** The built-in facets; an attribute's facet has the attribute's own id, which is above zero. */
export const builtInFacets = { brand: -1, category: -2, tag: -3, availability: -4 } as const

/** A product is as available as the best of its variants that are sold in the channel and currency. */
export const availabilityFacet = (
  { channelId, currency }: { readonly channelId: number; readonly currency: string },
  availability: Availability,
): string => `${channelId} ${currency} ${availability}`

/** What a channel is told of variants together. */
export type AvailabilityIn = (channelId: number, variantIds: readonly number[]) => Availability

/** What a listing needs to know of a channel. */
export interface ListingChannel {
  readonly id: number
  readonly currencies: readonly string[]
  readonly locales: readonly string[]
}
export interface ListingRow {
  readonly channelId: number
  readonly currency: string
  readonly productId: number
  readonly minMinor: number
  readonly maxMinor: number
  readonly compareAtMinMinor: number | null
  readonly compareAtMaxMinor: number | null
  readonly rank: number
  readonly publishedAt: Date
  readonly updatedAt: Date
}
export interface ListingVariantRow {
  readonly channelId: number
  readonly currency: string
  readonly productId: number
  readonly position: number
  readonly variantId: number
  readonly amountMinor: number
  readonly compareAtMinor: number | null
}
export interface ListingNameRow {
  readonly channelId: number
  readonly locale: string
  readonly productId: number
  readonly sortName: string
}
export interface FacetRow {
  readonly facetId: number
  readonly value: string
  readonly number: number | null
  readonly productId: number
}
export interface ListingRows {
  readonly listings: readonly ListingRow[]
  readonly variants: readonly ListingVariantRow[]
  readonly names: readonly ListingNameRow[]
  readonly facets: readonly FacetRow[]
}

export const mergedRows = (all: readonly ListingRows[]): ListingRows => ({
  listings: all.flatMap(({ listings }) => listings),
  variants: all.flatMap(({ variants }) => variants),
  names: all.flatMap(({ names }) => names),
  facets: all.flatMap(({ facets }) => facets),
})

/** Prices by where they hold, and there by variant. */
export type PricesByShelf = ReadonlyMap<string, ReadonlyMap<number, Price>>

const shelfKey = (channelId: number, currency: string) => `${channelId} ${currency}`

export function pricesByShelf(prices: readonly Price[]): PricesByShelf {
  const shelves = new Map<string, Map<number, Price>>()
  for (const price of prices) {
    const key = shelfKey(price.channelId, price.currency)
    const shelf = shelves.get(key) ?? new Map<number, Price>()
    shelves.set(key, shelf.set(price.variantId, price))
  }
  return shelves
}

/** Everything by which a product is listed: nothing at all unless it is active. */
export function listingRows(
  product: ListedProduct,
  prices: PricesByShelf,
  channels: readonly ListingChannel[],
  availabilityIn: AvailabilityIn,
): ListingRows {
  if (product.status !== 'ACTIVE') return { listings: [], variants: [], names: [], facets: [] }
  const shelves = channels.flatMap((channel) => {
    const publication = product.publications.find((entry) => entry.channelId === channel.id)
    return publication ? [{ channel, publishedAt: publication.publishedAt }] : []
  })
  const placed = shelves.flatMap(({ channel, publishedAt }) =>
    channel.currencies.map((currency) => ({
      publishedAt,
      variants: variantRows(product, prices, channel.id, currency),
    })),
  )
  const sold = placed.filter(({ variants }) => variants.length > 0)
  return {
    listings: sold.map(({ publishedAt, variants }) => listingRow(product, variants, publishedAt)),
    variants: sold.flatMap(({ variants }) => variants),
    names: shelves.flatMap(({ channel }) => nameRows(product, channel)),
    facets:
      sold.length > 0 ? [...facetRows(product), ...availabilityRows(product, sold, availabilityIn)] : [],
  }
}

function variantRows(
  product: ListedProduct,
  prices: PricesByShelf,
  channelId: number,
  currency: string,
): ListingVariantRow[] {
  const shelf = prices.get(shelfKey(channelId, currency))
  return product.variants
    .flatMap(({ id }) => shelf?.get(id) ?? [])
    .map(({ variantId, amountMinor, compareAtMinor }, position) => ({
      ...{ channelId, currency, productId: product.id },
      ...{ position, variantId, amountMinor, compareAtMinor },
    }))
}

function listingRow(
  product: ListedProduct,
  variants: readonly ListingVariantRow[],
  publishedAt: Date,
): ListingRow {
  const amounts = variants.map((variant) => variant.amountMinor)
  const former = variants.flatMap((variant) => variant.compareAtMinor ?? [])
  const { channelId, currency } = variants[0] as ListingVariantRow
  return {
    channelId,
    currency,
    productId: product.id,
    minMinor: Math.min(...amounts),
    maxMinor: Math.max(...amounts),
    compareAtMinMinor: former.length > 0 ? Math.min(...former) : null,
    compareAtMaxMinor: former.length > 0 ? Math.max(...former) : null,
    rank: product.rank,
    publishedAt,
    updatedAt: product.updatedAt,
  }
}

const sortLength = 100

const nameRows = (product: ListedProduct, channel: ListingChannel): ListingNameRow[] =>
  channel.locales.map((locale) => {
    const shown = inBestLocale(product.names, localeChain(locale, channel.locales))
    return {
      channelId: channel.id,
      locale,
      productId: product.id,
      sortName: foldedText(shown?.value ?? '', sortLength),
    }
  })

function availabilityRows(
  { id: productId }: ListedProduct,
  sold: readonly { readonly variants: readonly ListingVariantRow[] }[],
  availabilityIn: AvailabilityIn,
): FacetRow[] {
  return sold.flatMap(({ variants }) => {
    const [shelf] = variants
    if (!shelf) return []
    const ids = variants.map((variant) => variant.variantId)
    const value = availabilityFacet(shelf, availabilityIn(shelf.channelId, ids))
    return [{ facetId: builtInFacets.availability, value, number: null, productId }]
  })
}

function facetRows(product: ListedProduct): FacetRow[] {
  const builtIn = (facetId: number, values: readonly (string | number)[]) =>
    values.map((value) => ({ facetId, value: String(value), number: null, productId: product.id }))
  const rows = [
    ...builtIn(builtInFacets.brand, product.brandId === null ? [] : [product.brandId]),
    ...builtIn(builtInFacets.category, product.categoryIds),
    ...builtIn(builtInFacets.tag, product.tags),
    ...product.filterable.flatMap(({ attribute, value }) =>
      facetValues(value).map((text) => ({
        facetId: attribute.id,
        value: text,
        number: value.number === undefined ? null : Number(value.number),
        productId: product.id,
      })),
    ),
  ]
  return [...new Map(rows.map((row) => [`${row.facetId}\n${row.value}`, row])).values()]
}

/** Longest text that is indexed, and so the longest that a filter can ask for. */
export const facetLength = 200

function facetValues(value: StoredAttributeValue): string[] {
  if (value.choices) return value.choices
  const single = value.text ?? value.number ?? value.date ?? value.boolean
  return [String(single).slice(0, facetLength)]
}
