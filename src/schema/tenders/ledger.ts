import { ArgsType, Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { type PostingKind, postingKinds, type LedgerEntry as Source } from '../../domains/tenders/types.js'
import { globalId } from '../../kernel/ids.js'
import { connectionOf } from '../connections.js'
import { Money } from '../money.js'
import { PageArguments } from '../page-arguments.js'
import { CurrencyCode, DateTime } from '../scalars.js'

const LedgerEntryKind = Object.fromEntries(postingKinds.map((one) => [one, one])) as {
  readonly [Name in PostingKind]: Name
}
registerEnumType(LedgerEntryKind, {
  name: 'LedgerEntryKind',
  description: 'Why money moved. More kinds may appear: keep a default branch.',
  valuesConfig: {
    ISSUE: { description: 'The gift card was issued.' },
    TAKE: { description: 'It paid for an order.' },
    GIVE_BACK: { description: 'What an order had taken went back, such as when it was cancelled.' },
    REFUND: { description: 'A part of what an order had taken went back.' },
    ADJUST: { description: 'Staff changed it.' },
  },
})

@ObjectType({
  description:
    'Money that came onto a gift card or a store credit, or left it. Every entry has its counterpart in the ledger, so that all ' +
    'of them together are zero, and none is ever changed.',
})
export class LedgerEntry {
  constructor(readonly source: Source) {}

  @Field(() => ID, { description: 'Names this entry among all things.' })
  get id(): string {
    return globalId('LedgerEntry', this.source.id)
  }

  @Field(() => LedgerEntryKind, { description: 'Why.' })
  get kind(): PostingKind {
    return this.source.kind
  }

  @Field(() => Money, { description: 'How much came onto it; below zero, left it.' })
  get amount(): object {
    return { amountMinor: this.source.amountMinor, currency: this.source.currency }
  }

  @Field(() => Money, { description: 'What was there then.' })
  get balance(): object {
    return { amountMinor: this.source.balanceAfterMinor, currency: this.source.currency }
  }

  @Field(() => String, { nullable: true, description: 'What it was for, such as an order: `order:…`.' })
  get reference(): string | null {
    return this.source.reference
  }

  @Field(() => String, { nullable: true, description: 'What staff gave as the reason.' })
  get reason(): string | null {
    return this.source.reason
  }

  @Field(() => String, {
    nullable: true,
    description: 'Who did it, as in the audit: `key:…`, `staff:…`; null for what an order did.',
  })
  get actor(): string | null {
    return this.source.actor
  }

  @Field(() => DateTime, { description: 'When.' })
  get at(): Date {
    return this.source.at
  }
}

export const LedgerEntryConnection = connectionOf(LedgerEntry)

@ArgsType()
export class GiftCardEntriesArguments extends PageArguments {
  @Field(() => ID, { description: 'The `id` of the gift card.' })
  readonly giftCardId!: string
}

@ArgsType()
export class StoreCreditEntriesArguments extends PageArguments {
  @Field(() => ID, { description: 'The `id` of the customer.' })
  readonly customerId!: string
  @Field(() => CurrencyCode, { description: 'A customer has a credit of its own in each currency.' })
  readonly currency!: string
}
