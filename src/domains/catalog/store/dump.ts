import { asc, gt, sql } from 'drizzle-orm'
import { among, query, type ReadHandle, rows, type Slots } from '../../../db/index.js'
import { attribute, brand, category, product, productType } from '../../../db/tables/catalog.js'
import type { ProductState, StoredProduct } from '../rules/product-state.js'
import type { TextState } from '../rules/texts.js'
import type { Attribute, AttributeUse, ProductType, StoredAttributeValue, StoredImage } from '../types.js'
import { readUsedKeys, readUses } from './attributes.js'
import { readStoredProducts } from './products.js'
import { readTexts } from './texts.js'

// Everything in the catalog as it is stored, each kind in the order of its keys, some behind `after` at a time.

export interface BrandDump {
  readonly externalReference: string
  readonly image: StoredImage | null
  readonly texts: readonly TextState[]
}
export interface CategoryDump extends BrandDump {
  /** The parent's external reference. */
  readonly parent: string | null
  readonly position: number
}
export interface ProductDump extends StoredProduct {
  /** External references. */
  readonly brand: string | null
  readonly categories: readonly string[]
}
type Slice = Slots<{ after: string; limit: number }>

const attributesAfter = query((on, p: Slice) =>
  on.select().from(attribute).where(gt(attribute.key, p.after)).orderBy(asc(attribute.key)).limit(p.limit),
)
export const dumpAttributes = async (on: ReadHandle, after: string, limit: number): Promise<Attribute[]> =>
  (await attributesAfter(on, { after, limit })) as Attribute[]

const typesAfter = query((on, p: Slice) =>
  on
    .select()
    .from(productType)
    .where(gt(productType.key, p.after))
    .orderBy(asc(productType.key))
    .limit(p.limit),
)
export async function dumpProductTypes(
  on: ReadHandle,
  after: string,
  limit: number,
): Promise<(ProductType & { readonly uses: readonly AttributeUse[] })[]> {
  const types: (ProductType & { uses: AttributeUse[] })[] = []
  for (const type of await typesAfter(on, { after, limit }))
    types.push({ ...type, uses: await readUses(on, type.id) })
  return types
}

const brandsAfter = query((on, p: Slice) =>
  on
    .select()
    .from(brand)
    .where(gt(brand.externalReference, p.after))
    .orderBy(asc(brand.externalReference))
    .limit(p.limit),
)
export async function dumpBrands(on: ReadHandle, after: string, limit: number): Promise<BrandDump[]> {
  const brands = await brandsAfter(on, { after, limit })
  const texts = await readTexts(
    on,
    'brand',
    brands.map((row) => row.id),
  )
  return brands.map((row) => ({ ...row, texts: texts.get(row.id) ?? [] }))
}

/** Ids of all categories, parents before their children and by external reference within a level. */
export async function categoryIdsFromRoots(on: ReadHandle): Promise<number[]> {
  const found = await rows<{ id: number }>(
    on,
    sql`with recursive tree(id, level) as (
      select ${category.id}, 0 from ${category} where ${category.parentId} is null
      union all
      select ${category.id}, tree.level + 1 from tree join ${category} on ${category.parentId} = tree.id
    ) select tree.id from tree join ${category} on ${category.id} = tree.id
      order by tree.level, ${category.externalReference}`,
  )
  return found.map((row) => Number(row.id))
}

const categoriesByIds = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on.select().from(category).where(among(category.id, p.ids)),
)
const categoryReferences = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on
    .select({ id: category.id, externalReference: category.externalReference })
    .from(category)
    .where(among(category.id, p.ids)),
)
/** These categories, in this order. */
export async function dumpCategories(on: ReadHandle, ids: readonly number[]): Promise<CategoryDump[]> {
  const found = new Map((await categoriesByIds(on, { ids })).map((row) => [row.id, row]))
  const parentIds = [...found.values()].flatMap((row) => row.parentId ?? [])
  const parents = referenceById(await categoryReferences(on, { ids: parentIds }))
  const texts = await readTexts(on, 'category', ids)
  return ids.flatMap((id) => {
    const row = found.get(id)
    if (!row) return []
    const parent = row.parentId === null ? null : (parents.get(row.parentId) ?? null)
    return { ...row, parent, texts: texts.get(id) ?? [] }
  })
}

const referencesAfter = query((on, p: Slice) =>
  on
    .select({ reference: product.externalReference })
    .from(product)
    .where(gt(product.externalReference, p.after))
    .orderBy(asc(product.externalReference))
    .limit(p.limit),
)
const brandReferences = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on
    .select({ id: brand.id, externalReference: brand.externalReference })
    .from(brand)
    .where(among(brand.id, p.ids)),
)
export async function dumpProducts(on: ReadHandle, after: string, limit: number): Promise<ProductDump[]> {
  const rows = await referencesAfter(on, { after, limit })
  return dumpProductsOf(
    on,
    rows.map((row) => row.reference),
  )
}

/**
 * The products with these external references, in this order. Values that the product type has no more are left out:
 * nobody sees them, and no import would take them.
 */
export async function dumpProductsOf(on: ReadHandle, references: readonly string[]): Promise<ProductDump[]> {
  const stored = await readStoredProducts(on, references)
  const states = [...stored.values()].map(({ state }) => state)
  const own = await ownValues(on, states)
  const brandIds = states.flatMap((state) => state.brandId ?? [])
  const brands = referenceById(await brandReferences(on, { ids: brandIds }))
  const categoryIds = states.flatMap((state) => state.categoryIds)
  const categories = referenceById(await categoryReferences(on, { ids: categoryIds }))
  return references.flatMap((reference) => {
    const found = stored.get(reference)
    if (!found) return []
    const { brandId, categoryIds } = found.state
    const attributes = own(found.state, found.state.attributes)
    const variants = found.state.variants.map((variant) => ({
      ...variant,
      attributes: own(found.state, variant.attributes),
    }))
    return {
      ...found,
      state: { ...found.state, attributes, variants },
      brand: brandId === null ? null : (brands.get(brandId) ?? null),
      categories: categoryIds.flatMap((id) => categories.get(id) ?? []),
    }
  })
}

type Values = readonly StoredAttributeValue[]

async function ownValues(
  on: ReadHandle,
  states: readonly ProductState[],
): Promise<(state: ProductState, values: Values) => Values> {
  const values = states.flatMap((state) => [state, ...state.variants].flatMap(({ attributes }) => attributes))
  const used = await readUsedKeys(
    on,
    [...new Set(states.map((state) => state.productTypeId))],
    [...new Set(values.map((value) => value.key))],
  )
  const isUsed = new Set(used.map(({ typeId, key }) => `${typeId} ${key}`))
  return ({ productTypeId }, values) => values.filter(({ key }) => isUsed.has(`${productTypeId} ${key}`))
}

const referenceById = (found: readonly { id: number; externalReference: string }[]) =>
  new Map(found.map((row) => [row.id, row.externalReference]))
