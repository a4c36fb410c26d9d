import { attempt, type Tx, takeTurn } from '../../db/index.js'
import { emailProblems, plainEmail } from '../../kernel/email.js'
import { newId } from '../../kernel/ids.js'
import { invalid, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { passwordProblems } from '../credentials/index.js'
import { type CustomerDependencies, type CustomerFact, holderOf, tell } from './dependencies.js'
import { wordsOf } from './rules/words.js'
import { openSession, proveAddress } from './sign-in.js'
import {
  type Account,
  findAccount,
  findAccountByEmail,
  lockAccount,
  updateAccount,
} from './store/customers.js'
import { replaceWords } from './store/words.js'
import type { EmailProof, SignedIn } from './types.js'

/** Asks for a letter. What becomes of it is the same to see for addresses that nobody has. */
export async function requestLetter(
  { db, clock }: CustomerDependencies,
  kind: CustomerFact,
  email: string,
): Promise<Result<null, Problem>> {
  const problems = emailProblems(['email'], email)
  if (problems.length > 0) return rejected(problems)
  const known = await findAccountByEmail(db.read, plainEmail(email))
  await db.write((tx) => tell(tx, kind, known?.id ?? null, newId(), clock.now()))
  return ok(null)
}

/**
 * Chooses a new password by the token of a letter, which proves the address as well. All sessions before it end, and all
 * tokens: no change of the address is under way any more.
 */
export async function resetPassword(
  dependencies: CustomerDependencies,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<Result<SignedIn, Problem>> {
  const { db, clock, credentials } = dependencies
  const problems = passwordProblems(['password'], password)
  if (problems.length > 0) return rejected(problems)
  const { tokens } = credentials
  // A hash is dear: it is made for those alone who have a token.
  const found = await tokens.find(db.read, ['RESET_PASSWORD'], 'CUSTOMER', token)
  if (!found.ok) return found
  const passwordHash = await credentials.passwords.hash(password)
  return attempt(db, async (tx) => {
    const redeemed = await tokens.redeem(tx, ['RESET_PASSWORD'], 'CUSTOMER', token)
    if (!redeemed.ok) return redeemed
    const { id } = redeemed.value
    const account = await lockAccount(tx, id)
    if (!account) return rejected([unusable])
    const now = clock.now()
    const emailVerifiedAt = account.emailVerifiedAt ?? now
    // Whoever was in the account may have asked for an address of their own, to come back by.
    await change(tx, account, { passwordHash, emailVerifiedAt, pendingEmail: null }, now)
    await credentials.sessions.closeAll(tx, holderOf(id))
    await tokens.drop(tx, holderOf(id))
    await tell(tx, 'customer.passwordChanged', id, id, now)
    return signedIn(tx, dependencies, id)
  })
}

/**
 * Proves the address by the token of a letter, and signs in. The password and the sessions of before stay only for who shows
 * to be the one who chose it, by the password or a session: somebody else may have signed up with the address.
 */
export async function verifyEmail(
  dependencies: CustomerDependencies,
  { token, password }: EmailProof,
  signedInAs: string | null,
): Promise<Result<SignedIn, Problem>> {
  const { db, clock, credentials } = dependencies
  const { tokens } = credentials
  const found = await tokens.find(db.read, ['VERIFY_EMAIL'], 'CUSTOMER', token)
  if (!found.ok) return found
  const known = await findAccount(db.read, found.value.id)
  const opens =
    password != null && (await credentials.passwords.matches(known?.passwordHash ?? null, password))
  // The token is not used up by that: another try, or none, is still possible.
  if (password != null && !opens && known?.passwordHash) return rejected([wrongPassword])
  return attempt(db, async (tx) => {
    const redeemed = await tokens.redeem(tx, ['VERIFY_EMAIL'], 'CUSTOMER', token)
    if (!redeemed.ok) return redeemed
    const account = await lockAccount(tx, redeemed.value.id)
    if (!account) return rejected([unusable])
    const now = clock.now()
    const isTheirs = signedInAs === account.id || (opens && account.passwordHash === known?.passwordHash)
    if (!account.emailVerifiedAt && isTheirs) await change(tx, account, { emailVerifiedAt: now }, now)
    else if (!account.emailVerifiedAt) await proveAddress(tx, dependencies, account, now)
    await tokens.drop(tx, holderOf(account.id), ['VERIFY_EMAIL'])
    return signedIn(tx, dependencies, account.id)
  })
}

/**
 * Asks for another address, which is the customer's once somebody has shown to read mail there. Nobody learns whether
 * another customer has it: the old mailbox is told in any case.
 */
export async function requestEmailChange(
  { db, clock, credentials }: CustomerDependencies,
  id: string,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<Result<null, Problem>> {
  const problems = emailProblems(['email'], email)
  if (problems.length > 0) return rejected(problems)
  const known = await findAccount(db.read, id)
  const opens = await credentials.passwords.matches(known?.passwordHash ?? null, password)
  // Who has no password has shown to read the mail of the old address.
  if (!known || (!opens && known.passwordHash !== null)) return rejected([wrongPassword])
  return attempt(db, async (tx) => {
    const now = clock.now()
    const account = await lockAccount(tx, id)
    // Checking took a while, in which the password may have been changed.
    if (account?.passwordHash !== known.passwordHash) return rejected([wrongPassword])
    const taken = await findAccountByEmail(tx, plainEmail(email))
    await change(tx, account, { pendingEmail: taken ? null : email.trim() }, now)
    await credentials.tokens.drop(tx, holderOf(id), ['CHANGE_EMAIL'])
    await tell(tx, 'customer.emailChangeRequested', id, newId(), now)
    return ok(null)
  })
}

/** Takes over the address that was asked for. Tokens that were mailed to the old one are worthless then. */
export const changeEmail = (dependencies: CustomerDependencies, token: string) =>
  attempt(dependencies.db, async (tx): Promise<Result<null, Problem>> => {
    const { clock, credentials } = dependencies
    const redeemed = await credentials.tokens.redeem(tx, ['CHANGE_EMAIL'], 'CUSTOMER', token)
    if (!redeemed.ok) return redeemed
    const account = await lockAccount(tx, redeemed.value.id)
    if (!account?.pendingEmail) return rejected([unusable])
    const email = account.pendingEmail
    const emailKey = plainEmail(email)
    await takeTurn(tx, `email:${emailKey}`)
    if (await findAccountByEmail(tx, emailKey)) return rejected([unusable])
    const now = clock.now()
    await change(tx, account, { email, emailKey, emailVerifiedAt: now, pendingEmail: null }, now)
    await replaceWords(tx, account.id, wordsOf({ ...account, email }))
    await credentials.tokens.drop(tx, holderOf(account.id))
    return ok(null)
  })

const change = (
  tx: Tx,
  { id, version }: Account,
  changed: Partial<Account>,
  updatedAt: Date,
): Promise<void> => updateAccount(tx, id, { ...changed, version: version + 1, updatedAt })

async function signedIn(
  tx: Tx,
  dependencies: CustomerDependencies,
  id: string,
): Promise<Result<SignedIn, Problem>> {
  const opened = await openSession(tx, dependencies, id)
  return opened ? ok(opened) : rejected([unusable])
}

const unusable = invalid('TOKEN_INVALID', ['token'], 'This token opens nothing any more. Ask for a new one.')
const wrongPassword = invalid('CREDENTIALS_INVALID', ['password'], 'This is not your password.')
