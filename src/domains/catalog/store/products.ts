import { and, asc, eq, sql } from 'drizzle-orm'
import { among, query, type ReadHandle, type Slots } from '../../../db/index.js'
import {
  media,
  product,
  productCategory,
  productPublication,
  productType,
  variant,
  variantBarcode,
} from '../../../db/tables/catalog.js'
import type { ProductStatus } from '../inputs.js'
import type { MediaState } from '../rules/media.js'
import type { ProductState, StoredProduct } from '../rules/product-state.js'
import type { VariantState } from '../rules/variants.js'
import { readTexts } from './texts.js'

const productsByReference = query((on, p: Slots<{ references: readonly string[] }>) =>
  on
    .select({ row: product, typeKey: productType.key })
    .from(product)
    .innerJoin(productType, eq(productType.id, product.productTypeId))
    .where(among(product.externalReference, p.references)),
)
const categoriesOf = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on
    .select()
    .from(productCategory)
    .where(among(productCategory.productId, p.ids))
    .orderBy(asc(productCategory.productId), asc(productCategory.position)),
)
const publicationsOf = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on
    .select()
    .from(productPublication)
    .where(among(productPublication.productId, p.ids))
    .orderBy(asc(productPublication.productId), asc(productPublication.channelId)),
)
const mediaOf = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on
    .select()
    .from(media)
    .where(among(media.productId, p.ids))
    .orderBy(asc(media.productId), asc(media.position)),
)
const variantsOf = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on
    .select()
    .from(variant)
    .where(among(variant.productId, p.ids))
    .orderBy(asc(variant.productId), asc(variant.position), asc(variant.id)),
)
const barcodesOf = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on
    .select({ variantId: variantBarcode.variantId, code: variantBarcode.code })
    .from(variantBarcode)
    .innerJoin(variant, eq(variant.id, variantBarcode.variantId))
    .where(among(variant.productId, p.ids))
    .orderBy(asc(variantBarcode.variantId), asc(variantBarcode.position)),
)

const grouped = <K, T>(entries: readonly T[], keyOf: (entry: T) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>()
  for (const entry of entries) {
    const group = groups.get(keyOf(entry))
    if (group) group.push(entry)
    else groups.set(keyOf(entry), [entry])
  }
  return groups
}

/** The products with these external references and all that belongs to them, by reference. */
export async function readStoredProducts(
  on: ReadHandle,
  references: readonly string[],
): Promise<Map<string, StoredProduct>> {
  const products = await productsByReference(on, { references })
  if (products.length === 0) return new Map()
  const ids = products.map(({ row }) => row.id)
  const texts = await readTexts(on, 'product', ids)
  const categories = grouped(await categoriesOf(on, { ids }), (row) => row.productId)
  const publications = grouped(await publicationsOf(on, { ids }), (row) => row.productId)
  const pictures = grouped(await mediaOf(on, { ids }), (row) => row.productId)
  const barcodes = grouped(await barcodesOf(on, { ids }), (row) => row.variantId)
  const variants = grouped(await variantsOf(on, { ids }), (row) => row.productId)
  const stored = products.map(({ row, typeKey }): StoredProduct => {
    const all = (variants.get(row.id) ?? []).map((entry) => ({
      isArchived: entry.archivedAt !== null,
      state: variantStateOf(entry, barcodes.get(entry.id) ?? []),
    }))
    const state: ProductState = {
      externalReference: row.externalReference,
      productTypeId: row.productTypeId,
      brandId: row.brandId,
      status: row.status as ProductStatus,
      tags: row.tags,
      rank: row.rank,
      taxCategory: row.taxCategory,
      categoryIds: (categories.get(row.id) ?? []).map((entry) => entry.categoryId),
      texts: texts.get(row.id) ?? [],
      attributes: row.attributes,
      options: row.options,
      media: (pictures.get(row.id) ?? []).map(mediaStateOf),
      publications: (publications.get(row.id) ?? []).map((entry) => ({
        channelId: entry.channelId,
        publishedAt: entry.publishedAt.getTime(),
      })),
      variants: all.filter(({ isArchived }) => !isArchived).map((entry) => entry.state),
    }
    return {
      id: row.id,
      version: row.version,
      typeKey,
      state,
      archived: all.filter(({ isArchived }) => isArchived).map((entry) => entry.state),
      variantVersions: new Map((variants.get(row.id) ?? []).map((entry) => [entry.id, entry.version])),
    }
  })
  return new Map(stored.map((entry) => [entry.state.externalReference, entry]))
}

const mediaStateOf = (row: typeof media.$inferSelect): MediaState => ({
  url: row.url,
  alts: row.alts,
  width: row.width,
  height: row.height,
  kind: row.kind as MediaState['kind'],
  mimeType: row.mimeType,
})

const variantStateOf = (
  row: typeof variant.$inferSelect,
  barcodes: readonly { code: string }[],
): VariantState => ({
  id: row.id,
  externalReference: row.externalReference,
  sku: row.sku,
  barcodes: barcodes.map((barcode) => barcode.code),
  names: row.names,
  options: row.options,
  optionKey: row.optionKey,
  attributes: row.attributes,
  mediaUrls: row.mediaUrls,
  weight: row.weight,
  requiresShipping: row.requiresShipping,
  unitMeasure: row.unitMeasure,
  quantityRule: row.quantityRule,
  taxCategory: row.taxCategory,
})

const variantsBySku = query((on, p: Slots<{ skus: readonly string[] }>) =>
  on
    .select({ id: variant.id, productId: variant.productId, sku: variant.sku })
    .from(variant)
    .where(among(variant.sku, p.skus)),
)
const variantsByReference = query((on, p: Slots<{ references: readonly string[] }>) =>
  on
    .select({ id: variant.id, productId: variant.productId, reference: variant.externalReference })
    .from(variant)
    .where(among(variant.externalReference, p.references)),
)

/** Which variant holds an SKU or external reference; both are unique in the shop, archived variants included. */
export interface VariantHolder {
  readonly id: number
  readonly productId: number
}
/** What a variant is called by other systems. */
export interface VariantName extends VariantHolder {
  readonly sku: string | null
  readonly externalReference: string | null
}
export async function readSkuHolders(
  on: ReadHandle,
  skus: readonly string[],
): Promise<Map<string, VariantHolder>> {
  const rows = await variantsBySku(on, { skus })
  return new Map(rows.map((row) => [row.sku as string, row]))
}
export async function readReferenceHolders(
  on: ReadHandle,
  references: readonly string[],
): Promise<Map<string, VariantHolder>> {
  const rows = await variantsByReference(on, { references })
  return new Map(rows.map((row) => [row.reference as string, row]))
}

const variantsByIds = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on
    .select({
      id: variant.id,
      productId: variant.productId,
      sku: variant.sku,
      externalReference: variant.externalReference,
    })
    .from(variant)
    .where(among(variant.id, p.ids)),
)
/** The variants with these ids, archived ones too, by what systems call them. */
export const readVariantNames = async (
  on: ReadHandle,
  ids: readonly number[],
): Promise<ReadonlyMap<number, VariantName>> =>
  new Map((await variantsByIds(on, { ids })).map((row) => [row.id, row]))

/** Where each product is shown, and from when. */
export const readPublications = (on: ReadHandle, ids: readonly number[]) => publicationsOf(on, { ids })

const idsByReference = query((on, p: Slots<{ references: readonly string[] }>) =>
  on
    .select({ id: product.id, externalReference: product.externalReference })
    .from(product)
    .where(among(product.externalReference, p.references)),
)
/** The ids of products by external reference. */
export const readProductIds = async (
  on: ReadHandle,
  references: readonly string[],
): Promise<Map<string, number>> =>
  new Map((await idsByReference(on, { references })).map((row) => [row.externalReference, row.id]))

const idsOfType = query((on, p: Slots<{ typeId: number; after: number; limit: number }>) =>
  on
    .select({ id: product.id })
    .from(product)
    .where(and(eq(product.productTypeId, p.typeId), sql`${product.id} > ${p.after}`))
    .orderBy(asc(product.id))
    .limit(p.limit),
)
const idsOfAll = query((on, p: Slots<{ after: number; limit: number }>) =>
  on
    .select({ id: product.id })
    .from(product)
    .where(sql`${product.id} > ${p.after}`)
    .orderBy(asc(product.id))
    .limit(p.limit),
)

/** Product ids behind `after`, in order: all, or those of one product type. For work done in steps. */
export async function productIdsAfter(
  on: ReadHandle,
  after: number,
  limit: number,
  typeId: number | null,
): Promise<number[]> {
  const rows =
    typeId === null ? await idsOfAll(on, { after, limit }) : await idsOfType(on, { typeId, after, limit })
  return rows.map((row) => row.id)
}

const variantCounts = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on
    .select({ productId: variant.productId, count: sql<number>`count(*)`.mapWith(Number) })
    .from(variant)
    .where(among(variant.productId, p.ids))
    .groupBy(variant.productId),
)
/** How many variants each product has or had. */
export const countVariants = async (
  on: ReadHandle,
  ids: readonly number[],
): Promise<ReadonlyMap<number, number>> =>
  new Map((await variantCounts(on, { ids })).map((row) => [row.productId, row.count]))
