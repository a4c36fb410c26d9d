import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql'
import type { Merchandising, UpsertResult } from '../domains/merchandising/index.js'
import { globalId } from '../kernel/ids.js'
import { InputError } from '../kernel/input-error.js'
import { Refusal } from '../kernel/refusal.js'
import { presentProblems, type Rejection, rejection } from '../schema/errors-rejection.js'
import {
  PricesSavePayload,
  PricesSaveResult,
  ProductArchivePayload,
  ProductArchiveResult,
  ProductsUpsertPayload,
  ProductsUpsertResult,
  type ProductUpsertResult,
} from '../schema/merchandising/payloads.js'
import {
  PricesSaveInput,
  ProductArchiveInput,
  ProductsUpsertInput,
  type ProductUpsertItem,
} from '../schema/merchandising/product-inputs.js'
import type { RequestContext } from './context.js'

const mostItems = 250

@Resolver()
export class MerchandisingResolver {
  constructor(private readonly merchandising: Merchandising) {}

  @Authorized('CATALOG_WRITE')
  @Mutation(() => ProductsUpsertResult, {
    description:
      'Creates or changes products by external reference, each as a whole or not at all. The same items again change nothing. ' +
      'Prices in the items need the permission PRICES_WRITE as well.',
  })
  async productsUpsert(
    @Arg('input', () => ProductsUpsertInput, { description: 'The products and what to change of them.' })
    input: ProductsUpsertInput,
    @Ctx() context: RequestContext,
  ): Promise<ProductsUpsertPayload> {
    if (input.items.length > mostItems)
      throw new InputError(
        ['input', 'items'],
        `${input.items.length} items; at most ${mostItems} are allowed at a time.`,
      )
    if (input.items.some(hasPrices)) requirePricesWrite(context)
    const results = await this.merchandising.upsertProducts(context.actor, input)
    await context.committed()
    return new ProductsUpsertPayload(results.map(presentResult))
  }

  @Authorized('CATALOG_WRITE')
  @Mutation(() => ProductArchiveResult, {
    description:
      'Takes a product off every shelf and keeps it. An upsert with another status brings it back.',
  })
  async productArchive(
    @Arg('input', () => ProductArchiveInput, { description: 'Which product.' }) input: ProductArchiveInput,
    @Ctx() context: RequestContext,
  ): Promise<ProductArchivePayload | Rejection> {
    const archived = await this.merchandising.archiveProduct(context.actor, input)
    await context.committed()
    return archived.ok
      ? new ProductArchivePayload(globalId('Product', archived.value))
      : rejection(archived.errors)
  }

  @Authorized('PRICES_WRITE')
  @Mutation(() => PricesSaveResult, {
    description: 'Replaces the prices of variants, by SKU; all of them or none.',
  })
  async pricesSave(
    @Arg('input', () => PricesSaveInput, { description: 'The variants and what they shall cost.' })
    input: PricesSaveInput,
    @Ctx() context: RequestContext,
  ): Promise<PricesSavePayload | Rejection> {
    const saved = await this.merchandising.savePrices(context.actor, input)
    await context.committed()
    return saved.ok
      ? new PricesSavePayload(saved.value.map((id) => globalId('ProductVariant', id)))
      : rejection(saved.errors)
  }
}

const hasPrices = (item: ProductUpsertItem): boolean =>
  (item.variants ?? []).some((variant) => variant.prices !== undefined)

function requirePricesWrite({ viewer }: RequestContext): void {
  if (viewer.kind === 'staff' && viewer.permissions.has('PRICES_WRITE')) return
  throw new Refusal('FORBIDDEN', 'The items have prices, and your key lacks the permission PRICES_WRITE.', [
    'PRICES_WRITE',
  ])
}

function presentResult(
  { externalReference, outcome, productId, problems }: UpsertResult,
  index: number,
): ProductUpsertResult {
  return {
    externalReference,
    outcome,
    productId: productId === null ? null : globalId('Product', productId),
    errors: presentProblems(problems, ['input', 'items', String(index)]),
  }
}
