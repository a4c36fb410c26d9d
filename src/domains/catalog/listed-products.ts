import type { ReadHandle } from '../../db/index.js'
import type { ProductStatus } from './inputs.js'
import { readUsesOfTypes } from './store/attributes.js'
import { readPublications } from './store/products.js'
import {
  readListedContent,
  readListedVariants,
  readProductCategories,
  readProductNames,
} from './store/read-products.js'
import type { Attribute, Localized, StoredAttributeValue } from './types.js'

/** A value of a filterable attribute, of the product itself or of any of its variants. */
export interface FilterableValue {
  readonly attribute: Attribute
  readonly value: StoredAttributeValue
}
/** All of a product that decides where it is listed and by what it is found there. */
export interface ListedProduct {
  readonly id: number
  readonly status: ProductStatus
  readonly rank: number
  readonly updatedAt: Date
  readonly names: readonly Localized[]
  readonly brandId: number | null
  readonly categoryIds: readonly number[]
  readonly tags: readonly string[]
  readonly publications: readonly { readonly channelId: number; readonly publishedAt: Date }[]
  readonly variants: readonly { readonly id: number; readonly position: number }[]
  readonly filterable: readonly FilterableValue[]
}

/** Reads it for whole batches, with the same number of queries for one product and for a hundred. */
export async function listedProducts(on: ReadHandle, ids: readonly number[]): Promise<ListedProduct[]> {
  const content = await readListedContent(on, ids)
  const variants = byProduct(await readListedVariants(on, ids))
  const names = byProduct(await readProductNames(on, ids))
  const categories = byProduct(await readProductCategories(on, ids))
  const publications = byProduct(await readPublications(on, ids))
  const valuesOf = (row: (typeof content)[number]) => [
    ...row.attributes,
    ...variants(row.id).flatMap((variant) => variant.attributes),
  ]
  const keys = [...new Set(content.flatMap((row) => valuesOf(row).map((value) => value.key)))]
  const uses = await readUsesOfTypes(on, [...new Set(content.map((row) => row.productTypeId))], keys)
  const filterable = new Map(
    uses.filter((use) => use.filterable).map((use) => [`${use.typeId}:${use.attribute.key}`, use.attribute]),
  )
  return content.map((row) => ({
    id: row.id,
    status: row.status as ProductStatus,
    rank: row.rank,
    updatedAt: row.updatedAt,
    brandId: row.brandId,
    tags: row.tags,
    names: names(row.id),
    categoryIds: categories(row.id).map((entry) => entry.categoryId),
    publications: publications(row.id),
    variants: variants(row.id),
    filterable: valuesOf(row).flatMap((value) => {
      const attribute = filterable.get(`${row.productTypeId}:${value.key}`)
      return attribute ? [{ attribute, value }] : []
    }),
  }))
}

function byProduct<T extends { readonly productId: number }>(
  rows: readonly T[],
): (id: number) => readonly T[] {
  const groups = new Map<number, T[]>()
  for (const row of rows) {
    const group = groups.get(row.productId)
    if (group) group.push(row)
    else groups.set(row.productId, [row])
  }
  return (id) => groups.get(id) ?? []
}
