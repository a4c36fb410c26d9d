import { emailProblems } from '../../../kernel/email.js'
import { invalid, notFound, type Problem, versionConflict } from '../../../kernel/problem.js'
import { keyProblems, textProblems } from '../../../kernel/text.js'
import type { StaffRole, StaffRoleInput, StaffUser, StaffUserInput } from '../types.js'
import { type Permission, permissions } from '../types.js'

type Held = ReadonlySet<Permission>

/** Every reason why a holder of `held` cannot save this role. Nobody touches what is beyond their own permissions. */
export function roleProblems(stored: StaffRole | null, input: StaffRoleInput, held: Held): Problem[] {
  const { key, name, permissions: asked } = input
  const isNew = stored === null
  const needed = isNew ? ['name', 'permissions'] : []
  const missing = Object.entries({ name, permissions: asked }).flatMap(([field, value]) =>
    value === null || (value === undefined && needed.includes(field))
      ? [invalid('REQUIRED', [field], `A role needs \`${field}\`.`)]
      : [],
  )
  return [
    ...keyProblems(['key'], key),
    ...missing,
    ...(name == null ? [] : textProblems(['name'], name, { most: 100 })),
    ...(asked ?? []).flatMap((one, i) => beyond(['permissions', String(i)], [one], held)),
    ...(stored ? beyond(['key'], stored.permissions, held) : []),
  ]
}

/**
 * Every reason why a holder of `held` cannot save this user. Who could change a mightier one, such as their e-mail address,
 * could become them.
 */
export function userProblems(
  stored: StaffUser | null,
  input: StaffUserInput,
  roles: readonly StaffRole[],
  held: Held,
): Problem[] {
  const { email, name, roles: keys, expectedVersion } = input
  const given = stored ? {} : { email, name, roles: keys }
  const missing = Object.entries(given)
    .filter(([, value]) => value == null)
    .map(([field]) => invalid('REQUIRED', [field], `Somebody new needs \`${field}\`.`))
  const unknown = (keys ?? []).flatMap((key, i) => {
    const role = roles.find((one) => one.key === key)
    const field = ['roles', String(i)]
    if (role) return beyond(field, role.permissions, held)
    return [notFound(field, key, `There is no role "${key.slice(0, 100)}".`)]
  })
  return [
    ...missing,
    ...(expectedVersion != null && expectedVersion !== (stored?.version ?? 0)
      ? [versionConflict(stored?.version ?? 0)]
      : []),
    ...(email == null ? [] : emailProblems(['email'], email)),
    ...(name == null ? [] : textProblems(['name'], name, { most: 100 })),
    ...unknown,
    ...(stored
      ? beyond(
          ['id'],
          stored.roles.flatMap((role) => role.permissions),
          held,
        )
      : []),
  ]
}

function beyond(field: readonly string[], asked: readonly Permission[], held: Held): Problem[] {
  const missing = permissions.filter((one) => asked.includes(one) && !held.has(one))
  if (missing.length === 0) return []
  const message = `This is about ${missing.join(', ')}, which you do not have yourself.`
  return [invalid('INVALID', field, message, { allowed: permissions.filter((one) => held.has(one)) })]
}
