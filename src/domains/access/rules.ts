import { invalid, type Problem } from '../../kernel/problem.js'
import { textProblems } from '../../kernel/text.js'
import { type ApiKey, type ApiKeyInput, type Permission, permissions } from './types.js'

/** The key of the configuration: it comes and goes with the variable, so the API cannot revoke it. */
export const bootstrapKeyId = 'bootstrap'

/** A permission that a newer version stored grants nothing here. */
export const isPermission = (text: string): text is Permission =>
  (permissions as readonly string[]).includes(text)

/** Tells ids of keys from any other text, before a database is asked for it. */
export const isKeyId = (text: string): boolean => text === bootstrapKeyId || /^[0-9a-f-]{36}$/.test(text)

/** Every reason why a holder of `held` cannot make this key. Nobody passes on a permission they do not have. */
export function keyInputProblems(input: ApiKeyInput, held: ReadonlySet<Permission>, now: Date): Problem[] {
  return [
    ...textProblems(['name'], input.name, { most: 100 }),
    ...permissionProblems(input.permissions, held),
    ...expiryProblems(input.expiresAt ?? null, now),
  ]
}

function permissionProblems(asked: readonly Permission[], held: ReadonlySet<Permission>): Problem[] {
  const allowed = permissions.filter((permission) => held.has(permission))
  if (asked.length === 0)
    return [
      invalid('REQUIRED', ['permissions'], 'A key without permissions opens nothing: give at least one.', {
        allowed,
      }),
    ]
  return asked.flatMap((permission, index) => {
    if (held.has(permission)) return []
    const message = `You cannot grant ${permission}, because your own key does not have it. You can grant ${allowed.join(', ')}.`
    return [invalid('INVALID', ['permissions', String(index)], message, { allowed })]
  })
}

function expiryProblems(expiresAt: Date | null, now: Date): Problem[] {
  if (expiresAt === null || expiresAt > now) return []
  const message = `\`expiresAt\` is ${expiresAt.toISOString()}, which is past. Give a time to come, or none for a key that does not expire.`
  return [invalid('OUT_OF_RANGE', ['expiresAt'], message)]
}

/** Why a key cannot be revoked here. */
export function revocationProblems(key: ApiKey): Problem[] {
  if (key.id !== bootstrapKeyId) return []
  const message =
    'This key comes from ATHANOR_ADMIN_KEY. To revoke it, unset or change that variable and restart the gateway.'
  return [invalid('INVALID', ['id'], message)]
}

/** A key opens doors until it is revoked or the instant of its expiry. */
export const isUsable = (key: Pick<ApiKey, 'revokedAt' | 'expiresAt'>, now: Date): boolean =>
  key.revokedAt === null && (key.expiresAt === null || now < key.expiresAt)
