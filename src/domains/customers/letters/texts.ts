import type { LetterText } from '../../mail/index.js'

/** Letters that customers get. */
export const customerLetters = [
  'VERIFY_EMAIL',
  'ALREADY_REGISTERED',
  'RESET_PASSWORD',
  'PASSWORD_CHANGED',
  'SIGN_IN_CODE',
  'CHANGE_EMAIL',
  'EMAIL_CHANGE_NOTICE',
] as const
export type CustomerLetter = (typeof customerLetters)[number]

/** What each says, given the name of the shop. */
export type LetterTexts = Readonly<Record<CustomerLetter, (shop: string) => LetterText>>
