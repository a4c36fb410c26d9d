import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Carts } from '../../domains/cart/index.js'
import type { Channels } from '../../domains/channels/index.js'
import { Cart } from '../../schema/cart/cart.js'
import { Costs } from '../../schema/costs.js'
import { Customer } from '../../schema/customers/customer.js'
import { Rejection } from '../../schema/errors-rejection.js'
import type { RequestContext } from '../context.js'
import { holderOf, shownCart } from './own-cart.js'

@Resolver(() => Customer)
export class CustomerCartResolver {
  constructor(
    readonly carts: Carts,
    readonly channels: Channels,
  ) {}

  /** Who came here by the token of one cart may not open the others of its customer. */
  @Costs({ own: 100 })
  @FieldResolver(() => Cart, {
    nullable: true,
    description:
      'Their open cart in the channel of the context that was changed last. Customers see it themselves; for others it is null.',
  })
  async cart(@Root() { source }: Customer, @Ctx() context: RequestContext): Promise<Cart | null> {
    const { viewer, audience, handle } = context
    if (viewer.kind !== 'customer' || viewer.customerId !== source.id) return null
    const holder = { ...holderOf(context), token: null }
    return shownCart(this, context, await this.carts.current(holder, audience.channel.id, handle))
  }
}

@Resolver(() => Rejection)
export class CurrentCartResolver {
  constructor(
    readonly carts: Carts,
    readonly channels: Channels,
  ) {}

  @Costs({ own: 100 })
  @FieldResolver(() => Cart, {
    nullable: true,
    description:
      'The cart that was to be changed, as it is now: after `VERSION_CONFLICT` there is no need to read it. null for what is ' +
      'about no cart, or none that you may open.',
  })
  async currentCart(@Root() { cartId }: Rejection, @Ctx() context: RequestContext): Promise<Cart | null> {
    if (cartId === null) return null
    return shownCart(this, context, await this.carts.find(holderOf(context), cartId, context.handle))
  }
}
