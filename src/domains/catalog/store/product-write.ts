import type { ProductState, StoredProduct } from '../rules/product-state.js'
import type { TextState } from '../rules/texts.js'

/** A product about to be stored; `stored` is null for a new one. */
export interface ProductWrite {
  readonly stored: StoredProduct | null
  readonly state: ProductState & { readonly texts: readonly TextState[] }
}
/** The same with the id that it has or has been given. */
export type Placed = ProductWrite & { readonly id: number }

/** Where it was stored: its id, and its variants' ids in their order. */
export interface WrittenProduct {
  readonly id: number
  readonly variantIds: readonly number[]
}
