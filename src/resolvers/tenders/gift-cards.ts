import { Arg, Args, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import type { GiftCard as GiftCardSource, Tenders } from '../../domains/tenders/index.js'
import { uuidOf } from '../../kernel/ids.js'
import { InputError } from '../../kernel/input-error.js'
import { notFound, type Problem } from '../../kernel/problem.js'
import { type Result, rejected } from '../../kernel/result.js'
import { isStorable } from '../../kernel/text.js'
import { Connection } from '../../schema/connections-source.js'
import { type Rejection, rejection } from '../../schema/errors-rejection.js'
import {
  GiftCard,
  GiftCardConnection,
  GiftCardIssuePayload,
  GiftCardIssueResult,
  GiftCardPayload,
  GiftCardResult,
  GiftCardsArguments,
} from '../../schema/tenders/gift-cards.js'
import { GiftCardAdjustInput, GiftCardIssueInput, GiftCardUpdateInput } from '../../schema/tenders/inputs.js'
import {
  GiftCardEntriesArguments,
  type LedgerEntry,
  LedgerEntryConnection,
} from '../../schema/tenders/ledger.js'
import type { RequestContext } from '../context.js'
import { entriesOf } from './entries.js'

@Resolver()
export class GiftCardsResolver {
  constructor(private readonly tenders: Tenders) {}

  @Authorized('GIFT_CARDS_READ')
  @Query(() => GiftCardConnection, { description: 'Gift cards, the newest first.' })
  async giftCards(
    @Args(() => GiftCardsArguments) { lastCharacters = null, ...page }: GiftCardsArguments,
  ): Promise<Connection<GiftCard>> {
    if (lastCharacters !== null && !isStorable(lastCharacters))
      throw new InputError(['lastCharacters'], '`lastCharacters` has characters that no code has.')
    const { cursorOf, items, ...rest } = await this.tenders.cards(lastCharacters, page)
    return new Connection(
      { ...rest, items: items.map((card) => new GiftCard(card)), cursorOf: ({ source }) => cursorOf(source) },
      () => this.tenders.countCards(lastCharacters),
    )
  }

  @Authorized('GIFT_CARDS_READ')
  @Query(() => GiftCard, { nullable: true, description: 'A gift card; null when there is no such one.' })
  async giftCard(
    @Arg('id', () => ID, { description: 'The `id` of the gift card.' }) id: string,
  ): Promise<GiftCard | null> {
    const key = uuidOf('GiftCard', id)
    const [found] = key === null ? [] : await this.tenders.giftCards([key])
    return found ? new GiftCard(found) : null
  }

  @Authorized('GIFT_CARDS_READ')
  @Query(() => LedgerEntryConnection, {
    description: 'What has happened to a gift card, the newest first.',
  })
  giftCardEntries(
    @Args(() => GiftCardEntriesArguments) { giftCardId, ...page }: GiftCardEntriesArguments,
  ): Promise<Connection<LedgerEntry>> {
    return entriesOf(this.tenders, uuidOf('GiftCard', giftCardId) ?? '', page)
  }

  @Authorized('GIFT_CARDS_WRITE')
  @Mutation(() => GiftCardIssueResult, {
    description:
      'Issues a gift card. Its code is shown here and never again. ' +
      'Example: `mutation { giftCardIssue(input: { amount: { amountMinor: 1000, currency: "EUR" }, idempotencyKey: "0f9d…" }) { ' +
      '... on GiftCardIssuePayload { code giftCard { id balance { formatted } } } } }`.',
  })
  async giftCardIssue(
    @Arg('input', () => GiftCardIssueInput, { description: 'The card.' }) input: GiftCardIssueInput,
    @Ctx() context: RequestContext,
  ): Promise<GiftCardIssuePayload | Rejection> {
    const issued = await this.tenders.issue(context.actor, input)
    await context.committed()
    return issued.ok ? new GiftCardIssuePayload(issued.value) : rejection(issued.errors)
  }

  @Authorized('GIFT_CARDS_WRITE')
  @Mutation(() => GiftCardResult, {
    description: 'Changes when a gift card ends, whether it may be used, and its note.',
  })
  giftCardUpdate(
    @Arg('input', () => GiftCardUpdateInput, { description: 'What to change.' }) input: GiftCardUpdateInput,
    @Ctx() context: RequestContext,
  ): Promise<GiftCardPayload | Rejection> {
    return change(context, input.giftCardId, (giftCardId) =>
      this.tenders.update(context.actor, { ...input, giftCardId }),
    )
  }

  @Authorized('GIFT_CARDS_WRITE')
  @Mutation(() => GiftCardResult, {
    description: 'Puts money on a gift card or takes some off, also where it has ended or is disabled.',
  })
  giftCardAdjust(
    @Arg('input', () => GiftCardAdjustInput, { description: 'How much.' }) input: GiftCardAdjustInput,
    @Ctx() context: RequestContext,
  ): Promise<GiftCardPayload | Rejection> {
    return change(context, input.giftCardId, (giftCardId) =>
      this.tenders.adjust(context.actor, { ...input, giftCardId }),
    )
  }
}

async function change(
  context: RequestContext,
  id: string,
  job: (giftCardId: string) => Promise<Result<GiftCardSource, Problem>>,
): Promise<GiftCardPayload | Rejection> {
  const key = uuidOf('GiftCard', id)
  const unknown = notFound(['giftCardId'], id, 'There is no such gift card.')
  const changed = key === null ? rejected([unknown]) : await job(key)
  await context.committed()
  return changed.ok ? new GiftCardPayload(changed.value) : rejection(changed.errors)
}
