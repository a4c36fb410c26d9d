import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import type { Catalog } from '../../domains/catalog/index.js'
import type { Listings } from '../../domains/listing/index.js'
import { keyOf } from '../../kernel/ids.js'
import { encodeCursor, type PageArgs, pageOf, pageRequest } from '../../kernel/page.js'
import { Category, CategoryConnection } from '../../schema/catalog/category.js'
import { Alternate } from '../../schema/catalog/content.js'
import { ProductListArguments, SlugBy } from '../../schema/catalog/filters.js'
import { type Product, ProductConnection } from '../../schema/catalog/product.js'
import { Connection } from '../../schema/connections-source.js'
import { Costs } from '../../schema/costs.js'
import { PageArguments } from '../../schema/page-arguments.js'
import { Public } from '../../schema/public.js'
import type { RequestContext } from '../context.js'
import { atRoot } from '../loaders.js'
import { categoryOf } from './find.js'
import { ownList, productList } from './product-list.js'

/** Below what is no category there is nothing. */
const nowhere = -1

@Resolver(() => Category)
export class CategoryResolver {
  constructor(
    private readonly catalog: Catalog,
    private readonly listings: Listings,
  ) {}

  @Public()
  @Query(() => Category, {
    nullable: true,
    description: 'A category by its id or slug. Example: `{ category(by: { slug: "glassware" }) { name } }`.',
  })
  async category(
    @Arg('by', () => SlugBy, { description: 'What it is looked up by.' }) { id, slug }: SlugBy,
    @Ctx() context: RequestContext,
  ): Promise<Category | null> {
    context.footprint.mark('category-slugs')
    const found =
      slug === undefined
        ? keyOf('Category', id ?? '')
        : await this.catalog.categoryIdBySlug(slug, context.audience.localeChain)
    return categoryOf(context, found)
  }

  @Public()
  @Query(() => CategoryConnection, {
    description:
      'The categories below one; without `parentId` those at the root, in the order that the shop gave them.',
  })
  async categories(
    @Arg('parentId', () => ID, { nullable: true, description: 'Below which category; the root if omitted.' })
    parentId: string | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Category>> {
    return this.childrenOf(
      parentId == null ? atRoot : (keyOf('Category', parentId) ?? nowhere),
      page,
      context,
    )
  }

  @FieldResolver(() => CategoryConnection, { description: 'Those right below it.' })
  children(
    @Args(() => PageArguments) page: PageArguments,
    @Root() category: Category,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Category>> {
    return this.childrenOf(category.source.id, page, context)
  }

  private async childrenOf(
    parentId: number,
    args: PageArgs,
    context: RequestContext,
  ): Promise<Connection<Category>> {
    const { loaders } = context
    const scope = `categories ${parentId}`
    const request = pageRequest(args, scope, ['int', 'big'])
    const page = pageOf(request, await loaders.categoryPage(request).load(parentId))
    const found = await Promise.all(page.items.map((place) => categoryOf(context, place.id)))
    const items = found.filter((category) => category !== null)
    const cursorOf = ({ source }: Category) => encodeCursor(scope, [source.position, source.id])
    return new Connection(
      { ...page, items, cursorOf },
      async () => (await loaders.categoryCount.load(parentId))?.count ?? 0,
    )
  }

  @FieldResolver(() => Int, { description: 'How deep it stands; 0 at the root.' })
  async level(@Root() category: Category, @Ctx() { loaders }: RequestContext): Promise<number> {
    return (await loaders.ancestors.load(category.source.id)).length
  }

  @FieldResolver(() => Category, { nullable: true, description: 'Null at the root.' })
  parent(@Root() category: Category, @Ctx() context: RequestContext): Promise<Category | null> {
    return categoryOf(context, category.source.parentId)
  }

  @FieldResolver(() => [Category], { description: 'From the root down to its parent, for breadcrumbs.' })
  async ancestors(@Root() category: Category, @Ctx() context: RequestContext): Promise<Category[]> {
    const links = await context.loaders.ancestors.load(category.source.id)
    const found = await Promise.all(links.map((link) => categoryOf(context, link.id)))
    return found.filter((ancestor) => ancestor !== null).reverse()
  }

  @FieldResolver(() => [Alternate], { description: 'Its current slug in every locale.' })
  alternates(@Root() category: Category, @Ctx() { loaders }: RequestContext): Promise<readonly Alternate[]> {
    return loaders.alternates('category').load(category.source.id)
  }

  @Costs(ownList)
  @FieldResolver(() => ProductConnection, {
    description: 'Products in it or below it that the context sells.',
  })
  async products(
    @Args(() => ProductListArguments) list: ProductListArguments,
    @Root() category: Category,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Product>> {
    const within = { categories: [await this.catalog.categoryBranch(category.source.id)] }
    return productList({ catalog: this.catalog, listings: this.listings }, context, list, within)
  }
}
