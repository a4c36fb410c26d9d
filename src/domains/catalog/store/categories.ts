import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import { after, among, query, type ReadHandle, type Slots, type Tx } from '../../../db/index.js'
import { category, categoryText } from '../../../db/tables/catalog.js'
import type { PageRequest } from '../../../kernel/page.js'
import type { Category, StoredImage } from '../types.js'
import { inBestLocale } from './texts.js'

const columns = {
  id: category.id,
  externalReference: category.externalReference,
  parentId: category.parentId,
  position: category.position,
  image: category.image,
  version: category.version,
  createdAt: category.createdAt,
  updatedAt: category.updatedAt,
  contentLocale: categoryText.locale,
  name: categoryText.name,
  slug: categoryText.slug,
  description: categoryText.description,
  seoTitle: categoryText.seoTitle,
  seoDescription: categoryText.seoDescription,
}
const categoriesByIds = inBestLocale('category', (on, p, best) =>
  on
    .select(columns)
    .from(category)
    .innerJoin(
      categoryText,
      sql`${eq(categoryText.categoryId, category.id)} and ${eq(categoryText.locale, best(category.id))}`,
    )
    .where(among(category.id, p.ids)),
)
export const readCategories = (
  on: ReadHandle,
  ids: readonly number[],
  chain: readonly string[],
): Promise<Category[]> => categoriesByIds(on, ids, chain)

const categoryByReference = query((on, p: Slots<{ reference: string }>) =>
  on.select().from(category).where(eq(category.externalReference, p.reference)),
)
export type CategoryRow = typeof category.$inferSelect
export const readCategoryRow = async (on: ReadHandle, reference: string): Promise<CategoryRow | null> =>
  (await categoryByReference(on, { reference }))[0] ?? null

const idsByReference = query((on, p: Slots<{ references: readonly string[] }>) =>
  on
    .select({ externalReference: category.externalReference, id: category.id })
    .from(category)
    .where(among(category.externalReference, p.references)),
)
/** The ids of categories by external reference. */
export const readCategoryIds = async (
  on: ReadHandle,
  references: readonly string[],
): Promise<Map<string, number>> =>
  new Map((await idsByReference(on, { references })).map((row) => [row.externalReference, row.id]))

export interface Link {
  readonly start: number
  readonly id: number
  readonly distance: number
}
const mostLevels = 100

const ancestors = query(
  (_, p: Slots<{ ids: readonly number[] }>) =>
    sql<Link>`with recursive up(start, id, distance) as (
      select ${category.id}, ${category.parentId}, 1 from ${category} where ${among(category.id, p.ids)}
      union all
      select up.start, ${category.parentId}, up.distance + 1 from up join ${category} on ${category.id} = up.id
      where up.distance < ${mostLevels}
    ) select start, id, distance from up where id is not null order by start, distance`,
)
/** The ancestors of each category, nearest first. */
export const readAncestors = (on: ReadHandle, ids: readonly number[]): Promise<Link[]> =>
  ancestors(on, { ids })

const branch = query(
  (_, p: Slots<{ id: number }>) =>
    sql<{ readonly id: number }>`with recursive down(id) as (
      select ${category.id} from ${category} where ${category.id} = ${p.id}
      union
      select ${category.id} from down join ${category} on ${category.parentId} = down.id
    ) select id from down`,
)
/** The category and everything below it. */
export const readBranch = async (on: ReadHandle, id: number): Promise<number[]> =>
  (await branch(on, { id })).map((row) => row.id)

const height = query(
  (_, p: Slots<{ id: number }>) =>
    sql<{ readonly level: number | null }>`with recursive down(id, level) as (
      select ${category.id}, 0 from ${category} where ${category.id} = ${p.id}
      union all
      select ${category.id}, down.level + 1 from down join ${category} on ${category.parentId} = down.id
      where down.level < ${mostLevels}
    ) select max(level) as level from down`,
)
/** How many levels there are below the category. */
export const readHeight = async (on: ReadHandle, id: number): Promise<number> =>
  (await height(on, { id }))[0]?.level ?? 0

export interface CategoryPlace {
  readonly id: number
  /** null for the root. */
  readonly parentId: number | null
  readonly position: number
}
type Direction = 'asc' | 'desc'
const rootPages = { asc: rootPage('asc'), desc: rootPage('desc') }
const childPages = { asc: childPage('asc'), desc: childPage('desc') }

interface Walk {
  /** Exclusive. */
  position: number
  id: number
  limit: number
}
const places = { id: category.id, parentId: category.parentId, position: category.position }
const behind = (direction: Direction, p: Slots<Walk>) =>
  after([category.position, category.id], [p.position, p.id], direction)
const sorted = (direction: Direction) =>
  [category.position, category.id].map((column) => (direction === 'asc' ? asc(column) : desc(column)))

function rootPage(direction: Direction) {
  return query((on, p: Slots<Walk>) =>
    on
      .select(places)
      .from(category)
      .where(and(isNull(category.parentId), behind(direction, p)))
      .orderBy(...sorted(direction))
      .limit(p.limit),
  )
}

/** Up to `limit` children of each parent. */
function childPage(direction: Direction) {
  return query((on, p: Slots<Walk & { parentIds: readonly number[] }>) => {
    const order = sql.join(sorted(direction), sql`, `)
    const numbered = on
      .select({
        ...places,
        number: sql<number>`row_number() over (partition by ${category.parentId} order by ${order})`.as(
          'number',
        ),
      })
      .from(category)
      .where(and(among(category.parentId, p.parentIds), behind(direction, p)))
      .as('numbered')
    return on
      .select({ id: numbered.id, parentId: numbered.parentId, position: numbered.position })
      .from(numbered)
      .where(sql`${numbered.number} <= ${p.limit}`)
      .orderBy(asc(numbered.parentId), asc(numbered.number))
  })
}

/**
 * A page of what is right below each of these (null: at the root), in walking order with one more than the limit. The
 * order is the merchandisers'; positions are (position, id).
 */
export async function childPlaces(
  on: ReadHandle,
  parentIds: readonly (number | null)[],
  page: PageRequest,
): Promise<CategoryPlace[]> {
  const direction = page.backward ? 'desc' : 'asc'
  const edge = page.backward ? beyond : -1
  const [position = edge, id = edge] = (page.position ?? []) as readonly number[]
  const walk = { position, id, limit: page.limit + 1 }
  const ids = parentIds.filter((parent) => parent !== null)
  return [
    ...(parentIds.includes(null) ? await rootPages[direction](on, walk) : []),
    ...(ids.length > 0 ? await childPages[direction](on, { ...walk, parentIds: ids }) : []),
  ]
}
const beyond = 2 ** 31 - 1

const counts = query((on, p: Slots<{ parentIds: readonly number[] }>) =>
  on
    .select({ parentId: category.parentId, count: sql<number>`count(*)`.mapWith(Number) })
    .from(category)
    .where(among(category.parentId, p.parentIds))
    .groupBy(category.parentId),
)
const rootCount = query((on) =>
  on
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(category)
    .where(isNull(category.parentId)),
)

/** How many there are right below each of these. */
export async function countChildren(
  on: ReadHandle,
  parentIds: readonly (number | null)[],
): Promise<{ parentId: number | null; count: number }[]> {
  const ids = parentIds.filter((parent) => parent !== null)
  const roots = parentIds.includes(null) ? await rootCount(on, {}) : []
  return [
    ...roots.map(({ count }) => ({ parentId: null, count })),
    ...(ids.length > 0 ? await counts(on, { parentIds: ids }) : []),
  ]
}

const idsAfter = query((on, p: Slots<{ after: number; limit: number }>) =>
  on
    .select({ id: category.id, updatedAt: category.updatedAt })
    .from(category)
    .where(sql`${category.id} > ${p.after}`)
    .orderBy(asc(category.id))
    .limit(p.limit),
)
/** Categories in the order of their ids, for sitemaps. */
export const categoriesAfter = (on: ReadHandle, after: number, limit: number) =>
  idsAfter(on, { after, limit })

export interface CategoryWrite {
  readonly externalReference: string
  readonly parentId: number | null
  readonly position: number
  readonly image: StoredImage | null
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}
export async function insertCategory(tx: Tx, row: CategoryWrite): Promise<number> {
  const [created] = await tx.insert(category).values(row).returning({ id: category.id })
  return created?.id as number
}
export async function updateCategory(tx: Tx, id: number, row: CategoryWrite): Promise<void> {
  await tx.update(category).set(row).where(eq(category.id, id))
}
