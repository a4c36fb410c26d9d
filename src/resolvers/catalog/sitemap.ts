import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql'
import type { Catalog, SlugKind } from '../../domains/catalog/index.js'
import type { Listings } from '../../domains/listing/index.js'
import { InputError } from '../../kernel/input-error.js'
import { encodeCursor, pageOf, pageRequest } from '../../kernel/page.js'
import { Image } from '../../schema/catalog/content.js'
import { SitemapConnection, type SitemapEntry, SitemapKind } from '../../schema/catalog/sitemap.js'
import { Connection } from '../../schema/connections-source.js'
import { Costs } from '../../schema/costs.js'
import { PageArguments } from '../../schema/page-arguments.js'
import { Public } from '../../schema/public.js'
import type { RequestContext } from '../context.js'
import { shelfOf } from '../shelf.js'

type Kind = keyof typeof SitemapKind
interface Place {
  readonly id: number
  readonly updatedAt: Date
}
const mostEntries = 1_000
const slugKinds: Record<Kind, SlugKind> = { PRODUCT: 'product', CATEGORY: 'category', BRAND: 'brand' }

@Resolver()
export class SitemapResolver {
  constructor(
    private readonly catalog: Catalog,
    private readonly listings: Listings,
  ) {}

  @Public()
  @Costs({ largestPage: mostEntries })
  @Query(() => SitemapConnection, {
    description:
      'The pages of one kind that the context shows, oldest first; forwards only, up to 1,000 at a time.',
  })
  async sitemap(
    @Arg('kind', () => SitemapKind, { description: 'Which pages.' }) kind: Kind,
    @Args(() => PageArguments) args: PageArguments,
    @Ctx() context: RequestContext,
  ): Promise<Connection<SitemapEntry>> {
    const scope = `sitemap ${kind}`
    const request = pageRequest(args, scope, ['big'], mostEntries)
    if (request.backward)
      throw new InputError(['last'], 'A sitemap is walked forwards, with `first` and `after`.')
    const from = Number(request.position?.[0] ?? 0)
    const page = pageOf(request, await this.places(kind, from, request.limit + 1, context))
    const entries = await this.entries(kind, page.items, context)
    const idOf = new Map(entries.map((entry, i) => [entry, page.items[i]?.id ?? 0]))
    const cursorOf = (entry: SitemapEntry) => encodeCursor(scope, [idOf.get(entry) ?? 0])
    return new Connection({ ...page, items: entries, cursorOf }, async () => entries.length)
  }

  private async places(
    kind: Kind,
    after: number,
    limit: number,
    { audience, footprint }: RequestContext,
  ): Promise<Place[]> {
    footprint.mark('updates').markScheduled()
    if (kind === 'CATEGORY') return this.catalog.categoriesAfter(after, limit)
    if (kind === 'BRAND') return this.catalog.brandsAfter(after, limit)
    const products = await this.listings.productsAfter(shelfOf(audience), after, limit)
    return products.map(({ productId, updatedAt }) => ({ id: productId, updatedAt }))
  }

  private entries(kind: Kind, places: readonly Place[], context: RequestContext): Promise<SitemapEntry[]> {
    const { loaders } = context
    return Promise.all(
      places.map(async ({ id, updatedAt }) => ({
        slug: (await loaders[slugKinds[kind]].load(id))?.slug ?? '',
        alternates: await loaders.alternates(slugKinds[kind]).load(id),
        updatedAt,
        image: await this.imageOf(kind, id, context),
      })),
    )
  }

  private async imageOf(
    kind: Kind,
    id: number,
    { loaders, audience }: RequestContext,
  ): Promise<Image | null> {
    const image =
      kind === 'PRODUCT'
        ? (await loaders.media.load(id)).find((media) => media.kind === 'IMAGE')
        : (await loaders[kind === 'BRAND' ? 'brand' : 'category'].load(id))?.image
    return image ? new Image(image, audience.localeChain) : null
  }
}
