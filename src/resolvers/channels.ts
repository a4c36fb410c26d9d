import { Arg, Authorized, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Channel, Channels } from '../domains/channels/index.js'
import { globalId } from '../kernel/ids.js'
import {
  ChannelSaveInput,
  ChannelSavePayload,
  ChannelSaveResult,
  Channel as ChannelType,
  ShopSaveInput,
  ShopSavePayload,
  ShopSaveResult,
  Shop as ShopType,
} from '../schema/channels.js'
import { type Rejection, rejection } from '../schema/errors-rejection.js'
import { Public } from '../schema/public.js'
import type { RequestContext } from './context.js'

@Resolver(() => ShopType)
export class ShopResolver {
  constructor(private readonly service: Channels) {}

  @Public()
  @Query(() => ShopType, { description: 'What is being sold here, and where.' })
  async shop() {
    return { name: await this.service.shopName() }
  }

  @FieldResolver()
  channel(@Ctx() context: RequestContext): Channel {
    return context.audience.channel
  }

  @FieldResolver()
  channels(): Promise<readonly Channel[]> {
    return this.service.all()
  }

  @Authorized('CHANNELS_WRITE')
  @Mutation(() => ShopSaveResult, { description: 'Names the shop.' })
  async shopSave(
    @Arg('input', () => ShopSaveInput, { description: 'What to change of the shop.' }) input: ShopSaveInput,
    @Ctx() context: RequestContext,
  ): Promise<ShopSavePayload | Rejection> {
    const saved = await this.service.saveShop(context.actor, input)
    await context.committed()
    return saved.ok ? new ShopSavePayload(saved.value) : rejection(saved.errors)
  }
}

@Resolver(() => ChannelType)
export class ChannelResolver {
  constructor(private readonly service: Channels) {}

  @FieldResolver()
  id(@Root() channel: Channel): string {
    return globalId('Channel', channel.id)
  }

  @FieldResolver()
  defaultCountry(@Root() { countries }: Channel) {
    return countries[0]
  }

  @FieldResolver()
  defaultCurrency(@Root() { currencies }: Channel) {
    return currencies[0]
  }

  @FieldResolver()
  defaultLocale(@Root() { locales }: Channel) {
    return locales[0]
  }

  @FieldResolver()
  roundTotalsTo(@Root() { roundTotalsToMinor }: Channel) {
    return Object.entries(roundTotalsToMinor).map(([currency, amountMinor]) => ({ currency, amountMinor }))
  }

  @Authorized('CHANNELS_WRITE')
  @Mutation(() => ChannelSaveResult, { description: 'Creates a channel or changes it.' })
  async channelSave(
    @Arg('input', () => ChannelSaveInput, { description: 'The channel and what to change of it.' })
    input: ChannelSaveInput,
    @Ctx() context: RequestContext,
  ): Promise<ChannelSavePayload | Rejection> {
    const saved = await this.service.save(context.actor, input)
    await context.committed()
    return saved.ok ? new ChannelSavePayload(saved.value) : rejection(saved.errors)
  }
}
