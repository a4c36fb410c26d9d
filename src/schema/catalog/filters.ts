import { ArgsType, Directive, Field, ID, InputType, registerEnumType } from 'type-graphql'
import { productSorts } from '../../domains/listing/types.js'
import type { Availability as AvailabilityName } from '../../domains/stock/types.js'
import { PageArguments } from '../page-arguments.js'
import { DateTime, Decimal, SafeInt } from '../scalars.js'
import { Availability } from '../stock/availability.js'

export const ProductSort = Object.fromEntries(productSorts.map((sort) => [sort, sort])) as {
  readonly [Sort in (typeof productSorts)[number]]: Sort
}
registerEnumType(ProductSort, {
  name: 'ProductSort',
  description: 'The order of a list of products. More orders may appear.',
  valuesConfig: {
    FEATURED: { description: "The merchandisers' order." },
    NEWEST: { description: 'The latest published first.' },
    NAME_ASC: { description: 'By name in the locale of the context, ignoring case and accents.' },
    NAME_DESC: { description: 'The same backwards.' },
    PRICE_ASC: { description: 'By the price of the cheapest variant.' },
    PRICE_DESC: { description: 'The same, the dearest product first.' },
  },
})

@InputType({
  description: 'Bounds of the cheapest variant, inclusive, in minor units of the currency of the context.',
})
export class PriceFilter {
  @Field(() => SafeInt, { nullable: true, description: 'The least.' })
  readonly minMinor?: number | null
  @Field(() => SafeInt, { nullable: true, description: 'The most.' })
  readonly maxMinor?: number | null
}

@InputType({
  description:
    'A condition on a filterable attribute. Pass exactly one of `in`, `min` and `max`, `is`. ' +
    'Examples: `{ key: "material", in: ["glass", "copper"] }`, `{ key: "capacity", min: "100", max: "500" }`, `{ key: "food_safe", is: true }`.',
})
export class AttributeFilter {
  @Field(() => String, { description: 'The key of the attribute.' })
  readonly key!: string
  @Field(() => [String], { nullable: true, description: 'Any of these choice keys, texts or dates.' })
  readonly in?: string[] | null
  @Field(() => Decimal, { nullable: true, description: 'For numbers; inclusive.' })
  readonly min?: string | null
  @Field(() => Decimal, { nullable: true, description: 'For numbers; inclusive.' })
  readonly max?: string | null
  @Field(() => Boolean, { nullable: true, description: 'For yes or no.' })
  readonly is?: boolean | null
}

@InputType({ description: 'Only products that meet all of these. Within one list, any entry does.' })
export class ProductFilter {
  @Field(() => [ID], { nullable: true, description: 'At most 250.' })
  readonly ids?: string[] | null
  @Field(() => ID, { nullable: true, description: 'In this category or below it.' })
  readonly categoryId?: string | null
  @Field(() => [ID], { nullable: true, description: 'Of any of these brands.' })
  readonly brandIds?: string[] | null
  @Field(() => [String], { nullable: true, description: 'With any of these tags.' })
  readonly tags?: string[] | null
  @Field(() => PriceFilter, { nullable: true, description: 'Whose cheapest variant costs as much.' })
  readonly price?: PriceFilter | null
  @Field(() => [Availability], {
    nullable: true,
    description: 'Of its best variant in the context. A list follows the stock within moments.',
  })
  readonly availability?: AvailabilityName[] | null
  @Field(() => [AttributeFilter], { nullable: true, description: 'At most 20.' })
  readonly attributes?: AttributeFilter[] | null
  @Field(() => DateTime, {
    nullable: true,
    description: 'Changed at or after this instant, to keep a copy up to date.',
  })
  readonly updatedSince?: Date | null
}

@ArgsType()
export class ProductListArguments extends PageArguments {
  @Field(() => ProductFilter, { nullable: true, description: 'Only products that meet it; all if omitted.' })
  readonly filter?: ProductFilter | null
  @Field(() => ProductSort, { defaultValue: 'FEATURED', description: 'In which order.' })
  readonly sort!: keyof typeof ProductSort
}

@Directive('@oneOf')
@InputType({ description: 'Pass exactly one.' })
export class ProductBy {
  @Field(() => ID, { nullable: true, description: 'The global id of the product.' })
  readonly id?: string
  @Field(() => String, {
    nullable: true,
    description: 'In any locale, the one of the context first. An old slug answers too.',
  })
  readonly slug?: string
  @Field(() => String, { nullable: true, description: 'Its name in the system that feeds the catalog.' })
  readonly externalReference?: string
}

@Directive('@oneOf')
@InputType({ description: 'Pass exactly one.' })
export class VariantBy {
  @Field(() => ID, { nullable: true, description: 'The global id of the variant.' })
  readonly id?: string
  @Field(() => String, { nullable: true, description: 'The stock keeping unit.' })
  readonly sku?: string
  @Field(() => String, {
    nullable: true,
    description: 'As a till scans it. If several variants have it, the oldest is found.',
  })
  readonly barcode?: string
  @Field(() => String, { nullable: true, description: 'Its name in the system that feeds the catalog.' })
  readonly externalReference?: string
}

@Directive('@oneOf')
@InputType({ description: 'Pass exactly one.' })
export class SlugBy {
  @Field(() => ID, { nullable: true, description: 'The global id of the thing.' })
  readonly id?: string
  @Field(() => String, {
    nullable: true,
    description: 'In any locale, the one of the context first. An old slug answers too.',
  })
  readonly slug?: string
}
