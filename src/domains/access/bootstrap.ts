import { type Database, type Tx, takeTurn } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import { type Audit, systemActor } from '../audit/index.js'
import { hashOf } from '../credentials/index.js'
import { keyAudit } from './key-audit.js'
import { bootstrapKeyId } from './rules.js'
import { findKey, findKeyByHash, markRevoked, replaceKey } from './store.js'
import { type ApiKey, permissions } from './types.js'

interface Dependencies {
  readonly db: Database
  readonly clock: Clock
  readonly audit: Audit
}

/** `Access.ensureBootstrapKey`: makes one key follow a secret that comes from the configuration. */
export function bootstrapKey({ db, clock, audit }: Dependencies) {
  const actor = systemActor('bootstrap')

  async function put(tx: Tx, adminKey: string, before: ApiKey | null): Promise<void> {
    const hash = hashOf(adminKey)
    const holder = await findKeyByHash(tx, hash)
    if (holder && holder.id !== bootstrapKeyId)
      throw new Error(
        `ATHANOR_ADMIN_KEY is already the API key "${holder.name}" (${holder.prefix}…). Choose another.`,
      )
    if (holder?.revokedAt === null && holder.permissions.length === permissions.length) return
    // An operator chose this secret, so no part of it is shown; there is only one such key, and its id names it.
    const after: ApiKey = {
      id: bootstrapKeyId,
      name: 'ATHANOR_ADMIN_KEY',
      prefix: bootstrapKeyId,
      permissions,
      expiresAt: null,
      revokedAt: null,
      createdAt: clock.now(),
    }
    await replaceKey(tx, after, hash)
    await audit.append(tx, keyAudit(actor, 'bootstrapKeySet', before, after))
  }

  async function revoke(tx: Tx, before: ApiKey | null): Promise<void> {
    if (before?.revokedAt !== null) return
    const after = { ...before, revokedAt: clock.now() }
    await markRevoked(tx, after.id, after.revokedAt)
    await audit.append(tx, keyAudit(actor, 'bootstrapKeyRevoke', before, after))
  }

  return (adminKey: string | null): Promise<void> =>
    db.write(async (tx) => {
      await takeTurn(tx, 'bootstrapKey')
      const before = await findKey(tx, bootstrapKeyId)
      await (adminKey === null ? revoke(tx, before) : put(tx, adminKey, before))
    })
}
