import type { AttributeType, BrandInput, CategoryInput } from '../catalog/index.js'

/** An attribute that a row gives a value of, as it is defined if there is none of that key yet. */
export interface AttributeNeed {
  readonly key: string
  readonly type: AttributeType
  readonly unit: string | null
  readonly name: string
  readonly required: boolean
  readonly filterable: boolean
  readonly searchable: boolean
  readonly choices: readonly { readonly key: string; readonly name: string }[]
}

/** What a foreign product refers to. It is made when missing and never changed when there: the shop's own word counts. */
export interface Needs {
  readonly locale: string
  readonly productType: { readonly key: string; readonly name: string }
  readonly attributes: readonly AttributeNeed[]
  readonly brand: BrandInput | null
  /** Parents before their children. */
  readonly categories: readonly CategoryInput[]
}
