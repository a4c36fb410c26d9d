import { attempt, takeTurn } from '../../db/index.js'
import { emailProblems, plainEmail } from '../../kernel/email.js'
import { newId } from '../../kernel/ids.js'
import type { Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import { passwordProblems } from '../credentials/index.js'
import { type CustomerDependencies, tell } from './dependencies.js'
import { profileAfter, profileProblems } from './rules/inputs.js'
import { wordsOf } from './rules/words.js'
import { insertConsent } from './store/consents.js'
import { findAccountByEmail, insertAccount } from './store/customers.js'
import { replaceWords } from './store/words.js'
import type { SignUpInput } from './types.js'

/**
 * Makes an account, or has the mailbox of an address that has one already told so: whoever asks cannot tell the two
 * apart, neither by the answer nor by its time.
 */
export async function signUp(
  { db, clock, credentials }: CustomerDependencies,
  input: SignUpInput,
  locale: string,
): Promise<Result<null, Problem>> {
  const { email, password, acceptsMarketing } = input
  const problems = [
    ...emailProblems(['email'], email),
    ...passwordProblems(['password'], password, email),
    ...profileProblems(input),
  ]
  if (problems.length > 0) return rejected(problems)
  const passwordHash = await credentials.passwords.hash(password)
  const emailKey = plainEmail(email)
  return attempt(db, async (tx) => {
    await takeTurn(tx, `email:${emailKey}`)
    const now = clock.now()
    const known = await findAccountByEmail(tx, emailKey)
    if (known) {
      await tell(tx, 'customer.signUpRepeated', known.id, known.id, now)
      return ok(null)
    }
    const nobody = { firstName: null, lastName: null, phone: null, locale }
    const { firstName, lastName } = input
    const account = {
      id: newId(),
      email: email.trim(),
      emailKey,
      passwordHash,
      ...profileAfter(nobody, { firstName: firstName ?? null, lastName: lastName ?? null }),
      acceptsMarketing: acceptsMarketing ?? false,
      ...{ emailVerifiedAt: null, pendingEmail: null, externalReference: null },
      ...{ shippingAddressId: null, billingAddressId: null },
      ...{ version: 1, createdAt: now, updatedAt: now },
    }
    await insertAccount(tx, account)
    await replaceWords(tx, account.id, wordsOf(account))
    if (account.acceptsMarketing) {
      const consent = { accepts: true, source: 'SIGN_UP', actor: `customer:${account.id}`, at: now } as const
      await insertConsent(tx, account.id, consent)
    }
    await tell(tx, 'customer.signedUp', account.id, account.id, now)
    return ok(null)
  })
}
