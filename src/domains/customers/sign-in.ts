import type { Tx } from '../../db/index.js'
import { plainEmail } from '../../kernel/email.js'
import { newId } from '../../kernel/ids.js'
import { invalid, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { type CustomerDependencies, holderOf } from './dependencies.js'
import {
  type Account,
  customerOf,
  findAccount,
  findAccountByEmail,
  lockAccount,
  updateAccount,
} from './store/customers.js'
import type { SignedIn, SignInInput } from './types.js'

/** A session for the account as it is now; null when it is gone. */
export async function openSession(
  tx: Tx,
  { credentials }: CustomerDependencies,
  id: string,
): Promise<SignedIn | null> {
  const account = await findAccount(tx, id)
  if (!account) return null
  return { session: await credentials.sessions.open(tx, holderOf(id)), customer: customerOf(account) }
}

/** One answer, in one time, for all that is wrong. */
export async function signIn(
  dependencies: CustomerDependencies,
  { email, password }: SignInInput,
): Promise<Result<SignedIn, Problem>> {
  const { db, credentials } = dependencies
  const known = await findAccountByEmail(db.read, plainEmail(email))
  const opens = await credentials.passwords.matches(known?.passwordHash ?? null, password)
  if (!known || !opens) return rejected([wrong])
  const signedIn = await db.write(async (tx) => {
    // Checking took a while, in which the password may have been changed.
    const account = await lockAccount(tx, known.id)
    return account?.passwordHash === known.passwordHash ? openSession(tx, dependencies, known.id) : null
  })
  return signedIn ? ok(signedIn) : rejected([wrong])
}

/** The same by a code that was mailed. */
export async function signInByCode(
  dependencies: CustomerDependencies,
  { email, code }: { readonly email: string; readonly code: string },
): Promise<Result<SignedIn, Problem>> {
  const { db, clock, credentials } = dependencies
  const known = await findAccountByEmail(db.read, plainEmail(email))
  // Looked up for nobody too, so that it takes as long. A wrong guess is counted, so it is not undone.
  const signedIn = await db.write(async (tx) => {
    const holder = holderOf(known?.id ?? newId())
    const opens = await credentials.tokens.redeemCode(tx, holder, code)
    if (!opens || !known) return null
    const account = await lockAccount(tx, known.id)
    if (account && !account.emailVerifiedAt) await proveAddress(tx, dependencies, account, clock.now())
    return openSession(tx, dependencies, known.id)
  })
  return signedIn ? ok(signedIn) : rejected([{ ...wrong, message: wrongCode }])
}

/**
 * Whoever reads the mail of an address that was not proved yet owns the account. Somebody else may have made it before, so
 * the password and the sessions that they have for it end.
 */
export async function proveAddress(
  tx: Tx,
  { credentials }: CustomerDependencies,
  { id, version }: Account,
  now: Date,
): Promise<void> {
  await updateAccount(tx, id, {
    ...{ emailVerifiedAt: now, passwordHash: null, pendingEmail: null },
    ...{ version: version + 1, updatedAt: now },
  })
  await credentials.sessions.closeAll(tx, holderOf(id))
}

const wrong = invalid('CREDENTIALS_INVALID', ['email'], 'This e-mail address and password open no account.')
const wrongCode = 'This e-mail address and code open no account. Codes work once and for ten minutes.'
