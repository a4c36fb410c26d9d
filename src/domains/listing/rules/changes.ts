import { builtInFacets, type FacetRow, type ListingRows } from './rows.js'

/** By what products stand in lists. */
export type ListRows = Pick<ListingRows, 'listings' | 'names' | 'facets'>

/** Products that entered, left or moved in some list, and the categories and brands whose lists those may be. */
export interface ListChange {
  readonly productIds: readonly number[]
  readonly categoryIds: readonly number[]
  readonly brandIds: readonly number[]
}

/** null when every list shows the same products in the same order as before. */
export function listChange(before: ListRows, after: ListRows): ListChange | null {
  const [was, is] = [rowTexts(before), rowTexts(after)]
  const productIds = [...new Set([...was.keys(), ...is.keys()])].filter((id) => was.get(id) !== is.get(id))
  if (productIds.length === 0) return null
  const changed = new Set(productIds)
  const facets = [...before.facets, ...after.facets].filter(({ productId }) => changed.has(productId))
  return {
    productIds,
    categoryIds: valuesOf(facets, builtInFacets.category),
    brandIds: valuesOf(facets, builtInFacets.brand),
  }
}

/** Each product's rows as one text. When it was last changed moves it in no list. */
function rowTexts({ listings, names, facets }: ListRows): ReadonlyMap<number, string> {
  const rows = [...listings.map(({ updatedAt: _, ...row }) => row), ...names, ...facets]
  const texts = new Map<number, string[]>()
  for (const row of rows) {
    const text = JSON.stringify(Object.entries(row).sort())
    const ofProduct = texts.get(row.productId)
    if (ofProduct) ofProduct.push(text)
    else texts.set(row.productId, [text])
  }
  return new Map([...texts].map(([id, lines]) => [id, lines.sort().join('\n')]))
}

const valuesOf = (facets: readonly FacetRow[], facetId: number): number[] => [
  ...new Set(facets.filter((facet) => facet.facetId === facetId).map(({ value }) => Number(value))),
]
