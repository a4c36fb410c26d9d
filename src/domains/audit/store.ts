import { and, asc, count, desc, eq, gt, lt } from 'drizzle-orm'
import { insertRows, type ReadHandle, type Tx } from '../../db/index.js'
import { auditEntry } from '../../db/tables/audit.js'
import type { AuditEntry, AuditFilter } from './types.js'

export const insertEntries = (tx: Tx, entries: readonly Omit<AuditEntry, 'id'>[]): Promise<void> =>
  insertRows(tx, auditEntry, entries)

const matching = ({ entity, entityId, actor }: AuditFilter) => [
  entity === undefined ? undefined : eq(auditEntry.entity, entity),
  entityId === undefined ? undefined : eq(auditEntry.entityId, entityId),
  actor === undefined ? undefined : eq(auditEntry.actor, actor),
]

/** Entries from the newest to the oldest, strictly older than `from`; backwards, those strictly newer. */
export async function selectEntries(
  on: ReadHandle,
  filter: AuditFilter,
  walk: { from: number | null; backward: boolean; limit: number },
): Promise<AuditEntry[]> {
  const { from, backward, limit } = walk
  const beyond = from === null ? undefined : (backward ? gt : lt)(auditEntry.id, from)
  return on
    .select()
    .from(auditEntry)
    .where(and(...matching(filter), beyond))
    .orderBy((backward ? asc : desc)(auditEntry.id))
    .limit(limit)
}

export async function countEntries(on: ReadHandle, filter: AuditFilter): Promise<number> {
  const [row] = await on
    .select({ total: count() })
    .from(auditEntry)
    .where(and(...matching(filter)))
  return row?.total ?? 0
}
