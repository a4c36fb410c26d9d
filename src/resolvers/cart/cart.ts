import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import type { Carts } from '../../domains/cart/index.js'
import type { Channels } from '../../domains/channels/index.js'
import type { Customers } from '../../domains/customers/index.js'
import { assert } from '../../kernel/assert.js'
import { Cart, CartLine, DeliveryOption } from '../../schema/cart/cart.js'
import { ProductVariant } from '../../schema/catalog/variant.js'
import { Customer } from '../../schema/customers/customer.js'
import { Location } from '../../schema/stock/location.js'
import { visibleVariant } from '../catalog/find.js'
import type { RequestContext } from '../context.js'
import { holderOf, ownCart, shownCart } from './own-cart.js'

@Resolver(() => Cart)
export class CartResolver {
  constructor(
    readonly carts: Carts,
    readonly channels: Channels,
    private readonly customers: Customers,
  ) {}

  @Query(() => Cart, {
    nullable: true,
    description:
      'A cart that the token in `Athanor-Cart` or the session opens; without `id` the current one: of a customer the open cart ' +
      'of the channel that was changed last, of a guest the one of the token. null when there is none. ' +
      'Example: `{ cart { version lines { quantity variant { name } } cost { total { formatted } } problems { message } } }`.',
  })
  async cart(
    @Arg('id', () => ID, { nullable: true, description: 'Which cart; the current one if omitted.' })
    id: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Cart | null> {
    if (id != null) return ownCart(this, context, id)
    const { audience, handle } = context
    return shownCart(this, context, await this.carts.current(holderOf(context), audience.channel.id, handle))
  }

  @FieldResolver()
  async customer(@Root() { customerId }: Cart): Promise<Customer | null> {
    const found = customerId === null ? null : await this.customers.find({ id: customerId })
    return found && new Customer(found)
  }
}

@Resolver(() => CartLine)
export class CartLineResolver {
  /** What is not on the shelf any more is shown as it was bought. */
  @FieldResolver()
  async variant(
    @Root() { variantId, unitPrice }: CartLine,
    @Ctx() context: RequestContext,
  ): Promise<ProductVariant> {
    const visible = await visibleVariant(context, variantId)
    if (visible) return visible
    const variant = await context.loaders.variant.load(variantId)
    assert(variant, 'variants are not deleted')
    const { id, productId } = variant
    const listed = {
      ...{ productId, variantId: id, position: 0, amountMinor: unitPrice.amountMinor },
      ...{ compareAtMinor: null, lowestBeforeMinor: null, quantityPrices: null },
    }
    const { channel } = context.audience
    return new ProductVariant(variant, listed, unitPrice.currency, channel.pricesIncludeTax)
  }
}

@Resolver(() => DeliveryOption)
export class DeliveryOptionResolver {
  @FieldResolver()
  async location(
    @Root() { locationId }: DeliveryOption,
    @Ctx() { loaders, audience }: RequestContext,
  ): Promise<Location | null> {
    const found = locationId === null ? null : await loaders.location.load(locationId)
    return found && new Location(found, audience.localeChain)
  }
}
