import { Arg, Args, Authorized, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Channels } from '../../domains/channels/index.js'
import type { DiscountCode as DiscountCodeSource, Promotions } from '../../domains/promotions/index.js'
import type { Problem } from '../../kernel/problem.js'
import type { Result } from '../../kernel/result.js'
import { Connection } from '../../schema/connections-source.js'
import { type Rejection, rejection } from '../../schema/errors-rejection.js'
import { PageArguments } from '../../schema/page-arguments.js'
import {
  DiscountCode,
  DiscountCodeConnection,
  DiscountCodeDisableInput,
  DiscountCodePayload,
  DiscountCodeResult,
  DiscountCodeSaveInput,
} from '../../schema/selling/discount-codes.js'
import type { RequestContext } from '../context.js'
import { slugsOf } from './slugs.js'

@Resolver(() => DiscountCode)
export class DiscountCodesResolver {
  constructor(
    private readonly promotions: Promotions,
    private readonly all: Channels,
  ) {}

  @Authorized('PROMOTIONS_WRITE')
  @Query(() => DiscountCodeConnection, { description: 'Every discount code, the newest first.' })
  async discountCodes(@Args(() => PageArguments) args: PageArguments): Promise<Connection<DiscountCode>> {
    const { cursorOf, items, ...page } = await this.promotions.codes(args)
    return new Connection(
      {
        ...page,
        items: items.map((code) => new DiscountCode(code)),
        cursorOf: ({ source }) => cursorOf(source),
      },
      () => this.promotions.countCodes(),
    )
  }

  @Authorized('PROMOTIONS_WRITE')
  @Mutation(() => DiscountCodeResult, { description: 'Saves a discount code.' })
  async discountCodeSave(
    @Arg('input', () => DiscountCodeSaveInput, { description: 'The code.' }) input: DiscountCodeSaveInput,
    @Ctx() context: RequestContext,
  ): Promise<DiscountCodePayload | Rejection> {
    return present(context, await this.promotions.save(context.actor, input))
  }

  @Authorized('PROMOTIONS_WRITE')
  @Mutation(() => DiscountCodeResult, {
    description: 'Ends a discount code at once; what it was used for stays. Saving it makes it work again.',
  })
  async discountCodeDisable(
    @Arg('input', () => DiscountCodeDisableInput, { description: 'Which code.' })
    { code }: DiscountCodeDisableInput,
    @Ctx() context: RequestContext,
  ): Promise<DiscountCodePayload | Rejection> {
    return present(context, await this.promotions.disable(context.actor, code))
  }

  @FieldResolver()
  async channels(@Root() { source }: DiscountCode): Promise<string[] | null> {
    return source.channelIds && slugsOf(this.all, source.channelIds)
  }
}

async function present(
  context: RequestContext,
  saved: Result<DiscountCodeSource, Problem>,
): Promise<DiscountCodePayload | Rejection> {
  await context.committed()
  return saved.ok ? new DiscountCodePayload(new DiscountCode(saved.value)) : rejection(saved.errors)
}
