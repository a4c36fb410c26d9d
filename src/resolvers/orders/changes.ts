import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import type { Carts } from '../../domains/cart/index.js'
import type { Channels } from '../../domains/channels/index.js'
import type { OrderHolder, Order as OrderSource, Orders } from '../../domains/orders/index.js'
import { assert } from '../../kernel/assert.js'
import { uuidOf } from '../../kernel/ids.js'
import { notFound, type Problem } from '../../kernel/problem.js'
import type { Cart } from '../../schema/cart/cart.js'
import { Costs } from '../../schema/costs.js'
import { presentProblems, Rejection, rejection } from '../../schema/errors-rejection.js'
import { OrderAbandonInput, OrderPlaceInput, PaymentStartInput } from '../../schema/orders/inputs.js'
import {
  OrderAbandonPayload,
  OrderAbandonResult,
  OrderPlacePayload,
  OrderPlaceResult,
  PaymentPayload,
  PaymentResult,
} from '../../schema/orders/payloads.js'
import { Payment } from '../../schema/payments/payment.js'
import { holderOf, shownCart } from '../cart/own-cart.js'
import type { RequestContext } from '../context.js'
import { presentOrder } from './present.js'

/** How long an answer waits for what a provider says. */
export const providerMs = 5_000

@Resolver()
export class OrderChangesResolver {
  constructor(private readonly orders: Orders) {}

  @Costs({ own: 100 })
  @Mutation(() => OrderPlaceResult, {
    description:
      'Makes an order of a cart: all of it, or nothing is taken. What stands in the way of it is told at once, by fields of ' +
      '`cart`. Where something is due that is not paid by hand, the order waits for its money until `payBefore`. ' +
      'Staff with ORDERS_WRITE may leave out `payment`, so that the shopper pays later. Example: `mutation { orderPlace(input: { ' +
      'cartId: "crt_1", expectedVersion: 4, expectedTotal: { amountMinor: 3190, currency: EUR }, idempotencyKey: ' +
      '"b2a7f6d0-7d0e-4c0f-9c55-2f0d6a0f7f11", payBefore: "2030-02-01T12:00:00Z" }) { ... on OrderPlacePayload { order { payBefore } } } }`.',
  })
  async orderPlace(
    @Arg('input', () => OrderPlaceInput, { description: 'What the shopper has agreed to.' })
    input: OrderPlaceInput,
    @Ctx() context: RequestContext,
  ): Promise<OrderPlacePayload | Rejection> {
    const cartId = uuidOf('Cart', input.cartId)
    if (cartId === null) return rejection([unknown('cartId', input.cartId, 'cart')])
    const placed = await this.orders.place(placerOf(context), { ...input, cartId })
    if (!placed.ok) return refused(placed.errors, cartId)
    const order = await this.paid(placed.value.order)
    await context.committed()
    const { orderToken, replayed } = placed.value
    return Object.assign(new OrderPlacePayload(), {
      ...{ order: presentOrder(order), orderToken, replayed, cartId, paymentId: order.paymentId },
    })
  }

  @Costs({ own: 100 })
  @Mutation(() => PaymentResult, {
    description:
      'Pays an order again whose money is awaited, or pays it another way. What was begun before is called off.',
  })
  async paymentStart(
    @Arg('input', () => PaymentStartInput, { description: 'Which order, and how it is paid.' })
    input: PaymentStartInput,
    @Ctx() context: RequestContext,
  ): Promise<PaymentPayload | Rejection> {
    const orderId = uuidOf('Order', input.orderId)
    if (orderId === null) return rejection([unknown('orderId', input.orderId, 'order')])
    const started = await this.orders.startPayment(holderOf(context), { ...input, orderId })
    if (!started.ok) return rejection(started.errors)
    const { paymentId } = started.value
    await this.orders.pay(paymentId, providerMs)
    await context.committed()
    const order = await this.orders.byId(orderId)
    const payments = await context.loaders.orderPayments.load(orderId)
    const payment = payments.find(({ id }) => id === paymentId)
    assert(order && payment, 'neither is deleted')
    return Object.assign(new PaymentPayload(), { order: presentOrder(order), payment: new Payment(payment) })
  }

  @Costs({ own: 100 })
  @Mutation(() => OrderAbandonResult, {
    description:
      'Gives up an order whose money is awaited: stock, codes and gift cards go back, and its cart is open again.',
  })
  async orderAbandon(
    @Arg('input', () => OrderAbandonInput, { description: 'Which order.' }) input: OrderAbandonInput,
    @Ctx() context: RequestContext,
  ): Promise<OrderAbandonPayload | Rejection> {
    const orderId = uuidOf('Order', input.orderId)
    if (orderId === null) return rejection([unknown('orderId', input.orderId, 'order')])
    const abandoned = await this.orders.abandon(holderOf(context), orderId)
    if (!abandoned.ok) return rejection(abandoned.errors)
    await Promise.all(abandoned.value.paymentIds.map((id) => this.orders.pay(id, providerMs)))
    await context.committed()
    const order = await this.orders.byId(orderId)
    assert(order, 'orders are not deleted')
    return Object.assign(new OrderAbandonPayload(), { order: presentOrder(order) })
  }

  /** The order once its provider was asked, as far as that answers soon. A repeated call asks where the first did not come to it. */
  private async paid(order: OrderSource): Promise<OrderSource> {
    if (order.status !== 'PENDING_PAYMENT' || order.paymentId === null) return order
    await this.orders.pay(order.paymentId, providerMs)
    return (await this.orders.byId(order.id)) ?? order
  }
}

@Resolver(() => OrderPlacePayload)
export class OrderPlacePayloadResolver {
  constructor(
    readonly carts: Carts,
    readonly channels: Channels,
  ) {}

  @FieldResolver()
  async payment(
    @Root() { order, paymentId }: OrderPlacePayload,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Payment | null> {
    if (paymentId === null) return null
    const payments = await loaders.orderPayments.load(uuidOf('Order', order.id) ?? '')
    const found = payments.find(({ id }) => id === paymentId)
    return found ? new Payment(found) : null
  }

  @FieldResolver()
  async cart(@Root() { cartId }: OrderPlacePayload, @Ctx() context: RequestContext): Promise<Cart> {
    const cart = await shownCart(this, context, await this.carts.find(holderOf(context), cartId))
    assert(cart, 'who has ordered a cart may open it')
    return cart
  }
}

const placerOf = (context: RequestContext): OrderHolder => {
  const { viewer } = context
  const allowsPayingLater = viewer.kind === 'staff' && viewer.permissions.has('ORDERS_WRITE')
  return { ...holderOf(context), allowsPayingLater }
}

/** What is wrong with the cart names its fields, and all else those of the input. */
const refused = (problems: readonly Problem[], cartId: string): Rejection =>
  new Rejection(
    problems.flatMap((problem) => presentProblems([problem], problem.field?.[0] === 'cart' ? [] : ['input'])),
    cartId,
  )

const unknown = (field: string, id: string, what: string): Problem =>
  notFound([field], id, `There is no such ${what}, or it is not yours.`)
