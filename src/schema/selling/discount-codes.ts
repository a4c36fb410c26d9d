import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import type * as promotions from '../../domains/promotions/types.js'
import { globalId } from '../../kernel/ids.js'
import { percentOf } from '../../kernel/save-problems.js'
import { connectionOf } from '../connections.js'
import { Rejection } from '../errors-rejection.js'
import { Money, MoneyInput } from '../money.js'
import { DateTime, Decimal } from '../scalars.js'

@InputType({
  description:
    'Creates the discount code, or changes it; one that was disabled works again. Omitted = unchanged. ' +
    'It takes one of `percent`, `amounts` and `freeShipping`.',
})
export class DiscountCodeSaveInput implements promotions.DiscountCodeInput {
  @Field(() => String, {
    description: 'What shoppers type in, at most 64 characters; case and spaces around it do not matter.',
  })
  readonly code!: string
  @Field(() => Int, {
    nullable: true,
    description: 'The version you changed; refused if it is no longer that. 0: must not exist yet.',
  })
  readonly expectedVersion?: number | null
  @Field(() => String, {
    nullable: true,
    description: 'What shoppers see beside the amount; the code if omitted.',
  })
  readonly name?: string | null
  @Field(() => Decimal, { nullable: true, description: 'Of all lines: above 0, at most 100.' })
  readonly percent?: string | null
  @Field(() => [MoneyInput], {
    nullable: true,
    description: 'Off all lines together, one for each currency; in others the code is not offered.',
  })
  readonly amounts?: MoneyInput[] | null
  @Field(() => Boolean, { nullable: true, description: 'True takes off what delivery costs.' })
  readonly freeShipping?: boolean | null
  @Field(() => [String], { nullable: true, description: 'Slugs of channels; every channel if null.' })
  readonly channels?: string[] | null
  @Field(() => [String], {
    nullable: true,
    description:
      'External references of categories, at most 500: it takes off from products of any of them, or of what is below them. ' +
      'Free shipping is then for carts with such a product. Null or empty: from all. Not together with `products`.',
  })
  readonly categories?: string[] | null
  @Field(() => [String], {
    nullable: true,
    description:
      'External references of products, at most 500, that it takes off from. Null or empty: from all. Not together with `categories`.',
  })
  readonly products?: string[] | null
  @Field(() => [MoneyInput], {
    nullable: true,
    description: 'The least that all lines cost, one for each currency; in others it is then not offered.',
  })
  readonly minimumSubtotals?: MoneyInput[] | null
  @Field(() => DateTime, { nullable: true, description: 'From when on.' })
  readonly startsAt?: Date | null
  @Field(() => DateTime, { nullable: true, description: 'The first instant at which it is over.' })
  readonly endsAt?: Date | null
  @Field(() => Int, {
    nullable: true,
    description: 'How often it can be used in all, not below what is used already; any number if null.',
  })
  readonly usageLimit?: number | null
  @Field(() => Int, {
    nullable: true,
    description:
      'How often a customer can use it; any number if null. Guests are told apart by their e-mail addresses.',
  })
  readonly perCustomerLimit?: number | null
}

@InputType({ description: 'The discount code to end.' })
export class DiscountCodeDisableInput {
  @Field(() => String, { description: 'The code, however it is spelled.' })
  readonly code!: string
}

@ObjectType({ description: 'A code that shoppers type in for a discount.' })
export class DiscountCode {
  constructor(readonly source: promotions.DiscountCode) {}

  @Field(() => ID, { description: 'Names this discount code among all things.' })
  get id(): string {
    return globalId('DiscountCode', this.source.id)
  }

  @Field(() => String, { description: 'As it is written.' })
  get code(): string {
    return this.source.code
  }

  @Field(() => String, { description: 'What shoppers see beside the amount.' })
  get name(): string {
    return this.source.name
  }

  @Field(() => Decimal, {
    nullable: true,
    description: 'What it takes off all lines, if that is a part of them.',
  })
  get percent(): string | null {
    const { benefit } = this.source
    return benefit.kind === 'PERCENT' ? percentOf(benefit.rateMillionths) : null
  }

  @Field(() => [Money], {
    description: 'What it takes off all lines, by currency; empty if it is no amount.',
  })
  get amounts(): readonly object[] {
    const { benefit } = this.source
    return benefit.kind === 'AMOUNT' ? moneyOf(benefit.amountsMinor) : []
  }

  @Field(() => Boolean, { description: 'Whether it takes off what delivery costs.' })
  get freeShipping(): boolean {
    return this.source.benefit.kind === 'FREE_SHIPPING'
  }

  @Field(() => [String], { nullable: true, description: 'Slugs of channels; null: every channel.' })
  readonly channels!: readonly string[] | null

  @Field(() => [String], {
    nullable: true,
    description: 'External references of the categories that it is for, with what is below them; null: all.',
  })
  get categories(): readonly string[] | null {
    return this.source.categories?.map(({ externalReference }) => externalReference) ?? null
  }

  @Field(() => [String], {
    nullable: true,
    description: 'External references of the products that it is for; null: all.',
  })
  get products(): readonly string[] | null {
    return this.source.products?.map(({ externalReference }) => externalReference) ?? null
  }

  @Field(() => [Money], {
    description: 'The least that all lines cost, by currency; empty: nothing is asked for.',
  })
  get minimumSubtotals(): readonly object[] {
    return moneyOf(this.source.minimumSubtotalMinor ?? {})
  }

  @Field(() => DateTime, { nullable: true, description: 'From when on.' })
  get startsAt(): Date | null {
    return this.source.startsAt
  }

  @Field(() => DateTime, { nullable: true, description: 'The first instant at which it is over.' })
  get endsAt(): Date | null {
    return this.source.endsAt
  }

  @Field(() => Int, { nullable: true, description: 'How often it can be used in all; null: any number.' })
  get usageLimit(): number | null {
    return this.source.usageLimit
  }

  @Field(() => Int, { nullable: true, description: 'How often a customer can use it; null: any number.' })
  get perCustomerLimit(): number | null {
    return this.source.perCustomerLimit
  }

  @Field(() => Int, { description: 'How often it was used.' })
  get used(): number {
    return this.source.used
  }

  @Field(() => DateTime, { nullable: true, description: 'Since when nobody can use it.' })
  get disabledAt(): Date | null {
    return this.source.disabledAt
  }

  @Field(() => Int, { description: 'Grows with each change; send it as `expectedVersion`.' })
  get version(): number {
    return this.source.version
  }
}

const moneyOf = (amounts: promotions.AmountsMinor): object[] =>
  Object.entries(amounts).map(([currency, amountMinor]) => ({ amountMinor, currency }))

export const DiscountCodeConnection = connectionOf(DiscountCode)

@ObjectType({ simpleResolvers: true, description: 'The discount code was saved.' })
export class DiscountCodePayload {
  constructor(discountCode: DiscountCode) {
    this.discountCode = discountCode
  }
  @Field(() => DiscountCode, { description: 'The code as it is now.' })
  readonly discountCode: DiscountCode
}

export const DiscountCodeResult = createUnionType({
  name: 'DiscountCodeResult',
  description: 'Saved, or nothing was changed.',
  types: () => [DiscountCodePayload, Rejection] as const,
})
