import { ArgsType, createUnionType, Field, ID, Int, ObjectType } from 'type-graphql'
import type * as tenders from '../../domains/tenders/types.js'
import { globalId } from '../../kernel/ids.js'
import { connectionOf } from '../connections.js'
import { Rejection } from '../errors-rejection.js'
import { Money } from '../money.js'
import { PageArguments } from '../page-arguments.js'
import { DateTime } from '../scalars.js'

@ObjectType({
  description:
    'Money that whoever knows its code may spend in the shop. The code is shown once, when the card is issued, and not kept.',
})
export class GiftCard {
  constructor(readonly source: tenders.GiftCard) {}

  @Field(() => ID, { description: 'Names this gift card among all things. It opens nothing.' })
  get id(): string {
    return globalId('GiftCard', this.source.id)
  }

  @Field(() => String, { description: 'The last four characters of its code, to tell cards apart.' })
  get lastCharacters(): string {
    return this.source.lastCharacters
  }

  @Field(() => Money, { description: 'What was on it at first.' })
  get issued(): object {
    return { amountMinor: this.source.issuedMinor, currency: this.source.currency }
  }

  @Field(() => Money, { description: 'What is left on it.' })
  get balance(): object {
    return { amountMinor: this.source.balanceMinor, currency: this.source.currency }
  }

  @Field(() => DateTime, {
    nullable: true,
    description: 'The first instant at which it is over; null: without an end.',
  })
  get endsAt(): Date | null {
    return this.source.endsAt
  }

  @Field(() => DateTime, { nullable: true, description: 'Since when nobody can use it.' })
  get disabledAt(): Date | null {
    return this.source.disabledAt
  }

  @Field(() => String, { nullable: true, description: 'What staff keep with it.' })
  get note(): string | null {
    return this.source.note
  }

  @Field(() => String, { nullable: true, description: 'Its name in another system.' })
  get externalReference(): string | null {
    return this.source.externalReference
  }

  @Field(() => Int, {
    description: 'Grows when staff change it, and not when it pays; send it as `expectedVersion`.',
  })
  get version(): number {
    return this.source.version
  }

  @Field(() => DateTime, { description: 'When it was issued.' })
  get createdAt(): Date {
    return this.source.createdAt
  }

  @Field(() => DateTime, {
    description: 'When staff last changed its end, its note or whether it may be used.',
  })
  get updatedAt(): Date {
    return this.source.updatedAt
  }
}

export const GiftCardConnection = connectionOf(GiftCard)

@ArgsType()
export class GiftCardsArguments extends PageArguments {
  @Field(() => String, {
    nullable: true,
    description: 'The last four characters of a code, or all of it: only cards that end so.',
  })
  readonly lastCharacters?: string | null
}

@ObjectType({ simpleResolvers: true, description: 'The gift card was issued.' })
export class GiftCardIssuePayload {
  @Field(() => GiftCard, { description: 'The card.' })
  readonly giftCard: GiftCard
  @Field(() => String, {
    nullable: true,
    description:
      'What its holder types in, such as `7H4K-2M9P-QX3T-8WZD-5RCN`. It is told here and never again: null when the call is ' +
      'repeated. If it was lost, disable the card and issue another.',
  })
  readonly code: string | null

  constructor({ card, code }: { readonly card: tenders.GiftCard; readonly code: string | null }) {
    this.giftCard = new GiftCard(card)
    this.code = code
  }
}

@ObjectType({ simpleResolvers: true, description: 'The gift card was changed.' })
export class GiftCardPayload {
  @Field(() => GiftCard, { description: 'As it is now.' })
  readonly giftCard: GiftCard

  constructor(card: tenders.GiftCard) {
    this.giftCard = new GiftCard(card)
  }
}

export const GiftCardIssueResult = createUnionType({
  name: 'GiftCardIssueResult',
  description: 'Issued, or nothing was made.',
  types: () => [GiftCardIssuePayload, Rejection] as const,
})
export const GiftCardResult = createUnionType({
  name: 'GiftCardResult',
  description: 'Changed, or nothing was changed.',
  types: () => [GiftCardPayload, Rejection] as const,
})

@ObjectType({ simpleResolvers: true, description: 'The store credit was changed.' })
export class StoreCreditPayload {
  @Field(() => [Money], { description: 'What the customer has now, by currency.' })
  readonly storeCredit: readonly object[]

  constructor(storeCredit: readonly object[]) {
    this.storeCredit = storeCredit
  }
}
export const StoreCreditResult = createUnionType({
  name: 'StoreCreditResult',
  description: 'Changed, or nothing was changed.',
  types: () => [StoreCreditPayload, Rejection] as const,
})
