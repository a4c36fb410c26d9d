import { inBestLocale, localeChain } from '../../../kernel/locale.js'
import type { Purpose } from '../../credentials/index.js'
import {
  type DueLetter,
  type Letter,
  type LetterText,
  type Stationery,
  writeLetter,
} from '../../mail/index.js'
import type { StaffDependencies } from './dependencies.js'
import { lockUserRow } from './store.js'

/** Letters that staff get. */
const purposes = { STAFF_INVITATION: 'ACCEPT_INVITATION', STAFF_RESET_PASSWORD: 'RESET_PASSWORD' } as const
export type StaffLetter = keyof typeof purposes

type Texts = Readonly<Record<StaffLetter, (shop: string) => LetterText>>

const english: Texts = {
  STAFF_INVITATION: (shop) => ({
    subject: `You are invited to work in ${shop}`,
    lines: [`Choose a password for the administration of ${shop} within a week. You need this token:`],
    note: 'If you do not know what this is about, ignore this letter.',
  }),
  STAFF_RESET_PASSWORD: (shop) => ({
    subject: `Choose a new password for the administration of ${shop}`,
    lines: ['Choose a new password within an hour. You need this token:'],
    note: 'If you have not asked for this, ignore this letter: your password stays as it is.',
  }),
}

const russian: Texts = {
  STAFF_INVITATION: (shop) => ({
    subject: `Вас приглашают работать в ${shop}`,
    lines: [`Выберите пароль для управления магазином ${shop} в течение недели. Вам понадобится этот ключ:`],
    note: 'Если вы не знаете, о чём речь, не обращайте внимания на это письмо.',
  }),
  STAFF_RESET_PASSWORD: (shop) => ({
    subject: `Новый пароль для управления магазином ${shop}`,
    lines: ['Выберите новый пароль в течение часа. Вам понадобится этот ключ:'],
    note: 'Если вы об этом не просили, не обращайте внимания на это письмо: пароль останется прежним.',
  }),
}

const languages = [
  { locale: 'en', texts: english },
  { locale: 'ru', texts: russian },
]

const isStaffLetter = (letter: string): letter is StaffLetter => Object.hasOwn(purposes, letter)

/** Writes a letter to staff. Null when it is not to be sent: they are gone, or have enough unused ones. */
export const composeStaffLetter = (
  { db, credentials }: StaffDependencies,
  { letter, recipient: { id }, isAgain }: DueLetter,
  { shopName, locale }: Stationery,
): Promise<Letter | null> =>
  db.write(async (tx) => {
    // Held, so that the token is for whoever reads the mail of the address that is theirs by then.
    const user = await lockUserRow(tx, id)
    if (!user || user.disabledAt || !isStaffLetter(letter)) return null
    const purpose: Purpose = purposes[letter]
    const secret = await credentials.tokens.issue(tx, purpose, { kind: 'STAFF', id }, { isAgain })
    if (secret === null) return null
    const texts = inBestLocale(languages, localeChain(locale, []))?.texts ?? english
    return writeLetter(user.email, texts[letter](shopName), { secret, url: null })
  })
