import { and, asc, count, desc, eq, gt, isNull, lt } from 'drizzle-orm'
import { affectedRows, insertRows, query, type ReadHandle, type Slots, type Tx } from '../../db/index.js'
import { apiKey } from '../../db/tables/access.js'
import { isPermission } from './rules.js'
import type { ApiKey } from './types.js'

type Row = typeof apiKey.$inferSelect

const shown = {
  id: apiKey.id,
  name: apiKey.name,
  prefix: apiKey.prefix,
  permissions: apiKey.permissions,
  expiresAt: apiKey.expiresAt,
  revokedAt: apiKey.revokedAt,
  createdAt: apiKey.createdAt,
}

const toKey = (row: Omit<Row, 'hash'>): ApiKey => ({
  ...row,
  permissions: row.permissions.filter(isPermission),
})

const rowsByHash = query((on, p: Slots<{ hash: string }>) =>
  on.select(shown).from(apiKey).where(eq(apiKey.hash, p.hash)),
)
const rowsById = query((on, p: Slots<{ id: string }>) =>
  on.select(shown).from(apiKey).where(eq(apiKey.id, p.id)),
)

const first = (rows: Omit<Row, 'hash'>[]): ApiKey | null => (rows[0] ? toKey(rows[0]) : null)

export const findKeyByHash = async (on: ReadHandle, hash: string) => first(await rowsByHash(on, { hash }))

export const findKey = async (on: ReadHandle, id: string) => first(await rowsById(on, { id }))

/** Keys from the newest to the oldest by id, strictly older than `from`; backwards, those strictly newer. */
export async function selectKeys(
  on: ReadHandle,
  walk: { from: string | null; backward: boolean; limit: number },
): Promise<ApiKey[]> {
  const rows = await on
    .select(shown)
    .from(apiKey)
    .where(walk.from === null ? undefined : (walk.backward ? gt : lt)(apiKey.id, walk.from))
    .orderBy((walk.backward ? asc : desc)(apiKey.id))
    .limit(walk.limit)
  return rows.map(toKey)
}

export async function countKeys(on: ReadHandle): Promise<number> {
  const [row] = await on.select({ total: count() }).from(apiKey)
  return row?.total ?? 0
}

export const insertKey = (tx: Tx, key: ApiKey, hash: string): Promise<void> =>
  insertRows(tx, apiKey, [{ ...key, permissions: [...key.permissions], hash }])

/** Puts another secret behind the same id. */
export const replaceKey = (tx: Tx, key: ApiKey, hash: string): Promise<void> =>
  insertRows(tx, apiKey, [{ ...key, permissions: [...key.permissions], hash }], {
    onConflict: {
      target: [apiKey.id],
      set: ['name', 'prefix', 'hash', 'permissions', 'expiresAt', 'revokedAt', 'createdAt'],
    },
  })

/** Keeps the time of the first revocation; answers whether this is it. */
export async function markRevoked(tx: Tx, id: string, at: Date): Promise<boolean> {
  const marked = await tx
    .update(apiKey)
    .set({ revokedAt: at })
    .where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt)))
  return affectedRows(marked) > 0
}
