import { Field, InputType, Int, registerEnumType } from 'type-graphql'
import * as catalog from '../../domains/catalog/inputs.js'
import { Html, Locale, Url } from '../scalars.js'

const version = {
  nullable: true,
  description: 'The version you changed; the save is refused if it is no longer that. 0: must not exist yet.',
}

@InputType({ description: 'A text in one language.' })
export class LocalizedTextInput implements catalog.LocalizedInput {
  @Field(() => Locale, { description: 'The language.' })
  readonly locale!: string
  @Field(() => String, { description: 'The text.' })
  readonly value!: string
}

@InputType({ description: 'All texts in one language. Omitted = unchanged, null = cleared.' })
export class TranslationInput implements catalog.TranslationInput {
  @Field(() => Locale, { description: 'The language.' })
  readonly locale!: string
  @Field(() => String, { description: 'What it is called.' })
  readonly name!: string
  @Field(() => String, {
    nullable: true,
    description: 'Made from the name if omitted; an old slug redirects to the new one.',
  })
  readonly slug?: string | null
  @Field(() => Html, { nullable: true, description: 'Scripts, styles and frames are taken out.' })
  readonly description?: string | null
  @Field(() => String, { nullable: true, description: 'For search engines, instead of the name.' })
  readonly seoTitle?: string | null
  @Field(() => String, { nullable: true, description: 'For search engines.' })
  readonly seoDescription?: string | null
}

@InputType({ description: 'A picture.' })
export class ImageInput implements catalog.ImageInput {
  @Field(() => Url, { description: 'Where it lies.' })
  readonly url!: string
  @Field(() => [LocalizedTextInput], { nullable: true, description: 'What it shows, by language.' })
  readonly alts?: LocalizedTextInput[] | null
  @Field(() => Int, { nullable: true, description: 'Pixels, where known.' })
  readonly width?: number | null
  @Field(() => Int, { nullable: true, description: 'Pixels, where known.' })
  readonly height?: number | null
}

@InputType({
  description: 'Creates the brand with this external reference, or changes it. Omitted = unchanged.',
})
export class BrandSaveInput implements catalog.BrandInput {
  @Field(() => String, { description: 'Its name in the system that feeds the catalog, unique among brands.' })
  readonly externalReference!: string
  @Field(() => Int, version)
  readonly expectedVersion?: number | null
  @Field(() => [TranslationInput], {
    nullable: true,
    description: 'Replaces the whole set; required for a new brand.',
  })
  readonly translations?: TranslationInput[] | null
  @Field(() => ImageInput, { nullable: true, description: 'Its logo.' })
  readonly image?: ImageInput | null
}

@InputType({
  description: 'Creates the category with this external reference, changes or moves it. Omitted = unchanged.',
})
export class CategorySaveInput implements catalog.CategoryInput {
  @Field(() => String, {
    description: 'Its name in the system that feeds the catalog, unique among categories.',
  })
  readonly externalReference!: string
  @Field(() => Int, version)
  readonly expectedVersion?: number | null
  @Field(() => String, {
    nullable: true,
    description: "The parent's external reference; null moves it to the root.",
  })
  readonly parent?: string | null
  @Field(() => Int, { nullable: true, description: 'Order among its siblings, from 0.' })
  readonly position?: number | null
  @Field(() => [TranslationInput], {
    nullable: true,
    description: 'Replaces the whole set; required for a new category.',
  })
  readonly translations?: TranslationInput[] | null
  @Field(() => ImageInput, { nullable: true, description: 'A picture of it.' })
  readonly image?: ImageInput | null
}

export const AttributeType = Object.fromEntries(catalog.attributeTypes.map((type) => [type, type])) as {
  readonly [Type in catalog.AttributeType]: Type
}
registerEnumType(AttributeType, {
  name: 'AttributeType',
  description: 'What kind of value an attribute has.',
  valuesConfig: {
    TEXT: { description: 'A text, the same in every language.' },
    NUMBER: { description: 'An exact decimal, with a unit if it needs one.' },
    BOOLEAN: { description: 'Yes or no.' },
    ONE_OF: { description: 'One of given choices.' },
    MANY_OF: { description: 'Any number of given choices.' },
    DATE: { description: 'A day.' },
  },
})

@InputType({ description: 'One of the values to choose from.' })
export class AttributeChoiceInput {
  @Field(() => String, { description: 'The same in every language, for ever.' })
  readonly key!: string
  @Field(() => [LocalizedTextInput], { description: 'What it is called, by language.' })
  readonly names!: LocalizedTextInput[]
}

@InputType({ description: 'Defines the attribute with this key, or changes it; at once, with no restart.' })
export class AttributeSaveInput implements catalog.AttributeInput {
  @Field(() => String, { description: 'Names the attribute in products and filters, for ever.' })
  readonly key!: string
  @Field(() => Int, version)
  readonly expectedVersion?: number | null
  @Field(() => AttributeType, {
    nullable: true,
    description: 'Required for a new attribute; stays for ever.',
  })
  readonly type?: catalog.AttributeType | null
  @Field(() => String, { nullable: true, description: 'For numbers, e.g. `ml`.' })
  readonly unit?: string | null
  @Field(() => [LocalizedTextInput], { nullable: true, description: 'Replaces the whole set.' })
  readonly names?: LocalizedTextInput[] | null
  @Field(() => [AttributeChoiceInput], {
    nullable: true,
    description: 'For ONE_OF and MANY_OF. May be added to, never taken from.',
  })
  readonly choices?: AttributeChoiceInput[] | null
}

@InputType({ description: 'How a product type uses an attribute.' })
export class ProductTypeAttributeInput implements catalog.ProductTypeAttributeInput {
  @Field(() => String, { description: 'Which attribute.' })
  readonly key!: string
  @Field(() => Boolean, { nullable: true, description: 'An active product must have it.' })
  readonly required?: boolean | null
  @Field(() => Boolean, { nullable: true, description: 'Lists can be filtered by it.' })
  readonly filterable?: boolean | null
  @Field(() => Boolean, { nullable: true, description: 'Search looks into it.' })
  readonly searchable?: boolean | null
}

@InputType({ description: 'Creates the product type with this key, or changes it.' })
export class ProductTypeSaveInput implements catalog.ProductTypeInput {
  @Field(() => String, { description: 'Names the type in products, for ever.' })
  readonly key!: string
  @Field(() => Int, version)
  readonly expectedVersion?: number | null
  @Field(() => String, { nullable: true, description: 'What staff call it; required for a new type.' })
  readonly name?: string | null
  @Field(() => [ProductTypeAttributeInput], { nullable: true, description: 'Replaces the whole set.' })
  readonly attributes?: ProductTypeAttributeInput[] | null
}
