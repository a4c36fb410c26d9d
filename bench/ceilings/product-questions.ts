import type {
  Localized,
  SelectedOptionKeys,
  StoredAttributeValue,
  StoredChoice,
  StoredOption,
  StoredWeight,
} from '../../src/db/tables/catalog.js'
import { question } from './question.js'

/** JSON columns come as text from SQLite and as values from PostgreSQL. */
export type Json<T> = T | string
export const jsonOf = <T>(column: Json<T>): T => (typeof column === 'string' ? JSON.parse(column) : column)

export const idBySlug = question<{ id: number }>(`
  select entity_id as id from slug where kind = 'product' and slug = ?
  order by current desc, case locale when ? then 0 when ? then 1 else 2 end, entity_id limit 1`)

/** A text column in the first locale that has the text, which may be null there. */
const shown = (column: string) =>
  `case when a.locale is null then b.${column} else a.${column} end as ${column}`

export interface ProductRow {
  id: number
  name: string
  slug: string
  description: string | null
  locale: string
  seo_title: string | null
  seo_description: string | null
  type_id: number
  type: string
  tags: Json<string[]>
  options: Json<StoredOption[]>
  attributes: Json<StoredAttributeValue[]>
  brand_id: number
  brand_name: string
  brand_slug: string
  min_minor: number
  max_minor: number
}
export const productById = question<ProductRow>(`
  select p.id, ${['name', 'slug', 'description', 'locale', 'seo_title', 'seo_description'].map(shown).join(', ')},
    p.product_type_id as type_id, y.key as type, p.tags, p.options, p.attributes,
    p.brand_id, coalesce(c.name, d.name) as brand_name, coalesce(c.slug, d.slug) as brand_slug,
    l.min_minor, l.max_minor
  from listing l
  join product p on p.id = l.product_id
  join product_type y on y.id = p.product_type_id
  left join product_text a on a.product_id = p.id and a.locale = ?
  left join product_text b on b.product_id = p.id and b.locale = ?
  left join brand_text c on c.brand_id = p.brand_id and c.locale = ?
  left join brand_text d on d.brand_id = p.brand_id and d.locale = ?
  where l.channel_id = ? and l.currency = ? and l.product_id = ? and l.published_at <= ?`)

export type OptionsRow = Pick<ProductRow, 'id' | 'name' | 'options'>
export const optionsOfProduct = question<OptionsRow>(`
  select p.id, coalesce(a.name, b.name) as name, p.options
  from listing l
  join product p on p.id = l.product_id
  left join product_text a on a.product_id = p.id and a.locale = ?
  left join product_text b on b.product_id = p.id and b.locale = ?
  where l.channel_id = ? and l.currency = ? and l.product_id = ? and l.published_at <= ?`)

export interface VariantRow {
  id: number
  sku: string
  name: string
  options: Json<SelectedOptionKeys[]>
  weight: Json<StoredWeight>
  amount_minor: number
  compare_at_minor: number | null
}
const variantsIn = (listed: string) => `
  select v.id, v.sku, coalesce(a.name, b.name) as name, v.options, v.weight, l.amount_minor, l.compare_at_minor
  from ${listed}
  join variant v on v.id = l.variant_id
  left join variant_text a on a.variant_id = v.id and a.locale = ?
  left join variant_text b on b.variant_id = v.id and b.locale = ?`
export const firstVariants = question<VariantRow>(`${variantsIn('listing_variant l')}
  where l.channel_id = ? and l.currency = ? and l.product_id = ?
  order by l.position limit 10`)
const chosen =
  'where v.product_id = ? and v.option_key = ? and v.archived_at is null and l.channel_id = ? and l.currency = ?'
export const variantByOptions = question<VariantRow>({
  sqlite: `${variantsIn('listing_variant l indexed by listing_variant_variant')} ${chosen}`,
  postgres: `${variantsIn('listing_variant l')} ${chosen}`,
})

export interface MediaRow {
  id: number
  url: string
  alts: Json<Localized[]>
  width: number
  height: number
}
export const mediaOfProduct = question<MediaRow>(
  'select id, url, alts, width, height from media where product_id = ? order by position',
)

export interface CategoryRow {
  id: number
  name: string
  slug: string
}
/** The main category and those above it, from the root on. */
export const categoryPath = question<CategoryRow>(`
  with recursive path (id, parent_id, distance) as (
    select c.id, c.parent_id, 0 from product_category m join category c on c.id = m.category_id
    where m.product_id = ? and m.position = 0
    union all
    select c.id, c.parent_id, path.distance + 1 from path join category c on c.id = path.parent_id
  )
  select path.id, coalesce(a.name, b.name) as name, coalesce(a.slug, b.slug) as slug
  from path
  left join category_text a on a.category_id = path.id and a.locale = ?
  left join category_text b on b.category_id = path.id and b.locale = ?
  order by path.distance desc`)

export const alternatesOfProduct = question<{ locale: string; slug: string }>({
  sqlite: `select locale, slug from slug indexed by slug_entity where kind = 'product' and entity_id = ? and current = 1 order by locale`,
  postgres: `select locale, slug from slug where kind = 'product' and entity_id = ? and current order by locale`,
})

export interface AttributeRow {
  key: string
  type: string
  unit: string | null
  names: Json<Localized[]>
  choices: Json<StoredChoice[]>
}
/** In the product type's order. */
export const attributesOfType = question<AttributeRow>(`
  select a.key, a.type, a.unit, a.names, a.choices
  from product_type_attribute u join attribute a on a.id = u.attribute_id
  where u.product_type_id = ? order by u.position`)
