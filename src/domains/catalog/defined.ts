import type { ReadHandle } from '../../db/index.js'
import { readAttributes, readProductTypes } from './store/attributes.js'
import { brandIdsByReference, categoryIdsByReference } from './store/references.js'
import type { Attribute } from './types.js'

/** Names that a feed refers to. */
export interface Named {
  readonly brands: readonly string[]
  readonly categories: readonly string[]
  readonly attributes: readonly string[]
  readonly productTypes: readonly string[]
}
export interface Defined {
  readonly brands: ReadonlySet<string>
  readonly categories: ReadonlySet<string>
  readonly attributes: ReadonlyMap<string, Attribute>
  readonly productTypes: ReadonlySet<string>
}

/** Which of these there are. */
export async function definedAmong(on: ReadHandle, names: Named): Promise<Defined> {
  const attributes = await readAttributes(on, names.attributes)
  const productTypes = await readProductTypes(on, names.productTypes)
  return {
    brands: new Set((await brandIdsByReference(on, names.brands)).keys()),
    categories: new Set((await categoryIdsByReference(on, names.categories)).keys()),
    attributes: new Map(attributes.map((attribute) => [attribute.key, attribute])),
    productTypes: new Set(productTypes.map((type) => type.key)),
  }
}
