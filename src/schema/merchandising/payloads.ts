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
registerEnumType(UpsertOutcome, {
  name: 'UpsertOutcome',
  description: 'What became of an item.',
  valuesConfig: {
    CREATED: { description: 'It was not there before.' },
    UPDATED: { description: 'Something of it is another now.' },
    UNCHANGED: { description: 'It was like that already.' },
    REJECTED: { description: 'Nothing of it was saved; `errors` says why.' },
  },
})

@ObjectType({
  simpleResolvers: true,
  description: 'What became of one item: all of it was saved, or nothing.',
})
export class ProductUpsertResult {
  @Field(() => String, { description: 'Which item.' })
  readonly externalReference!: string
  @Field(() => UpsertOutcome, { description: 'What became of it.' })
  readonly outcome!: keyof typeof UpsertOutcome
  @Field(() => ID, { nullable: true, description: 'Null when rejected, or created by a dry run.' })
  readonly productId!: string | null
  @Field(() => [UserError], { description: 'Every reason of a rejection; fields are named from `input` on.' })
  readonly errors!: readonly UserError[]
}

@ObjectType({ simpleResolvers: true, description: 'What became of the items.' })
export class ProductsUpsertPayload {
  constructor(results: readonly ProductUpsertResult[]) {
    this.results = results
  }
  @Field(() => [ProductUpsertResult], { description: 'One for each item, in their order.' })
  readonly results: readonly ProductUpsertResult[]
}

@ObjectType({ simpleResolvers: true, description: 'The product is off every shelf.' })
export class ProductArchivePayload {
  constructor(productId: string) {
    this.productId = productId
  }
  @Field(() => ID, { description: 'The product that is off the shelves now.' })
  readonly productId: string
}

@ObjectType({ simpleResolvers: true, description: 'The prices were saved.' })
export class PricesSavePayload {
  constructor(variantIds: readonly string[]) {
    this.variantIds = variantIds
  }
  @Field(() => [ID], { description: 'The variants, in the order of the items.' })
  readonly variantIds: readonly string[]
}

@ObjectType({ simpleResolvers: true, description: 'The brand was saved.' })
export class BrandSavePayload {
  constructor(brand: Brand) {
    this.brand = brand
  }
  @Field(() => Brand, { description: 'The brand as it is now.' })
  readonly brand: Brand
}

@ObjectType({ simpleResolvers: true, description: 'The category was saved.' })
export class CategorySavePayload {
  constructor(category: Category) {
    this.category = category
  }
  @Field(() => Category, { description: 'The category as it is now.' })
  readonly category: Category
}

export const ProductsUpsertResult = createUnionType({
  name: 'ProductsUpsertResult',
  description: 'What became of each item, or why none was looked at.',
  types: () => [ProductsUpsertPayload, Rejection] as const,
})
export const ProductArchiveResult = createUnionType({
  name: 'ProductArchiveResult',
  description: 'Saved, or nothing was changed.',
  types: () => [ProductArchivePayload, Rejection] as const,
})
export const PricesSaveResult = createUnionType({
  name: 'PricesSaveResult',
  description: 'Saved, or nothing was changed.',
  types: () => [PricesSavePayload, Rejection] as const,
})
export const BrandSaveResult = createUnionType({
  name: 'BrandSaveResult',
  description: 'Saved, or nothing was changed.',
  types: () => [BrandSavePayload, Rejection] as const,
})
export const CategorySaveResult = createUnionType({
  name: 'CategorySaveResult',
  description: 'Saved, or nothing was changed.',
  types: () => [CategorySavePayload, Rejection] as const,
})
