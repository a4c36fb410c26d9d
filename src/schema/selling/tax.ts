import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import type * as tax from '../../domains/tax/types.js'
import { globalId } from '../../kernel/ids.js'
import { percentOf } from '../../kernel/save-problems.js'
import { Rejection } from '../errors-rejection.js'
import { DateTime, Decimal } from '../scalars.js'
import { Area, AreaInput } from './areas.js'

@InputType({
  description: 'What is taxed of a category in an area and a time. The smallest area that fits holds.',
})
export class TaxRateInput extends AreaInput implements tax.TaxRateInput {
  @Field(() => String, { description: 'Names the rate, unique in the shop: `de-standard`.' })
  readonly handle!: string
  @Field(() => String, { description: 'As it stands on an invoice.' })
  readonly name!: string
  @Field(() => Decimal, { description: 'From 0 to 100 with at most 4 decimal places: `"19"`.' })
  readonly ratePercent!: string
  @Field(() => DateTime, { nullable: true, description: 'From when on; since ever if null.' })
  readonly startsAt?: Date | null
  @Field(() => DateTime, { nullable: true, description: 'The first instant at which it is over.' })
  readonly endsAt?: Date | null
  @Field(() => Boolean, {
    nullable: true,
    description: "Whether prices taxed by it include it; as the channel's prices do if null.",
  })
  readonly includedInPrice?: boolean | null
}

@InputType({ description: 'Creates the tax category with this key, or changes it. Omitted = unchanged.' })
export class TaxCategorySaveInput implements tax.TaxCategoryInput {
  @Field(() => String, { description: 'Names it in products, for ever: `standard`.' })
  readonly key!: string
  @Field(() => Int, {
    nullable: true,
    description: 'The version you changed; refused if it is no longer that. 0: must not exist yet.',
  })
  readonly expectedVersion?: number | null
  @Field(() => String, { nullable: true, description: 'What staff call it; the key if omitted.' })
  readonly name?: string | null
  @Field(() => Boolean, {
    nullable: true,
    description: 'True makes it the one of what names none, instead of the one that is. The first always is.',
  })
  readonly isDefault?: boolean | null
  @Field(() => [TaxRateInput], { nullable: true, description: 'Replaces the whole set, at most 5,000.' })
  readonly rates?: TaxRateInput[] | null
}

@ObjectType({ description: 'What is taxed of a category in an area and a time.' })
export class TaxRate {
  constructor(private readonly source: tax.TaxRate) {}

  @Field(() => String, { description: 'Names the rate, unique in the shop.' })
  get handle(): string {
    return this.source.handle
  }

  @Field(() => String, { description: 'As it stands on an invoice.' })
  get name(): string {
    return this.source.name
  }

  @Field(() => Decimal, { description: '`"19"` is 19 %.' })
  get ratePercent(): string {
    return percentOf(this.source.rateMillionths)
  }

  @Field(() => Area, { description: 'Where it holds.' })
  get area(): Area {
    return this.source.area
  }

  @Field(() => DateTime, { nullable: true, description: 'From when on; null: since ever.' })
  get startsAt(): Date | null {
    return this.source.startsAt
  }

  @Field(() => DateTime, { nullable: true, description: 'The first instant at which it is over.' })
  get endsAt(): Date | null {
    return this.source.endsAt
  }

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether prices taxed by it include it; null: as the channel's prices do.",
  })
  get includedInPrice(): boolean | null {
    return this.source.includedInPrice
  }
}

@ObjectType({ description: 'What is taxed alike, such as books.' })
export class TaxCategory {
  constructor(private readonly source: tax.TaxCategory) {}

  @Field(() => ID, { description: 'Names this tax category among all things.' })
  get id(): string {
    return globalId('TaxCategory', this.source.id)
  }

  @Field(() => String, { description: 'Names it in products.' })
  get key(): string {
    return this.source.key
  }

  @Field(() => String, { description: 'What staff call it.' })
  get name(): string {
    return this.source.name
  }

  @Field(() => Boolean, { description: 'Whether it is the one of what names none.' })
  get isDefault(): boolean {
    return this.source.isDefault
  }

  @Field(() => [TaxRate], {
    description: 'What is taxed of it where, in the order in which they were given.',
  })
  get rates(): readonly TaxRate[] {
    return this.source.rates.map((rate) => new TaxRate(rate))
  }

  @Field(() => Int, { description: 'Grows with each change; send it as `expectedVersion`.' })
  get version(): number {
    return this.source.version
  }
}

@ObjectType({ simpleResolvers: true, description: 'The tax category was saved.' })
export class TaxCategorySavePayload {
  constructor(taxCategory: TaxCategory) {
    this.taxCategory = taxCategory
  }
  @Field(() => TaxCategory, { description: 'The category as it is now.' })
  readonly taxCategory: TaxCategory
}

export const TaxCategorySaveResult = createUnionType({
  name: 'TaxCategorySaveResult',
  description: 'Saved, or nothing was changed.',
  types: () => [TaxCategorySavePayload, Rejection] as const,
})
