import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql'
import type * as catalog from '../../domains/catalog/types.js'
import { globalId } from '../../kernel/ids.js'
import { Rejection } from '../errors-rejection.js'
import { Locale } from '../scalars.js'
import { AttributeType } from './entity-inputs.js'

@ObjectType({ simpleResolvers: true, description: 'A text in one language.' })
export class LocalizedText implements catalog.Localized {
  @Field(() => Locale)
  readonly locale!: string
  @Field(() => String)
  readonly value!: string
}

@ObjectType({ simpleResolvers: true })
export class AttributeChoiceDefinition {
  @Field(() => String)
  readonly key!: string
  @Field(() => [LocalizedText])
  readonly names!: readonly LocalizedText[]
}

@ObjectType('Attribute', { simpleResolvers: true, description: 'The definition of an attribute.' })
export class AttributeDefinition {
  constructor(private readonly source: catalog.Attribute) {}

  @Field(() => ID)
  get id(): string {
    return globalId('Attribute', this.source.id)
  }

  @Field(() => String)
  get key(): string {
    return this.source.key
  }

  @Field(() => AttributeType)
  get type(): string {
    return this.source.type
  }

  @Field(() => String, { nullable: true })
  get unit(): string | null {
    return this.source.unit
  }

  @Field(() => [LocalizedText])
  get names(): readonly LocalizedText[] {
    return this.source.names
  }

  @Field(() => [AttributeChoiceDefinition])
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
  @Field(() => AttributeDefinition)
  readonly attribute!: AttributeDefinition
  @Field(() => Boolean)
  readonly required!: boolean
  @Field(() => Boolean)
  readonly filterable!: boolean
  @Field(() => Boolean)
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

  @Field(() => ID)
  get id(): string {
    return globalId('ProductType', this.source.id)
  }

  @Field(() => String)
  get key(): string {
    return this.source.key
  }

  @Field(() => String)
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

@ObjectType({ simpleResolvers: true })
export class AttributeSavePayload {
  constructor(attribute: AttributeDefinition) {
    this.attribute = attribute
  }
  @Field(() => AttributeDefinition)
  readonly attribute: AttributeDefinition
}

@ObjectType({ simpleResolvers: true })
export class ProductTypeSavePayload {
  constructor(productType: ProductType) {
    this.productType = productType
  }
  @Field(() => ProductType)
  readonly productType: ProductType
}

export const AttributeSaveResult = createUnionType({
  name: 'AttributeSaveResult',
  types: () => [AttributeSavePayload, Rejection] as const,
})
export const ProductTypeSaveResult = createUnionType({
  name: 'ProductTypeSaveResult',
  types: () => [ProductTypeSavePayload, Rejection] as const,
})
