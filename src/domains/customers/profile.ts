import { attempt, type Tx } from '../../db/index.js'
import { canonicalLocale } from '../../kernel/locale.js'
import { notFound, type Problem } from '../../kernel/problem.js'
import { ok, type Result, rejected } from '../../kernel/result.js'
import type { CustomerDependencies } from './dependencies.js'
import { profileAfter, profileProblems } from './rules/inputs.js'
import { wordsOf } from './rules/words.js'
import { insertConsent } from './store/consents.js'
import { type Account, customerOf, lockAccount, updateAccount } from './store/customers.js'
import { replaceWords } from './store/words.js'
import type { Customer, MarketingConsent, ProfileInput } from './types.js'

/** What customers change of themselves. */
export const updateProfile = ({ db, clock }: CustomerDependencies, id: string, input: ProfileInput) =>
  attempt(db, async (tx): Promise<Result<Customer, Problem>> => {
    const problems = profileProblems(input)
    if (problems.length > 0) return rejected(problems)
    const account = await lockAccount(tx, id)
    if (!account) return rejected([gone])
    const consent = { source: 'ACCOUNT', actor: `customer:${id}`, at: clock.now() } as const
    return ok(await writeProfile(tx, account, input, {}, consent))
  })

/** Writes what changes of a customer, what they are found by, and what they have agreed to. */
export async function writeProfile(
  tx: Tx,
  account: Account,
  input: ProfileInput,
  more: Partial<Account>,
  consent: Omit<MarketingConsent, 'accepts'>,
): Promise<Customer> {
  const locale = input.locale && (canonicalLocale(input.locale) ?? input.locale)
  const profile = profileAfter(account, locale === undefined ? input : { ...input, locale })
  const acceptsMarketing = input.acceptsMarketing ?? account.acceptsMarketing
  const changed = {
    ...{ ...profile, ...more, acceptsMarketing },
    ...{ version: account.version + 1, updatedAt: consent.at },
  }
  const after = { ...account, ...changed }
  await updateAccount(tx, account.id, changed)
  await replaceWords(tx, account.id, wordsOf(after))
  if (acceptsMarketing !== account.acceptsMarketing)
    await insertConsent(tx, account.id, { accepts: acceptsMarketing, ...consent })
  return customerOf(after)
}

export const gone = notFound(['id'], '', 'There is no such customer.')
