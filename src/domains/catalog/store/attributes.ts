import { and, asc, eq, sql } from 'drizzle-orm'
import { among, insertRows, query, type ReadHandle, type Slots, type Tx } from '../../../db/index.js'
import { attribute, productType, productTypeAttribute } from '../../../db/tables/catalog.js'
import type { TypeAttributes } from '../rules/attribute-values.js'
import type { Attribute, AttributeUse, ProductType } from '../types.js'

const attributesByKey = query((on, p: Slots<{ keys: readonly string[] }>) =>
  on.select().from(attribute).where(among(attribute.key, p.keys)),
)

const isFilterable = (on: ReadHandle) => {
  const uses = on
    .select({ one: sql`1` })
    .from(productTypeAttribute)
    .where(and(eq(productTypeAttribute.attributeId, attribute.id), eq(productTypeAttribute.filterable, true)))
  return sql<boolean>`exists ${uses}`.mapWith(Boolean)
}
const filterableByKey = query((on, p: Slots<{ keys: readonly string[] }>) =>
  on
    .select({ id: attribute.id, key: attribute.key, type: attribute.type, filterable: isFilterable(on) })
    .from(attribute)
    .where(among(attribute.key, p.keys)),
)
/** An attribute as a filter needs it. */
interface FilterAttribute extends Pick<Attribute, 'id' | 'key' | 'type'> {
  /** Whether any product type is filtered by it. */
  readonly filterable: boolean
}
export const readFilterable = async (on: ReadHandle, keys: readonly string[]): Promise<FilterAttribute[]> =>
  (await filterableByKey(on, { keys })) as FilterAttribute[]

export const readAttributes = async (on: ReadHandle, keys: readonly string[]): Promise<Attribute[]> =>
  (await attributesByKey(on, { keys })) as Attribute[]

const typesByKey = query((on, p: Slots<{ keys: readonly string[] }>) =>
  on.select().from(productType).where(among(productType.key, p.keys)),
)

export const readProductTypes = (on: ReadHandle, keys: readonly string[]): Promise<ProductType[]> =>
  typesByKey(on, { keys })

const mostNamed = 20
const firstTypes = query((on) =>
  on.select({ key: productType.key }).from(productType).orderBy(asc(productType.key)).limit(mostNamed),
)
/** The keys of the first product types, to be named in messages. */
export const someProductTypes = async (on: ReadHandle): Promise<string[]> =>
  (await firstTypes(on, {})).map((type) => type.key)

const allUses = query((on, p: Slots<{ typeId: number }>) =>
  on
    .select({ use: productTypeAttribute, attribute })
    .from(productTypeAttribute)
    .innerJoin(attribute, eq(attribute.id, productTypeAttribute.attributeId))
    .where(eq(productTypeAttribute.productTypeId, p.typeId))
    .orderBy(asc(productTypeAttribute.position)),
)
const someUses = query((on, p: Slots<{ typeId: number; keys: readonly string[] }>) =>
  on
    .select({ use: productTypeAttribute, attribute })
    .from(productTypeAttribute)
    .innerJoin(attribute, eq(attribute.id, productTypeAttribute.attributeId))
    .where(and(eq(productTypeAttribute.productTypeId, p.typeId), among(attribute.key, p.keys)))
    .orderBy(asc(productTypeAttribute.position)),
)
const requiredUses = query((on, p: Slots<{ typeId: number }>) =>
  on
    .select({ use: productTypeAttribute, attribute })
    .from(productTypeAttribute)
    .innerJoin(attribute, eq(attribute.id, productTypeAttribute.attributeId))
    .where(and(eq(productTypeAttribute.productTypeId, p.typeId), eq(productTypeAttribute.required, true))),
)

type UseRow = Awaited<ReturnType<typeof allUses>>[number]
const useOf = ({ use, attribute }: UseRow): AttributeUse => ({
  attribute: attribute as Attribute,
  required: use.required,
  filterable: use.filterable,
  searchable: use.searchable,
})

/** All attributes of a product type, in its order. */
export const readUses = async (on: ReadHandle, typeId: number): Promise<AttributeUse[]> =>
  (await allUses(on, { typeId })).map(useOf)

/** As much of a product type's attributes as values under these keys are checked against: theirs and the required. */
export async function readTypeAttributes(
  on: ReadHandle,
  type: ProductType,
  keys: readonly string[],
): Promise<TypeAttributes & { readonly id: number }> {
  const asked = { typeId: type.id, keys }
  const rows = [...(await someUses(on, asked)), ...(await requiredUses(on, { typeId: type.id }))]
  return { id: type.id, typeKey: type.key, uses: new Map(rows.map((row) => [row.attribute.key, useOf(row)])) }
}

export type AttributeRow = Omit<Attribute, 'id'>

export async function insertAttribute(tx: Tx, row: AttributeRow): Promise<number> {
  const [created] = await tx
    .insert(attribute)
    .values({ ...row, names: [...row.names], choices: [...row.choices] })
    .returning({ id: attribute.id })
  return created?.id as number
}

export async function updateAttribute(tx: Tx, id: number, row: AttributeRow): Promise<void> {
  await tx
    .update(attribute)
    .set({ ...row, names: [...row.names], choices: [...row.choices] })
    .where(eq(attribute.id, id))
}

export type ProductTypeRow = Omit<ProductType, 'id'>

export async function insertProductType(tx: Tx, row: ProductTypeRow): Promise<number> {
  const [created] = await tx.insert(productType).values(row).returning({ id: productType.id })
  return created?.id as number
}

export async function updateProductType(tx: Tx, id: number, row: ProductTypeRow): Promise<void> {
  await tx.update(productType).set(row).where(eq(productType.id, id))
}

const rowsOfUses = (typeId: number, uses: readonly AttributeUse[], from: number) =>
  uses.map(({ attribute, required, filterable, searchable }, index) => ({
    productTypeId: typeId,
    attributeId: attribute.id,
    required,
    filterable,
    searchable,
    position: from + index,
  }))

/** Replaces the attributes of a product type. */
export async function replaceUses(tx: Tx, typeId: number, uses: readonly AttributeUse[]): Promise<void> {
  await tx.delete(productTypeAttribute).where(eq(productTypeAttribute.productTypeId, typeId))
  await insertRows(tx, productTypeAttribute, rowsOfUses(typeId, uses, 0))
}

const lastPosition = query((on, p: Slots<{ typeId: number }>) =>
  on
    .select({ position: sql<number>`coalesce(max(${productTypeAttribute.position}), -1)`.mapWith(Number) })
    .from(productTypeAttribute)
    .where(eq(productTypeAttribute.productTypeId, p.typeId)),
)

/** Puts the attributes that the product type lacks behind its own and answers them. */
export async function insertMissingUses(
  tx: Tx,
  typeId: number,
  uses: readonly AttributeUse[],
): Promise<AttributeUse[]> {
  const known = await someUses(tx, { typeId, keys: uses.map((use) => use.attribute.key) })
  const missing = uses.filter((use) => !known.some((row) => row.attribute.key === use.attribute.key))
  const [last] = await lastPosition(tx, { typeId })
  await insertRows(tx, productTypeAttribute, rowsOfUses(typeId, missing, (last?.position ?? -1) + 1))
  return missing
}

const usesByTypes = query((on, p: Slots<{ typeIds: readonly number[]; keys: readonly string[] }>) =>
  on
    .select({ use: productTypeAttribute, attribute })
    .from(productTypeAttribute)
    .innerJoin(attribute, eq(attribute.id, productTypeAttribute.attributeId))
    .where(and(among(productTypeAttribute.productTypeId, p.typeIds), among(attribute.key, p.keys))),
)
const usedKeys = query((on, p: Slots<{ typeIds: readonly number[]; keys: readonly string[] }>) =>
  on
    .select({ typeId: productTypeAttribute.productTypeId, key: attribute.key })
    .from(productTypeAttribute)
    .innerJoin(attribute, eq(attribute.id, productTypeAttribute.attributeId))
    .where(and(among(productTypeAttribute.productTypeId, p.typeIds), among(attribute.key, p.keys))),
)
/** Which of these attributes each product type has. */
export const readUsedKeys = (on: ReadHandle, typeIds: readonly number[], keys: readonly string[]) =>
  usedKeys(on, { typeIds, keys })

/** How these product types use these attributes, for whole lists of products at once. */
export async function readUsesOfTypes(
  on: ReadHandle,
  typeIds: readonly number[],
  keys: readonly string[],
): Promise<(AttributeUse & { readonly typeId: number; readonly position: number })[]> {
  const rows = await usesByTypes(on, { typeIds, keys })
  return rows.map((row) => ({ ...useOf(row), typeId: row.use.productTypeId, position: row.use.position }))
}
