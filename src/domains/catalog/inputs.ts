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
  alts?: LocalizedInput[] | null
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
  translations?: TranslationInput[] | null
  image?: ImageInput | null
}

export interface CategoryInput {
  externalReference: string
  expectedVersion?: number | null
  /** The parent's external reference; null moves it to the root. */
  parent?: string | null
  position?: number | null
  translations?: TranslationInput[] | null
  image?: ImageInput | null
}

export const attributeTypes = ['TEXT', 'NUMBER', 'BOOLEAN', 'ONE_OF', 'MANY_OF', 'DATE'] as const
export type AttributeType = (typeof attributeTypes)[number]

export interface AttributeInput {
  key: string
  expectedVersion?: number | null
  /** Required on creation; cannot change while products use it. */
  type?: AttributeType | null
  unit?: string | null
  names?: LocalizedInput[] | null
  choices?: { key: string; names: LocalizedInput[] }[] | null
}

export interface ProductTypeInput {
  key: string
  expectedVersion?: number | null
  name?: string | null
  attributes?: ProductTypeAttributeInput[] | null
}
export interface ProductTypeAttributeInput {
  key: string
  required?: boolean | null
  filterable?: boolean | null
  searchable?: boolean | null
}

export const productStatuses = ['DRAFT', 'ACTIVE', 'ARCHIVED'] as const
export type ProductStatus = (typeof productStatuses)[number]

export interface ProductInput {
  externalReference: string
  expectedVersion?: number | null
  /** The type's key; required on creation. */
  productType?: string | null
  /** DRAFT on creation unless given. */
  status?: ProductStatus | null
  /** The brand's external reference. */
  brand?: string | null
  /** External references; the first is the main category. */
  categories?: string[] | null
  tags?: string[] | null
  rank?: number | null
  /** The key of a tax category; null for the shop's usual one. */
  taxCategory?: string | null
  /** Required on creation, at least one. Replaces the whole set. */
  translations?: TranslationInput[] | null
  attributes?: AttributeValueInput[] | null
  options?: ProductOptionInput[] | null
  media?: MediaInput[] | null
  /** Channels to show it in. Replaces the whole set. */
  publications?: PublicationInput[] | null
  /** Required on creation, at least one, at most 2,048. Replaces the whole set: variants left out are archived. */
  variants?: VariantInput[] | null
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
  kind?: 'IMAGE' | 'VIDEO' | null
  mimeType?: string | null
  alts?: LocalizedInput[] | null
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
  barcodes?: string[] | null
  names?: LocalizedInput[] | null
  options?: { key: string; valueKey: string }[] | null
  attributes?: AttributeValueInput[] | null
  /** URLs out of the product's media. */
  mediaUrls?: string[] | null
  weight?: { value: string | number; unit: 'g' | 'kg' | 'oz' | 'lb' } | null
  requiresShipping?: boolean | null
  /** What a unit price is reckoned from. */
  unitMeasure?: UnitMeasureInput | null
  /** null: any quantity. */
  quantityRule?: QuantityRuleInput | null
  /** The key of a tax category, instead of the product's. */
  taxCategory?: string | null
  /** Replaces the variant's whole set of prices. */
  prices?: PriceInput[] | null
}

/** `value` `unit` are in the pack; the price of `perValue` `perUnit` is shown. Both units measure the same. */
export interface UnitMeasureInput {
  value: string | number
  unit: string
  perValue: string | number
  perUnit: string
}
/** From `min` (a step unless given) to `max` in steps of `step` (1 unless given), of which both are multiples. */
export interface QuantityRuleInput {
  min?: number | null
  max?: number | null
  step?: number | null
}

export interface PriceInput {
  /** The channel's slug. */
  channel: string
  currency: string
  /** Minor units, e.g. 1999 for EUR 19.99 and 1999 for JPY 1999. */
  amountMinor: number
  /** Must be above amountMinor. */
  compareAtMinor?: number | null
  /** Only for customers of this group; for everybody unless given. */
  priceGroup?: string | null
  /** For each unit of at least so many; 1 unless given. */
  minQuantity?: number | null
  /** ISO 8601 instant or Date. From then on; ever since when omitted. */
  startsAt?: string | Date | null
  /** Until then, exclusive; for ever when omitted. */
  endsAt?: string | Date | null
}
