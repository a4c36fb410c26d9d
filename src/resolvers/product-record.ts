import { Arg, Authorized, Query, Resolver } from 'type-graphql'
import type { Feeds, SavedProduct } from '../domains/feeds/index.js'
import { globalId } from '../kernel/ids.js'
import { ProductRecord } from '../schema/merchandising/product-record.js'

@Resolver()
export class ProductRecordResolver {
  constructor(private readonly feeds: Feeds) {}

  @Authorized('CATALOG_READ')
  @Query(() => ProductRecord, {
    nullable: true,
    description:
      'A product as it is stored, drafts and archived ones too, to be changed and sent back by `productsUpsert`; null when there is none.',
  })
  async productRecord(
    @Arg('externalReference', () => String, { description: 'Its name in the system that feeds the catalog.' })
    externalReference: string,
  ): Promise<ProductRecord | null> {
    const saved = await this.feeds.product(externalReference)
    return saved && presented(saved)
  }
}

function presented({ id, version, record }: SavedProduct): ProductRecord {
  const { kind: _, ...product } = record
  const publications = product.publications.map(({ channel, publishedAt }) => ({
    channel,
    publishedAt: new Date(publishedAt),
  }))
  const variants = product.variants.map((variant) => ({
    ...variant,
    prices: variant.prices.map(({ startsAt, endsAt, ...price }) => ({
      ...price,
      ...(startsAt !== undefined && { startsAt: new Date(startsAt) }),
      ...(endsAt !== undefined && { endsAt: new Date(endsAt) }),
    })),
  }))
  return { ...product, id: globalId('Product', id), version, publications, variants }
}
