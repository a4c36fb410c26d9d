import { asc } from 'drizzle-orm'
import { among, forUpdate, query, type Slots, type Tx, takeTurn } from '../../../db/index.js'
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
/**
 * Keeps others from changing these products until the job ends, and from creating those that are not there yet: what is
 * planned by several statements is true of one moment.
 */
export async function lockProducts(tx: Tx, references: readonly string[]): Promise<void> {
  const storable = references.filter(isStorable)
  await takeTurn(tx, ...storable.map((reference) => `product ${reference}`))
  await lockedByReference(tx, { references: storable })
}
export async function lockProductIds(tx: Tx, ids: readonly number[]): Promise<void> {
  await lockedById(tx, { ids })
}
