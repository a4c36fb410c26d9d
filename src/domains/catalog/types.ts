import type {
  Localized,
  SelectedOptionKeys,
  StoredAttributeValue,
  StoredChoice,
  StoredImage,
  StoredOption,
  StoredQuantityRule,
  StoredUnitMeasure,
  StoredWeight,
} from '../../db/tables/catalog.js'
import type { AttributeType } from './inputs.js'

export type {
  Localized,
  SelectedOptionKeys,
  StoredAttributeValue,
  StoredChoice,
  StoredImage,
  StoredOption,
  StoredQuantityRule,
  StoredUnitMeasure,
  StoredWeight,
}

export type SlugKind = 'product' | 'category' | 'brand'

/** The texts that an audience sees, out of the best locale that has any. */
export interface Texts {
  readonly contentLocale: string
  readonly name: string
  readonly slug: string
  readonly description: string | null
  readonly seoTitle: string | null
  readonly seoDescription: string | null
}
interface Versioned {
  readonly id: number
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}
export interface Brand extends Texts, Versioned {
  readonly externalReference: string
  readonly image: StoredImage | null
}
export interface Category extends Texts, Versioned {
  readonly externalReference: string
  readonly parentId: number | null
  readonly position: number
  readonly image: StoredImage | null
}

export interface Attribute extends Versioned {
  readonly key: string
  readonly type: AttributeType
  readonly unit: string | null
  readonly names: readonly Localized[]
  readonly choices: readonly StoredChoice[]
}
/** An attribute as one product type uses it. */
export interface AttributeUse {
  readonly attribute: Attribute
  readonly required: boolean
  readonly filterable: boolean
  readonly searchable: boolean
}
export interface ProductType extends Versioned {
  readonly key: string
  readonly name: string
}

/** What a list shows of a product. */
export interface Product {
  readonly id: number
  readonly contentLocale: string
  readonly name: string
  readonly slug: string
  readonly description: string | null
}
/** What only a product page shows, read apart so that lists do not pay for it. */
export interface ProductDetails {
  readonly id: number
  readonly externalReference: string
  readonly productTypeId: number
  readonly productType: string
  readonly brandId: number | null
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly tags: readonly string[]
  readonly options: readonly StoredOption[]
  readonly attributes: readonly StoredAttributeValue[]
  readonly seoTitle: string | null
  readonly seoDescription: string | null
  readonly version: number
}
export interface Variant {
  readonly id: number
  readonly productId: number
  readonly sku: string | null
  readonly externalReference: string | null
  readonly name: string
  readonly requiresShipping: boolean
}
export interface VariantDetails {
  readonly id: number
  readonly options: readonly SelectedOptionKeys[]
  readonly attributes: readonly StoredAttributeValue[]
  readonly mediaUrls: readonly string[]
  readonly weight: StoredWeight | null
  readonly unitMeasure: StoredUnitMeasure | null
  readonly quantityRule: StoredQuantityRule | null
  readonly barcodes: readonly string[]
}
/** What a sale has to know of a variant, whoever buys it where. */
export interface SaleTerms {
  readonly id: number
  readonly productId: number
  readonly requiresShipping: boolean
  readonly weight: StoredWeight | null
  readonly quantityRule: StoredQuantityRule | null
  /** The variant's, else the product's; null for the shop's usual one. */
  readonly taxCategory: string | null
}
export interface Media {
  readonly id: number
  readonly productId: number
  readonly position: number
  readonly kind: 'IMAGE' | 'VIDEO'
  readonly url: string
  readonly mimeType: string | null
  readonly alts: readonly Localized[]
  readonly width: number | null
  readonly height: number | null
}
export interface Alternate {
  readonly locale: string
  readonly slug: string
}
