import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { rows } from '../../../src/db/index.js'
import { apiKey as apiKeyTable } from '../../../src/db/tables/access.js'
import {
  type Access,
  type ApiKeyInput,
  createAccess,
  type Permission,
  permissions,
} from '../../../src/domains/access/index.js'
import { type Audit, createAudit } from '../../../src/domains/audit/index.js'
import { createCredentials } from '../../../src/domains/credentials/index.js'
import { InputError } from '../../../src/kernel/input-error.js'
import { encodeCursor } from '../../../src/kernel/page.js'
import { openTestDatabase, type TestDatabase } from '../../support/database.js'

const actor = { name: 'key:ath_test', requestId: null }
const all: ReadonlySet<Permission> = new Set(permissions)
const adminKey = 'an-admin-key-of-at-least-32-characters'

let now: Date
const clock = { now: () => now }
let db: TestDatabase
let audit: Audit
let access: Access
beforeEach(async () => {
  now = new Date('2030-01-01T00:00:00.000Z')
  db = await openTestDatabase()
  audit = createAudit({ db, clock })
  access = createAccess({ db, clock, audit, credentials: createCredentials({ db, clock }) })
})

async function created(given: Partial<ApiKeyInput> = {}) {
  const result = await access.createKey(actor, all, { name: 'Feed', permissions: ['CATALOG_READ'], ...given })
  if (!result.ok) throw new Error(JSON.stringify(result.errors))
  return result.value
}

/** All that the database knows, as text, to look for what must not be there. */
async function everything(): Promise<string> {
  const tables = [sql`select * from api_key`, sql`select * from audit_entry`, sql`select * from outbox`]
  return JSON.stringify(await Promise.all(tables.map((table) => rows(db.read, table))))
}

describe('a bearer token', () => {
  test('is not needed', async () => expect(await access.viewerOf(null)).toEqual({ kind: 'anonymous' }))

  test('of a key makes its holder known, with just its permissions', async () => {
    const { apiKey, secret } = await created({ permissions: ['AUDIT_READ', 'CATALOG_READ', 'AUDIT_READ'] })
    expect(await access.viewerOf(secret)).toEqual({
      kind: 'staff',
      keyId: apiKey.id,
      name: 'Feed',
      prefix: secret.slice(0, 8),
      permissions: new Set(['CATALOG_READ', 'AUDIT_READ']),
    })
  })

  test('that is none of ours is refused', async () => {
    const { apiKey, secret } = await created()
    const wrong = [
      '',
      'x',
      apiKey.prefix,
      secret.slice(0, -1),
      `${secret} `,
      secret.toUpperCase(),
      'x'.repeat(20_000),
    ]
    expect(await Promise.all(wrong.map((token) => access.viewerOf(token)))).toEqual(wrong.map(() => null))
  })

  test('is refused from the instant its key expires', async () => {
    const { secret } = await created({ expiresAt: new Date('2030-01-01T00:01:00.000Z') })
    now = new Date('2030-01-01T00:00:59.999Z')
    expect(await access.viewerOf(secret)).toMatchObject({ kind: 'staff' })
    now = new Date('2030-01-01T00:01:00.000Z')
    expect(await access.viewerOf(secret)).toBeNull()
  })

  test('is refused at once when its key is revoked, in other processes too', async () => {
    const { apiKey, secret } = await created()
    const elsewhere = createAccess({ db, clock, audit, credentials: createCredentials({ db, clock }) })
    expect(await elsewhere.viewerOf(secret)).not.toBeNull()
    await access.revokeKey(actor, { id: apiKey.id })
    expect(await access.viewerOf(secret)).toBeNull()
    expect(await elsewhere.viewerOf(secret)).toBeNull()
  })

  test('gets no permission that this version does not know', async () => {
    const { secret } = await created()
    const newer = ['CATALOG_READ', 'LAUNCH_ROCKETS']
    await db.write((tx) => tx.update(apiKeyTable).set({ permissions: newer }))
    expect(await access.viewerOf(secret)).toMatchObject({ permissions: new Set(['CATALOG_READ']) })
  })
})

describe('making a key', () => {
  test('shows the secret in the answer and keeps it nowhere', async () => {
    const { apiKey, secret } = await created()
    expect(JSON.stringify(apiKey)).not.toContain(secret)
    const stored = await everything()
    expect(stored).toContain(apiKey.prefix)
    expect(stored).not.toContain(secret.slice(8))
  })

  test('is refused as a whole for any reason, and leaves no trace', async () => {
    const result = await access.createKey(actor, new Set(['KEYS_WRITE']), {
      name: '',
      permissions: ['AUDIT_READ'],
    })
    expect(result).toMatchObject({
      ok: false,
      errors: [{ field: ['name'] }, { field: ['permissions', '0'], allowed: ['KEYS_WRITE'] }],
    })
    expect(await access.countKeys()).toBe(0)
    expect(await audit.count({})).toBe(0)
  })

  test('and ending it are in the audit, without the hash', async () => {
    const { apiKey } = await created({ name: ' Feed ' })
    now = new Date('2030-01-02T00:00:00.000Z')
    await access.revokeKey(actor, { id: apiKey.id })
    const { items } = await audit.page({ entity: 'ApiKey', entityId: apiKey.id }, {})
    const state = { name: 'Feed', prefix: apiKey.prefix, permissions: ['CATALOG_READ'], expiresAt: null }
    const live = { ...state, revokedAt: null }
    expect(items).toMatchObject([
      {
        action: 'apiKeyRevoke',
        actor: actor.name,
        before: live,
        after: { ...state, revokedAt: now.toISOString() },
      },
      { action: 'apiKeyCreate', actor: actor.name, before: null, after: live },
    ])
    for (const { before, after } of items)
      expect(JSON.stringify([before, after])).not.toMatch(/hash|[0-9a-f]{64}/)
  })
})

describe('ending a key', () => {
  test('twice keeps the time of the first', async () => {
    const { apiKey } = await created()
    const first = now
    await access.revokeKey(actor, { id: apiKey.id })
    now = new Date('2031-01-01T00:00:00.000Z')
    expect(await access.revokeKey(actor, { id: apiKey.id })).toMatchObject({
      ok: true,
      value: { revokedAt: first },
    })
    expect((await access.keys({})).items).toMatchObject([{ revokedAt: first }])
    expect(await audit.count({})).toBe(2)
  })

  test('many times at once is one change', async () => {
    const { apiKey } = await created()
    const ends = Array.from({ length: 5 }, () => access.revokeKey(actor, { id: apiKey.id }))
    for (const end of await Promise.all(ends)) expect(end).toMatchObject({ value: { revokedAt: now } })
    expect(await audit.count({})).toBe(2)
  })

  test.each(['nobody', '', 'boot\u0000strap', '01a1f89c-d14b-7342-9482-54029ec085cf'])(
    '%j is not found',
    async (id) => {
      expect(await access.revokeKey(actor, { id })).toMatchObject({
        ok: false,
        errors: [{ code: 'NOT_FOUND' }],
      })
    },
  )
})

describe('the list of keys', () => {
  test('shows the bootstrap key, then the newest first, and is walked by cursors', async () => {
    const made = await Promise.all(['a', 'b', 'c'].map((name) => created({ name })))
    const [newest, middle, oldest] = made.map(({ apiKey }) => apiKey.id).toSorted((a, b) => (a < b ? 1 : -1))
    const idsOf = ({ items }: { items: readonly { id: string }[] }) => items.map(({ id }) => id)
    await access.ensureBootstrapKey(adminKey)
    const first = await access.keys({ first: 2 })
    expect(idsOf(first)).toEqual(['bootstrap', newest])
    const last = first.items.at(-1)
    const rest = await access.keys({ after: last ? first.cursorOf(last) : null })
    expect(idsOf(rest)).toEqual([middle, oldest])
    expect(rest).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
    expect(idsOf(await access.keys({ last: 1 }))).toEqual([oldest])
    const bottom = rest.items.at(-1)
    expect(idsOf(await access.keys({ last: 2, before: bottom ? rest.cursorOf(bottom) : null }))).toEqual([
      newest,
      middle,
    ])
    expect(await access.countKeys()).toBe(4)
    await expect(access.keys({ after: encodeCursor('apiKeys', ['x']) })).rejects.toThrow(InputError)
  })
})

describe('the key of the configuration', () => {
  const revoked = async () => (await access.keys({})).items[0]?.revokedAt !== null

  test('has every permission and shows no part of itself', async () => {
    await access.ensureBootstrapKey(adminKey)
    expect(await access.viewerOf(adminKey)).toMatchObject({
      keyId: 'bootstrap',
      prefix: 'bootstrap',
      permissions: all,
    })
    expect(await everything()).not.toContain(adminKey.slice(0, 4))
  })

  test('stays as it is at the next start', async () => {
    await access.ensureBootstrapKey(adminKey)
    await access.ensureBootstrapKey(adminKey)
    expect(await audit.count({})).toBe(1)
    expect(await access.countKeys()).toBe(1)
  })

  test('stops working when the variable changes, and the new one works', async () => {
    const rotated = adminKey.replace('an', 'the')
    await access.ensureBootstrapKey(adminKey)
    await access.ensureBootstrapKey(rotated)
    expect(await access.viewerOf(adminKey)).toBeNull()
    expect(await access.viewerOf(rotated)).toMatchObject({ keyId: 'bootstrap' })
    expect(await access.countKeys()).toBe(1)
    expect(await audit.count({ entityId: 'bootstrap' })).toBe(2)
  })

  test('is revoked when the variable is unset, and revived when it is set again', async () => {
    await access.ensureBootstrapKey(null)
    expect(await access.countKeys()).toBe(0)
    await access.ensureBootstrapKey(adminKey)
    await access.ensureBootstrapKey(null)
    await access.ensureBootstrapKey(null)
    expect(await revoked()).toBe(true)
    expect(await access.viewerOf(adminKey)).toBeNull()
    await access.ensureBootstrapKey(adminKey)
    expect(await access.viewerOf(adminKey)).toMatchObject({ permissions: all })
    const { items } = await audit.page({ actor: 'system:bootstrap' }, {})
    expect(items.map(({ action }) => action)).toEqual([
      'bootstrapKeySet',
      'bootstrapKeyRevoke',
      'bootstrapKeySet',
    ])
  })

  test('gets the permissions that a new version brings', async () => {
    await access.ensureBootstrapKey(adminKey)
    await db.write((tx) => tx.update(apiKeyTable).set({ permissions: ['CATALOG_READ'] }))
    await access.ensureBootstrapKey(adminKey)
    expect(await access.viewerOf(adminKey)).toMatchObject({ permissions: all })
  })

  test('cannot be ended otherwise', async () => {
    await access.ensureBootstrapKey(adminKey)
    expect(await access.revokeKey(actor, { id: 'bootstrap' })).toMatchObject({
      ok: false,
      errors: [{ code: 'INVALID' }],
    })
    expect(await access.viewerOf(adminKey)).not.toBeNull()
  })

  test('cannot be another key, which would give that one every permission', async () => {
    const { secret, apiKey } = await created()
    await expect(access.ensureBootstrapKey(secret)).rejects.toThrow(/already the API key "Feed"/)
    await access.revokeKey(actor, { id: apiKey.id })
    await expect(access.ensureBootstrapKey(secret)).rejects.toThrow(/already the API key "Feed"/)
    expect(await access.countKeys()).toBe(1)
  })

  test('is one key though many processes start at once', async () => {
    const starts = Array.from({ length: 8 }, () =>
      createAccess({ db, clock, audit, credentials: createCredentials({ db, clock }) }).ensureBootstrapKey(
        adminKey,
      ),
    )
    await Promise.all(starts)
    expect(await access.countKeys()).toBe(1)
    expect(await audit.count({})).toBe(1)
    expect(await access.viewerOf(adminKey)).not.toBeNull()
  })
})
