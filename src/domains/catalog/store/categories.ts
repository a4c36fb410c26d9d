import { asc, desc, eq, isNull, sql } from 'drizzle-orm'
import { among, query, type ReadHandle, rows, type Slots, type Tx } from '../../../db/index.js'
import { category, categoryText } from '../../../db/tables/catalog.js'
import type { PageRequest } from '../../../kernel/page.js'
import type { Category, StoredImage } from '../types.js'
import { bestLocale, chainParameter } from './texts.js'

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
const categoriesByIds = query((on, p: Slots<{ ids: readonly number[]; chain: string }>) =>
  on
    .select(columns)
    .from(category)
    .innerJoin(
      categoryText,
      sql`${eq(categoryText.categoryId, category.id)} and ${eq(categoryText.locale, bestLocale(on, 'category', category.id, p.chain))}`,
    )
    .where(among(category.id, p.ids)),
)
export const readCategories = (
  on: ReadHandle,
  ids: readonly number[],
  chain: readonly string[],
): Promise<Category[]> => categoriesByIds(on, { ids, chain: chainParameter(chain) })

const categoryByReference = query((on, p: Slots<{ reference: string }>) =>
  on.select().from(category).where(eq(category.externalReference, p.reference)),
)
export type CategoryRow = typeof category.$inferSelect
export const readCategoryRow = async (on: ReadHandle, reference: string): Promise<CategoryRow | null> =>
  (await categoryByReference(on, { reference }))[0] ?? null

export interface Link {
  readonly start: number
  readonly id: number
  readonly distance: number
}
const mostLevels = 100

/** The ancestors of each category, nearest first. */
export const readAncestors = (on: ReadHandle, ids: readonly number[]): Promise<Link[]> =>
  rows<Link>(
    on,
    sql`with recursive up(start, id, distance) as (
      select ${category.id}, ${category.parentId}, 1 from ${category} where ${among(category.id, ids)}
      union all
      select up.start, ${category.parentId}, up.distance + 1 from up join ${category} on ${category.id} = up.id
      where up.distance < ${mostLevels}
    ) select start, id, distance from up where id is not null order by start, distance`,
  )

/** The category and everything below it. */
export const readBranch = async (on: ReadHandle, id: number): Promise<number[]> => {
  const branch = await rows<{ id: number }>(
    on,
    sql`with recursive down(id) as (
      select ${category.id} from ${category} where ${category.id} = ${id}
      union
      select ${category.id} from down join ${category} on ${category.parentId} = down.id
    ) select id from down`,
  )
  return branch.map((row) => row.id)
}

/** How many levels there are below the category. */
export async function readHeight(on: ReadHandle, id: number): Promise<number> {
  const [deepest] = await rows<{ level: number }>(
    on,
    sql`with recursive down(id, level) as (
      select ${category.id}, 0 from ${category} where ${category.id} = ${id}
      union all
      select ${category.id}, down.level + 1 from down join ${category} on ${category.parentId} = down.id
      where down.level < ${mostLevels}
    ) select max(level) as level from down`,
  )
  return deepest?.level ?? 0
}

/** The ids of one level of the tree, in the merchandisers' order; positions are (position, id). */
export function childIds(
  on: ReadHandle,
  parentId: number | null,
  page: PageRequest,
): Promise<{ id: number; position: number }[]> {
  const order = page.backward ? desc : asc
  const [position, id] = page.position ?? []
  const behind = page.backward ? sql`<` : sql`>`
  return on
    .select({ id: category.id, position: category.position })
    .from(category)
    .where(
      sql`${parentId === null ? isNull(category.parentId) : eq(category.parentId, parentId)}${
        page.position
          ? sql` and (${category.position}, ${category.id}) ${behind} (${position}, ${id})`
          : sql``
      }`,
    )
    .orderBy(order(category.position), order(category.id))
    .limit(page.limit + 1)
}

export async function countChildren(on: ReadHandle, parentId: number | null): Promise<number> {
  const [row] = await on
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(category)
    .where(parentId === null ? isNull(category.parentId) : eq(category.parentId, parentId))
  return row?.count ?? 0
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
