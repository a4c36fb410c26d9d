import { Args, Authorized, Ctx, Resolver, Root, Subscription } from 'type-graphql'
import type { Catalog } from '../../domains/catalog/index.js'
import type { Listings } from '../../domains/listing/index.js'
import { Costs } from '../../schema/costs.js'
import { Public } from '../../schema/public.js'
import { StockEvent, StockEventsArguments, StockLevelsEvent } from '../../schema/stock/events.js'
import { visibleVariant } from '../catalog/find.js'
import type { RequestContext } from '../context.js'
import type { Occasion, ToldFact } from '../occasion.js'
import { shelfOf } from '../shelf.js'
import { crossed, type StockSubject, stockSubject } from './feeds.js'

/** Executed anew for each event; who is subscribed is known elsewhere. */
const subscribe = (): never => {
  throw new Error('Subscriptions do not go through TypeGraphQL')
}

@Resolver()
export class StockEventsResolver {
  constructor(
    private readonly catalog: Catalog,
    private readonly listings: Listings,
  ) {}

  @Public()
  @Costs({ listsOf: 'variantIds' })
  @Subscription(() => StockEvent, {
    subscribe,
    description:
      'Tells how the stock of variants changes, over graphql-ws: first a snapshot, then each change. No change of ' +
      'availability is left out, of several changes of a quantity at once the last is told. Variants that do not exist, or ' +
      'that the context does not sell, are not in `variants`. ' +
      'Example: `subscription { stockChanged(productId: "prd_1") { cursor variants { id availability stockVersion } } }`.',
  })
  async stockChanged(
    @Args(() => StockEventsArguments) args: StockEventsArguments,
    @Root() { cursor, snapshot, facts, step }: Occasion,
    @Ctx() context: RequestContext,
  ): Promise<StockEvent> {
    const subject = stockSubject(args)
    const told = step && crossed(step, subject, context)
    for (const stock of told ?? [])
      context.loaders.variantStock.prime({ productId: 0, variantId: stock.variantId }, stock)
    const ids = told
      ? told.map(({ variantId }) => variantId)
      : (changedIn(facts, subject) ?? (await this.soldIds(subject, context)))
    const variants = await Promise.all(ids.map((id) => visibleVariant(context, id)))
    return { cursor, snapshot, variants: variants.filter((variant) => isOf(subject, variant)) }
  }

  @Authorized('STOCK_READ')
  @Costs({ listsOf: 'variantIds' })
  @Subscription(() => StockLevelsEvent, {
    subscribe,
    description:
      'Tells how levels of variants change, by location and exactly, over graphql-ws: first a snapshot, then what has ' +
      'changed, of several changes at once the last. Variants that nobody has counted are not in `items`. ' +
      'Example: `subscription { stockLevelsChanged(variantIds: ["var_1"]) { items { sku levels { location { name } onHand } } } }`.',
  })
  async stockLevelsChanged(
    @Args(() => StockEventsArguments) args: StockEventsArguments,
    @Root() { cursor, snapshot, facts }: Occasion,
    @Ctx() { loaders }: RequestContext,
  ): Promise<StockLevelsEvent> {
    const subject = stockSubject(args)
    const ids = changedIn(facts, subject) ?? (await this.allIds(subject))
    const found = await Promise.all(ids.map((id) => loaders.exactStock.load(id)))
    const items = found.filter((stock) => isOf(subject, stock && { source: stock }))
    return { cursor, snapshot, items }
  }

  /** In the product's order. */
  private async soldIds(subject: StockSubject, { audience }: RequestContext): Promise<readonly number[]> {
    if ('variantIds' in subject) return subject.variantIds
    const listed = await this.listings.variantIds(shelfOf(audience), [subject.productId])
    return listed.map(({ variantId }) => variantId)
  }

  private async allIds(subject: StockSubject): Promise<readonly number[]> {
    if ('variantIds' in subject) return subject.variantIds
    return (await this.catalog.optionKeys([subject.productId])).map(({ id }) => id)
  }
}

const isOf = <T extends { readonly source: { readonly productId: number } }>(
  subject: StockSubject,
  variant: T | null,
): variant is T =>
  variant !== null && (!('productId' in subject) || variant.source.productId === subject.productId)

interface Changed {
  readonly variantIds?: readonly number[]
}

/** Those that have changed; null where all are asked for. A fact may tell of variants of several products. */
function changedIn(facts: readonly ToldFact[] | null, subject: StockSubject): readonly number[] | null {
  if (!facts) return null
  const ids = new Set(facts.flatMap(({ body }) => (body as Changed).variantIds ?? []))
  return 'productId' in subject ? [...ids] : subject.variantIds.filter((id) => ids.has(id))
}
