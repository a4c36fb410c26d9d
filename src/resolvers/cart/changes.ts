import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { CartHolder, CartLineInput, CartMade, Carts } from '../../domains/cart/index.js'
import type { Channels } from '../../domains/channels/index.js'
import { assert } from '../../kernel/assert.js'
import { keyOf, uuidOf } from '../../kernel/ids.js'
import { notFound, type Problem } from '../../kernel/problem.js'
import { type Result, rejected } from '../../kernel/result.js'
import type * as inputs from '../../schema/cart/inputs.js'
import {
  CartCodesUpdateInput,
  CartContextUpdateInput,
  CartCreateInput,
  CartLinesAddInput,
  CartLinesUpdateInput,
  CartVersionInput,
  CheckoutUpdateInput,
} from '../../schema/cart/inputs.js'
import { CartCreatePayload, CartCreateResult, CartPayload, CartResult } from '../../schema/cart/payloads.js'
import { Costs } from '../../schema/costs.js'
import { cartRejection, type Rejection, rejection } from '../../schema/errors-rejection.js'
import type { RequestContext } from '../context.js'
import { holderOf, shownCart } from './own-cart.js'
import { presentWarnings } from './present.js'

type Changed = Promise<CartPayload | Rejection>

@Resolver()
export class CartChangesResolver {
  constructor(
    readonly carts: Carts,
    readonly channels: Channels,
  ) {}

  @Costs({ own: 100 })
  @Mutation(() => CartCreateResult, {
    description: 'Makes a cart that buys in the context: its channel, currency, country and language.',
  })
  async cartCreate(
    @Arg('input', () => CartCreateInput, { description: 'The cart.' }) input: CartCreateInput,
    @Ctx() context: RequestContext,
  ): Promise<CartCreatePayload | Rejection> {
    const { channel, currency, country, locale } = context.audience
    const holder = holderOf(context)
    const place = { channelId: channel.id, currency, country, locale }
    const lines = input.lines?.map(wantedLine) ?? null
    const created = await this.carts.create(holder, place, { ...input, lines })
    await context.committed()
    if (!created.ok) return rejection(created.errors)
    const { cartId, token } = created.value
    return new CartCreatePayload(await this.shown({ ...holder, token }, context, cartId), token)
  }

  @Mutation(() => CartResult, {
    description: 'Adds to what is in the cart, whoever else adds at the same time.',
  })
  cartLinesAdd(
    @Arg('input', () => CartLinesAddInput, { description: 'What to add.' }) input: CartLinesAddInput,
    @Ctx() context: RequestContext,
  ): Changed {
    return this.change(context, input.cartId, (holder, cartId) =>
      this.carts.addLines(holder, { ...input, cartId, lines: input.lines.map(wantedLine) }),
    )
  }

  @Mutation(() => CartResult, { description: 'Sets lines of the cart; all of them, or none.' })
  cartLinesUpdate(
    @Arg('input', () => CartLinesUpdateInput, { description: 'What they shall be.' })
    input: CartLinesUpdateInput,
    @Ctx() context: RequestContext,
  ): Changed {
    const lines = input.lines.map(({ lineId, variantId, ...line }) => ({
      ...line,
      lineId: uuidOf('CartLine', lineId) ?? '',
      ...(variantId != null && { variantId: keyOf('ProductVariant', variantId) }),
    }))
    return this.change(context, input.cartId, (holder, cartId) =>
      this.carts.updateLines(holder, { ...input, cartId, lines }),
    )
  }

  // Dear, and counted, so that codes cannot be guessed.
  @Costs({ own: 5_000 })
  @Mutation(() => CartResult, {
    description:
      'Takes codes out of the cart and puts others in. A cart has one code for a discount, which must take something off as ' +
      'the cart is now, and up to five gift cards, which pay on the total after tax. Only a few a minute may be tried. ' +
      'Example: `mutation { cartCodesUpdate(input: { cartId: "crt_1", add: ["SPRING", "7H4K-2M9P-QX3T-8WZD-5RCN"] }) { ' +
      '... on CartPayload { cart { cost { total { amount } giftCards { amount } due { amount } } } } } }`.',
  })
  cartCodesUpdate(
    @Arg('input', () => CartCodesUpdateInput, { description: 'Which codes.' }) input: CartCodesUpdateInput,
    @Ctx() context: RequestContext,
  ): Changed {
    for (const _ of input.add?.slice(0, mostCounted) ?? []) context.countAttempt(input.cartId)
    return this.change(context, input.cartId, (holder, cartId) =>
      this.carts.updateCodes(holder, { ...input, cartId }),
    )
  }

  @Mutation(() => CartResult, {
    description: 'Buys in another currency, from another country or in another language of the channel.',
  })
  cartContextUpdate(
    @Arg('input', () => CartContextUpdateInput, { description: 'How.' }) input: CartContextUpdateInput,
    @Ctx() context: RequestContext,
  ): Changed {
    return this.change(context, input.cartId, (holder, cartId) =>
      this.carts.updateContext(holder, { ...input, cartId }),
    )
  }

  @Mutation(() => CartResult, {
    description: 'The shopper agrees to the cart as it is now: its warnings go.',
  })
  cartWarningsAcknowledge(
    @Arg('input', () => CartVersionInput, { description: 'What the shopper has seen.' })
    input: CartVersionInput,
    @Ctx() context: RequestContext,
  ): Changed {
    return this.change(context, input.cartId, (holder, cartId) =>
      this.carts.acknowledge(holder, { ...input, cartId }),
    )
  }

  @Mutation(() => CartResult, {
    description:
      'Says who orders, where it goes and how it is delivered. Omitted = unchanged, null = cleared.',
  })
  checkoutUpdate(
    @Arg('input', () => CheckoutUpdateInput, { description: 'What to change.' }) input: CheckoutUpdateInput,
    @Ctx() context: RequestContext,
  ): Changed {
    return this.change(context, input.cartId, (holder, cartId) =>
      this.carts.updateCheckout(holder, { ...input, cartId }),
    )
  }

  private async change(
    context: RequestContext,
    id: string,
    job: (holder: CartHolder, cartId: string) => Promise<Result<CartMade, Problem>>,
  ): Changed {
    const holder = holderOf(context)
    const cartId = uuidOf('Cart', id)
    const changed = cartId === null ? rejected([unknown(id)]) : await job(holder, cartId)
    await context.committed()
    if (!changed.ok) return cartRejection(changed.errors, cartId)
    const { made } = changed.value
    const cart =
      (made && (await shownCart(this, context, made.cart, holder.customerId, made.market))) ??
      (await this.shown(holder, context, changed.value.cartId))
    const warnings = presentWarnings(changed.value.cartId, cart.currency, changed.value.warnings)
    return new CartPayload(cart, warnings)
  }

  private async shown(holder: CartHolder, context: RequestContext, cartId: string) {
    const cart = await shownCart(this, context, await this.carts.find(holder, cartId))
    assert(cart, 'who has changed a cart may open it')
    return cart
  }
}

/** A call with more codes is refused before any is tried. */
const mostCounted = 10

const unknown = (id: string): Problem =>
  notFound(['cartId'], id, 'There is no such cart, or it is not yours.')

const wantedLine = ({ variantId, quantity, attributes }: inputs.CartLineInput): CartLineInput => ({
  ...{ variantId: keyOf('ProductVariant', variantId), quantity, attributes },
})
