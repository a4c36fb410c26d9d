import { appendFacts, attempt, takeTurn } from '../../../db/index.js'
import { assert } from '../../../kernel/assert.js'
import { plainEmail } from '../../../kernel/email.js'
import { globalId, newId } from '../../../kernel/ids.js'
import { invalid, notFound, type Problem } from '../../../kernel/problem.js'
import { ok, type Result, rejected } from '../../../kernel/result.js'
import type { Actor } from '../../audit/index.js'
import type { Permission, StaffUser, StaffUserInput } from '../types.js'
import type { StaffDependencies } from './dependencies.js'
import { userProblems } from './rules.js'
import {
  findUserByEmail,
  findUserRow,
  insertUser,
  replaceRoles,
  selectRoles,
  updateUser,
  withRoles,
} from './store.js'

/** Invites somebody, or changes whom `id` names. */
export const saveUser = (
  { db, clock, audit, credentials }: StaffDependencies,
  actor: Actor,
  held: ReadonlySet<Permission>,
  input: StaffUserInput,
) =>
  attempt(db, async (tx): Promise<Result<StaffUser, Problem>> => {
    await takeTurn(tx, 'staff')
    const row = input.id == null ? null : await findUserRow(tx, input.id)
    if (input.id != null && !row)
      return rejected([notFound(['id'], globalId('StaffUser', input.id), 'There is no such staff user.')])
    const [stored = null] = row ? await withRoles(tx, [row]) : []
    const roles = await selectRoles(tx)
    const problems = userProblems(stored, input, roles, held)
    const email = input.email?.trim() ?? row?.email ?? ''
    const taken = await findUserByEmail(tx, plainEmail(email))
    if (taken && taken.id !== row?.id)
      problems.push(invalid('DUPLICATE', ['email'], 'Somebody else has this e-mail address.'))
    if (problems.length > 0) return rejected(problems)

    const now = clock.now()
    const id = row?.id ?? newId()
    const wasDisabled = row?.disabledAt != null
    const isDisabled = input.isDisabled ?? wasDisabled
    const content = {
      email,
      emailKey: plainEmail(email),
      name: input.name?.trim() ?? row?.name ?? '',
      disabledAt: isDisabled ? (row?.disabledAt ?? now) : null,
      version: (row?.version ?? 0) + 1,
      updatedAt: now,
    }
    if (row) await updateUser(tx, id, content)
    else await insertUser(tx, { id, passwordHash: null, createdAt: now, ...content })
    const keys = input.roles ?? stored?.roles.map(({ key }) => key) ?? []
    const given = roles.filter(({ key }) => keys.includes(key))
    await replaceRoles(
      tx,
      id,
      given.map((role) => role.id),
    )
    const isMoved = row !== null && row.emailKey !== content.emailKey
    if (isMoved || isDisabled) {
      await credentials.sessions.closeAll(tx, { kind: 'STAFF', id })
      await credentials.tokens.drop(tx, { kind: 'STAFF', id })
    }
    // Names and addresses of people stay out of the audit, which nobody can change.
    await audit.append(tx, {
      ...{ actor, action: 'staffUserSave', entity: 'StaffUser', entityId: id },
      before: stored && { roles: stored.roles.map(({ key }) => key), isDisabled: wasDisabled },
      after: { roles: given.map(({ key }) => key), isDisabled, ...(isMoved && { changed: ['email'] }) },
    })
    if (!row || (isMoved && row.passwordHash === null))
      await appendFacts(
        tx,
        [{ kind: 'staff.invited', aggregate: `staff:${id}`, body: { staffUserId: id } }],
        now,
      )
    const saved = await findUserRow(tx, id)
    assert(saved, 'what was just saved is there')
    const [user] = await withRoles(tx, [saved])
    assert(user, 'each row is a user')
    return ok(user)
  })
