import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Channels } from '../../domains/channels/index.js'
import type { Payments } from '../../domains/payments/index.js'
import { uuidOf } from '../../kernel/ids.js'
import { type Rejection, rejection } from '../../schema/errors-rejection.js'
import {
  PaymentMethodSaveInput,
  PaymentMethodSavePayload,
  PaymentMethodSaveResult,
  PaymentMethodSettings,
} from '../../schema/payments/methods.js'
import { Payment } from '../../schema/payments/payment.js'
import type { RequestContext } from '../context.js'
import { slugsOf } from '../selling/slugs.js'

@Resolver(() => PaymentMethodSettings)
export class PaymentMethodsResolver {
  constructor(
    private readonly payments: Payments,
    private readonly all: Channels,
  ) {}

  @Authorized('PAYMENTS_WRITE')
  @Query(() => [PaymentMethodSettings], {
    description: 'Every payment method, in the order in which carts offer them.',
  })
  async paymentMethods(): Promise<PaymentMethodSettings[]> {
    return (await this.payments.methods()).map((method) => new PaymentMethodSettings(method))
  }

  @Authorized('PAYMENTS_READ')
  @Query(() => Payment, { nullable: true, description: 'A payment; null when there is no such one.' })
  async payment(
    @Arg('id', () => ID, { description: 'The global id of the payment.' }) id: string,
  ): Promise<Payment | null> {
    const key = uuidOf('Payment', id)
    const found = key === null ? null : await this.payments.find(key)
    return found && new Payment(found)
  }

  @Authorized('PAYMENTS_WRITE')
  @Mutation(() => PaymentMethodSaveResult, { description: 'Saves a way to pay.' })
  async paymentMethodSave(
    @Arg('input', () => PaymentMethodSaveInput, { description: 'The method.' })
    input: PaymentMethodSaveInput,
    @Ctx() context: RequestContext,
  ): Promise<PaymentMethodSavePayload | Rejection> {
    const saved = await this.payments.savePaymentMethod(context.actor, input)
    await context.committed()
    return saved.ok
      ? new PaymentMethodSavePayload(new PaymentMethodSettings(saved.value))
      : rejection(saved.errors)
  }

  @FieldResolver()
  channels(@Root() { source }: PaymentMethodSettings): Promise<string[]> {
    return slugsOf(this.all, source.channelIds)
  }

  @FieldResolver()
  isAvailable(@Root() { source }: PaymentMethodSettings): boolean {
    return this.payments.providers.includes(source.provider)
  }
}
