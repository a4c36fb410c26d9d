import { attempt } from '../../db/index.js'
import { invalid, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { passwordProblems } from '../credentials/index.js'
import { type CustomerDependencies, holderOf, tell } from './dependencies.js'
import { findAccount, lockAccount, updateAccount } from './store/customers.js'
import type { PasswordChange } from './types.js'

interface OwnSession {
  readonly customerId: string
  readonly sessionId: string
}

/**
 * Another password for who is signed in and knows the one of before. All other sessions end, as do letters under way that
 * could open the account, and the mailbox is told.
 */
export async function changePassword(
  { db, clock, credentials }: CustomerDependencies,
  { customerId, sessionId }: OwnSession,
  { currentPassword, password }: PasswordChange,
): Promise<Result<null, Problem>> {
  const known = await findAccount(db.read, customerId)
  const problems = passwordProblems(['password'], password, known?.email)
  if (problems.length > 0) return rejected(problems)
  const opens = await credentials.passwords.matches(known?.passwordHash ?? null, currentPassword)
  if (!known || !opens) return rejected([wrong])
  const passwordHash = await credentials.passwords.hash(password)
  return attempt(db, async (tx) => {
    const account = await lockAccount(tx, customerId)
    // Checking took a while, in which the password may have been changed.
    if (!account || account.passwordHash !== known.passwordHash) return rejected([wrong])
    const now = clock.now()
    const next = { version: account.version + 1, updatedAt: now }
    await updateAccount(tx, customerId, { passwordHash, pendingEmail: null, ...next })
    await credentials.sessions.closeAll(tx, holderOf(customerId), sessionId)
    await credentials.tokens.drop(tx, holderOf(customerId), ['RESET_PASSWORD', 'CHANGE_EMAIL', 'SIGN_IN'])
    await tell(tx, 'customer.passwordChanged', customerId, customerId, now)
    return ok(null)
  })
}

const wrong = invalid(
  'CREDENTIALS_INVALID',
  ['currentPassword'],
  'This is not your password. Who has none, or has forgotten it, has a letter sent by `customerPasswordResetRequest`.',
)
