import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql'
import type * as catalog from '../../domains/catalog/types.js'
import { globalId } from '../../kernel/ids.js'
import { Rejection } from '../errors-rejection.js'
import { Locale } from '../scalars.js'
import { AttributeType } from './entity-inputs.js'

@ObjectType({ simpleResolvers: true, description: 'A text in one language.' })
export class LocalizedText implements catalog.Localized {
  @Field(() => Locale, { description: 'The language.' })
  readonly locale!: string
  @Field(() => String, { description: 'The text.' })
  readonly value!: string
}

@ObjectType({ simpleResolvers: true, description: 'One of the values to choose from.' })
export class AttributeChoiceDefinition {
  @Field(() => String, { description: 'The same in every language, for ever.' })
  readonly key!: string
  @Field(() => [LocalizedText], { description: 'What it is called, by language.' })
  readonly names!: readonly LocalizedText[]
}

@ObjectType('Attribute', { simpleResolvers: true, description: 'The definition of an attribute.' })
export class AttributeDefinition {
  constructor(private readonly source: catalog.Attribute) {}

  @Field(() => ID, { description: 'Names this attribute among all things.' })
  get id(): string {
    return globalId('Attribute', this.source.id)
  }

  @Field(() => String, { description: 'Names the attribute in products and filters.' })
  get key(): string {
    return this.source.key
  }

  @Field(() => AttributeType, { description: 'What kind of value it has.' })
  get type(): string {
    return this.source.type
  }

  @Field(() => String, { nullable: true, description: 'Of numbers, e.g. `ml`.' })
  get unit(): string | null {
    return this.source.unit
  }

  @Field(() => [LocalizedText], { description: 'What it is called, by language.' })
  get names(): readonly LocalizedText[] {
    return this.source.names
  }

  @Field(() => [AttributeChoiceDefinition], {
    description: 'What there is to choose from, of a ONE_OF or MANY_OF.',
  })
  get choices(): readonly AttributeChoiceDefinition[] {
    return this.source.choices
  }

  @Field(() => Int, { description: 'Grows with each change; send it as `expectedVersion`.' })
  get version(): number {
    return this.source.version
  }
}

@ObjectType({ simpleResolvers: true, description: 'How a product type uses an attribute.' })
export class ProductTypeAttribute {
  @Field(() => AttributeDefinition, { description: 'Which attribute.' })
  readonly attribute!: AttributeDefinition
  @Field(() => Boolean, { description: 'Whether an active product must have it.' })
  readonly required!: boolean
  @Field(() => Boolean, { description: 'Whether lists can be filtered by it.' })
  readonly filterable!: boolean
  @Field(() => Boolean, { description: 'Whether search looks into it.' })
  readonly searchable!: boolean
}

@ObjectType({
  simpleResolvers: true,
  description: 'What kind of product something is: which attributes it has.',
})
export class ProductType {
  constructor(
    private readonly source: catalog.ProductType,
    private readonly uses: readonly catalog.AttributeUse[],
  ) {}

  @Field(() => ID, { description: 'Names this product type among all things.' })
  get id(): string {
    return globalId('ProductType', this.source.id)
  }

  @Field(() => String, { description: 'Names the type in products, for ever.' })
  get key(): string {
    return this.source.key
  }

  @Field(() => String, { description: 'What staff call it.' })
  get name(): string {
    return this.source.name
  }

  @Field(() => [ProductTypeAttribute], { description: 'In their order.' })
  get attributes(): readonly ProductTypeAttribute[] {
    return this.uses.map((use) => ({ ...use, attribute: new AttributeDefinition(use.attribute) }))
  }

  @Field(() => Int, { description: 'Grows with each change; send it as `expectedVersion`.' })
  get version(): number {
    return this.source.version
  }
}

@ObjectType({ simpleResolvers: true, description: 'The attribute was saved.' })
export class AttributeSavePayload {
  constructor(attribute: AttributeDefinition) {
    this.attribute = attribute
  }
  @Field(() => AttributeDefinition, { description: 'The attribute as it is now.' })
  readonly attribute: AttributeDefinition
}

@ObjectType({ simpleResolvers: true, description: 'The product type was saved.' })
export class ProductTypeSavePayload {
  constructor(productType: ProductType) {
    this.productType = productType
  }
  @Field(() => ProductType, { description: 'The product type as it is now.' })
  readonly productType: ProductType
}

export const AttributeSaveResult = createUnionType({
  name: 'AttributeSaveResult',
  description: 'Saved, or nothing was changed.',
  types: () => [AttributeSavePayload, Rejection] as const,
})
export const ProductTypeSaveResult = createUnionType({
  name: 'ProductTypeSaveResult',
  description: 'Saved, or nothing was changed.',
  types: () => [ProductTypeSavePayload, Rejection] as const,
})
