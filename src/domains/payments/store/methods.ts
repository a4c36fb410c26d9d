import { asc, eq } from 'drizzle-orm'
import { insertReturningIds, query, type ReadHandle, type Tx } from '../../../db/index.js'
import { paymentMethod } from '../../../db/tables/payments.js'
import { assert } from '../../../kernel/assert.js'
import type { StoredMethod } from '../inputs.js'

type MethodRow = typeof paymentMethod.$inferSelect

const everyMethod = query((on) =>
  on.select().from(paymentMethod).orderBy(asc(paymentMethod.position), asc(paymentMethod.id)),
)
/** All of them, in their order: a shop has a hundred at most. */
export const readMethods = async (on: ReadHandle): Promise<StoredMethod[]> =>
  (await everyMethod(on, {})) as StoredMethod[]

export async function insertMethod(tx: Tx, content: Omit<StoredMethod, 'id'>): Promise<number> {
  const [id] = await insertReturningIds(tx, paymentMethod, [content as Omit<MethodRow, 'id'>])
  assert(id !== undefined, 'an inserted method has an id')
  return id
}

export async function updateMethod(tx: Tx, { id, ...content }: StoredMethod): Promise<void> {
  await tx
    .update(paymentMethod)
    .set(content as Omit<MethodRow, 'id'>)
    .where(eq(paymentMethod.id, id))
}
