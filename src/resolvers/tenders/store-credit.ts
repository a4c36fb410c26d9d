import { Arg, Args, Authorized, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { StoreCredit, Tenders } from '../../domains/tenders/index.js'
import { uuidOf } from '../../kernel/ids.js'
import { notFound } from '../../kernel/problem.js'
import { Connection } from '../../schema/connections-source.js'
import { Customer } from '../../schema/customers/customer.js'
import { type Rejection, rejection } from '../../schema/errors-rejection.js'
import { StoreCreditPayload, StoreCreditResult } from '../../schema/tenders/gift-cards.js'
import { StoreCreditAdjustInput } from '../../schema/tenders/inputs.js'
import {
  LedgerEntry,
  LedgerEntryConnection,
  StoreCreditEntriesArguments,
} from '../../schema/tenders/ledger.js'
import type { RequestContext } from '../context.js'
import { entriesOf } from './entries.js'

@Resolver(() => Customer)
export class StoreCreditResolver {
  constructor(private readonly tenders: Tenders) {}

  @FieldResolver()
  async storeCredit(
    @Root() { source }: Customer,
    @Ctx() { loaders }: RequestContext,
  ): Promise<readonly object[]> {
    return moneyOf(await loaders.storeCredits.load(source.id))
  }

  @Authorized('CUSTOMERS_READ')
  @Query(() => LedgerEntryConnection, {
    description: "What has happened to a customer's store credit in a currency, the newest first.",
  })
  async storeCreditEntries(
    @Args(() => StoreCreditEntriesArguments) { customerId, currency, ...page }: StoreCreditEntriesArguments,
  ): Promise<Connection<LedgerEntry>> {
    const key = uuidOf('Customer', customerId)
    const credits = key === null ? [] : await this.tenders.credits([key])
    const credit = credits.find((one) => one.currency === currency)
    return entriesOf(this.tenders, credit?.id ?? '', page)
  }

  @Authorized('STORE_CREDIT_WRITE')
  @Mutation(() => StoreCreditResult, {
    description:
      'Gives a customer money to spend in the shop, or takes some away. ' +
      'Example: `mutation { storeCreditAdjust(input: { customerId: "cus_1", delta: { amountMinor: 500, currency: "EUR" }, ' +
      'reason: "late delivery", idempotencyKey: "5b0c…" }) { ... on StoreCreditPayload { storeCredit { formatted } } } }`.',
  })
  async storeCreditAdjust(
    @Arg('input', () => StoreCreditAdjustInput, { description: 'How much, and whom.' })
    { customerId: id, ...input }: StoreCreditAdjustInput,
    @Ctx() context: RequestContext,
  ): Promise<StoreCreditPayload | Rejection> {
    const customerId = uuidOf('Customer', id)
    if (customerId === null) return rejection([notFound(['customerId'], id, 'There is no such customer.')])
    const adjusted = await this.tenders.adjustCredit(context.actor, { ...input, customerId })
    await context.committed()
    if (!adjusted.ok) return rejection(adjusted.errors)
    return new StoreCreditPayload(moneyOf(await context.loaders.storeCredits.load(customerId)))
  }
}

const moneyOf = (credits: readonly StoreCredit[]): object[] =>
  credits.flatMap(({ balanceMinor, currency }) =>
    balanceMinor > 0 ? [{ amountMinor: balanceMinor, currency }] : [],
  )
