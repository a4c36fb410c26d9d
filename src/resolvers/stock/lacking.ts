import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { ProductVariant } from '../../schema/catalog/variant.js'
import { InsufficientStock } from '../../schema/errors.js'
import { visibleVariant } from '../catalog/find.js'
import type { RequestContext } from '../context.js'

@Resolver(() => InsufficientStock)
export class InsufficientStockResolver {
  @FieldResolver(() => ProductVariant, {
    nullable: true,
    description: 'The variant of `variantId`, to be shown; null where it is not for sale in the context.',
  })
  variant(
    @Root() { variantKey }: InsufficientStock,
    @Ctx() context: RequestContext,
  ): Promise<ProductVariant | null> {
    return visibleVariant(context, variantKey)
  }
}
