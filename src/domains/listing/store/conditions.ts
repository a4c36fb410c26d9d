import { and, eq, gte, lte, type Placeholder, type SQL, sql } from 'drizzle-orm'
import { among, unindexed } from '../../../db/index.js'
import { facet, listing, type listingVariant } from '../../../db/tables/listing.js'
import type { Availability } from '../../stock/index.js'
import { availabilityFacet, builtInFacets } from '../rules/rows.js'
import type { AttributeCondition, ListingFilter, Shelf } from '../types.js'

/** A condition on one facet: rows of the inverted index, any of which lets a product through. */
export interface FacetCondition {
  readonly facetId: number
  readonly values?: readonly string[]
  readonly min?: number | undefined
  readonly max?: number | undefined
}

/** The facet conditions of a filter, all of which must hold. */
export function facetConditions(filter: ListingFilter, shelf: Shelf): FacetCondition[] {
  const builtIn = (facetId: number, values: readonly (string | number)[] | undefined) =>
    values ? [{ facetId, values: values.map(String) }] : []
  return [
    ...(filter.categories ?? []).flatMap((branch) => builtIn(builtInFacets.category, branch)),
    ...builtIn(builtInFacets.brand, filter.brandIds),
    ...builtIn(builtInFacets.tag, filter.tags),
    ...builtIn(
      builtInFacets.availability,
      filter.availability?.flatMap((one) => availabilityFacets(shelf, one)),
    ),
    ...(filter.attributes ?? []).map(attributeCondition),
  ]
}

/** Most products have no rows of a group's own. */
const availabilityFacets = (shelf: Shelf, availability: Availability): string[] => [
  availabilityFacet({ ...shelf, priceGroup: null }, availability),
  ...(shelf.priceGroup ? [availabilityFacet(shelf, availability)] : []),
]

function attributeCondition(condition: AttributeCondition): FacetCondition {
  const { attributeId: facetId } = condition
  if ('in' in condition) return { facetId, values: condition.in }
  if ('is' in condition) return { facetId, values: [String(condition.is)] }
  return { facetId, min: condition.min, max: condition.max }
}

/** Placeholders by name, as `query` hands them out; which of them exist follows from the shape of the filter. */
export type Named = Record<string, Placeholder<string, never>>

/** Whether the prices are those of a group. */
export const isForGroup = ({ priceGroup }: Shelf): boolean => Boolean(priceGroup)

/**
 * Which rows stand for the audience's price group: its own, and everybody's where it has none. Without a group everybody's;
 * the two are statements of their own.
 */
export const soldTo = (rows: typeof listing | typeof listingVariant, p: Named, forGroup: boolean): SQL => {
  const everybodys = sql`${unindexed(rows.priceGroup)} = ''`
  if (!forGroup) return everybodys
  const group = slot(p, 'priceGroup')
  const own = sql`select 1 from ${listing} own where own.channel_id = ${rows.channelId} and own.currency = ${rows.currency}
    and own.product_id = ${rows.productId} and own.price_group = ${group}`
  return sql`(${unindexed(rows.priceGroup)} = ${group} or (${everybodys} and not exists (${own})))`
}

/** How a filter's statement is put together, without its values: statements are prepared once for each shape. */
export const shapeOf = (filter: ListingFilter, facets: readonly FacetCondition[]): string =>
  [
    filter.ids ? 'i' : '',
    filter.price?.minMinor === undefined ? '' : 'l',
    filter.price?.maxMinor === undefined ? '' : 'h',
    filter.updatedSince ? 'u' : '',
    ...facets.map((facet) =>
      facet.values ? 'v' : `n${facet.min === undefined ? '' : 'l'}${facet.max === undefined ? '' : 'h'}`,
    ),
  ].join('.')

/** The values that the placeholders of `whereOf` stand for. */
export function filterValues(
  filter: ListingFilter,
  facets: readonly FacetCondition[],
): Record<string, unknown> {
  const values: Record<string, unknown> = {
    ids: filter.ids,
    minMinor: filter.price?.minMinor,
    maxMinor: filter.price?.maxMinor,
    since: filter.updatedSince,
  }
  facets.forEach((condition, i) => {
    values[`facet${i}`] = condition.facetId
    values[`values${i}`] = condition.values
    values[`min${i}`] = condition.min
    values[`max${i}`] = condition.max
  })
  return values
}

/** What a product must meet to stand in the list. `driver` is the facet whose rows the search starts from, if any. */
export function whereOf(
  filter: ListingFilter,
  facets: readonly FacetCondition[],
  driver: number | null,
  forGroup: boolean,
  p: Named,
): SQL | undefined {
  return and(
    eq(listing.channelId, slot(p, 'channelId')),
    eq(listing.currency, slot(p, 'currency')),
    sql`${unindexed(listing.publishedAt)} <= ${sql.param(slot(p, 'now'), listing.publishedAt)}`,
    soldTo(listing, p, forGroup),
    filter.ids ? among(listing.productId, slot(p, 'ids')) : undefined,
    filter.price?.minMinor === undefined ? undefined : gte(listing.minMinor, slot(p, 'minMinor')),
    filter.price?.maxMinor === undefined ? undefined : lte(listing.minMinor, slot(p, 'maxMinor')),
    filter.updatedSince ? gte(listing.updatedAt, slot(p, 'since')) : undefined,
    ...facets.map((condition, i) =>
      i === driver
        ? sql`${listing.productId} in (select ${facet.productId} from ${facet} where ${facetRows(condition, i, p)})`
        : sql`exists (select 1 from ${facet} where ${facetRows(condition, i, p)} and ${facet.productId} = ${listing.productId})`,
    ),
  )
}

/** The rows of the inverted index that meet one condition. */
export function facetRows(condition: FacetCondition, i: number, p: Named): SQL | undefined {
  const ofFacet = eq(facet.facetId, slot(p, `facet${i}`))
  if (condition.values) return and(ofFacet, among(facet.value, slot(p, `values${i}`)))
  return and(
    ofFacet,
    condition.min === undefined ? undefined : gte(facet.number, slot(p, `min${i}`)),
    condition.max === undefined ? undefined : lte(facet.number, slot(p, `max${i}`)),
  )
}

const slot = (p: Named, name: string): Placeholder<string, never> => p[name] as Placeholder<string, never>
