import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { Carts } from '../../domains/cart/index.js'
import type { Channels } from '../../domains/channels/index.js'
import type { NotReordered, Orders } from '../../domains/orders/index.js'
import { assert } from '../../kernel/assert.js'
import { globalId, uuidOf } from '../../kernel/ids.js'
import { notFound } from '../../kernel/problem.js'
import { Costs } from '../../schema/costs.js'
import { presentProblems, type Rejection, rejection } from '../../schema/errors-rejection.js'
import { OrderReorderInput } from '../../schema/orders/inputs.js'
import { OrderReorderPayload, OrderReorderResult } from '../../schema/orders/payloads.js'
import { holderOf, shownCart } from '../cart/own-cart.js'
import type { RequestContext } from '../context.js'
import { presentOrder } from './present.js'

@Resolver()
export class ReorderResolver {
  constructor(
    readonly orders: Orders,
    readonly carts: Carts,
    readonly channels: Channels,
  ) {}

  @Costs({ own: 100 })
  @Mutation(() => OrderReorderResult, {
    description:
      'Puts what an order had into a cart again, at what it costs now. What cannot be bought any more is told in `left`. ' +
      'Example: `mutation { orderReorder(input: { by: { number: "0V3K-7QWM-4ZT9" } }) { ' +
      '... on OrderReorderPayload { token cart { id } left { line { name } error { message } } } } }`.',
  })
  async orderReorder(
    @Arg('input', () => OrderReorderInput, { description: 'Which order, and into which cart.' })
    { by, cartId }: OrderReorderInput,
    @Ctx() context: RequestContext,
  ): Promise<OrderReorderPayload | Rejection> {
    const { channel, currency, country, locale } = context.audience
    const holder = holderOf(context)
    const id = by.id == null ? null : uuidOf('Order', by.id)
    const cartKey = cartId == null ? null : uuidOf('Cart', cartId)
    if (by.id != null && id === null) return rejection([unknown('by', by.id, 'order')])
    if (cartId != null && cartKey === null) return rejection([unknown('cartId', cartId, 'cart')])
    const place = { channelId: channel.id, currency, country, locale }
    const again = await this.orders.reorder(holder, place, { by: { ...by, id }, cartId: cartKey })
    if (!again.ok) return rejection(again.errors)
    await context.committed()
    const { token, left } = again.value
    const opening = token === null ? holder : { ...holder, token }
    const cart = await shownCart(this, context, await this.carts.find(opening, again.value.cartId))
    const order = await this.orders.find(holder, { ...by, id })
    assert(cart && order, 'both were just opened')
    const { lines } = presentOrder(order)
    return Object.assign(new OrderReorderPayload(), {
      ...{ cart, token },
      left: left.flatMap(({ line, problem }: NotReordered) => {
        const shown = lines.find((one) => one.id === globalId('OrderLine', line.id))
        const [error] = presentProblems([problem])
        return shown && error ? [{ line: shown, error }] : []
      }),
    })
  }
}

const unknown = (field: string, id: string, what: string) =>
  notFound([field], id, `There is no such ${what}, or it is not yours.`)
