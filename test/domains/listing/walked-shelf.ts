import { type Database, dialect, insertRows } from '../../../src/db/index.js'
import { facet, listing, listingName } from '../../../src/db/tables/listing.js'
import type { ListingFilter, ProductSort } from '../../../src/domains/listing/index.js'
import { builtInFacets } from '../../../src/domains/listing/rules/rows.js'
import { administer } from '../../support/postgres-admin.js'
import { testClock } from '../../support/shop.js'

// A shelf with few different values, so that ties are everywhere, and long enough for facets on both sides of the
// number of rows by which the search decides where to start.

export const shelf = { channelId: 1, currency: 'EUR', locale: 'en' }
export const clock = testClock('2030-06-01T00:00:00.000Z')
export const month = (i: number) => new Date(Date.UTC(2030, i, 1))

interface Entry {
  readonly id: number
  readonly rank: number
  readonly minMinor: number
  readonly publishedAt: Date
  readonly updatedAt: Date
  readonly sortName: string
  readonly tags: readonly string[]
  readonly brand: number
  readonly capacity: number | null
  readonly handmade: boolean
}

const names = [
  'alembic',
  'athanor',
  'crucible',
  'ёлка',
  'retort',
  'реторта',
  '',
  'zinc \u{1f525}',
  'ｆｕｌｌ',
]
export const capacityId = 11
export const handmadeId = 12

export const entries = Array.from({ length: 1_600 }, (_, i): Entry => {
  const n = (i * 7_919) % 1_601
  return {
    id: i + 1,
    rank: (n % 3) - 1,
    minMinor: (n % 7) * 100,
    publishedAt: month(n % 8),
    updatedAt: month(n % 5),
    sortName: names[n % names.length] as string,
    tags: [
      ...(n % 40 === 0 ? ['rare'] : []),
      ...(n % 4 === 0 ? [] : ['common']),
      ...(n % 2 === 0 ? ['even'] : []),
    ],
    brand: n % 6,
    capacity: n % 9 === 0 ? null : (n % 9) / 2,
    handmade: n % 10 === 0,
  }
})

/** Puts the products on the shelf, and on others, where nothing may look for them. */
export async function fillShelf(db: Database & { readonly url: string }): Promise<void> {
  const prices = { maxMinor: 10_000, compareAtMinMinor: null, compareAtMaxMinor: null }
  await db.write(async (tx) => {
    for (const { channelId, currency } of [shelf, { ...shelf, currency: 'USD' }, { ...shelf, channelId: 2 }])
      await insertRows(
        tx,
        listing,
        entries.map(({ id: productId, rank, minMinor, publishedAt, updatedAt }) => ({
          ...prices,
          channelId,
          currency,
          productId,
          rank,
          minMinor,
          publishedAt,
          updatedAt,
        })),
      )
    for (const locale of ['en', 'de'])
      await insertRows(
        tx,
        listingName,
        entries.map(({ id: productId, sortName }) => ({
          channelId: 1,
          locale,
          productId,
          sortName: locale === 'en' ? sortName : `${productId}`,
        })),
      )
    await insertRows(tx, facet, entries.flatMap(facetsOf))
  })
  // In production that happens by itself; without it PostgreSQL plans as for tables of ten pages.
  if (dialect === 'postgres') await administer(db.url, 'analyze')
}

function facetsOf({ id: productId, tags, brand, capacity, handmade }: Entry) {
  const row = (facetId: number, value: string, number: number | null = null) => ({
    facetId,
    value,
    number,
    productId,
  })
  return [
    ...tags.map((tag) => row(builtInFacets.tag, tag)),
    row(builtInFacets.brand, String(brand)),
    ...(capacity === null ? [] : [row(capacityId, String(capacity), capacity)]),
    row(handmadeId, String(handmade)),
  ]
}

const keyOf: Record<ProductSort, (entry: Entry) => number | string> = {
  FEATURED: ({ rank }) => rank,
  NEWEST: ({ publishedAt }) => publishedAt.getTime(),
  NAME_ASC: ({ sortName }) => sortName,
  NAME_DESC: ({ sortName }) => sortName,
  PRICE_ASC: ({ minMinor }) => minMinor,
  PRICE_DESC: ({ minMinor }) => minMinor,
}
const isDescending = (sort: ProductSort) => !sort.endsWith('_ASC')

/** Both engines compare texts by their bytes in UTF-8. */
const compare = (a: number | string, b: number | string): number =>
  typeof a === 'string' ? Buffer.compare(Buffer.from(a), Buffer.from(b as string)) : a - (b as number)

/** What a list must show, in order. */
export function expected(filter: ListingFilter, sort: ProductSort): number[] {
  const found = entries.filter((entry) => entry.publishedAt <= clock.now() && meets(entry, filter))
  const sorted = found.sort((a, b) => compare(keyOf[sort](a), keyOf[sort](b)) || a.id - b.id)
  return (isDescending(sort) ? sorted.reverse() : sorted).map(({ id }) => id)
}

function meets(
  entry: Entry,
  { ids, brandIds, tags, price, attributes, updatedSince }: ListingFilter,
): boolean {
  return (
    (!ids || ids.includes(entry.id)) &&
    (!brandIds || brandIds.includes(entry.brand)) &&
    (!tags || tags.some((tag) => entry.tags.includes(tag))) &&
    entry.minMinor >= (price?.minMinor ?? 0) &&
    entry.minMinor <= (price?.maxMinor ?? Number.POSITIVE_INFINITY) &&
    (!updatedSince || entry.updatedAt >= updatedSince) &&
    (attributes ?? []).every((condition) => {
      if ('is' in condition) return entry.handmade === condition.is
      if ('in' in condition) return condition.in.includes(String(entry.capacity))
      const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = condition
      return entry.capacity !== null && entry.capacity >= min && entry.capacity <= max
    })
  )
}
