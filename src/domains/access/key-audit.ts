import type { Actor, AuditRecord } from '../audit/index.js'
import type { ApiKey } from './types.js'

// Picked field by field, so that nothing added to a key can slip into the audit unseen.
const snapshot = ({ name, prefix, permissions, expiresAt, revokedAt }: ApiKey) => ({
  name,
  prefix,
  permissions,
  expiresAt,
  revokedAt,
})

export const keyAudit = (
  actor: Actor,
  action: string,
  before: ApiKey | null,
  after: ApiKey,
): AuditRecord => ({
  actor,
  action,
  entity: 'ApiKey',
  entityId: after.id,
  before: before && snapshot(before),
  after: snapshot(after),
})
