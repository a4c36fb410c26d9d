import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import type { Catalog } from '../../domains/catalog/index.js'
import type { Listings } from '../../domains/listing/index.js'
import { keyOf } from '../../kernel/ids.js'
import { Brand } from '../../schema/catalog/brand.js'
import { Alternate } from '../../schema/catalog/content.js'
import { ProductListArguments, SlugBy } from '../../schema/catalog/filters.js'
import { type Product, ProductConnection } from '../../schema/catalog/product.js'
import type { Connection } from '../../schema/connections-source.js'
import { Costs } from '../../schema/costs.js'
import { Public } from '../../schema/public.js'
import type { RequestContext } from '../context.js'
import { brandOf } from './find.js'
import { ownList, productList } from './product-list.js'

@Resolver(() => Brand)
export class BrandResolver {
  constructor(
    private readonly catalog: Catalog,
    private readonly listings: Listings,
  ) {}

  @Public()
  @Query(() => Brand, {
    nullable: true,
    description:
      'A brand by its id or slug. Example: `{ brand(by: { slug: "salamander-works" }) { name } }`.',
  })
  async brand(
    @Arg('by', () => SlugBy, { description: 'What it is looked up by.' }) { id, slug }: SlugBy,
    @Ctx() context: RequestContext,
  ): Promise<Brand | null> {
    context.footprint.mark('brand-slugs')
    const found =
      slug === undefined
        ? keyOf('Brand', id ?? '')
        : await this.catalog.brandIdBySlug(slug, context.audience.localeChain)
    return brandOf(context, found)
  }

  @FieldResolver(() => [Alternate], { description: 'Its current slug in every locale.' })
  alternates(@Root() brand: Brand, @Ctx() { loaders }: RequestContext): Promise<readonly Alternate[]> {
    return loaders.alternates('brand').load(brand.source.id)
  }

  @Costs(ownList)
  @FieldResolver(() => ProductConnection, { description: 'Its products that the context sells.' })
  products(
    @Args(() => ProductListArguments) list: ProductListArguments,
    @Root() brand: Brand,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Product>> {
    const within = { brandIds: [brand.source.id] }
    return productList({ catalog: this.catalog, listings: this.listings }, context, list, within)
  }
}
