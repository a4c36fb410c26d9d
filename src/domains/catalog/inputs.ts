/**
 * What feeds the catalog. One shape for the admin API, import files and exports, so that a field path in an error
 * means the same everywhere. In every input, omitted = unchanged and null = cleared.
 */

export interface LocalizedInput {
  locale: string
  value: string
}

export interface TranslationInput {
  locale: string
  name: string
  /** Made from the name when omitted on creation. */
  slug?: string | null
  /** HTML; sanitised on the way in. */
  description?: string | null
  seoTitle?: string | null
  seoDescription?: string | null
}

export interface ImageInput {
  url: string
  alts?: LocalizedInput[]
  width?: number | null
  height?: number | null
}

/** Exactly one value, of the attribute's type. */
export interface AttributeValueInput {
  key: string
  text?: string | null
  /** A decimal as text ("2.13") or a JSON number. */
  number?: string | number | null
  boolean?: boolean | null
  /** Choice keys: one for ONE_OF, any number for MANY_OF. */
  choices?: string[] | null
  /** YYYY-MM-DD */
  date?: string | null
}

export interface BrandInput {
  externalReference: string
  expectedVersion?: number | null
  translations?: TranslationInput[]
  image?: ImageInput | null
}

export interface CategoryInput {
  externalReference: string
  expectedVersion?: number | null
  /** The parent's external reference; null moves it to the root. */
  parent?: string | null
  position?: number
  translations?: TranslationInput[]
  image?: ImageInput | null
}

export const attributeTypes = ['TEXT', 'NUMBER', 'BOOLEAN', 'ONE_OF', 'MANY_OF', 'DATE'] as const
export type AttributeType = (typeof attributeTypes)[number]

export interface AttributeInput {
  key: string
  expectedVersion?: number | null
  /** Required on creation; cannot change while products use it. */
  type?: AttributeType
  unit?: string | null
  names?: LocalizedInput[]
  choices?: { key: string; names: LocalizedInput[] }[]
}

export interface ProductTypeInput {
  key: string
  expectedVersion?: number | null
  name?: string
  attributes?: ProductTypeAttributeInput[]
}
export interface ProductTypeAttributeInput {
  key: string
  required?: boolean
  filterable?: boolean
  searchable?: boolean
}

export const productStatuses = ['DRAFT', 'ACTIVE', 'ARCHIVED'] as const
export type ProductStatus = (typeof productStatuses)[number]

export interface ProductInput {
  externalReference: string
  expectedVersion?: number | null
  /** The type's key; required on creation. */
  productType?: string
  /** DRAFT on creation unless given. */
  status?: ProductStatus
  /** The brand's external reference. */
  brand?: string | null
  /** External references; the first is the main category. */
  categories?: string[]
  tags?: string[]
  rank?: number
  /** Required on creation, at least one. Replaces the whole set. */
  translations?: TranslationInput[]
  attributes?: AttributeValueInput[]
  options?: ProductOptionInput[]
  media?: MediaInput[]
  /** Channels to show it in. Replaces the whole set. */
  publications?: PublicationInput[]
  /** Required on creation, at least one, at most 2,048. Replaces the whole set: variants left out are archived. */
  variants?: VariantInput[]
}
export interface ProductOptionInput {
  key: string
  names: LocalizedInput[]
  values: {
    key: string
    names: LocalizedInput[]
    swatchColor?: string | null
    swatchImageUrl?: string | null
  }[]
}
export interface MediaInput {
  url: string
  /** IMAGE unless given. */
  kind?: 'IMAGE' | 'VIDEO'
  mimeType?: string | null
  alts?: LocalizedInput[]
  width?: number | null
  height?: number | null
}
export interface PublicationInput {
  /** The channel's slug. */
  channel: string
  /** ISO 8601 instant or Date; now when omitted. */
  publishedAt?: string | Date | null
}

/** A variant is told from its siblings by its SKU, else its external reference, else its option values. */
export interface VariantInput {
  externalReference?: string | null
  sku?: string | null
  barcodes?: string[]
  names?: LocalizedInput[]
  options?: { key: string; valueKey: string }[]
  attributes?: AttributeValueInput[]
  /** URLs out of the product's media. */
  mediaUrls?: string[]
  weight?: { value: string | number; unit: 'g' | 'kg' | 'oz' | 'lb' } | null
  requiresShipping?: boolean
  /** Replaces the variant's whole set of prices. */
  prices?: PriceInput[]
}

export interface PriceInput {
  /** The channel's slug. */
  channel: string
  currency: string
  /** Minor units, e.g. 1999 for EUR 19.99 and 1999 for JPY 1999. */
  amountMinor: number
  /** Must be above amountMinor. */
  compareAtMinor?: number | null
}
