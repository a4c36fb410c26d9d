import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { decimalOf, exponentOf, formatMoney, type Money } from '../kernel/money/index.js'
import { Money as MoneyType } from '../schema/money.js'
import type { RequestContext } from './context.js'

@Resolver(() => MoneyType)
export class MoneyResolver {
  @FieldResolver()
  exponent(@Root() money: Money): number {
    return exponentOf(money.currency)
  }

  @FieldResolver()
  amount(@Root() money: Money): string {
    return decimalOf(money)
  }

  @FieldResolver()
  formatted(@Root() money: Money, @Ctx() context: RequestContext): string {
    return formatMoney(money, context.audience.locale)
  }
}
