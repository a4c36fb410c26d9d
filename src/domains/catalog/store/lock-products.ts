import { asc } from 'drizzle-orm'
import { among, forUpdate, query, type Slots, type Tx } from '../../../db/index.js'
import { product } from '../../../db/tables/catalog.js'
import { isStorable } from '../../../kernel/text.js'

const lockedByReference = query((on, p: Slots<{ references: readonly string[] }>) =>
  forUpdate(
    on
      .select({ id: product.id })
      .from(product)
      .where(among(product.externalReference, p.references))
      .orderBy(asc(product.id)),
  ),
)
const lockedById = query((on, p: Slots<{ ids: readonly number[] }>) =>
  forUpdate(
    on.select({ id: product.id }).from(product).where(among(product.id, p.ids)).orderBy(asc(product.id)),
  ),
)
/** Keeps others from changing these products until the job ends; answers the ids of those that there are. */
export async function lockProducts(tx: Tx, references: readonly string[]): Promise<ReadonlySet<number>> {
  const locked = await lockedByReference(tx, { references: references.filter(isStorable) })
  return new Set(locked.map((row) => row.id))
}
export async function lockProductIds(tx: Tx, ids: readonly number[]): Promise<void> {
  await lockedById(tx, { ids })
}
