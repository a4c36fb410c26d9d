import type { QuantityPrice } from '../pricing/index.js'
import type { Availability } from '../stock/index.js'

/** How a list of products is ordered; ties go by product id, in the same direction. */
export const productSorts = [
  'FEATURED',
  'NEWEST',
  'NAME_ASC',
  'NAME_DESC',
  'PRICE_ASC',
  'PRICE_DESC',
] as const
export type ProductSort = (typeof productSorts)[number]

/** Only products that meet all of these; within one list any entry does. */
export interface ListingFilter {
  readonly ids?: readonly number[] | undefined
  /** Each is a category with all below it; the product stands in each of them. */
  readonly categories?: readonly (readonly number[])[] | undefined
  readonly brandIds?: readonly number[] | undefined
  readonly tags?: readonly string[] | undefined
  /** Bounds of the cheapest variant's price, inclusive, in minor units of the audience's currency. */
  readonly price?:
    | { readonly minMinor?: number | undefined; readonly maxMinor?: number | undefined }
    | undefined
  readonly attributes?: readonly AttributeCondition[] | undefined
  readonly updatedSince?: Date | undefined
  /** Of the product's best variant on the shelf. Follows the stock within moments. */
  readonly availability?: readonly Availability[] | undefined
}
export type AttributeCondition = { readonly attributeId: number } & (
  | { readonly in: readonly string[] }
  | { readonly min?: number | undefined; readonly max?: number | undefined }
  | { readonly is: boolean }
)

/** Where and in which currency something is sold, and when one looks. */
export interface Shelf {
  readonly channelId: number
  readonly currency: string
  readonly locale: string
  /** The group that the prices are for; null for everybody's. */
  readonly priceGroup?: string | null
}

/** A product on the shelf: its prices and since when it is shown. */
export interface Listing {
  readonly productId: number
  readonly minMinor: number
  readonly maxMinor: number
  readonly compareAtMinMinor: number | null
  readonly compareAtMaxMinor: number | null
  readonly publishedAt: Date
}
/** A variant on the shelf. */
export interface ListedVariant {
  readonly productId: number
  readonly variantId: number
  readonly position: number
  readonly amountMinor: number
  readonly compareAtMinor: number | null
  readonly lowestBeforeMinor: number | null
  /** From 2 units on, each cheaper than the one before; null for none. */
  readonly quantityPrices: readonly QuantityPrice[] | null
}
