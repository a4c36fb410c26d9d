import { Args, Ctx, Resolver, Root, Subscription } from 'type-graphql'
import type { Orders } from '../../domains/orders/index.js'
import { uuidOf } from '../../kernel/ids.js'
import { InputError } from '../../kernel/input-error.js'
import { OrderEvent, OrderEventsArguments } from '../../schema/orders/payloads.js'
import type { RequestContext } from '../context.js'
import type { Feed, Occasion } from '../occasion.js'
import { ownOrder } from './own-order.js'

/** Whatever happened to the order, it is shown as it is now. */
export const orderFeed: Feed<RequestContext> = {
  topics: ({ orderId }) => [`order:${uuidOf('Order', String(orderId)) ?? ''}`],
  steps: () => [],
}

/** Executed anew for each event; who is subscribed is known elsewhere. */
const subscribe = (): never => {
  throw new Error('Subscriptions do not go through TypeGraphQL')
}

@Resolver()
export class OrderEventsResolver {
  constructor(private readonly orders: Orders) {}

  @Subscription(() => OrderEvent, {
    subscribe,
    description:
      'Tells how an order changes, over graphql-ws: first a snapshot, then the order after each change, of several at once ' +
      'after the last; so a shopper who has paid sees it. Send the session, or the token of its cart as `Athanor-Cart`, in the ' +
      'parameters of the connection. Example: `subscription { orderChanged(orderId: "ord_1") { cursor order { status } } }`.',
  })
  async orderChanged(
    @Args(() => OrderEventsArguments) { orderId }: OrderEventsArguments,
    @Root() { cursor, snapshot }: Occasion,
    @Ctx() context: RequestContext,
  ): Promise<OrderEvent> {
    const order = await ownOrder(this.orders, context, { id: orderId })
    if (!order) throw new InputError(['orderId'], 'There is no such order, or it is not yours.')
    return { cursor, snapshot, order }
  }
}
