import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import type { Orders } from '../../domains/orders/index.js'
import { assert } from '../../kernel/assert.js'
import { uuidOf } from '../../kernel/ids.js'
import { Cart } from '../../schema/cart/cart.js'
import { Image } from '../../schema/catalog/content.js'
import { ProductVariant } from '../../schema/catalog/variant.js'
import { Connection } from '../../schema/connections-source.js'
import { Customer } from '../../schema/customers/customer.js'
import { OrderBy } from '../../schema/orders/inputs.js'
import { Order, OrderConnection, OrderLine } from '../../schema/orders/order.js'
import { PageArguments } from '../../schema/page-arguments.js'
import { Payment } from '../../schema/payments/payment.js'
import { visibleVariant } from '../catalog/find.js'
import type { RequestContext } from '../context.js'
import { ownOrder } from './own-order.js'
import { presentOrder } from './present.js'

@Resolver(() => Order)
export class OrderResolver {
  constructor(private readonly orders: Orders) {}

  @Query(() => Order, {
    nullable: true,
    description:
      'An order that the session, the token in `Athanor-Cart` or its own token opens; null when there is none. ' +
      'Example: `{ order(by: { number: "0V3K-7QWM-4ZT9" }) { status cost { total { formatted } } lines { name quantity } } }`.',
  })
  order(
    @Arg('by', () => OrderBy, { description: 'What it is looked up by.' }) by: OrderBy,
    @Ctx() context: RequestContext,
  ): Promise<Order | null> {
    return ownOrder(this.orders, context, by)
  }

  @FieldResolver()
  async payments(@Root() { id }: Order, @Ctx() { loaders }: RequestContext): Promise<Payment[]> {
    const key = uuidOf('Order', id)
    assert(key, 'it is the id of an order')
    return (await loaders.orderPayments.load(key)).map((payment) => new Payment(payment))
  }
}

@Resolver(() => OrderLine)
export class OrderLineResolver {
  @FieldResolver()
  variant(@Root() { variantId }: OrderLine, @Ctx() context: RequestContext): Promise<ProductVariant | null> {
    return visibleVariant(context, variantId)
  }

  @FieldResolver()
  async image(
    @Root() { variantId, productId }: OrderLine,
    @Ctx() { loaders, audience }: RequestContext,
  ): Promise<Image | null> {
    const own = (await loaders.variantDetails.load(variantId))?.mediaUrls ?? []
    const pictures = (await loaders.media.load(productId)).filter(({ kind }) => kind === 'IMAGE')
    const picture = pictures.find(({ url }) => own.includes(url)) ?? pictures[0]
    return picture ? new Image(picture, audience.localeChain) : null
  }
}

@Resolver(() => Cart)
export class CartOrderResolver {
  constructor(private readonly orders: Orders) {}

  @FieldResolver(() => Order, {
    nullable: true,
    description: 'The order that it is, once its status is ORDERED: so that whoever comes back finds it.',
  })
  async order(@Root() { id, status }: Cart, @Ctx() { handle }: RequestContext): Promise<Order | null> {
    const key = uuidOf('Cart', id)
    if (status !== 'ORDERED' || key === null) return null
    const found = await this.orders.ofCart(key, handle)
    return found && presentOrder(found)
  }
}

@Resolver(() => Customer)
export class CustomerOrdersResolver {
  constructor(private readonly placed: Orders) {}

  @FieldResolver(() => OrderConnection, {
    description: 'What they have ordered while signed in, the newest first.',
  })
  async orders(
    @Args(() => PageArguments) args: PageArguments,
    @Root() { source: { id } }: Customer,
  ): Promise<Connection<Order>> {
    const { items, cursorOf, ...page } = await this.placed.page(id, args)
    const keyOf = (order: Order) => ({ id: uuidOf('Order', order.id) ?? '' })
    return new Connection(
      { ...page, items: items.map(presentOrder), cursorOf: (order) => cursorOf(keyOf(order)) },
      () => this.placed.count(id),
    )
  }
}
