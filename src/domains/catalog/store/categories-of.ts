import { sql } from 'drizzle-orm'
import { among, query, type ReadHandle, type Slots } from '../../../db/index.js'
import { category, productCategory } from '../../../db/tables/catalog.js'

interface Membership {
  readonly productId: number
  readonly categoryId: number
}

// A union keeps each row once, so it ends even if categories stood below each other in a ring.
const memberships = query(
  (_, p: Slots<{ ids: readonly number[] }>) =>
    sql<Membership>`with recursive up("productId", "categoryId") as (
      select ${productCategory.productId}, ${productCategory.categoryId} from ${productCategory}
      where ${among(productCategory.productId, p.ids)}
      union
      select up."productId", ${category.parentId} from up join ${category} on ${category.id} = up."categoryId"
      where ${category.parentId} is not null
    ) select "productId", "categoryId" from up`,
)

/** The categories of each product, with all that are above them; of one in none there is no entry. */
export async function readCategoriesOf(
  on: ReadHandle,
  productIds: readonly number[],
): Promise<Map<number, number[]>> {
  const found = new Map<number, number[]>()
  for (const row of await memberships(on, { ids: productIds })) {
    const productId = Number(row.productId)
    found.set(productId, [...(found.get(productId) ?? []), Number(row.categoryId)])
  }
  return found
}
