import { Arg, Authorized, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Channels } from '../../domains/channels/index.js'
import type { Delivery } from '../../domains/delivery/index.js'
import { type Rejection, rejection } from '../../schema/errors-rejection.js'
import {
  ShippingMethod,
  ShippingMethodSavePayload,
  ShippingMethodSaveResult,
} from '../../schema/selling/delivery.js'
import { ShippingMethodSaveInput } from '../../schema/selling/delivery-inputs.js'
import { Location } from '../../schema/stock/location.js'
import type { RequestContext } from '../context.js'
import { slugsOf } from './slugs.js'

@Resolver(() => ShippingMethod)
export class DeliveryResolver {
  constructor(
    private readonly delivery: Delivery,
    private readonly all: Channels,
  ) {}

  @Authorized('DELIVERY_WRITE')
  @Query(() => [ShippingMethod], {
    description: 'Every shipping method, in the order in which carts offer them.',
  })
  async shippingMethods(): Promise<ShippingMethod[]> {
    return (await this.delivery.methods()).map((method) => new ShippingMethod(method))
  }

  @Authorized('DELIVERY_WRITE')
  @Mutation(() => ShippingMethodSaveResult, { description: 'Saves a way of delivery, or a place of pickup.' })
  async shippingMethodSave(
    @Arg('input', () => ShippingMethodSaveInput, { description: 'The method.' })
    input: ShippingMethodSaveInput,
    @Ctx() context: RequestContext,
  ): Promise<ShippingMethodSavePayload | Rejection> {
    const saved = await this.delivery.save(context.actor, input)
    await context.committed()
    return saved.ok ? new ShippingMethodSavePayload(new ShippingMethod(saved.value)) : rejection(saved.errors)
  }

  @FieldResolver()
  channels(@Root() { source }: ShippingMethod): Promise<string[]> {
    return slugsOf(this.all, source.channelIds)
  }

  @FieldResolver()
  async location(
    @Root() { source }: ShippingMethod,
    @Ctx() { loaders, audience }: RequestContext,
  ): Promise<Location | null> {
    const found = source.locationId === null ? null : await loaders.location.load(source.locationId)
    return found && new Location(found, audience.localeChain)
  }
}
