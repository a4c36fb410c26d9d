import { asc, eq } from 'drizzle-orm'
import { insertReturningIds, query, type ReadHandle, type Tx } from '../../db/index.js'
import { shippingMethod } from '../../db/tables/delivery.js'
import { assert } from '../../kernel/assert.js'
import type { StoredMethod } from './types.js'

const everyMethod = query((on) =>
  on.select().from(shippingMethod).orderBy(asc(shippingMethod.position), asc(shippingMethod.id)),
)
/** All of them, in their order: a shop has a few hundred at most. */
export const readMethods = async (on: ReadHandle): Promise<StoredMethod[]> =>
  (await everyMethod(on, {})).map((row) => ({ ...row, kind: row.kind as StoredMethod['kind'] }))

const versions = query((on) =>
  on
    .select({ id: shippingMethod.id, version: shippingMethod.version })
    .from(shippingMethod)
    .orderBy(asc(shippingMethod.id)),
)
/** Another text once any method has changed. */
export const readState = async (on: ReadHandle): Promise<string> =>
  (await versions(on, {})).map(({ id, version }) => `${id}:${version}`).join(' ')

type Content = Omit<StoredMethod, 'id'>

const rowOf = ({ names, channelIds, areas, rates, ...content }: Content) => ({
  ...content,
  names: [...names],
  channelIds: [...channelIds],
  areas: areas.map((area) => ({ ...area, postalCodes: [...area.postalCodes] })),
  rates: [...rates],
  freeFromMinor: { ...content.freeFromMinor },
  times: content.times && { ...content.times },
})

export async function insertMethod(tx: Tx, content: Content): Promise<number> {
  const [id] = await insertReturningIds(tx, shippingMethod, [rowOf(content)])
  assert(id !== undefined, 'an inserted method has an id')
  return id
}

export async function updateMethod(tx: Tx, { id, ...content }: StoredMethod): Promise<void> {
  await tx.update(shippingMethod).set(rowOf(content)).where(eq(shippingMethod.id, id))
}
