import { Field, ID, ObjectType } from 'type-graphql'
import type * as catalog from '../../domains/catalog/types.js'
import type { Listing } from '../../domains/listing/types.js'
import { globalId } from '../../kernel/ids.js'
import { Node } from '../common.js'
import { connectionOf } from '../connections.js'
import { Money } from '../money.js'
import { Html, Locale } from '../scalars.js'

@ObjectType({
  implements: Node,
  description:
    'Something to buy, in one or several variants. Only what is published and priced for the context is shown.',
})
export class Product {
  constructor(readonly source: catalog.Product) {}

  @Field(() => ID, { description: 'Names this product among all things.' })
  get id(): string {
    return globalId('Product', this.source.id)
  }

  @Field(() => String, {
    description: 'For the address of its page. If you looked it up by another slug, redirect to this one.',
  })
  get slug(): string {
    return this.source.slug
  }

  @Field(() => String, { description: 'What it is called.' })
  get name(): string {
    return this.source.name
  }

  @Field(() => Html, { nullable: true, description: 'What there is to say about it.' })
  get description(): string | null {
    return this.source.description
  }

  @Field(() => Locale, { description: 'The locale that the texts came from, after fallback.' })
  get contentLocale(): string {
    return this.source.contentLocale
  }
}

export const ProductConnection = connectionOf(Product)

@ObjectType({ simpleResolvers: true, description: 'From the cheapest variant to the dearest.' })
export class PriceRange {
  constructor(currency: string, min: number, max: number) {
    this.minVariantPrice = { currency, amountMinor: min }
    this.maxVariantPrice = { currency, amountMinor: max }
  }

  @Field(() => Money, { description: 'The price of the cheapest variant.' })
  readonly minVariantPrice: object
  @Field(() => Money, { description: 'The price of the dearest variant.' })
  readonly maxVariantPrice: object
}

export const priceRangeOf = (listing: Listing, currency: string): PriceRange =>
  new PriceRange(currency, listing.minMinor, listing.maxMinor)

/** The range of former prices; null when no variant is reduced. */
export const compareAtRangeOf = (listing: Listing, currency: string): PriceRange | null =>
  listing.compareAtMinMinor === null || listing.compareAtMaxMinor === null
    ? null
    : new PriceRange(currency, listing.compareAtMinMinor, listing.compareAtMaxMinor)
