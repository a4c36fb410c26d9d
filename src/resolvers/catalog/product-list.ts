import type { AttributeType, Catalog } from '../../domains/catalog/index.js'
import {
  type AttributeCondition,
  facetLength,
  type ListingFilter,
  type Listings,
} from '../../domains/listing/index.js'
import type { FieldCost } from '../../kernel/field-cost.js'
import { keyOf } from '../../kernel/ids.js'
import { InputError } from '../../kernel/input-error.js'
import type { AttributeFilter, ProductFilter, ProductListArguments } from '../../schema/catalog/filters.js'
import type { Product } from '../../schema/catalog/product.js'
import { Connection } from '../../schema/connections-source.js'
import type { RequestContext } from '../context.js'
import type { Footprint } from '../footprint.js'
import { shelfOf } from '../shelf.js'
import { productsOf } from './find.js'

interface Services {
  readonly catalog: Catalog
  readonly listings: Listings
}
/** A list under one of many is read by statements of its own, which take as long as so many fields. */
export const ownList: FieldCost = { own: 100 }

const mostIds = 250
const mostConditions = 20

/** A page of products on the audience's shelf. `within` narrows the list to what its parent stands for. */
export async function productList(
  { catalog, listings }: Services,
  context: RequestContext,
  { filter, sort, ...page }: ProductListArguments,
  within: ListingFilter = {},
): Promise<Connection<Product>> {
  const shelf = shelfOf(context.audience)
  const wanted = filter ? narrowed(await listingFilter(catalog, filter), within) : within
  markList(context.footprint, wanted)
  const places = await listings.page(shelf, wanted, sort, page)
  const products = await productsOf(
    context,
    places.items.map((place) => place.productId),
  )
  const placeOf = new Map(places.items.map((place) => [place.productId, place]))
  const cursorOf = (product: Product) => places.cursorOf(placeOf.get(product.source.id) ?? unlisted())
  return new Connection({ ...places, items: products, cursorOf }, () => listings.count(shelf, wanted))
}

/** Marks the list by the narrowest of what it is about: no product enters it without entering that as well. */
function markList(footprint: Footprint, filter: ListingFilter): void {
  footprint.markScheduled()
  const [category] = filter.categories ?? []
  if (category) footprint.mark('categories').markAll('in-category', category)
  else if (filter.brandIds) footprint.markAll('of-brand', filter.brandIds)
  else footprint.mark('products')
  if (filter.attributes) footprint.mark('attributes')
  if (filter.updatedSince) footprint.mark('updates')
}

/** What meets both. */
const narrowed = (filter: ListingFilter, within: ListingFilter): ListingFilter => ({
  ...filter,
  categories: [...(filter.categories ?? []), ...(within.categories ?? [])],
  brandIds: within.brandIds?.filter((id) => filter.brandIds?.includes(id) ?? true) ?? filter.brandIds,
})

function unlisted(): never {
  throw new Error('A product on the page has no place in its list')
}

async function listingFilter(catalog: Catalog, filter: ProductFilter): Promise<ListingFilter> {
  const { ids, categoryId, brandIds, tags, price, attributes, updatedSince, availability } = filter
  atMost('ids', ids, mostIds)
  atMost('brandIds', brandIds, mostIds)
  atMost('tags', tags, mostIds)
  return {
    ids: ids?.flatMap((id) => keyOf('Product', id) ?? []),
    categories:
      categoryId == null ? undefined : [await catalog.categoryBranch(keyOf('Category', categoryId) ?? 0)],
    brandIds: brandIds?.flatMap((id) => keyOf('Brand', id) ?? []),
    tags: tags ?? undefined,
    price: price
      ? { minMinor: price.minMinor ?? undefined, maxMinor: price.maxMinor ?? undefined }
      : undefined,
    attributes: attributes ? await conditionsOf(catalog, attributes) : undefined,
    updatedSince: updatedSince ?? undefined,
    availability: availability ?? undefined,
  }
}

function atMost(field: string, list: readonly unknown[] | null | undefined, most: number): void {
  if (list && list.length > most)
    throw new InputError(
      ['filter', field],
      `\`filter.${field}\` has ${list.length} entries; at most ${most} are allowed.`,
    )
}

async function conditionsOf(
  catalog: Catalog,
  filters: readonly AttributeFilter[],
): Promise<AttributeCondition[]> {
  atMost('attributes', filters, mostConditions)
  const keys = filters.map((filter) => filter.key)
  const known = new Map((await catalog.filterableAttributes(keys)).map((entry) => [entry.key, entry]))
  return filters.map((filter, i) => {
    const at = ['filter', 'attributes', String(i)]
    const attribute = known.get(filter.key)
    if (!attribute) throw new InputError([...at, 'key'], `There is no attribute "${filter.key}".`)
    if (!attribute.filterable)
      throw new InputError([...at, 'key'], `Lists cannot be filtered by attribute "${filter.key}".`)
    return conditionOf(at, filter, attribute)
  })
}

type Question = 'in' | 'range' | 'is'
const questions: Record<AttributeType, Question> = {
  TEXT: 'in',
  DATE: 'in',
  ONE_OF: 'in',
  MANY_OF: 'in',
  NUMBER: 'range',
  BOOLEAN: 'is',
}
const spelled: Record<Question, string> = { in: '`in`', range: '`min`, `max` or both', is: '`is`' }

function conditionOf(
  at: readonly string[],
  filter: AttributeFilter,
  { id: attributeId, key, type }: { readonly id: number; readonly key: string; readonly type: AttributeType },
): AttributeCondition {
  const { in: values, min, max, is } = filter
  const asked: Record<Question, boolean> = {
    in: values != null,
    range: min != null || max != null,
    is: is != null,
  }
  const question = questions[type]
  if (!asked[question] || Object.values(asked).filter(Boolean).length > 1)
    throw new InputError(
      at,
      `Attribute "${key}" is of type ${type}: filter it by ${spelled[question]} alone.`,
    )
  if (is != null) return { attributeId, is }
  if (values == null)
    return {
      attributeId,
      min: min == null ? undefined : Number(min),
      max: max == null ? undefined : Number(max),
    }
  atMost(`attributes.${at[2]}.in`, values, mostIds)
  return { attributeId, in: values.map((value) => value.slice(0, facetLength)) }
}
