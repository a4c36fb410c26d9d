import { Field, ID, Int, ObjectType } from 'type-graphql'
import type { ProductStatus as Status } from '../../domains/catalog/inputs.js'
import { QuantityRule, Weight } from '../catalog/variant.js'
import { CalendarDate, CurrencyCode, DateTime, Decimal, Html, Locale, SafeInt, Url } from '../scalars.js'
import { LocalizedText } from './definitions.js'
import { MediaKind, ProductStatus } from './product-inputs.js'

// Each of these has the fields of the input that is called the same, so that what was read can be changed and sent back.

@ObjectType({
  simpleResolvers: true,
  description: 'All texts in one language, as `TranslationInput` takes them.',
})
export class TranslationRecord {
  @Field(() => Locale, { description: 'The language.' })
  readonly locale!: string
  @Field(() => String, { description: 'What it is called.' })
  readonly name!: string
  @Field(() => String, { nullable: true, description: 'Its place in the address of its page.' })
  readonly slug!: string | null
  @Field(() => Html, { nullable: true, description: 'What there is to say about it.' })
  readonly description!: string | null
  @Field(() => String, { nullable: true, description: 'For search engines, instead of the name.' })
  readonly seoTitle!: string | null
  @Field(() => String, { nullable: true, description: 'For search engines.' })
  readonly seoDescription!: string | null
}

@ObjectType({
  simpleResolvers: true,
  description:
    "A value under a key, in the field of the attribute's type, as `AttributeValueInput` takes it.",
})
export class AttributeValueRecord {
  @Field(() => String, { description: 'Which attribute.' })
  readonly key!: string
  @Field(() => String, { nullable: true, description: 'The value of a TEXT.' })
  readonly text?: string | null
  @Field(() => Decimal, { nullable: true, description: 'The value of a NUMBER.' })
  readonly number?: string | null
  @Field(() => Boolean, { nullable: true, description: 'The value of a BOOLEAN.' })
  readonly boolean?: boolean | null
  @Field(() => [String], { nullable: true, description: 'The chosen keys of a ONE_OF or MANY_OF.' })
  readonly choices?: readonly string[] | null
  @Field(() => CalendarDate, { nullable: true, description: 'The value of a DATE.' })
  readonly date?: string | null
}

@ObjectType({
  simpleResolvers: true,
  description: 'A value of an option, as `ProductOptionValueInput` takes it.',
})
export class ProductOptionValueRecord {
  @Field(() => String, { description: 'The same in every language, e.g. `ml_250`.' })
  readonly key!: string
  @Field(() => [LocalizedText], { description: 'What it is called, by language.' })
  readonly names!: readonly LocalizedText[]
  @Field(() => String, { nullable: true, description: 'As `#rrggbb`.' })
  readonly swatchColor!: string | null
  @Field(() => Url, { nullable: true, description: 'A picture of it.' })
  readonly swatchImageUrl!: string | null
}

@ObjectType({ simpleResolvers: true, description: 'Something to choose, as `ProductOptionInput` takes it.' })
export class ProductOptionRecord {
  @Field(() => String, { description: 'The same in every language, e.g. `size`.' })
  readonly key!: string
  @Field(() => [LocalizedText], { description: 'What it is called, by language.' })
  readonly names!: readonly LocalizedText[]
  @Field(() => [ProductOptionValueRecord], { description: 'What there is to choose from.' })
  readonly values!: readonly ProductOptionValueRecord[]
}

@ObjectType({ simpleResolvers: true, description: 'A picture or a film, as `MediaInput` takes it.' })
export class MediaRecord {
  @Field(() => Url, { description: 'Where it lies.' })
  readonly url!: string
  @Field(() => [LocalizedText], { description: 'What it shows, by language.' })
  readonly alts!: readonly LocalizedText[]
  @Field(() => Int, { nullable: true, description: 'Pixels, where known.' })
  readonly width!: number | null
  @Field(() => Int, { nullable: true, description: 'Pixels, where known.' })
  readonly height!: number | null
  @Field(() => MediaKind, { description: 'Which of the two it is.' })
  readonly kind!: 'IMAGE' | 'VIDEO'
  @Field(() => String, { nullable: true, description: 'Such as `video/mp4`, where known.' })
  readonly mimeType!: string | null
}

@ObjectType({
  simpleResolvers: true,
  description: 'Where a product is shown, as `PublicationInput` takes it.',
})
export class PublicationRecord {
  @Field(() => String, { description: "The channel's slug." })
  readonly channel!: string
  @Field(() => DateTime, { description: 'From when on; may lie ahead.' })
  readonly publishedAt!: Date
}

@ObjectType({ simpleResolvers: true, description: 'One price of a variant, as `PriceInput` takes it.' })
export class PriceRecord {
  @Field(() => String, { description: "The channel's slug." })
  readonly channel!: string
  @Field(() => CurrencyCode, { description: 'One that the channel sells in.' })
  readonly currency!: string
  @Field(() => SafeInt, { description: 'Minor units: 1999 for EUR 19.99.' })
  readonly amountMinor!: number
  @Field(() => SafeInt, { nullable: true, description: 'The former price.' })
  readonly compareAtMinor!: number | null
  @Field(() => String, { nullable: true, description: 'The group that has it; null: everybody.' })
  readonly priceGroup?: string | null
  @Field(() => Int, { nullable: true, description: 'For a line of at least so many; null: 1.' })
  readonly minQuantity?: number | null
  @Field(() => DateTime, { nullable: true, description: 'From when on; null: since ever.' })
  readonly startsAt?: Date | null
  @Field(() => DateTime, { nullable: true, description: 'The first instant at which it is over.' })
  readonly endsAt?: Date | null
}

@ObjectType({
  simpleResolvers: true,
  description: 'What a unit price is reckoned from, as `UnitMeasureInput` takes it.',
})
export class UnitMeasureRecord {
  @Field(() => Decimal, { description: 'How many of `unit` are in the pack.' })
  readonly value!: string
  @Field(() => String, { description: 'In what the pack is measured.' })
  readonly unit!: string
  @Field(() => Decimal, { description: 'The price of so many of `perUnit` is shown.' })
  readonly perValue!: string
  @Field(() => String, { description: 'In what that is measured.' })
  readonly perUnit!: string
}

@ObjectType({
  simpleResolvers: true,
  description: 'One value of one option, as `SelectedOptionInput` takes it.',
})
export class SelectedOptionRecord {
  @Field(() => String, { description: 'The key of the option.' })
  readonly key!: string
  @Field(() => String, { description: 'The key of the value.' })
  readonly valueKey!: string
}

@ObjectType({
  simpleResolvers: true,
  description: 'A variant that is not archived, as `VariantInput` takes it.',
})
export class VariantRecord {
  @Field(() => String, { nullable: true, description: 'Its name in the system that feeds the catalog.' })
  readonly externalReference!: string | null
  @Field(() => String, { nullable: true, description: 'The stock keeping unit.' })
  readonly sku!: string | null
  @Field(() => [String], { description: 'The first is the main one.' })
  readonly barcodes!: readonly string[]
  @Field(() => [LocalizedText], { description: 'Its own names; empty when its option values name it.' })
  readonly names!: readonly LocalizedText[]
  @Field(() => [SelectedOptionRecord], { description: 'One value of every option of the product.' })
  readonly options!: readonly SelectedOptionRecord[]
  @Field(() => [AttributeValueRecord], { description: 'What it has besides what the product has.' })
  readonly attributes!: readonly AttributeValueRecord[]
  @Field(() => [Url], { description: "URLs out of the product's media." })
  readonly mediaUrls!: readonly string[]
  @Field(() => Weight, { nullable: true, description: 'What it weighs.' })
  readonly weight!: Weight | null
  @Field(() => Boolean, { description: 'Whether it is sent by post.' })
  readonly requiresShipping!: boolean
  @Field(() => UnitMeasureRecord, { nullable: true, description: 'What its unit price is reckoned from.' })
  readonly unitMeasure?: UnitMeasureRecord | null
  @Field(() => QuantityRule, {
    nullable: true,
    description: 'Which quantities can be bought; null for any, as `QuantityRuleInput` takes it.',
  })
  readonly quantityRule?: QuantityRule | null
  @Field(() => String, {
    nullable: true,
    description: "The key of a tax category, instead of the product's.",
  })
  readonly taxCategory?: string | null
  @Field(() => [PriceRecord], { description: 'All of its prices.' })
  readonly prices!: readonly PriceRecord[]
}

@ObjectType({
  simpleResolvers: true,
  description:
    'A product as it is stored, in every language and channel, for editors: what `productsUpsert` takes. Send `version` along as `expectedVersion`.',
})
export class ProductRecord {
  @Field(() => ID, { description: 'Names the product among all things.' })
  readonly id!: string
  @Field(() => Int, { description: 'Grows with each change; send it as `expectedVersion`.' })
  readonly version!: number
  @Field(() => String, { description: 'Its name in the system that feeds the catalog.' })
  readonly externalReference!: string
  @Field(() => String, { description: 'The key of its type.' })
  readonly productType!: string
  @Field(() => ProductStatus, { description: 'Whether it is shown.' })
  readonly status!: Status
  @Field(() => String, { nullable: true, description: "The brand's external reference." })
  readonly brand!: string | null
  @Field(() => [String], { description: 'External references; the first is the main category.' })
  readonly categories!: readonly string[]
  @Field(() => [String], { description: 'In alphabetical order.' })
  readonly tags!: readonly string[]
  @Field(() => Int, { description: 'Higher stands first in FEATURED lists.' })
  readonly rank!: number
  @Field(() => String, {
    nullable: true,
    description: "The key of a tax category; null for the shop's usual one.",
  })
  readonly taxCategory?: string | null
  @Field(() => [TranslationRecord], { description: 'Its texts, by language.' })
  readonly translations!: readonly TranslationRecord[]
  @Field(() => [AttributeValueRecord], { description: 'By key.' })
  readonly attributes!: readonly AttributeValueRecord[]
  @Field(() => [ProductOptionRecord], { description: "In the merchandisers' order." })
  readonly options!: readonly ProductOptionRecord[]
  @Field(() => [MediaRecord], { description: "In the merchandisers' order." })
  readonly media!: readonly MediaRecord[]
  @Field(() => [PublicationRecord], { description: 'The channels that show it.' })
  readonly publications!: readonly PublicationRecord[]
  @Field(() => [VariantRecord], { description: "In the merchandisers' order." })
  readonly variants!: readonly VariantRecord[]
}
