import { Field, InputType, Int, registerEnumType } from 'type-graphql'
import * as catalog from '../../domains/catalog/inputs.js'
import { SelectedOptionInput } from '../catalog/options.js'
import { CalendarDate, DateTime, Decimal, Url } from '../scalars.js'
import { ImageInput, LocalizedTextInput, TranslationInput } from './entity-inputs.js'
import { PriceInput, QuantityRuleInput, UnitMeasureInput } from './price-inputs.js'

export const ProductStatus = { DRAFT: 'DRAFT', ACTIVE: 'ACTIVE', ARCHIVED: 'ARCHIVED' } as const
registerEnumType(ProductStatus, {
  name: 'ProductStatus',
  description: 'Whether a product is shown.',
  valuesConfig: {
    DRAFT: { description: 'Not shown yet; may lack required attributes.' },
    ACTIVE: { description: 'Shown where it is published and priced.' },
    ARCHIVED: { description: 'Off every shelf, kept for orders and reports.' },
  },
})

export const MediaKind = { IMAGE: 'IMAGE', VIDEO: 'VIDEO' } as const
registerEnumType(MediaKind, {
  name: 'MediaKind',
  description: 'What a medium is.',
  valuesConfig: { IMAGE: { description: 'A picture.' }, VIDEO: { description: 'A film.' } },
})

const WeightUnit = { g: 'g', kg: 'kg', oz: 'oz', lb: 'lb' } as const
registerEnumType(WeightUnit, {
  name: 'WeightUnit',
  description: 'In what a weight is given.',
  valuesConfig: {
    g: { description: 'Grams.' },
    kg: { description: 'Kilograms.' },
    oz: { description: 'Ounces, 16 to a pound.' },
    lb: { description: 'Pounds.' },
  },
})

@InputType({ description: "A value under a key; pass exactly one field, the one of the attribute's type." })
export class AttributeValueInput implements catalog.AttributeValueInput {
  @Field(() => String, { description: 'Which attribute.' })
  readonly key!: string
  @Field(() => String, { nullable: true, description: 'For a TEXT.' })
  readonly text?: string | null
  @Field(() => Decimal, { nullable: true, description: 'For a NUMBER.' })
  readonly number?: string | null
  @Field(() => Boolean, { nullable: true, description: 'For a BOOLEAN.' })
  readonly boolean?: boolean | null
  @Field(() => [String], {
    nullable: true,
    description: 'Choice keys: one for ONE_OF, any number for MANY_OF.',
  })
  readonly choices?: string[] | null
  @Field(() => CalendarDate, { nullable: true, description: 'For a DATE.' })
  readonly date?: string | null
}

@InputType({ description: 'One value of an option, such as the size S.' })
export class ProductOptionValueInput {
  @Field(() => String, { description: 'The same in every language, e.g. `ml_250`.' })
  readonly key!: string
  @Field(() => [LocalizedTextInput], { description: 'What it is called, by language.' })
  readonly names!: LocalizedTextInput[]
  @Field(() => String, { nullable: true, description: 'As `#rrggbb`.' })
  readonly swatchColor?: string | null
  @Field(() => Url, { nullable: true, description: 'A picture of it.' })
  readonly swatchImageUrl?: string | null
}

@InputType({ description: 'Something to choose, such as a size.' })
export class ProductOptionInput implements catalog.ProductOptionInput {
  @Field(() => String, { description: 'The same in every language, e.g. `size`.' })
  readonly key!: string
  @Field(() => [LocalizedTextInput], { description: 'What it is called, by language.' })
  readonly names!: LocalizedTextInput[]
  @Field(() => [ProductOptionValueInput], { description: 'What there is to choose from.' })
  readonly values!: ProductOptionValueInput[]
}

@InputType({ description: 'A picture or a film of a product.' })
export class MediaInput extends ImageInput implements catalog.MediaInput {
  @Field(() => MediaKind, { nullable: true, description: 'IMAGE if omitted.' })
  readonly kind?: 'IMAGE' | 'VIDEO' | null
  @Field(() => String, { nullable: true, description: 'Such as `video/mp4`.' })
  readonly mimeType?: string | null
}

@InputType({ description: 'Where a product is shown, and from when.' })
export class PublicationInput implements catalog.PublicationInput {
  @Field(() => String, { description: "The channel's slug." })
  readonly channel!: string
  @Field(() => DateTime, { nullable: true, description: 'Now if omitted; may lie ahead.' })
  readonly publishedAt?: Date | null
}

@InputType({ description: 'What a variant weighs.' })
export class WeightInput {
  @Field(() => Decimal, { description: 'How many of the unit.' })
  readonly value!: string
  @Field(() => WeightUnit, { description: 'In what it is given.' })
  readonly unit!: 'g' | 'kg' | 'oz' | 'lb'
}

@InputType({
  description: 'A variant, told from its siblings by SKU, else external reference, else option values.',
})
export class VariantInput implements catalog.VariantInput {
  @Field(() => String, {
    nullable: true,
    description: 'Its name in the system that feeds the catalog, unique in the shop.',
  })
  readonly externalReference?: string | null
  @Field(() => String, { nullable: true, description: 'Unique in the shop.' })
  readonly sku?: string | null
  @Field(() => [String], {
    nullable: true,
    description: 'Replaces the whole set; the first is the main one.',
  })
  readonly barcodes?: string[] | null
  @Field(() => [LocalizedTextInput], {
    nullable: true,
    description: 'Its own names; without, its option values name it.',
  })
  readonly names?: LocalizedTextInput[] | null
  @Field(() => [SelectedOptionInput], {
    nullable: true,
    description: 'One value of every option of the product.',
  })
  readonly options?: SelectedOptionInput[] | null
  @Field(() => [AttributeValueInput], { nullable: true, description: 'Replaces the whole set.' })
  readonly attributes?: AttributeValueInput[] | null
  @Field(() => [Url], { nullable: true, description: "URLs out of the product's media." })
  readonly mediaUrls?: string[] | null
  @Field(() => WeightInput, { nullable: true, description: 'What it weighs.' })
  readonly weight?: WeightInput | null
  @Field(() => Boolean, { nullable: true, description: 'True if omitted.' })
  readonly requiresShipping?: boolean | null
  @Field(() => UnitMeasureInput, { nullable: true, description: 'What its unit price is reckoned from.' })
  readonly unitMeasure?: UnitMeasureInput | null
  @Field(() => QuantityRuleInput, {
    nullable: true,
    description: 'Which quantities can be bought; any if null.',
  })
  readonly quantityRule?: QuantityRuleInput | null
  @Field(() => String, {
    nullable: true,
    description: "The key of a tax category, instead of the product's.",
  })
  readonly taxCategory?: string | null
  @Field(() => [PriceInput], { nullable: true, description: 'Replaces the whole set of its prices.' })
  readonly prices?: PriceInput[] | null
}

@InputType({
  description:
    'Creates the product with this external reference, or changes it. Omitted = unchanged, null = cleared.',
})
export class ProductUpsertItem implements catalog.ProductInput {
  @Field(() => String, {
    description: 'Its name in the system that feeds the catalog, unique among products.',
  })
  readonly externalReference!: string
  @Field(() => Int, {
    nullable: true,
    description: 'The version you changed; refused if it is no longer that.',
  })
  readonly expectedVersion?: number | null
  @Field(() => String, { nullable: true, description: 'The key of its type; required for a new product.' })
  readonly productType?: string | null
  @Field(() => ProductStatus, { nullable: true, description: 'DRAFT for a new product if omitted.' })
  readonly status?: catalog.ProductStatus | null
  @Field(() => String, { nullable: true, description: "The brand's external reference." })
  readonly brand?: string | null
  @Field(() => [String], {
    nullable: true,
    description: 'External references; the first is the main category.',
  })
  readonly categories?: string[] | null
  @Field(() => [String], { nullable: true, description: 'Replaces the whole set.' })
  readonly tags?: string[] | null
  @Field(() => Int, { nullable: true, description: 'Higher stands first in FEATURED lists.' })
  readonly rank?: number | null
  @Field(() => String, {
    nullable: true,
    description: "The key of a tax category; the shop's usual one if null, or if there is no such one.",
  })
  readonly taxCategory?: string | null
  @Field(() => [TranslationInput], {
    nullable: true,
    description: 'Replaces the whole set; required for a new product.',
  })
  readonly translations?: TranslationInput[] | null
  @Field(() => [AttributeValueInput], { nullable: true, description: 'Replaces the whole set.' })
  readonly attributes?: AttributeValueInput[] | null
  @Field(() => [ProductOptionInput], { nullable: true, description: 'Replaces the whole set.' })
  readonly options?: ProductOptionInput[] | null
  @Field(() => [MediaInput], { nullable: true, description: 'Replaces the whole set.' })
  readonly media?: MediaInput[] | null
  @Field(() => [PublicationInput], { nullable: true, description: 'Replaces the whole set.' })
  readonly publications?: PublicationInput[] | null
  @Field(() => [VariantInput], {
    nullable: true,
    description:
      'Replaces the whole set, 1 to 2,048: variants left out are archived. Required for a new product.',
  })
  readonly variants?: VariantInput[] | null
}

@InputType({ description: 'Products to create or change.' })
export class ProductsUpsertInput {
  @Field(() => [ProductUpsertItem], { description: 'At most 250.' })
  readonly items!: ProductUpsertItem[]
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Checks everything against the shop as it is and keeps nothing.',
  })
  readonly dryRun!: boolean
}

@InputType({ description: 'The product to take off every shelf.' })
export class ProductArchiveInput {
  @Field(() => String, { description: 'Which product.' })
  readonly externalReference!: string
  @Field(() => Int, { nullable: true, description: 'The version you saw; refused if it is no longer that.' })
  readonly expectedVersion?: number | null
}

@InputType({ description: 'What a variant shall cost.' })
export class VariantPricesInput {
  @Field(() => String, { description: 'Which variant.' })
  readonly sku!: string
  @Field(() => [PriceInput], { description: 'All prices of the variant: those left out are taken away.' })
  readonly prices!: PriceInput[]
}

@InputType({ description: 'Prices to replace.' })
export class PricesSaveInput {
  @Field(() => [VariantPricesInput], { description: 'At most 500; all are saved or none.' })
  readonly items!: VariantPricesInput[]
}
