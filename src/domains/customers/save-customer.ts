import { attempt, type Tx, takeTurn } from '../../db/index.js'
import { plainEmail } from '../../kernel/email.js'
import { globalId, newId } from '../../kernel/ids.js'
import { canonicalLocale } from '../../kernel/locale.js'
import { invalid, notFound, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { Actor } from '../audit/index.js'
import { type CustomerDependencies, holderOf } from './dependencies.js'
import { writeProfile } from './profile.js'
import { customerProblems, textAfter } from './rules/inputs.js'
import {
  type Account,
  customerOf,
  findAccountByEmail,
  findAccountByReference,
  insertAccount,
  lockAccount,
} from './store/customers.js'
import { replaceMemberships, selectGroups, selectMemberships } from './store/groups.js'
import type { Customer, CustomerInput } from './types.js'

/** Creates a customer or changes one. Who gets another address has to prove it anew, and is signed out everywhere. */
export const saveCustomer = (
  { db, clock, audit, credentials }: CustomerDependencies,
  actor: Actor,
  asked: CustomerInput,
) => {
  const input = {
    ...asked,
    ...(asked.externalReference && { externalReference: asked.externalReference.trim() }),
  }
  return attempt(db, async (tx): Promise<Result<Customer, Problem>> => {
    await takeTurns(tx, input)
    const stored = await named(tx, input)
    if (input.id != null && !stored)
      return rejected([notFound(['id'], globalId('Customer', input.id), 'There is no such customer.')])
    const groups = await selectGroups(tx)
    const keys = new Set(groups.map(({ key }) => key))
    const problems = customerProblems(stored && customerOf(stored), input, keys)
    problems.push(...(await takenProblems(tx, input, stored)))
    if (problems.length > 0) return rejected(problems)

    const now = clock.now()
    const account = stored ?? (await create(tx, input, now))
    const email = input.email?.trim() ?? account.email
    const isMoved = plainEmail(email) !== account.emailKey
    const more = {
      email,
      emailKey: plainEmail(email),
      emailVerifiedAt: isMoved ? null : account.emailVerifiedAt,
      pendingEmail: isMoved ? null : account.pendingEmail,
      externalReference: textAfter(account.externalReference, input.externalReference),
    }
    const saved = await writeProfile(tx, account, input, more, {
      source: 'STAFF',
      actor: actor.name,
      at: now,
    })
    if (isMoved) {
      await credentials.sessions.closeAll(tx, holderOf(account.id))
      await credentials.tokens.drop(tx, holderOf(account.id))
    }
    const before = (await selectMemberships(tx, [account.id])).map(({ group }) => group.key)
    const after = input.groups ?? before
    await replaceMemberships(
      tx,
      account.id,
      groups.filter(({ key }) => after.includes(key)).map(({ id }) => id),
    )
    // The audit cannot be changed, so it tells which fields were, and not to what.
    const changed = Object.keys(input).filter((field) => !['id', 'expectedVersion'].includes(field))
    await audit.append(tx, {
      ...{ actor, action: 'customerSave', entity: 'Customer', entityId: account.id },
      before: stored && { groups: before },
      after: { groups: [...after].sort(), changed },
    })
    return ok(saved)
  })
}

const takeTurns = (tx: Tx, { email, externalReference }: CustomerInput): Promise<void> =>
  takeTurn(
    tx,
    ...(email == null ? [] : [`email:${plainEmail(email)}`]),
    ...(externalReference == null ? [] : [`customer:${externalReference}`]),
  )

async function named(tx: Tx, { id, externalReference }: CustomerInput): Promise<Account | null> {
  if (id != null) return lockAccount(tx, id)
  const found = externalReference == null ? null : await findAccountByReference(tx, externalReference)
  return found && lockAccount(tx, found.id)
}

async function takenProblems(
  tx: Tx,
  { email, externalReference }: CustomerInput,
  stored: Account | null,
): Promise<Problem[]> {
  const byEmail = email == null ? null : await findAccountByEmail(tx, plainEmail(email))
  const byReference = externalReference == null ? null : await findAccountByReference(tx, externalReference)
  return Object.entries({ email: byEmail, externalReference: byReference }).flatMap(([field, other]) =>
    other && other.id !== stored?.id
      ? [invalid('DUPLICATE', [field], `The customer ${globalId('Customer', other.id)} has it.`)]
      : [],
  )
}

/** With nothing but an address, to be filled like one that was there before. */
async function create(tx: Tx, { email, locale }: CustomerInput, now: Date): Promise<Account> {
  const given = email?.trim() ?? ''
  const account = {
    ...{ id: newId(), email: given, emailKey: plainEmail(given), emailVerifiedAt: null, pendingEmail: null },
    ...{ passwordHash: null, firstName: null, lastName: null, phone: null, externalReference: null },
    ...{ locale: locale ? canonicalLocale(locale) : null, acceptsMarketing: false },
    ...{ shippingAddressId: null, billingAddressId: null, version: 0, createdAt: now, updatedAt: now },
  }
  await insertAccount(tx, account)
  return account
}
