import { Arg, Authorized, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import type { Catalog } from '../../domains/catalog/index.js'
import { assert } from '../../kernel/assert.js'
import type { Problem } from '../../kernel/problem.js'
import type { Result } from '../../kernel/result.js'
import { type Rejection, rejection } from '../../schema/errors-rejection.js'
import {
  AttributeDefinition,
  AttributeSavePayload,
  AttributeSaveResult,
  ProductType,
  ProductTypeSavePayload,
  ProductTypeSaveResult,
} from '../../schema/merchandising/definitions.js'
import {
  AttributeSaveInput,
  BrandSaveInput,
  CategorySaveInput,
  ProductTypeSaveInput,
} from '../../schema/merchandising/entity-inputs.js'
import {
  BrandSavePayload,
  BrandSaveResult,
  CategorySavePayload,
  CategorySaveResult,
} from '../../schema/merchandising/payloads.js'
import type { RequestContext } from '../context.js'
import { brandOf, categoryOf } from './find.js'

/** What staff defines: the things that products refer to. */
@Resolver()
export class CatalogAdminResolver {
  constructor(private readonly catalog: Catalog) {}

  @Authorized('CATALOG_WRITE')
  @Mutation(() => BrandSaveResult, { description: 'Creates a brand or changes it.' })
  async brandSave(
    @Arg('input', () => BrandSaveInput, { description: 'The brand and what to change of it.' })
    input: BrandSaveInput,
    @Ctx() context: RequestContext,
  ): Promise<BrandSavePayload | Rejection> {
    const saved = await this.catalog.saveBrand(context.actor, input)
    return present(context, saved, async (id) => new BrandSavePayload(existing(await brandOf(context, id))))
  }

  @Authorized('CATALOG_WRITE')
  @Mutation(() => CategorySaveResult, {
    description: 'Creates a category, changes it or moves it with all below it.',
  })
  async categorySave(
    @Arg('input', () => CategorySaveInput, { description: 'The category and what to change of it.' })
    input: CategorySaveInput,
    @Ctx() context: RequestContext,
  ): Promise<CategorySavePayload | Rejection> {
    const saved = await this.catalog.saveCategory(context.actor, input)
    return present(
      context,
      saved,
      async (id) => new CategorySavePayload(existing(await categoryOf(context, id))),
    )
  }

  @Authorized('CATALOG_WRITE')
  @Mutation(() => AttributeSaveResult, { description: 'Defines an attribute or changes it.' })
  async attributeSave(
    @Arg('input', () => AttributeSaveInput, { description: 'The attribute and what to change of it.' })
    input: AttributeSaveInput,
    @Ctx() context: RequestContext,
  ): Promise<AttributeSavePayload | Rejection> {
    const saved = await this.catalog.saveAttribute(context.actor, input)
    return present(
      context,
      saved,
      async () => new AttributeSavePayload(existing(await this.attribute(input.key))),
    )
  }

  @Authorized('CATALOG_WRITE')
  @Mutation(() => ProductTypeSaveResult, { description: 'Creates a product type or changes it.' })
  async productTypeSave(
    @Arg('input', () => ProductTypeSaveInput, { description: 'The product type and what to change of it.' })
    input: ProductTypeSaveInput,
    @Ctx() context: RequestContext,
  ): Promise<ProductTypeSavePayload | Rejection> {
    const saved = await this.catalog.saveProductType(context.actor, input)
    return present(
      context,
      saved,
      async () => new ProductTypeSavePayload(existing(await this.productType(input.key))),
    )
  }

  @Authorized('CATALOG_READ')
  @Query(() => AttributeDefinition, { nullable: true, description: 'The definition of an attribute.' })
  async attribute(
    @Arg('key', () => String, { description: 'The key of the attribute.' }) key: string,
  ): Promise<AttributeDefinition | null> {
    const [attribute] = await this.catalog.attributes([key])
    return attribute ? new AttributeDefinition(attribute) : null
  }

  @Authorized('CATALOG_READ')
  @Query(() => ProductType, { nullable: true, description: 'A product type and its attributes.' })
  async productType(
    @Arg('key', () => String, { description: 'The key of the type.' }) key: string,
  ): Promise<ProductType | null> {
    const [type] = await this.catalog.productTypes([key])
    return type ? new ProductType(type, await this.catalog.productTypeUses(type.id)) : null
  }
}

async function present<Payload>(
  context: RequestContext,
  saved: Result<number, Problem>,
  payload: (id: number) => Promise<Payload>,
): Promise<Payload | Rejection> {
  await context.committed()
  return saved.ok ? payload(saved.value) : rejection(saved.errors)
}

function existing<T>(entity: T | null): T {
  assert(entity, 'what was just saved is there')
  return entity
}
