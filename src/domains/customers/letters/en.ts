import type { LetterTexts } from './texts.js'

export const english: LetterTexts = {
  VERIFY_EMAIL: (shop) => ({
    subject: `Confirm your e-mail address for ${shop}`,
    lines: [`Welcome to ${shop}.`, 'Confirm that this is your e-mail address within three days:'],
    note: 'If you have not signed up, ignore this letter.',
  }),
  ALREADY_REGISTERED: (shop) => ({
    subject: `You have an account at ${shop} already`,
    lines: [
      `Somebody, probably you, wanted to sign up at ${shop} with this e-mail address, which has an account already.`,
      'Sign in with your password, or choose a new one within an hour:',
    ],
    note: 'If it was not you, ignore this letter: nothing was changed.',
  }),
  RESET_PASSWORD: (shop) => ({
    subject: `Choose a new password for ${shop}`,
    lines: ['Choose a new password within an hour:'],
    note: 'If you have not asked for this, ignore this letter: your password stays as it is.',
  }),
  PASSWORD_CHANGED: (shop) => ({
    subject: `Your password for ${shop} was changed`,
    lines: [`Your password for ${shop} was changed, and you were signed out everywhere else.`],
    note: 'If it was not you, ask for a new password at once and tell us.',
  }),
  SIGN_IN_CODE: (shop) => ({
    subject: `Your code for ${shop}`,
    lines: [`Sign in at ${shop} with this code. It works once, for ten minutes:`],
    note: 'Tell it to nobody, not even to us. If you have not asked for it, ignore this letter.',
  }),
  CHANGE_EMAIL: (shop) => ({
    subject: `Confirm your new e-mail address for ${shop}`,
    lines: [`Confirm within a day that this is your new e-mail address at ${shop}:`],
    note: 'If you have not asked for this, ignore this letter.',
  }),
  EMAIL_CHANGE_NOTICE: (shop) => ({
    subject: `Your e-mail address at ${shop} is about to change`,
    lines: [
      `Another e-mail address was given for your account at ${shop}. Once it is confirmed, it replaces this one.`,
    ],
    note: 'If it was not you, choose a new password at once and tell us.',
  }),
}
