import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Catalog, StoredOption } from '../../domains/catalog/index.js'
import { inBestLocale } from '../../kernel/locale.js'
import { encodeCursor, pageOf, pageRequest } from '../../kernel/page.js'
import { Image } from '../../schema/catalog/content.js'
import { ProductOption, ProductOptionValue, SelectedOptionInput } from '../../schema/catalog/options.js'
import { Product } from '../../schema/catalog/product.js'
import { ProductVariant, ProductVariantConnection } from '../../schema/catalog/variant.js'
import { Connection } from '../../schema/connections-source.js'
import { PageArguments } from '../../schema/page-arguments.js'
import type { RequestContext } from '../context.js'
import { detailsOf, visibleVariant } from './find.js'

/** What of a product has to do with its variants. */
@Resolver(() => Product)
export class ProductVariantsResolver {
  constructor(private readonly catalog: Catalog) {}

  @FieldResolver(() => ProductVariantConnection, {
    description: "Those sold in the context, in the merchandisers' order.",
  })
  async variants(
    @Args(() => PageArguments) args: PageArguments,
    @Root() product: Product,
    @Ctx() context: RequestContext,
  ): Promise<Connection<ProductVariant>> {
    const { loaders, audience } = context
    const productId = product.source.id
    const scope = `variants ${productId} ${audience.channel.id} ${audience.currency} ${audience.priceGroup ?? ''}`
    const request = pageRequest(args, scope, ['int'])
    const page = pageOf(request, await loaders.variantPage(request).load(productId))
    const { currency, channel } = audience
    const items = page.items.map(
      ({ variant, listed }) => new ProductVariant(variant, listed, currency, channel.pricesIncludeTax),
    )
    const cursorOf = (variant: ProductVariant) => encodeCursor(scope, [variant.listed.position])
    return new Connection(
      { ...page, items, cursorOf },
      async () => (await loaders.variantCount.load(productId))?.count ?? 0,
    )
  }

  @FieldResolver(() => ProductVariant, {
    nullable: true,
    description:
      'The variant with exactly these values; null when there is none or the context does not sell it.',
  })
  async variant(
    @Arg('selectedOptions', () => [SelectedOptionInput], { description: 'One value of every option.' })
    selectedOptions: SelectedOptionInput[],
    @Root() product: Product,
    @Ctx() context: RequestContext,
  ): Promise<ProductVariant | null> {
    const choice = this.catalog.choiceOf(await detailsOf(product, context), selectedOptions)
    if (choice === null) return null
    const found = await context.loaders.variantByChoice.load({ productId: product.source.id, choice })
    return visibleVariant(context, found?.id ?? null)
  }

  @FieldResolver(() => ProductVariant, {
    nullable: true,
    description:
      'The variant with these values if the context sells it, else the first that can be bought, else the first.',
  })
  async selectedOrFirstAvailableVariant(
    @Arg('selectedOptions', () => [SelectedOptionInput], {
      nullable: true,
      description: 'One value of every option, as far as it is chosen.',
    })
    selectedOptions: SelectedOptionInput[] | null,
    @Root() product: Product,
    @Ctx() context: RequestContext,
  ): Promise<ProductVariant | null> {
    const selected = selectedOptions && (await this.variant(selectedOptions, product, context))
    if (selected) return selected
    const told = await context.loaders.productStock.load(product.source.id)
    const first = told.find(({ availability }) => availability !== 'OUT') ?? told[0]
    return visibleVariant(context, first?.variantId ?? null)
  }

  @FieldResolver(() => [ProductOption], {
    description: 'What there is to choose; empty for a product with one variant.',
  })
  async options(@Root() product: Product, @Ctx() context: RequestContext): Promise<ProductOption[]> {
    const { id, options } = await detailsOf(product, context)
    return options.map((option) => presentOption(id, option, context.audience.localeChain))
  }
}

@Resolver(() => ProductOptionValue)
export class ProductOptionValueResolver {
  @FieldResolver(() => ProductVariant, {
    nullable: true,
    description: 'The first variant that has it and is sold in the context.',
  })
  async firstVariant(
    @Root() value: ProductOptionValue,
    @Ctx() context: RequestContext,
  ): Promise<ProductVariant | null> {
    const choice = `${value.optionKey}=${value.key}`
    const variants = await context.loaders.optionKeys.load(value.productId)
    const candidates = variants.filter((variant) => variant.optionKey.split('|').includes(choice))
    const listed = await Promise.all(
      candidates.map((variant) => context.loaders.listedVariant.load(variant.id)),
    )
    return visibleVariant(context, listed.find((variant) => variant !== null)?.variantId ?? null)
  }
}

function presentOption(productId: number, option: StoredOption, chain: readonly string[]): ProductOption {
  const values = option.values.map((value) =>
    Object.assign(new ProductOptionValue(), {
      productId,
      optionKey: option.key,
      key: value.key,
      name: inBestLocale(value.names, chain)?.value ?? value.key,
      swatchColor: value.swatchColor,
      swatchImage: value.swatchImageUrl
        ? new Image({ url: value.swatchImageUrl, alts: value.names, width: null, height: null }, chain)
        : null,
    }),
  )
  return { key: option.key, name: inBestLocale(option.names, chain)?.value ?? option.key, values }
}
