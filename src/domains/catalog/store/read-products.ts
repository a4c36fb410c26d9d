import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { among, query, type ReadHandle, type Slots, wantedRows } from '../../../db/index.js'
import {
  media,
  product,
  productCategory,
  productText,
  productType,
  variant,
  variantBarcode,
  variantText,
} from '../../../db/tables/catalog.js'
import type { Media, Product, ProductDetails, Variant, VariantDetails } from '../types.js'
import { inBestLocale } from './texts.js'

const wantedId = sql`wanted.value`

const productsByIds = inBestLocale('product', (on, p, best) =>
  on
    .select({
      id: productText.productId,
      contentLocale: productText.locale,
      name: productText.name,
      slug: productText.slug,
      description: productText.description,
    })
    .from(wantedRows(p.ids))
    .innerJoin(productText, and(eq(productText.productId, wantedId), eq(productText.locale, best(wantedId)))),
)
export const readProducts = (
  on: ReadHandle,
  ids: readonly number[],
  chain: readonly string[],
): Promise<Product[]> => productsByIds(on, ids, chain)

const detailsByIds = inBestLocale('product', (on, p, best) =>
  on
    .select({
      id: product.id,
      externalReference: product.externalReference,
      productTypeId: product.productTypeId,
      productType: productType.key,
      brandId: product.brandId,
      createdAt: product.createdAt,
      updatedAt: product.updatedAt,
      tags: product.tags,
      options: product.options,
      attributes: product.attributes,
      version: product.version,
      seoTitle: productText.seoTitle,
      seoDescription: productText.seoDescription,
    })
    .from(product)
    .innerJoin(productType, eq(productType.id, product.productTypeId))
    .innerJoin(
      productText,
      and(eq(productText.productId, product.id), eq(productText.locale, best(product.id))),
    )
    .where(among(product.id, p.ids)),
)
export const readProductDetails = (
  on: ReadHandle,
  ids: readonly number[],
  chain: readonly string[],
): Promise<ProductDetails[]> => detailsByIds(on, ids, chain)

const productByReference = query((on, p: Slots<{ reference: string }>) =>
  on.select({ id: product.id }).from(product).where(eq(product.externalReference, p.reference)),
)
export const productIdByReference = async (on: ReadHandle, reference: string): Promise<number | null> =>
  (await productByReference(on, { reference }))[0]?.id ?? null

const mediaByProducts = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on
    .select()
    .from(media)
    .where(among(media.productId, p.ids))
    .orderBy(asc(media.productId), asc(media.position)),
)
export const readMedia = async (on: ReadHandle, productIds: readonly number[]): Promise<Media[]> =>
  (await mediaByProducts(on, { ids: productIds })) as Media[]

const mediaByIds = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on.select().from(media).where(among(media.id, p.ids)),
)
export const readMediaByIds = async (on: ReadHandle, ids: readonly number[]): Promise<Media[]> =>
  (await mediaByIds(on, { ids })) as Media[]

const categoriesByProducts = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on
    .select({ productId: productCategory.productId, categoryId: productCategory.categoryId })
    .from(productCategory)
    .where(among(productCategory.productId, p.ids))
    .orderBy(asc(productCategory.productId), asc(productCategory.position)),
)
/** The categories of each product, the main one first. */
export const readProductCategories = (on: ReadHandle, ids: readonly number[]) =>
  categoriesByProducts(on, { ids })

const variantsByIds = inBestLocale('variant', (on, p, best) =>
  on
    .select({
      id: variant.id,
      productId: variant.productId,
      sku: variant.sku,
      externalReference: variant.externalReference,
      requiresShipping: variant.requiresShipping,
      name: variantText.name,
    })
    .from(wantedRows(p.ids))
    .innerJoin(variant, and(eq(variant.id, wantedId), isNull(variant.archivedAt)))
    .innerJoin(variantText, and(eq(variantText.variantId, wantedId), eq(variantText.locale, best(wantedId)))),
)
export const readVariants = (
  on: ReadHandle,
  ids: readonly number[],
  chain: readonly string[],
): Promise<Variant[]> => variantsByIds(on, ids, chain)

const variantDetailsByIds = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on
    .select({
      id: variant.id,
      options: variant.options,
      attributes: variant.attributes,
      mediaUrls: variant.mediaUrls,
      weight: variant.weight,
      unitMeasure: variant.unitMeasure,
      quantityRule: variant.quantityRule,
    })
    .from(variant)
    .where(among(variant.id, p.ids)),
)
const barcodesByVariants = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on
    .select({ variantId: variantBarcode.variantId, code: variantBarcode.code })
    .from(variantBarcode)
    .where(among(variantBarcode.variantId, p.ids))
    .orderBy(asc(variantBarcode.variantId), asc(variantBarcode.position)),
)
export async function readVariantDetails(on: ReadHandle, ids: readonly number[]): Promise<VariantDetails[]> {
  const details = await variantDetailsByIds(on, { ids })
  const barcodes = await barcodesByVariants(on, { ids })
  return details.map((row) => ({
    ...row,
    barcodes: barcodes.filter((barcode) => barcode.variantId === row.id).map((barcode) => barcode.code),
  }))
}

const optionKeysOf = query((on, p: Slots<{ productIds: readonly number[] }>) =>
  on
    .select({ id: variant.id, productId: variant.productId, optionKey: variant.optionKey })
    .from(variant)
    .where(and(among(variant.productId, p.productIds), isNull(variant.archivedAt)))
    .orderBy(asc(variant.productId), asc(variant.position), asc(variant.id)),
)
/** What each variant of these products chooses, as option keys, in the product's order. */
export const readOptionKeys = (on: ReadHandle, productIds: readonly number[]) =>
  optionKeysOf(on, { productIds })

const byOptionKeys = query((on, p: Slots<{ productIds: readonly number[]; optionKeys: readonly string[] }>) =>
  on
    .select({ id: variant.id, productId: variant.productId, optionKey: variant.optionKey })
    .from(variant)
    .where(
      and(
        among(variant.productId, p.productIds),
        among(variant.optionKey, p.optionKeys),
        isNull(variant.archivedAt),
      ),
    ),
)
/** The variants of these products under any of these option keys. */
export const variantsByOptions = (
  on: ReadHandle,
  productIds: readonly number[],
  optionKeys: readonly string[],
) => byOptionKeys(on, { productIds, optionKeys })

const bySku = query((on, p: Slots<{ sku: string }>) =>
  on.select({ id: variant.id }).from(variant).where(eq(variant.sku, p.sku)),
)
const byVariantReference = query((on, p: Slots<{ reference: string }>) =>
  on.select({ id: variant.id }).from(variant).where(eq(variant.externalReference, p.reference)),
)
const byBarcode = query((on, p: Slots<{ code: string }>) =>
  on
    .select({ id: variant.id })
    .from(variantBarcode)
    .innerJoin(variant, eq(variant.id, variantBarcode.variantId))
    .where(and(eq(variantBarcode.code, p.code), isNull(variant.archivedAt)))
    .orderBy(asc(variant.id)),
)
/** Variants that answer to a key. A barcode may be printed on several; the others name one at most. */
export async function variantIdsBy(
  on: ReadHandle,
  kind: 'sku' | 'barcode' | 'externalReference',
  key: string,
): Promise<number[]> {
  const found =
    kind === 'sku'
      ? await bySku(on, { sku: key })
      : kind === 'barcode'
        ? await byBarcode(on, { code: key })
        : await byVariantReference(on, { reference: key })
  return found.map((row) => row.id)
}

const listedContent = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on
    .select({
      id: product.id,
      status: product.status,
      productTypeId: product.productTypeId,
      brandId: product.brandId,
      tags: product.tags,
      attributes: product.attributes,
      rank: product.rank,
      updatedAt: product.updatedAt,
    })
    .from(product)
    .where(among(product.id, p.ids)),
)
const listedVariants = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on
    .select({
      id: variant.id,
      productId: variant.productId,
      position: variant.position,
      attributes: variant.attributes,
    })
    .from(variant)
    .where(and(among(variant.productId, p.ids), isNull(variant.archivedAt)))
    .orderBy(asc(variant.productId), asc(variant.position), asc(variant.id)),
)
const namesOf = query((on, p: Slots<{ ids: readonly number[] }>) =>
  on
    .select({ productId: productText.productId, locale: productText.locale, value: productText.name })
    .from(productText)
    .where(among(productText.productId, p.ids))
    .orderBy(asc(productText.productId), asc(productText.locale)),
)
/** The rows that listings are derived from. */
export const readListedContent = (on: ReadHandle, ids: readonly number[]) => listedContent(on, { ids })
export const readListedVariants = (on: ReadHandle, ids: readonly number[]) => listedVariants(on, { ids })
export const readProductNames = (on: ReadHandle, ids: readonly number[]) => namesOf(on, { ids })
