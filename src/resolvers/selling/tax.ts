import { Arg, Authorized, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import type { Tax } from '../../domains/tax/index.js'
import { type Rejection, rejection } from '../../schema/errors-rejection.js'
import {
  TaxCategory,
  TaxCategorySaveInput,
  TaxCategorySavePayload,
  TaxCategorySaveResult,
} from '../../schema/selling/tax.js'
import type { RequestContext } from '../context.js'

@Resolver()
export class TaxResolver {
  constructor(private readonly tax: Tax) {}

  @Authorized('TAXES_WRITE')
  @Query(() => [TaxCategory], { description: 'Every tax category with its rates, by key.' })
  async taxCategories(): Promise<TaxCategory[]> {
    return (await this.tax.categories()).map((category) => new TaxCategory(category))
  }

  @Authorized('TAXES_WRITE')
  @Mutation(() => TaxCategorySaveResult, { description: 'Saves a tax category with its rates.' })
  async taxCategorySave(
    @Arg('input', () => TaxCategorySaveInput, { description: 'The category.' }) input: TaxCategorySaveInput,
    @Ctx() context: RequestContext,
  ): Promise<TaxCategorySavePayload | Rejection> {
    const saved = await this.tax.save(context.actor, input)
    await context.committed()
    return saved.ok ? new TaxCategorySavePayload(new TaxCategory(saved.value)) : rejection(saved.errors)
  }
}
