import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { Alerts } from '../../domains/alerts/index.js'
import { keyOf } from '../../kernel/ids.js'
import { AcceptedPayload, AcceptedResult } from '../../schema/accepted.js'
import { Costs } from '../../schema/costs.js'
import { type Rejection, rejection } from '../../schema/errors-rejection.js'
import { StockAlertCreateInput } from '../../schema/stock/alerts.js'
import type { RequestContext } from '../context.js'
import { shelfOf } from '../shelf.js'

@Resolver()
export class StockAlertsResolver {
  constructor(private readonly alerts: Alerts) {}

  // Dear, so that one request makes a few at most and rate limits count for something.
  @Costs({ own: 20_000 })
  @Mutation(() => AcceptedResult, {
    description:
      'Tells an e-mail address, once, when a variant that is out of stock can be bought again in the channel of the context. ' +
      'To ask again is to ask once; the answer does not say whether somebody had. What can be bought is refused with ' +
      'AVAILABLE_NOW. An alert is kept for 180 days, and an address has 50 at most: the oldest gives way.',
  })
  async stockAlertCreate(
    @Arg('input', () => StockAlertCreateInput, { description: 'Whom to tell of what.' })
    { variantId, email }: StockAlertCreateInput,
    @Ctx() { audience }: RequestContext,
  ): Promise<AcceptedPayload | Rejection> {
    const request = { variantId: keyOf('ProductVariant', variantId), email }
    const created = await this.alerts.create(shelfOf(audience), request)
    return created.ok ? new AcceptedPayload() : rejection(created.errors)
  }
}
