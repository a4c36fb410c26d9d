import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import {
  freeAt,
  type Movement,
  type StockItem as StockItemSource,
  type StockLevel as StockLevelSource,
} from '../../domains/stock/index.js'
import { assert } from '../../kernel/assert.js'
import { globalId } from '../../kernel/ids.js'
import { StockItem, StockLevel, StockMovement } from '../../schema/stock/admin.js'
import { Location } from '../../schema/stock/location.js'
import type { RequestContext } from '../context.js'

const skuOf = async ({ loaders }: RequestContext, variantId: number): Promise<string | null> =>
  (await loaders.variantName.load(variantId))?.sku ?? null

async function locationOf({ loaders, audience }: RequestContext, id: number): Promise<Location> {
  const location = await loaders.location.load(id)
  assert(location, 'a location that units lie at is there')
  return new Location(location, audience.localeChain)
}

@Resolver(() => StockLevel)
export class StockLevelResolver {
  @FieldResolver()
  variantId(@Root() level: StockLevelSource): string {
    return globalId('ProductVariant', level.variantId)
  }

  @FieldResolver()
  sku(@Root() level: StockLevelSource, @Ctx() context: RequestContext): Promise<string | null> {
    return skuOf(context, level.variantId)
  }

  @FieldResolver()
  location(@Root() level: StockLevelSource, @Ctx() context: RequestContext): Promise<Location> {
    return locationOf(context, level.locationId)
  }

  @FieldResolver()
  available(@Root() level: StockLevelSource): number {
    return Math.max(0, freeAt(level))
  }
}

@Resolver(() => StockItem)
export class StockItemResolver {
  @FieldResolver()
  variantId(@Root() item: StockItemSource): string {
    return globalId('ProductVariant', item.variantId)
  }

  @FieldResolver()
  sku(@Root() item: StockItemSource, @Ctx() context: RequestContext): Promise<string | null> {
    return skuOf(context, item.variantId)
  }

  @FieldResolver()
  stockVersion(@Root() item: StockItemSource): number {
    return item.version
  }

  @FieldResolver()
  async levels(
    @Root() item: StockItemSource,
    @Ctx() { loaders }: RequestContext,
  ): Promise<readonly StockLevelSource[]> {
    return (await loaders.exactStock.load(item.variantId))?.levels ?? []
  }
}

@Resolver(() => StockMovement)
export class StockMovementResolver {
  @FieldResolver()
  id(@Root() movement: Movement): string {
    return globalId('StockMovement', movement.id)
  }

  @FieldResolver()
  variantId(@Root() movement: Movement): string {
    return globalId('ProductVariant', movement.variantId)
  }

  @FieldResolver()
  sku(@Root() movement: Movement, @Ctx() context: RequestContext): Promise<string | null> {
    return skuOf(context, movement.variantId)
  }

  @FieldResolver()
  location(@Root() movement: Movement, @Ctx() context: RequestContext): Promise<Location> {
    return locationOf(context, movement.locationId)
  }
}
