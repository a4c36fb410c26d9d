import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import type { Catalog } from '../../domains/catalog/index.js'
import type { Listing, Listings } from '../../domains/listing/index.js'
import { type Availability as AvailabilityName, bestAvailability } from '../../domains/stock/index.js'
import { assert } from '../../kernel/assert.js'
import { keyOf } from '../../kernel/ids.js'
import { type AttributeValue, AttributeValue as AttributeValueType } from '../../schema/catalog/attributes.js'
import { type Brand, Brand as BrandType } from '../../schema/catalog/brand.js'
import { type Category, Category as CategoryType } from '../../schema/catalog/category.js'
import { Alternate, Image, Seo } from '../../schema/catalog/content.js'
import { ProductBy, ProductListArguments } from '../../schema/catalog/filters.js'
import { Media, presentMedia } from '../../schema/catalog/media.js'
import {
  compareAtRangeOf,
  PriceRange,
  Product,
  ProductConnection,
  priceRangeOf,
} from '../../schema/catalog/product.js'
import type { Connection } from '../../schema/connections-source.js'
import { Costs } from '../../schema/costs.js'
import { Public } from '../../schema/public.js'
import { DateTime } from '../../schema/scalars.js'
import { Availability } from '../../schema/stock/availability.js'
import type { RequestContext } from '../context.js'
import { longestMark } from '../footprint.js'
import { attributesOf } from './attributes.js'
import { brandOf, categoryOf, detailsOf, visibleProduct } from './find.js'
import { productList } from './product-list.js'

@Resolver(() => Product)
export class ProductResolver {
  constructor(
    private readonly catalog: Catalog,
    private readonly listings: Listings,
  ) {}

  @Public()
  @Query(() => Product, {
    nullable: true,
    description:
      'A product by one of its names; null when there is none or the context does not sell it. ' +
      'Example: `{ product(by: { slug: "classic-retort" }) { name slug } }`.',
  })
  async product(
    @Arg('by', () => ProductBy, { description: 'What it is looked up by.' }) by: ProductBy,
    @Ctx() context: RequestContext,
  ): Promise<Product | null> {
    return visibleProduct(context, await this.idBy(by, context))
  }

  private async idBy(
    { id, slug, externalReference }: ProductBy,
    { audience, footprint }: RequestContext,
  ): Promise<number | null> {
    if (id !== undefined) return keyOf('Product', id)
    if (slug !== undefined) {
      footprint.mark(`product-slug:${slug.slice(0, longestMark)}`)
      return this.catalog.productIdBySlug(slug, audience.localeChain)
    }
    footprint.mark('product-keys')
    return this.catalog.productIdByReference(externalReference ?? '')
  }

  @Public()
  @Query(() => ProductConnection, {
    description:
      'Products that the context sells, filtered and sorted. ' +
      'Example: `{ products(first: 24, sort: PRICE_ASC, filter: { attributes: [{ key: "capacity", min: "100" }] }) { nodes { name } } }`.',
  })
  products(
    @Args(() => ProductListArguments) list: ProductListArguments,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Product>> {
    return productList({ catalog: this.catalog, listings: this.listings }, context, list)
  }

  @FieldResolver(() => String, { description: 'Its name in the system that feeds the catalog.' })
  async externalReference(@Root() product: Product, @Ctx() context: RequestContext): Promise<string> {
    return (await detailsOf(product, context)).externalReference
  }

  @FieldResolver(() => DateTime, { description: 'When it was saved for the first time.' })
  async createdAt(@Root() product: Product, @Ctx() context: RequestContext): Promise<Date> {
    return (await detailsOf(product, context)).createdAt
  }

  @FieldResolver(() => DateTime, { description: 'When it, one of its variants or prices last changed.' })
  async updatedAt(@Root() product: Product, @Ctx() context: RequestContext): Promise<Date> {
    return (await detailsOf(product, context)).updatedAt
  }

  @FieldResolver(() => String, { description: 'The key of its product type, e.g. `vessel`.' })
  async productType(@Root() product: Product, @Ctx() context: RequestContext): Promise<string> {
    return (await detailsOf(product, context)).productType
  }

  @FieldResolver(() => [String], { description: 'In alphabetical order.' })
  async tags(@Root() product: Product, @Ctx() context: RequestContext): Promise<readonly string[]> {
    return (await detailsOf(product, context)).tags
  }

  @Costs({ entriesOf: 'keys' })
  @FieldResolver(() => [AttributeValueType], {
    description: "In the product type's order; with `keys`, only those.",
  })
  async attributes(
    @Arg('keys', () => [String], { nullable: true, description: 'Only these attributes; all if omitted.' })
    keys: string[] | null,
    @Root() product: Product,
    @Ctx() context: RequestContext,
  ): Promise<AttributeValue[]> {
    const { productTypeId, attributes } = await detailsOf(product, context)
    return attributesOf(context, productTypeId, attributes, keys)
  }

  @FieldResolver(() => Seo, { description: 'For search engines and link previews.' })
  async seo(@Root() product: Product, @Ctx() context: RequestContext): Promise<Seo> {
    const { seoTitle, seoDescription } = await detailsOf(product, context)
    return new Seo(seoTitle, seoDescription, await this.featuredImage(product, context))
  }

  @FieldResolver(() => [Alternate], { description: 'Its current slug in every locale.' })
  alternates(@Root() product: Product, @Ctx() { loaders }: RequestContext): Promise<readonly Alternate[]> {
    return loaders.alternates('product').load(product.source.id)
  }

  @FieldResolver(() => BrandType, { nullable: true, description: 'Who makes it.' })
  async brand(@Root() product: Product, @Ctx() context: RequestContext): Promise<Brand | null> {
    return brandOf(context, (await detailsOf(product, context)).brandId)
  }

  @FieldResolver(() => CategoryType, { nullable: true, description: 'The main one.' })
  async category(@Root() product: Product, @Ctx() context: RequestContext): Promise<Category | null> {
    const [main] = await context.loaders.productCategories.load(product.source.id)
    return categoryOf(context, main?.categoryId ?? null)
  }

  @FieldResolver(() => [CategoryType], { description: 'The main one first.' })
  async categories(@Root() product: Product, @Ctx() context: RequestContext): Promise<Category[]> {
    const entries = await context.loaders.productCategories.load(product.source.id)
    const categories = await Promise.all(entries.map((entry) => categoryOf(context, entry.categoryId)))
    return categories.filter((category) => category !== null)
  }

  @FieldResolver(() => Image, { nullable: true, description: 'Its first picture.' })
  async featuredImage(
    @Root() product: Product,
    @Ctx() { loaders, audience }: RequestContext,
  ): Promise<Image | null> {
    const first = (await loaders.media.load(product.source.id)).find((media) => media.kind === 'IMAGE')
    return first ? new Image(first, audience.localeChain) : null
  }

  @FieldResolver(() => [Media], { description: "At most 100, in the merchandisers' order." })
  async media(@Root() product: Product, @Ctx() { loaders, audience }: RequestContext): Promise<Media[]> {
    const media = await loaders.media.load(product.source.id)
    return media.map((entry) => presentMedia(entry, audience.localeChain))
  }

  @FieldResolver(() => PriceRange, { description: 'What its variants cost in the context.' })
  async priceRange(@Root() product: Product, @Ctx() context: RequestContext): Promise<PriceRange> {
    return priceRangeOf(await listingOf(product, context), context.audience.currency)
  }

  @FieldResolver(() => PriceRange, {
    nullable: true,
    description: 'Of former prices; null when nothing is reduced.',
  })
  async compareAtPriceRange(
    @Root() product: Product,
    @Ctx() context: RequestContext,
  ): Promise<PriceRange | null> {
    return compareAtRangeOf(await listingOf(product, context), context.audience.currency)
  }

  @FieldResolver(() => Availability, { description: 'Of its best variant that the context sells.' })
  async availability(
    @Root() product: Product,
    @Ctx() { loaders }: RequestContext,
  ): Promise<AvailabilityName> {
    const told = await loaders.productStock.load(product.source.id)
    return bestAvailability(told.map(({ availability }) => availability))
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether any variant can be bought in the context: published, priced and not out of stock.',
  })
  async availableForSale(@Root() product: Product, @Ctx() context: RequestContext): Promise<boolean> {
    if ((await context.loaders.listing.load(product.source.id)) === null) return false
    return (await this.availability(product, context)) !== 'OUT'
  }

  @FieldResolver(() => DateTime, { nullable: true, description: 'Since when it is shown in the channel.' })
  async publishedAt(@Root() product: Product, @Ctx() { loaders }: RequestContext): Promise<Date | null> {
    return (await loaders.listing.load(product.source.id))?.publishedAt ?? null
  }
}

async function listingOf(product: Product, { loaders }: RequestContext): Promise<Listing> {
  const listing = await loaders.listing.load(product.source.id)
  assert(listing, 'a product that is shown is on the shelf')
  return listing
}
