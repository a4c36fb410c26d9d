import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import { type CartChanged, type Cart as CartSource, explainCart } from '../../domains/cart/index.js'
import { assert } from '../../kernel/assert.js'
import { globalId, uuidOf } from '../../kernel/ids.js'
import { notFound, type Problem } from '../../kernel/problem.js'
import { type Result, rejected } from '../../kernel/result.js'
import { percentOf } from '../../kernel/save-problems.js'
import {
  CartCustomerSetInput,
  CartRecord,
  CartRecordPayload,
  CartRecordResult,
  CartStaffDiscountsSetInput,
} from '../../schema/cart/record.js'
import { type Rejection, rejection } from '../../schema/errors-rejection.js'
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
    return cart ? this.recordOf(cart, handle) : null
  }

  @Authorized('ORDERS_WRITE')
  @Mutation(() => CartRecordResult, {
    description:
      'Takes something off a cart, whoever holds it, in the place of what staff took off before; its code comes after that. ' +
      'A change of currency drops amounts, with a warning; lines that go take their discounts along. Example: ' +
      '`mutation { cartStaffDiscountsSet(input: { cartId: "crt_1", expectedVersion: 3, discounts: [{ name: "By phone", ' +
      'percent: "10" }] }) { ... on CartRecordPayload { record { cart { cost { total { formatted } } } } } } }`.',
  })
  cartStaffDiscountsSet(
    @Arg('input', () => CartStaffDiscountsSetInput, { description: 'Which cart, and what to take off.' })
    input: CartStaffDiscountsSetInput,
    @Ctx() context: RequestContext,
  ): Promise<CartRecordPayload | Rejection> {
    const discounts = input.discounts.map(({ lineIds, ...discount }) => ({
      ...discount,
      lineIds: lineIds?.map((id) => uuidOf('CartLine', id) ?? '') ?? null,
    }))
    return this.changed(context, input.cartId, (cartId) =>
      this.carts.setStaffDiscounts(context.actor, { ...input, cartId, discounts }),
    )
  }

  @Authorized('ORDERS_WRITE')
  @Mutation(() => CartRecordResult, {
    description:
      "Says whose a cart is: a customer's, or by e-mail address whom letters about it go to. Its token opens it still, so keep " +
      'that secret. Example: `mutation { cartCustomerSet(input: { cartId: "crt_1", expectedVersion: 3, customerId: "cus_1" }) { ' +
      '... on CartRecordPayload { record { cart { email shippingAddress { formatted } } } } } }`.',
  })
  cartCustomerSet(
    @Arg('input', () => CartCustomerSetInput, { description: 'Which cart, and whose it is.' })
    input: CartCustomerSetInput,
    @Ctx() context: RequestContext,
  ): Promise<CartRecordPayload | Rejection> {
    const customerId = input.customerId == null ? null : (uuidOf('Customer', input.customerId) ?? '')
    return this.changed(context, input.cartId, (cartId) =>
      this.carts.setCustomer(context.actor, { ...input, cartId, customerId }),
    )
  }

  private async changed(
    context: RequestContext,
    id: string,
    job: (cartId: string) => Promise<Result<CartChanged, Problem>>,
  ): Promise<CartRecordPayload | Rejection> {
    const key = uuidOf('Cart', id)
    const changed = key === null ? rejected([unknown(id)]) : await job(key)
    await context.committed()
    if (!changed.ok) return rejection(changed.errors)
    const cart = await this.carts.byId(changed.value.cartId)
    assert(cart, 'it was just changed')
    return new CartRecordPayload(await this.recordOf(cart))
  }

  private async recordOf(cart: CartSource, handle?: RequestContext['handle']): Promise<CartRecord> {
    const shown = await this.carts.show(cart, handle)
    const { currency } = cart
    return Object.assign(new CartRecord(), {
      cart: presentCart(shown, await this.channels.all(handle)),
      staffDiscounts: cart.staffDiscounts.map(({ name, rateMillionths, amountMinor, lineIds }) => ({
        name,
        percent: rateMillionths === null ? null : percentOf(rateMillionths),
        amount: amountMinor === null ? null : { amountMinor, currency },
        lineIds: lineIds?.map((lineId) => globalId('CartLine', lineId)) ?? null,
      })),
      priceSteps: explainCart(shown.priced).map(({ kind, lineKey, reason, amountMinor }) => ({
        ...{ kind, reason, amount: { amountMinor, currency } },
        lineId: lineKey && globalId('CartLine', lineKey),
      })),
    })
  }
}

const unknown = (id: string): Problem => notFound(['cartId'], id, 'There is no such cart.')
