import { attempt, takeTurn } from '../../../db/index.js'
import { assert } from '../../../kernel/assert.js'
import type { Problem } from '../../../kernel/problem.js'
import { ok, type Result, rejected } from '../../../kernel/result.js'
import type { Actor } from '../../audit/index.js'
import type { StaffRole, StaffRoleInput } from '../types.js'
import { type Permission, permissions } from '../types.js'
import type { StaffDependencies } from './dependencies.js'
import { roleProblems } from './rules.js'
import { insertRole, selectRoles, updateRole } from './store.js'

/** Creates the role with this key, or changes it. */
export const saveRole = (
  { db, clock, audit }: StaffDependencies,
  actor: Actor,
  held: ReadonlySet<Permission>,
  input: StaffRoleInput,
) =>
  attempt(db, async (tx): Promise<Result<StaffRole, Problem>> => {
    await takeTurn(tx, 'staff')
    const stored = (await selectRoles(tx)).find(({ key }) => key === input.key) ?? null
    const problems = roleProblems(stored, input, held)
    if (problems.length > 0) return rejected(problems)
    const asked = input.permissions ?? stored?.permissions ?? []
    const after = {
      key: input.key,
      name: input.name?.trim() ?? stored?.name ?? '',
      permissions: permissions.filter((one) => asked.includes(one)),
    }
    const id = stored?.id ?? (await insertRole(tx, after, clock.now()))
    assert(id !== undefined, 'an inserted role has an id')
    if (stored) await updateRole(tx, id, after, clock.now())
    const before = stored && { key: stored.key, name: stored.name, permissions: stored.permissions }
    await audit.append(tx, {
      ...{ actor, action: 'staffRoleSave', entity: 'StaffRole', entityId: String(id) },
      before,
      after,
    })
    return ok({ id, ...after })
  })
