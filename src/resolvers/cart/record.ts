import { Arg, Authorized, Ctx, ID, Query, Resolver } from 'type-graphql'
import { explainCart } from '../../domains/cart/index.js'
import { globalId, uuidOf } from '../../kernel/ids.js'
import { CartRecord } from '../../schema/cart/record.js'
import type { RequestContext } from '../context.js'
import type { CartServices } from './own-cart.js'
import { presentCart } from './present.js'

@Resolver()
export class CartRecordResolver implements CartServices {
  constructor(
    readonly carts: CartServices['carts'],
    readonly channels: CartServices['channels'],
  ) {}

  @Authorized('ORDERS_READ')
  @Query(() => CartRecord, {
    nullable: true,
    description:
      'Any cart of the shop, with why it costs what it costs; null when there is no such one. ' +
      'Example: `{ cartRecord(id: "crt_1") { priceSteps { kind reason amount { formatted } } } }`.',
  })
  async cartRecord(
    @Arg('id', () => ID, { description: 'The global id of the cart.' }) id: string,
    @Ctx() { handle }: RequestContext,
  ): Promise<CartRecord | null> {
    const key = uuidOf('Cart', id)
    const cart = key && (await this.carts.byId(key, handle))
    if (!cart) return null
    const shown = await this.carts.show(cart, handle)
    const { currency } = cart
    return Object.assign(new CartRecord(), {
      cart: presentCart(shown, await this.channels.all(handle)),
      priceSteps: explainCart(shown.priced).map(({ kind, lineKey, reason, amountMinor }) => ({
        ...{ kind, reason, amount: { amountMinor, currency } },
        lineId: lineKey && globalId('CartLine', lineKey),
      })),
    })
  }
}
