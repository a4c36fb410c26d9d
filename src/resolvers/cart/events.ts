import { Args, Ctx, Resolver, Root, Subscription } from 'type-graphql'
import type { Carts } from '../../domains/cart/index.js'
import type { Channels } from '../../domains/channels/index.js'
import { uuidOf } from '../../kernel/ids.js'
import { InputError } from '../../kernel/input-error.js'
import { CartEvent, CartEventsArguments } from '../../schema/cart/payloads.js'
import type { RequestContext } from '../context.js'
import type { Feed, Occasion } from '../occasion.js'
import { ownCart } from './own-cart.js'

/** Whatever happened to the cart, it is shown as it is now. */
export const cartFeed: Feed<RequestContext> = {
  topics: ({ cartId }) => [`cart:${uuidOf('Cart', String(cartId)) ?? ''}`],
  steps: () => [],
}

/** Executed anew for each event; who is subscribed is known elsewhere. */
const subscribe = (): never => {
  throw new Error('Subscriptions do not go through TypeGraphQL')
}

@Resolver()
export class CartEventsResolver {
  constructor(
    readonly carts: Carts,
    readonly channels: Channels,
  ) {}

  @Subscription(() => CartEvent, {
    subscribe,
    description:
      'Tells how a cart changes, over graphql-ws: first a snapshot, then the cart after each change, of several at once after ' +
      'the last. Changes of the shop, such as of a price, are seen with the next. Send the token as `Athanor-Cart`, or the ' +
      'session, in the parameters of the connection. ' +
      'Example: `subscription { cartChanged(cartId: "crt_1") { cursor cart { version totalQuantity } } }`.',
  })
  async cartChanged(
    @Args(() => CartEventsArguments) { cartId }: CartEventsArguments,
    @Root() { cursor, snapshot }: Occasion,
    @Ctx() context: RequestContext,
  ): Promise<CartEvent> {
    const cart = await ownCart(this, context, cartId)
    if (!cart) throw new InputError(['cartId'], 'There is no such cart, or it is not yours.')
    return { cursor, snapshot, cart, warnings: cart.warnings }
  }
}
