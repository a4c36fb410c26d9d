import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql'
import {
  type Availability as AvailabilityName,
  type ChannelStock,
  shownQuantity,
} from '../../domains/stock/index.js'
import { InputError } from '../../kernel/input-error.js'
import { ProductVariant } from '../../schema/catalog/variant.js'
import { Costs } from '../../schema/costs.js'
import { DateTime, SafeInt } from '../../schema/scalars.js'
import { Availability } from '../../schema/stock/availability.js'
import {
  type CoordinatesInput,
  Location,
  StoreArguments,
  StoreAvailability,
} from '../../schema/stock/location.js'
import type { RequestContext } from '../context.js'
import { soundPlace } from './place.js'

const mostStores = 50

/** What of a variant has to do with its stock. */
@Resolver(() => ProductVariant)
export class VariantStockResolver {
  @FieldResolver(() => Availability, {
    description: 'Whether it can be bought in the context. It changes only when a threshold is crossed.',
  })
  async availability(
    @Root() variant: ProductVariant,
    @Ctx() context: RequestContext,
  ): Promise<AvailabilityName> {
    return (await told(variant, context)).availability
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether it can be bought in the context: published, priced and not out of stock.',
  })
  async availableForSale(@Root() variant: ProductVariant, @Ctx() context: RequestContext): Promise<boolean> {
    if ((await context.loaders.listedVariant.load(variant.source.id)) === null) return false
    return (await this.availability(variant, context)) !== 'OUT'
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      "How many can be bought at once; null above the channel's `quantityDisplayCap`, without one, and where nobody counts.",
  })
  async quantityAvailable(
    @Root() variant: ProductVariant,
    @Ctx() context: RequestContext,
  ): Promise<number | null> {
    return capped((await exactlyTold(variant, context)).available, context)
  }

  @FieldResolver(() => SafeInt, {
    description: 'Grows with each change of its stock: of two answers, believe the one with the higher.',
  })
  async stockVersion(@Root() variant: ProductVariant, @Ctx() context: RequestContext): Promise<number> {
    return (await exactlyTold(variant, context)).version
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'When more is expected, where none is left; null when there is some, or nobody knows.',
  })
  async restockAt(@Root() variant: ProductVariant, @Ctx() context: RequestContext): Promise<Date | null> {
    return (await exactlyTold(variant, context)).restockAt
  }

  @Costs({ entries: 50 })
  @FieldResolver(() => [StoreAvailability], {
    description:
      'What there is at stores and pickup points of the channel, the nearest first; at most 50. Without `near`, by priority.',
  })
  async storeAvailability(
    @Args(() => StoreArguments) { near, limit }: StoreArguments,
    @Root() variant: ProductVariant,
    @Ctx() context: RequestContext,
  ): Promise<StoreAvailability[]> {
    return storesOf(variant, context, near ?? null, limit)
  }
}

async function storesOf(
  variant: ProductVariant,
  context: RequestContext,
  near: CoordinatesInput | null,
  limit: number,
): Promise<StoreAvailability[]> {
  if (!(limit >= 0 && limit <= mostStores))
    throw new InputError(['limit'], `\`limit\` is ${limit}; pass a number from 0 to ${mostStores}.`)
  const { loaders, audience } = context
  const stores = (await loaders.nearLocations(soundPlace(near))).slice(0, limit)
  const ids = stores.map(({ location }) => location.id)
  const local = await loaders.localStock(ids).load(variant.source.id)
  return stores.map(({ location, distanceKm }, i) => ({
    location: new Location(location, audience.localeChain),
    availability: local[i]?.availability ?? 'OUT',
    quantityAvailable: capped(local[i]?.available ?? null, context),
    pickupReadyInMinutes: location.offersPickup ? location.pickupReadyMinutes : null,
    distanceKm,
  }))
}

const told = ({ source }: ProductVariant, { loaders }: RequestContext): Promise<ChannelStock> =>
  loaders.variantStock.load({ variantId: source.id, productId: source.productId })

/** For what changes with every sale: an answer that shows it is kept until the next one. */
function exactlyTold(variant: ProductVariant, context: RequestContext): Promise<ChannelStock> {
  context.footprint.markAll('stock', [variant.source.id])
  return told(variant, context)
}

const capped = (available: number | null, { audience }: RequestContext): number | null =>
  shownQuantity(available, audience.channel.quantityDisplayCap)
