import { createUnionType, Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { Brand } from '../catalog/brand.js'
import { Category } from '../catalog/category.js'
import { UserError } from '../errors.js'
import { Rejection } from '../errors-rejection.js'

const UpsertOutcome = {
  CREATED: 'CREATED',
  UPDATED: 'UPDATED',
  UNCHANGED: 'UNCHANGED',
  REJECTED: 'REJECTED',
} as const
registerEnumType(UpsertOutcome, { name: 'UpsertOutcome', description: 'What became of an item.' })

@ObjectType({
  simpleResolvers: true,
  description: 'What became of one item: all of it was saved, or nothing.',
})
export class ProductUpsertResult {
  @Field(() => String)
  readonly externalReference!: string
  @Field(() => UpsertOutcome)
  readonly outcome!: keyof typeof UpsertOutcome
  @Field(() => ID, { nullable: true, description: 'Null when rejected, or created by a dry run.' })
  readonly productId!: string | null
  @Field(() => [UserError], { description: 'Every reason of a rejection; fields are named from `input` on.' })
  readonly errors!: readonly UserError[]
}

@ObjectType({ simpleResolvers: true })
export class ProductsUpsertPayload {
  constructor(results: readonly ProductUpsertResult[]) {
    this.results = results
  }
  @Field(() => [ProductUpsertResult], { description: 'One for each item, in their order.' })
  readonly results: readonly ProductUpsertResult[]
}

@ObjectType({ simpleResolvers: true })
export class ProductArchivePayload {
  constructor(productId: string) {
    this.productId = productId
  }
  @Field(() => ID)
  readonly productId: string
}

@ObjectType({ simpleResolvers: true })
export class PricesSavePayload {
  constructor(variantIds: readonly string[]) {
    this.variantIds = variantIds
  }
  @Field(() => [ID], { description: 'The variants, in the order of the items.' })
  readonly variantIds: readonly string[]
}

@ObjectType({ simpleResolvers: true })
export class BrandSavePayload {
  constructor(brand: Brand) {
    this.brand = brand
  }
  @Field(() => Brand)
  readonly brand: Brand
}

@ObjectType({ simpleResolvers: true })
export class CategorySavePayload {
  constructor(category: Category) {
    this.category = category
  }
  @Field(() => Category)
  readonly category: Category
}

export const ProductsUpsertResult = createUnionType({
  name: 'ProductsUpsertResult',
  types: () => [ProductsUpsertPayload, Rejection] as const,
})
export const ProductArchiveResult = createUnionType({
  name: 'ProductArchiveResult',
  types: () => [ProductArchivePayload, Rejection] as const,
})
export const PricesSaveResult = createUnionType({
  name: 'PricesSaveResult',
  types: () => [PricesSavePayload, Rejection] as const,
})
export const BrandSaveResult = createUnionType({
  name: 'BrandSaveResult',
  types: () => [BrandSavePayload, Rejection] as const,
})
export const CategorySaveResult = createUnionType({
  name: 'CategorySaveResult',
  types: () => [CategorySavePayload, Rejection] as const,
})
