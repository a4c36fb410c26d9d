import { inBestLocale, localeChain } from '../../../kernel/locale.js'
import type { Purpose } from '../../credentials/index.js'
import { type DueLetter, type Letter, pageFor, type Stationery, writeLetter } from '../../mail/index.js'
import { type CustomerDependencies, holderOf } from '../dependencies.js'
import { lockAccount } from '../store/customers.js'
import { english } from './en.js'
import { russian } from './ru.js'
import { type CustomerLetter, customerLetters } from './texts.js'

const languages = [
  { locale: 'en', texts: english },
  { locale: 'ru', texts: russian },
]

/** What a letter carries to be used once, and the page of the storefront that takes it. */
const enclosures: Readonly<Partial<Record<CustomerLetter, { purpose: Purpose; path: string }>>> = {
  VERIFY_EMAIL: { purpose: 'VERIFY_EMAIL', path: '/account/verify-email' },
  ALREADY_REGISTERED: { purpose: 'RESET_PASSWORD', path: '/account/reset-password' },
  RESET_PASSWORD: { purpose: 'RESET_PASSWORD', path: '/account/reset-password' },
  CHANGE_EMAIL: { purpose: 'CHANGE_EMAIL', path: '/account/change-email' },
}

/**
 * Writes a letter to a customer. Its token is made here, when it goes out, and only its hash is kept. Null when it is not
 * to be sent: the customer is gone, or has enough unused letters of this kind.
 */
export const composeLetter = (
  { db, credentials: { tokens } }: CustomerDependencies,
  { letter, recipient: { id }, isAgain }: DueLetter,
  stationery: Stationery,
): Promise<Letter | null> =>
  db.write(async (tx) => {
    // Held, so that a token never goes to another address than the one that it is for by then.
    const account = await lockAccount(tx, id)
    const kind = customerLetters.find((one) => one === letter)
    if (!account || !kind) return null
    const to = kind === 'CHANGE_EMAIL' ? account.pendingEmail : account.email
    const isProved = kind === 'VERIFY_EMAIL' && account.emailVerifiedAt !== null
    if (to === null || isProved) return null

    const chain = localeChain(account.locale ?? stationery.locale, [stationery.locale])
    const text = (inBestLocale(languages, chain)?.texts ?? english)[kind](stationery.shopName)
    if (kind === 'SIGN_IN_CODE') {
      const secret = await tokens.issueCode(tx, holderOf(id), { isAgain })
      return secret === null ? null : writeLetter(to, text, { secret, url: null })
    }
    const enclosure = enclosures[kind]
    if (!enclosure) return writeLetter(to, text, null)
    const secret = await tokens.issue(tx, enclosure.purpose, holderOf(id), { isAgain })
    if (secret === null) return null
    return writeLetter(to, text, { secret, url: pageFor(stationery, enclosure.path, secret) })
  })
