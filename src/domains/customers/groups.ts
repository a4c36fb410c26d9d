import { attempt, takeTurn } from '../../db/index.js'
import { assert } from '../../kernel/assert.js'
import type { Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import type { CustomerDependencies } from './dependencies.js'
import { groupProblems } from './rules/inputs.js'
import { insertGroup, renameGroup, selectGroups } from './store/groups.js'
import type { CustomerGroup, CustomerGroupInput } from './types.js'

/** Creates the group with this key, or renames it. */
export const saveGroup = (
  { db, clock, audit }: CustomerDependencies,
  actor: Actor,
  input: CustomerGroupInput,
) =>
  attempt(db, async (tx): Promise<Result<CustomerGroup, Problem>> => {
    const problems = groupProblems(input)
    if (problems.length > 0) return rejected(problems)
    await takeTurn(tx, 'customerGroup')
    const before = (await selectGroups(tx)).find(({ key }) => key === input.key) ?? null
    const after = { key: input.key, name: input.name.trim() }
    if (before?.name === after.name) return ok(before)
    const id = before?.id ?? (await insertGroup(tx, after, clock.now()))
    assert(id !== undefined, 'an inserted group has an id')
    if (before) await renameGroup(tx, id, after.name, clock.now())
    await audit.append(tx, {
      ...{ actor, action: 'customerGroupSave', entity: 'CustomerGroup', entityId: String(id) },
      before: before && { key: before.key, name: before.name },
      after,
    })
    return ok({ id, ...after })
  })
