import { Arg, Args, Authorized, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import type { Catalog } from '../../domains/catalog/index.js'
import type {
  Movement,
  Stock,
  StockChange,
  StockItem as StockItemSource,
  StockLevel as StockLevelSource,
  VariantName,
  VariantStock,
} from '../../domains/stock/index.js'
import { assert } from '../../kernel/assert.js'
import { keyOf } from '../../kernel/ids.js'
import { InputError } from '../../kernel/input-error.js'
import type { Problem } from '../../kernel/problem.js'
import type { Result } from '../../kernel/result.js'
import { isStorable } from '../../kernel/text.js'
import { Connection } from '../../schema/connections-source.js'
import { type Rejection, rejection } from '../../schema/errors-rejection.js'
import { PageArguments } from '../../schema/page-arguments.js'
import {
  LocationSavePayload,
  LocationSaveResult,
  StockItemConnection,
  StockLevelConnection,
  StockLevelsArguments,
  StockMovementConnection,
  StockMovementsArguments,
  StockPayload,
  StockPoliciesSavePayload,
  StockPoliciesSaveResult,
  StockResult,
} from '../../schema/stock/admin.js'
import {
  LocationSaveInput,
  StockAdjustInput,
  StockPoliciesSaveInput,
  StockReceiveInput,
  StockSetInput,
  StockTransferInput,
} from '../../schema/stock/inputs.js'
import { Location } from '../../schema/stock/location.js'
import type { RequestContext } from '../context.js'

const mostNames = 500

@Resolver()
export class StockAdminResolver {
  constructor(
    private readonly stock: Stock,
    private readonly catalog: Catalog,
  ) {}

  @Authorized('STOCK_WRITE')
  @Mutation(() => LocationSaveResult, { description: 'Creates a location or changes it.' })
  async locationSave(
    @Arg('input', () => LocationSaveInput, { description: 'The location.' }) input: LocationSaveInput,
    @Ctx() context: RequestContext,
  ): Promise<LocationSavePayload | Rejection> {
    const saved = await this.stock.saveLocation(context.actor, input)
    await context.committed()
    return saved.ok
      ? new LocationSavePayload(new Location(saved.value, context.localeChain))
      : rejection(saved.errors)
  }

  @Authorized('STOCK_WRITE')
  @Mutation(() => StockPoliciesSaveResult, {
    description: 'Says how variants are counted: all of them or none.',
  })
  async stockPoliciesSave(
    @Arg('input', () => StockPoliciesSaveInput, { description: 'The variants.' })
    { items }: StockPoliciesSaveInput,
    @Ctx() context: RequestContext,
  ): Promise<StockPoliciesSavePayload | Rejection> {
    const saved = await this.stock.savePolicies(context.actor, { items: items.map(named) })
    await context.committed()
    if (!saved.ok) return rejection(saved.errors)
    return new StockPoliciesSavePayload(await Promise.all(saved.value.map((id) => stockOf(context, id))))
  }

  @Authorized('STOCK_WRITE')
  @Mutation(() => StockResult, {
    description: 'Corrects what lies at one location, by a delta or to a count.',
  })
  async stockAdjust(
    @Arg('input', () => StockAdjustInput, { description: 'The correction.' }) input: StockAdjustInput,
    @Ctx() context: RequestContext,
  ): Promise<StockPayload | Rejection> {
    return present(context, await this.stock.adjust(context.actor, named(input)))
  }

  @Authorized('STOCK_WRITE')
  @Mutation(() => StockResult, {
    description: 'Sets what lies, is kept back and is expected at up to 500 places: all of them or none.',
  })
  async stockSet(
    @Arg('input', () => StockSetInput, { description: 'The places.' }) input: StockSetInput,
    @Ctx() context: RequestContext,
  ): Promise<StockPayload | Rejection> {
    const items = input.items.map(named)
    return present(context, await this.stock.set(context.actor, { ...input, items }))
  }

  @Authorized('STOCK_WRITE')
  @Mutation(() => StockResult, { description: 'Moves units from one location to another.' })
  async stockTransfer(
    @Arg('input', () => StockTransferInput, { description: 'The units.' }) input: StockTransferInput,
    @Ctx() context: RequestContext,
  ): Promise<StockPayload | Rejection> {
    return present(context, await this.stock.transfer(context.actor, named(input)))
  }

  @Authorized('STOCK_WRITE')
  @Mutation(() => StockResult, { description: 'Puts units that have come in onto the shelf.' })
  async stockReceive(
    @Arg('input', () => StockReceiveInput, { description: 'The units.' }) input: StockReceiveInput,
    @Ctx() context: RequestContext,
  ): Promise<StockPayload | Rejection> {
    return present(context, await this.stock.receive(context.actor, named(input)))
  }

  @Authorized('STOCK_READ')
  @Query(() => StockLevelConnection, { description: 'Exactly what lies where, by variant and location.' })
  async stockLevels(
    @Args(() => StockLevelsArguments)
    { skus, variantIds, locationId, isShort, ...page }: StockLevelsArguments,
  ): Promise<Connection<StockLevelSource>> {
    const filter = {
      variantIds: await this.variantsOf(skus, variantIds),
      locationId: locationId == null ? undefined : (keyOf('Location', locationId) ?? 0),
      isShort: isShort ?? undefined,
    }
    const { pages } = this.stock
    return new Connection(await pages.levels(filter, page), () => pages.countLevels(filter))
  }

  @Authorized('STOCK_READ')
  @Query(() => StockItemConnection, {
    description: 'Variants of which no more are available anywhere than their `lowStockThreshold`, or 0.',
  })
  async lowStock(@Args(() => PageArguments) page: PageArguments): Promise<Connection<StockItemSource>> {
    const { pages } = this.stock
    return new Connection(await pages.lowItems(page), () => pages.countLowItems())
  }

  @Authorized('STOCK_READ')
  @Query(() => StockMovementConnection, { description: 'The ledger, the newest movement first.' })
  async stockMovements(
    @Args(() => StockMovementsArguments) { variantId, locationId, ...page }: StockMovementsArguments,
  ): Promise<Connection<Movement>> {
    const filter = {
      variantId: variantId == null ? undefined : (keyOf('ProductVariant', variantId) ?? 0),
      locationId: locationId == null ? undefined : (keyOf('Location', locationId) ?? 0),
    }
    const { pages } = this.stock
    return new Connection(await pages.movements(filter, page), () => pages.countMovements(filter))
  }

  /** Undefined when any variant will do. */
  private async variantsOf(
    skus: readonly string[] | null | undefined,
    ids: readonly string[] | null | undefined,
  ): Promise<readonly number[] | undefined> {
    for (const [field, list] of Object.entries({ skus, variantIds: ids }))
      if (list && list.length > mostNames)
        throw new InputError(
          [field],
          `\`${field}\` has ${list.length} entries; at most ${mostNames} are allowed.`,
        )
    const known = ids?.flatMap((id) => keyOf('ProductVariant', id) ?? [])
    if (!skus) return known
    const bySku = [...(await this.catalog.variantsBySku(skus.filter(isStorable))).values()].map(
      ({ id }) => id,
    )
    return known ? bySku.filter((id) => known.includes(id)) : bySku
  }
}

/** The id's key, which names nothing when the id is malformed or another type's. */
const named = <T extends { readonly variantId?: string | null }>({
  variantId,
  ...input
}: T): Omit<T, 'variantId'> & Pick<VariantName, 'variantId'> => ({
  ...input,
  ...(variantId != null && { variantId: keyOf('ProductVariant', variantId) ?? 0 }),
})

async function stockOf({ loaders }: RequestContext, variantId: number): Promise<VariantStock> {
  const stock = await loaders.exactStock.load(variantId)
  assert(stock, 'what was just changed is there')
  return stock
}

/** The levels as they are by now, also for a call that was made before. */
async function present(
  context: RequestContext,
  changed: Result<StockChange, Problem>,
): Promise<StockPayload | Rejection> {
  await context.committed()
  if (!changed.ok) return rejection(changed.errors)
  const levels = await Promise.all(
    changed.value.levels.map(async ({ variantId, locationId }) => {
      const { levels } = await stockOf(context, variantId)
      const level = levels.find((one) => one.locationId === locationId)
      assert(level, 'what was just changed is there')
      return level
    }),
  )
  return new StockPayload(levels)
}
