import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { ChannelInput } from '../domains/channels/types.js'
import { Node } from './common.js'
import { Rejection } from './errors-rejection.js'
import { Money, MoneyInput } from './money.js'
import { CountryCode, CurrencyCode, Locale } from './scalars.js'

export const TaxRounding = { UNIT: 'UNIT', LINE: 'LINE', TOTAL: 'TOTAL' } as const
registerEnumType(TaxRounding, {
  name: 'TaxRounding',
  description: 'Where the part of a minor unit of tax is rounded, ties away from zero.',
  valuesConfig: {
    UNIT: { description: 'For each unit.' },
    LINE: { description: 'For each line, and the shipping.' },
    TOTAL: { description: 'Once for all that has the same rate, and spread over it.' },
  },
})

@ObjectType({
  implements: Node,
  description:
    'A place to sell, with its own prices and published products. The first entry of each list is its default.',
  simpleResolvers: true,
})
export class Channel extends Node {
  @Field(() => ID, { simple: false, description: 'Names this channel among all things.' })
  override readonly id!: unknown
  @Field(() => String, {
    description: 'Names the channel in `@inContext` and in the header `Athanor-Channel`: `eu`.',
  })
  readonly slug!: string
  @Field(() => String, { description: 'What it is called: `Europe`.' })
  readonly name!: string
  @Field(() => [CurrencyCode], { description: 'What prices can be in.' })
  readonly currencies!: readonly string[]
  @Field(() => [Locale], {
    description: 'The languages of its texts, in which missing ones are looked up in this order.',
  })
  readonly locales!: readonly string[]
  @Field(() => [CountryCode], { description: 'Where it sells to.' })
  readonly countries!: readonly string[]
  @Field(() => Boolean, { description: 'Whether prices are shown with tax.' })
  readonly pricesIncludeTax!: boolean
  @Field(() => TaxRounding, { description: 'Where the part of a minor unit of tax is rounded.' })
  readonly taxRounding!: keyof typeof TaxRounding
  @Field(() => [Money], {
    simple: false,
    description:
      'To which multiple totals of carts are rounded, ties up, by currency: CHF 0.05 where that is the smallest coin. Totals in ' +
      'other currencies are exact.',
  })
  readonly roundTotalsTo!: unknown
  @Field(() => Int, {
    nullable: true,
    description:
      'The most units of a variant that `quantityAvailable` tells; above it, and when this is null, it tells no number.',
  })
  readonly quantityDisplayCap!: number | null
  @Field(() => Boolean, { description: 'Whether it is the one for requests that name no channel.' })
  readonly isDefault!: boolean
  @Field(() => Int, { description: 'Grows with each change; editors send it as `expectedVersion`.' })
  readonly version!: number
  @Field(() => CountryCode, { simple: false, description: 'For requests that name no country.' })
  readonly defaultCountry!: string
  @Field(() => CurrencyCode, { simple: false, description: 'For requests that name no currency.' })
  readonly defaultCurrency!: string
  @Field(() => Locale, { simple: false, description: 'For requests whose languages it does not have.' })
  readonly defaultLocale!: string
}

@ObjectType({ description: 'What is being sold, where and how.' })
export class Shop {
  @Field(() => String, { description: 'What the shop is called.' })
  readonly name!: string
  @Field(() => Channel, { description: 'The channel of the context that this request is in.' })
  readonly channel!: object
  @Field(() => [Channel], { description: 'Every channel, in the order of creation.' })
  readonly channels!: readonly object[]
}

@InputType({
  description:
    'Creates the channel with this slug, or changes it. What is left out stays as it is; a new channel needs `name`, ' +
    '`currencies`, `locales` and `countries`.',
})
export class ChannelSaveInput implements ChannelInput {
  @Field(() => String, { description: 'Names the channel for good: up to 64 of a-z, 0-9 and hyphens.' })
  readonly slug!: string
  @Field(() => Int, {
    nullable: true,
    description: 'The version you have seen, 0 for a new channel: refused when it is another by now.',
  })
  readonly expectedVersion?: number | null
  @Field(() => String, { nullable: true, description: 'At most 100 characters.' })
  readonly name?: string | null
  @Field(() => [CurrencyCode], {
    nullable: true,
    description: 'Replaces the list; the first is the default.',
  })
  readonly currencies?: string[] | null
  @Field(() => [Locale], { nullable: true, description: 'Replaces the list; the first is the default.' })
  readonly locales?: string[] | null
  @Field(() => [CountryCode], { nullable: true, description: 'Replaces the list; the first is the default.' })
  readonly countries?: string[] | null
  @Field(() => Boolean, { nullable: true, description: 'True for a new channel unless given.' })
  readonly pricesIncludeTax?: boolean | null
  @Field(() => TaxRounding, { nullable: true, description: 'LINE for a new channel unless given.' })
  readonly taxRounding?: keyof typeof TaxRounding | null
  @Field(() => [MoneyInput], {
    nullable: true,
    description:
      'To which multiple totals of carts are rounded, one for each currency, 1 to 1,000,000 minor units: ' +
      '`[{ amountMinor: 5, currency: CHF }]`. Replaces the whole set; null clears it.',
  })
  readonly roundTotalsTo?: MoneyInput[] | null
  @Field(() => Int, {
    nullable: true,
    description: 'From 0 to 1,000,000; null, as for a new channel, shows the public no numbers.',
  })
  readonly quantityDisplayCap?: number | null
  @Field(() => Boolean, {
    nullable: true,
    description: 'True makes it the default instead of the one that is. The first channel always is.',
  })
  readonly isDefault?: boolean | null
}

@InputType({ description: 'Names the shop.' })
export class ShopSaveInput {
  @Field(() => String, { description: 'What the shop is called, at most 100 characters.' })
  readonly name!: string
}

@ObjectType({ description: 'The channel was saved.', simpleResolvers: true })
export class ChannelSavePayload {
  @Field(() => Channel, { description: 'The channel as it is now.' })
  readonly channel: object

  constructor(channel: object) {
    this.channel = channel
  }
}

@ObjectType({ description: 'The shop was saved.', simpleResolvers: true })
export class ShopSavePayload {
  @Field(() => Shop, { description: 'The shop as it is now.' })
  readonly shop: object

  constructor(shop: object) {
    this.shop = shop
  }
}

export const ChannelSaveResult = createUnionType({
  name: 'ChannelSaveResult',
  description: 'Saved, or nothing was changed.',
  types: () => [ChannelSavePayload, Rejection] as const,
})
export const ShopSaveResult = createUnionType({
  name: 'ShopSaveResult',
  description: 'Saved, or nothing was changed.',
  types: () => [ShopSavePayload, Rejection] as const,
})
