import { sql } from 'drizzle-orm'
import {
  big,
  bool,
  check,
  index,
  instant,
  int,
  json,
  primaryKey,
  serial,
  table,
  text,
  uniqueIndex,
} from '../columns/index.js'

/** A text in one locale. */
export interface Localized {
  locale: string
  value: string
}
export interface StoredImage {
  url: string
  alts: Localized[]
  width: number | null
  height: number | null
}
export interface StoredChoice {
  key: string
  names: Localized[]
}
export interface StoredOption {
  key: string
  names: Localized[]
  values: { key: string; names: Localized[]; swatchColor: string | null; swatchImageUrl: string | null }[]
}
export interface SelectedOptionKeys {
  key: string
  valueKey: string
}
/** Exactly one of the value fields is set; which one is told by the attribute's type. */
export interface StoredAttributeValue {
  key: string
  text?: string
  /** A canonical decimal, e.g. "2.13". */
  number?: string
  boolean?: boolean
  choices?: string[]
  /** YYYY-MM-DD */
  date?: string
}
export interface StoredWeight {
  /** A canonical decimal. */
  value: string
  unit: string
}

/** What a unit price is reckoned from: `value` `unit` are in the pack, and the price of `perValue` `perUnit` is shown. */
export interface StoredUnitMeasure {
  /** A canonical decimal. */
  value: string
  unit: string
  /** A canonical decimal. */
  perValue: string
  perUnit: string
}
/** Which quantities can be bought: from `min` to `max` (null: any) in steps of `step`. */
export interface StoredQuantityRule {
  min: number
  max: number | null
  step: number
}

const versioned = () => ({
  version: int().notNull().default(1),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
})
const texts = () => ({
  locale: text().notNull(),
  name: text().notNull(),
  slug: text().notNull(),
  description: text(),
  seoTitle: text(),
  seoDescription: text(),
})

export const brand = table(
  'brand',
  {
    id: serial(),
    externalReference: text().notNull(),
    image: json().$type<StoredImage>(),
    ...versioned(),
  },
  (t) => [uniqueIndex('brand_external_reference').on(t.externalReference)],
)
export const brandText = table(
  'brand_text',
  {
    brandId: big()
      .notNull()
      .references(() => brand.id, { onDelete: 'cascade' }),
    ...texts(),
  },
  (t) => [primaryKey({ columns: [t.brandId, t.locale] })],
)

export const category = table(
  'category',
  {
    id: serial(),
    externalReference: text().notNull(),
    parentId: big(),
    /** Order among siblings; ties go by id. */
    position: int().notNull().default(0),
    image: json().$type<StoredImage>(),
    ...versioned(),
  },
  (t) => [
    uniqueIndex('category_external_reference').on(t.externalReference),
    index('category_parent').on(t.parentId, t.position, t.id),
    check('category_not_its_own_parent', sql`${t.parentId} <> ${t.id}`),
  ],
)
export const categoryText = table(
  'category_text',
  {
    categoryId: big()
      .notNull()
      .references(() => category.id, { onDelete: 'cascade' }),
    ...texts(),
  },
  (t) => [primaryKey({ columns: [t.categoryId, t.locale] })],
)

/** Every slug ever used: the current ones answer, the old ones redirect to their entity. */
export const slug = table(
  'slug',
  {
    /** product | category | brand */
    kind: text().notNull(),
    locale: text().notNull(),
    slug: text().notNull(),
    entityId: big().notNull(),
    current: bool().notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.slug, t.locale] }), index('slug_entity').on(t.entityId, t.kind)],
)

export const attribute = table(
  'attribute',
  {
    id: serial(),
    key: text().notNull(),
    /** TEXT | NUMBER | BOOLEAN | ONE_OF | MANY_OF | DATE */
    type: text().notNull(),
    unit: text(),
    names: json().$type<Localized[]>().notNull(),
    choices: json().$type<StoredChoice[]>().notNull(),
    ...versioned(),
  },
  (t) => [uniqueIndex('attribute_key').on(t.key)],
)

export const productType = table(
  'product_type',
  { id: serial(), key: text().notNull(), name: text().notNull(), ...versioned() },
  (t) => [uniqueIndex('product_type_key').on(t.key)],
)
export const productTypeAttribute = table(
  'product_type_attribute',
  {
    productTypeId: big()
      .notNull()
      .references(() => productType.id, { onDelete: 'cascade' }),
    attributeId: big()
      .notNull()
      .references(() => attribute.id),
    required: bool().notNull(),
    filterable: bool().notNull(),
    searchable: bool().notNull(),
    position: int().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.productTypeId, t.attributeId] }),
    index('product_type_attribute_attribute').on(t.attributeId),
  ],
)

export const product = table(
  'product',
  {
    id: serial(),
    externalReference: text().notNull(),
    productTypeId: big()
      .notNull()
      .references(() => productType.id),
    brandId: big().references(() => brand.id),
    /** DRAFT | ACTIVE | ARCHIVED */
    status: text().notNull(),
    tags: json().$type<string[]>().notNull(),
    options: json().$type<StoredOption[]>().notNull(),
    attributes: json().$type<StoredAttributeValue[]>().notNull(),
    /** Merchandisers' order: higher stands first in FEATURED lists. */
    rank: int().notNull().default(0),
    /** The key of a tax category; null for the shop's usual one. */
    taxCategory: text(),
    ...versioned(),
  },
  (t) => [
    uniqueIndex('product_external_reference').on(t.externalReference),
    index('product_by_type').on(t.productTypeId),
    index('product_brand').on(t.brandId),
    check('product_status', sql`${t.status} in ('DRAFT', 'ACTIVE', 'ARCHIVED')`),
  ],
)
export const productText = table(
  'product_text',
  {
    productId: big()
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    ...texts(),
  },
  (t) => [primaryKey({ columns: [t.productId, t.locale] })],
)
/** position 0 is the main category. */
export const productCategory = table(
  'product_category',
  {
    productId: big()
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    categoryId: big()
      .notNull()
      .references(() => category.id),
    position: int().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.productId, t.categoryId] }),
    index('product_category_category').on(t.categoryId),
  ],
)
export const productPublication = table(
  'product_publication',
  {
    productId: big()
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    channelId: big().notNull(),
    /** Shown from this instant on. */
    publishedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.productId, t.channelId] }),
    index('product_publication_channel').on(t.channelId, t.productId),
  ],
)
export const media = table(
  'media',
  {
    id: serial(),
    productId: big()
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    position: int().notNull(),
    /** IMAGE | VIDEO */
    kind: text().notNull(),
    url: text().notNull(),
    mimeType: text(),
    alts: json().$type<Localized[]>().notNull(),
    width: int(),
    height: int(),
  },
  (t) => [index('media_product').on(t.productId, t.position, t.id)],
)

export const variant = table(
  'variant',
  {
    id: serial(),
    productId: big()
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    position: int().notNull(),
    externalReference: text(),
    sku: text(),
    /** Its own names; empty when the option values name it. */
    names: json().$type<Localized[]>().notNull(),
    options: json().$type<SelectedOptionKeys[]>().notNull(),
    /** The option values in the product's option order, as one text: `color=red|size=s`. */
    optionKey: text().notNull(),
    attributes: json().$type<StoredAttributeValue[]>().notNull(),
    /** URLs of the product's media that show this variant, first the main one. */
    mediaUrls: json().$type<string[]>().notNull(),
    weight: json().$type<StoredWeight>(),
    requiresShipping: bool().notNull(),
    unitMeasure: json().$type<StoredUnitMeasure>(),
    quantityRule: json().$type<StoredQuantityRule>(),
    /** Instead of the product's. */
    taxCategory: text(),
    archivedAt: instant(),
    ...versioned(),
  },
  (t) => [
    uniqueIndex('variant_sku').on(t.sku),
    uniqueIndex('variant_external_reference').on(t.externalReference),
    uniqueIndex('variant_options').on(t.productId, t.optionKey).where(sql`${t.archivedAt} is null`),
    index('variant_product').on(t.productId, t.position, t.id),
  ],
)
export const variantBarcode = table(
  'variant_barcode',
  {
    variantId: big()
      .notNull()
      .references(() => variant.id, { onDelete: 'cascade' }),
    position: int().notNull(),
    code: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.variantId, t.code] }), index('variant_barcode_code').on(t.code)],
)
/** What is shown as the variant's name: its own, else its option values, else the product's. Derived on every save. */
export const variantText = table(
  'variant_text',
  {
    variantId: big()
      .notNull()
      .references(() => variant.id, { onDelete: 'cascade' }),
    locale: text().notNull(),
    name: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.variantId, t.locale] })],
)
