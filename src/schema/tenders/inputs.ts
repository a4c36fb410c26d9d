import { Field, ID, InputType, Int } from 'type-graphql'
import { MoneyInput } from '../money.js'
import { DateTime } from '../scalars.js'

const giftCardId = { description: 'The `id` of the gift card.' }
const idempotencyKey = {
  description:
    '16 to 64 characters: a call that is repeated with its key within 7 days is done once. Make it random.',
}
const note = {
  nullable: true,
  description: 'For staff, at most 1,000 characters. Name nobody: it stays when a customer is erased.',
} as const
const delta = { description: 'What comes onto it; below zero, what goes off it: never more than is there.' }
const reason = {
  description: 'Why, at most 500 characters. Name nobody: the ledger stays when a customer is erased.',
}

@InputType({ description: 'A new gift card.' })
export class GiftCardIssueInput {
  @Field(() => MoneyInput, { description: 'What is on it, above 0. It pays in this currency alone.' })
  readonly amount!: MoneyInput
  @Field(() => DateTime, {
    nullable: true,
    description: 'The first instant at which it is over, in the future; without an end if omitted.',
  })
  readonly endsAt?: Date | null
  @Field(() => String, note)
  readonly note?: string | null
  @Field(() => String, {
    nullable: true,
    description: 'Its name in another system, at most 200 characters. No two cards have the same.',
  })
  readonly externalReference?: string | null
  @Field(() => String, idempotencyKey)
  readonly idempotencyKey!: string
}

@InputType({ description: 'What a gift card shall be. Omitted = unchanged, null = cleared.' })
export class GiftCardUpdateInput {
  @Field(() => ID, giftCardId)
  readonly giftCardId!: string
  @Field(() => Int, { description: 'The version you changed; refused if it is no longer that.' })
  readonly expectedVersion!: number
  @Field(() => DateTime, {
    nullable: true,
    description: 'The first instant at which it is over; one that has passed ends it at once.',
  })
  readonly endsAt?: Date | null
  @Field(() => String, note)
  readonly note?: string | null
  @Field(() => Boolean, {
    nullable: true,
    description: 'True: nobody can use it, and who types in its code is told that there is none.',
  })
  readonly disabled?: boolean | null
}

@InputType({ description: 'Money to put on a gift card, or to take off it.' })
export class GiftCardAdjustInput {
  @Field(() => ID, giftCardId)
  readonly giftCardId!: string
  @Field(() => MoneyInput, delta)
  readonly delta!: MoneyInput
  @Field(() => String, reason)
  readonly reason!: string
  @Field(() => String, idempotencyKey)
  readonly idempotencyKey!: string
}

@InputType({ description: 'Money to give a customer to spend in the shop, or to take away.' })
export class StoreCreditAdjustInput {
  @Field(() => ID, { description: 'The `id` of the customer.' })
  readonly customerId!: string
  @Field(() => MoneyInput, delta)
  readonly delta!: MoneyInput
  @Field(() => String, reason)
  readonly reason!: string
  @Field(() => String, idempotencyKey)
  readonly idempotencyKey!: string
}
