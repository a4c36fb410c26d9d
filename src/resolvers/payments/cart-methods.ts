import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Channel } from '../../domains/channels/index.js'
import type { Payments } from '../../domains/payments/index.js'
import { localeChain } from '../../kernel/locale.js'
import { Cart } from '../../schema/cart/cart.js'
import type { PaymentMethod } from '../../schema/payments/methods.js'
import type { RequestContext } from '../context.js'

@Resolver(() => Cart)
export class CartPaymentMethodsResolver {
  constructor(private readonly payments: Payments) {}

  /** Whoever gets an invoice elsewhere is a buyer of there. */
  @FieldResolver()
  async paymentMethods(@Root() cart: Cart, @Ctx() { handle }: RequestContext): Promise<PaymentMethod[]> {
    const { id: channelId, locales } = cart.channel as Channel
    const { amountMinor, currency } = cart.cost.due
    const country = (cart.billingAddress ?? cart.shippingAddress)?.country ?? cart.country
    const chain = localeChain(cart.locale, locales)
    const wanted = { channelId, currency, country, amountMinor, localeChain: chain }
    return [...(await this.payments.methodsFor(wanted, handle))]
  }
}
