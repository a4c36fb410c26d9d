import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import type { Catalog, VariantDetails } from '../../domains/catalog/index.js'
import { perMeasure } from '../../domains/pricing/index.js'
import { assert } from '../../kernel/assert.js'
import { keyOf } from '../../kernel/ids.js'
import { inBestLocale } from '../../kernel/locale.js'
import { money } from '../../kernel/money/index.js'
import { type AttributeValue, AttributeValue as AttributeValueType } from '../../schema/catalog/attributes.js'
import { Image } from '../../schema/catalog/content.js'
import { VariantBy } from '../../schema/catalog/filters.js'
import { Media, presentMedia } from '../../schema/catalog/media.js'
import { SelectedOption } from '../../schema/catalog/options.js'
import { Product } from '../../schema/catalog/product.js'
import { ProductVariant, QuantityRule, UnitPrice, Weight } from '../../schema/catalog/variant.js'
import { Costs } from '../../schema/costs.js'
import type { Money } from '../../schema/money.js'
import { Public } from '../../schema/public.js'
import type { RequestContext } from '../context.js'
import { attributesOf } from './attributes.js'
import { visibleVariant } from './find.js'

const anyQuantity: QuantityRule = { min: 1, max: null, step: 1 }

@Resolver(() => ProductVariant)
export class ProductVariantResolver {
  constructor(private readonly catalog: Catalog) {}

  @Public()
  @Query(() => ProductVariant, {
    nullable: true,
    description:
      'A variant by one of its names, for tills and partners; null when there is none or the context does not sell it. ' +
      'Example: `{ productVariant(by: { sku: "RET-CLS-250-AMB" }) { name price { formatted } } }`.',
  })
  async productVariant(
    @Arg('by', () => VariantBy, { description: 'What it is looked up by.' }) by: VariantBy,
    @Ctx() context: RequestContext,
  ): Promise<ProductVariant | null> {
    context.footprint.mark('product-keys')
    const ids = await this.idsBy(by)
    const variants = await Promise.all(ids.map((id) => visibleVariant(context, id)))
    return variants.find((variant) => variant !== null) ?? null
  }

  private async idsBy({ id, sku, barcode, externalReference }: VariantBy): Promise<number[]> {
    if (id !== undefined) return [keyOf('ProductVariant', id) ?? 0]
    if (sku !== undefined) return this.catalog.variantIdsBy('sku', sku)
    if (barcode !== undefined) return this.catalog.variantIdsBy('barcode', barcode)
    return this.catalog.variantIdsBy('externalReference', externalReference ?? '')
  }

  @FieldResolver(() => Product, { description: 'What it is a variant of.' })
  async product(@Root() variant: ProductVariant, @Ctx() { loaders }: RequestContext): Promise<Product> {
    const product = await loaders.product.load(variant.source.productId)
    assert(product, 'a variant that is shown has a product')
    return new Product(product)
  }

  @FieldResolver(() => [SelectedOption], { description: "In the order of the product's options." })
  async selectedOptions(
    @Root() variant: ProductVariant,
    @Ctx() { loaders, audience }: RequestContext,
  ): Promise<SelectedOption[]> {
    const product = await loaders.productDetails.load(variant.source.productId)
    const { options } = await this.detailsOf(variant, { loaders })
    return options.map(({ key, valueKey }) => {
      const option = product?.options.find((candidate) => candidate.key === key)
      const value = option?.values.find((candidate) => candidate.key === valueKey)
      const nameOf = (named: typeof option | typeof value) =>
        named && inBestLocale(named.names, audience.localeChain)?.value
      return { key, name: nameOf(option) ?? key, value: nameOf(value) ?? valueKey, valueKey }
    })
  }

  @FieldResolver(() => String, { nullable: true, description: 'The first of its barcodes.' })
  async barcode(@Root() variant: ProductVariant, @Ctx() context: RequestContext): Promise<string | null> {
    return (await this.detailsOf(variant, context)).barcodes[0] ?? null
  }

  @FieldResolver(() => [String], { description: 'All codes that a till may scan.' })
  async barcodes(
    @Root() variant: ProductVariant,
    @Ctx() context: RequestContext,
  ): Promise<readonly string[]> {
    return (await this.detailsOf(variant, context)).barcodes
  }

  @FieldResolver(() => Weight, { nullable: true, description: 'What it weighs, where known.' })
  async weight(@Root() variant: ProductVariant, @Ctx() context: RequestContext): Promise<Weight | null> {
    return (await this.detailsOf(variant, context)).weight
  }

  @FieldResolver(() => UnitPrice, {
    nullable: true,
    description: 'What a measure of it costs, where its contents are known.',
  })
  async unitPrice(
    @Root() variant: ProductVariant,
    @Ctx() context: RequestContext,
  ): Promise<UnitPrice | null> {
    const { unitMeasure } = await this.detailsOf(variant, context)
    if (!unitMeasure) return null
    const price = money(variant.listed.amountMinor, context.audience.currency)
    const { perValue, perUnit } = unitMeasure
    return { price: perMeasure(price, unitMeasure) as Money, perQuantity: perValue, perUnit }
  }

  @FieldResolver(() => QuantityRule, { description: 'Which quantities of it can be bought.' })
  async quantityRule(@Root() variant: ProductVariant, @Ctx() context: RequestContext): Promise<QuantityRule> {
    return (await this.detailsOf(variant, context)).quantityRule ?? anyQuantity
  }

  @Costs({ entriesOf: 'keys' })
  @FieldResolver(() => [AttributeValueType], {
    description: "In the product type's order; with `keys`, only those.",
  })
  async attributes(
    @Arg('keys', () => [String], { nullable: true, description: 'Only these attributes; all if omitted.' })
    keys: string[] | null,
    @Root() variant: ProductVariant,
    @Ctx() context: RequestContext,
  ): Promise<AttributeValue[]> {
    const { attributes } = await this.detailsOf(variant, context)
    const product = await context.loaders.productDetails.load(variant.source.productId)
    return product ? attributesOf(context, product.productTypeId, attributes, keys) : []
  }

  @FieldResolver(() => [Media], { description: "Its own, else all of the product's." })
  async media(@Root() variant: ProductVariant, @Ctx() context: RequestContext): Promise<Media[]> {
    const { mediaUrls } = await this.detailsOf(variant, context)
    const all = await context.loaders.media.load(variant.source.productId)
    const own = mediaUrls.flatMap((url) => all.find((media) => media.url === url) ?? [])
    return (own.length > 0 ? own : all).map((media) => presentMedia(media, context.audience.localeChain))
  }

  @FieldResolver(() => Image, { nullable: true, description: "Its own first picture, else the product's." })
  async image(@Root() variant: ProductVariant, @Ctx() context: RequestContext): Promise<Image | null> {
    const media = await this.media(variant, context)
    return media.map((entry) => entry.preview).find((preview) => preview !== null) ?? null
  }

  private async detailsOf(
    variant: ProductVariant,
    { loaders }: Pick<RequestContext, 'loaders'>,
  ): Promise<VariantDetails> {
    const details = await loaders.variantDetails.load(variant.source.id)
    assert(details, 'a variant that is shown has details')
    return details
  }
}
