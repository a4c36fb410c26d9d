import { attempt, type Database } from '../../db/index.js'
import { assert } from '../../kernel/assert.js'
import type { Clock } from '../../kernel/clock.js'
import { globalId, newId } from '../../kernel/ids.js'
import { InputError } from '../../kernel/input-error.js'
import {
  encodeCursor,
  type Page,
  type PageArgs,
  type Position,
  pageOf,
  pageRequest,
} from '../../kernel/page.js'
import { notFound, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { Actor, Audit } from '../audit/index.js'
import { type Credentials, hashOf, isAccessToken } from '../credentials/index.js'
import { bootstrapKey } from './bootstrap.js'
import { keyAudit } from './key-audit.js'
import { keysByHash } from './known-keys.js'
import { isKeyId, isUsable, keyInputProblems, revocationProblems } from './rules.js'
import { newSecret, prefixOf } from './secrets.js'
import { createStaff, type Staff } from './staff/service.js'
import { countKeys, findKey, insertKey, markRevoked, selectKeys } from './store.js'
import {
  type ApiKey,
  type ApiKeyInput,
  type CreatedKey,
  type Permission,
  permissions,
  type Viewer,
} from './types.js'

interface ApiKeyPage extends Page<ApiKey> {
  cursorOf(key: ApiKey): string
}

export interface Access {
  /**
   * Who holds this bearer token, an API key or the access token of a session: anonymous without one, null when it is
   * unknown, expired or revoked. What it knows of it is never older than the call, so a revocation works at once in every
   * process.
   */
  viewerOf(bearer: string | null): Promise<Viewer | null>
  /**
   * Makes the configuration's admin key the one bootstrap key, with every permission. Changing the variable rotates it
   * (the old key stops working at once), unsetting it revokes it, setting it again revives it. Does nothing when
   * nothing changed, so every start may call it; but only of what serves requests, since a command line run without
   * the variable would revoke the key of a running gateway. Throws when the key is another API key's already.
   */
  ensureBootstrapKey(adminKey: string | null): Promise<void>
  /** Makes a key with some of the permissions in `held`, those of whoever asks. Its secret is in this answer only. */
  createKey(
    actor: Actor,
    held: ReadonlySet<Permission>,
    input: ApiKeyInput,
  ): Promise<Result<CreatedKey, Problem>>
  /** Ends a key. Ending it again changes nothing; the bootstrap key is refused. */
  revokeKey(actor: Actor, input: { id: string }): Promise<Result<ApiKey, Problem>>
  /** The bootstrap key, then the others from the newest on; revoked and expired ones too. */
  keys(args: PageArgs): Promise<ApiKeyPage>
  countKeys(): Promise<number>
  /** The people who work for the shop. */
  readonly staff: Staff
}

interface Dependencies {
  readonly db: Database
  readonly clock: Clock
  readonly audit: Audit
  readonly credentials: Credentials
}

export function createAccess({ db, clock, audit, credentials }: Dependencies): Access {
  const keyBehind = keysByHash(db.read)
  const staff = createStaff({ db, clock, audit, credentials })

  async function holderOf(accessToken: string): Promise<Viewer | null> {
    const session = await credentials.sessions.find(accessToken)
    if (!session) return null
    const { holder, id: sessionId } = session
    if (holder.kind === 'CUSTOMER') return { kind: 'customer', customerId: holder.id, sessionId }
    const held = await staff.permissionsOf(holder.id)
    return held && { kind: 'staff', staffUserId: holder.id, sessionId, permissions: held }
  }

  return {
    staff,
    ensureBootstrapKey: bootstrapKey({ db, clock, audit }),

    async viewerOf(bearer) {
      if (bearer === null) return { kind: 'anonymous' }
      if (isAccessToken(bearer)) return holderOf(bearer)
      const key = await keyBehind(hashOf(bearer))
      if (!key || !isUsable(key, clock.now())) return null
      const { id: keyId, name, prefix } = key
      return { kind: 'staff', keyId, name, prefix, permissions: new Set(key.permissions) }
    },

    createKey: (actor, held, input) =>
      attempt(db, async (tx) => {
        const now = clock.now()
        const problems = keyInputProblems(input, held, now)
        if (problems.length > 0) return rejected(problems)
        const secret = newSecret()
        const apiKey: ApiKey = {
          id: newId(),
          name: input.name.trim(),
          prefix: prefixOf(secret),
          permissions: permissions.filter((permission) => input.permissions.includes(permission)),
          expiresAt: input.expiresAt ?? null,
          revokedAt: null,
          createdAt: now,
        }
        await insertKey(tx, apiKey, hashOf(secret))
        await audit.append(tx, keyAudit(actor, 'apiKeyCreate', null, apiKey))
        return ok({ apiKey, secret })
      }),

    revokeKey: (actor, { id }) =>
      attempt(db, async (tx) => {
        const before = isKeyId(id) ? await findKey(tx, id) : null
        if (!before)
          return rejected([notFound(['id'], globalId('ApiKey', id), 'There is no API key with this id.')])
        const problems = revocationProblems(before)
        if (problems.length > 0) return rejected(problems)
        const isFirst = await markRevoked(tx, id, clock.now())
        const after = await findKey(tx, id)
        assert(after, 'keys are never deleted')
        if (isFirst) await audit.append(tx, keyAudit(actor, 'apiKeyRevoke', before, after))
        return ok(after)
      }),

    async keys(args) {
      const request = pageRequest(args, 'apiKeys', ['text'])
      const { backward, limit, position } = request
      const rows = await selectKeys(db.read, {
        backward,
        from: position && keyAt(position),
        limit: limit + 1,
      })
      return { ...pageOf(request, rows), cursorOf: (key) => encodeCursor('apiKeys', [key.id]) }
    },
    countKeys: () => countKeys(db.read),
  }
}

function keyAt([id]: Position): string {
  if (typeof id === 'string' && isKeyId(id)) return id
  throw new InputError(['after'], '`after` is not a cursor. Pass one that this list gave you.')
}
