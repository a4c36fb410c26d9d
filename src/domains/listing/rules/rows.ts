import { inBestLocale, localeChain } from '../../../kernel/locale.js'
import { foldedText } from '../../../kernel/text.js'
import type { ListedProduct, StoredAttributeValue } from '../../catalog/index.js'
import type { QuantityPrice, ShownPrice } from '../../pricing/index.js'
import type { Availability } from '../../stock/index.js'

/** The built-in facets; an attribute's facet has the attribute's own id, which is above zero. */
export const builtInFacets = { brand: -1, category: -2, tag: -3, availability: -4 } as const

/** A product is as available as the best of its variants that are sold in the channel and currency, to everybody or a group. */
export const availabilityFacet = (
  shelf: { readonly channelId: number; readonly currency: string; readonly priceGroup?: string | null },
  availability: Availability,
): string =>
  `${shelf.channelId} ${shelf.currency} ${availability}${shelf.priceGroup ? ` ${shelf.priceGroup}` : ''}`

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
  /** Empty: everybody's. */
  readonly priceGroup: string
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
  readonly priceGroup: string
  readonly amountMinor: number
  readonly compareAtMinor: number | null
  readonly lowestBeforeMinor: number | null
  readonly quantityPrices: QuantityPrice[] | null
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

/** Prices by where they hold, there by group (empty: everybody), and for each of these by variant. */
export type PricesByShelf = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<number, ShownPrice>>>

const shelfKey = (channelId: number, currency: string) => `${channelId} ${currency}`

export function pricesByShelf(prices: readonly ShownPrice[]): PricesByShelf {
  const shelves = new Map<string, Map<string, Map<number, ShownPrice>>>()
  for (const price of prices) {
    const key = shelfKey(price.channelId, price.currency)
    const shelf = shelves.get(key) ?? new Map<string, Map<number, ShownPrice>>()
    shelves.set(key, shelf)
    const ofGroup = shelf.get(price.priceGroup) ?? new Map<number, ShownPrice>()
    shelf.set(price.priceGroup, ofGroup.set(price.variantId, price))
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
    channel.currencies.flatMap((currency) =>
      shelfRows(product, prices, channel.id, currency).map((variants) => ({ publishedAt, variants })),
    ),
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

/** What a product's variants cost everybody, and all of them again for each group that pays something else for any. */
function shelfRows(
  product: ListedProduct,
  prices: PricesByShelf,
  channelId: number,
  currency: string,
): ListingVariantRow[][] {
  const shelf = prices.get(shelfKey(channelId, currency))
  const groups = [...(shelf ?? [])].flatMap(([group, ofGroup]) =>
    group !== '' && product.variants.some(({ id }) => ofGroup.has(id)) ? [group] : [],
  )
  return ['', ...groups.sort()].map((priceGroup) =>
    product.variants
      .flatMap(({ id }) => shelf?.get(priceGroup)?.get(id) ?? shelf?.get('')?.get(id) ?? [])
      .map((price, position) => ({
        ...{ channelId, currency, productId: product.id, position, priceGroup },
        variantId: price.variantId,
        amountMinor: price.amountMinor,
        compareAtMinor: price.compareAtMinor,
        lowestBeforeMinor: price.lowestBeforeMinor,
        quantityPrices: price.quantityPrices.length > 0 ? [...price.quantityPrices] : null,
      })),
  )
}

function listingRow(
  product: ListedProduct,
  variants: readonly ListingVariantRow[],
  publishedAt: Date,
): ListingRow {
  const amounts = variants.map((variant) => variant.amountMinor)
  const former = variants.flatMap((variant) => variant.compareAtMinor ?? [])
  const { channelId, currency, priceGroup } = variants[0] as ListingVariantRow
  return {
    channelId,
    currency,
    productId: product.id,
    priceGroup,
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
