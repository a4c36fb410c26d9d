import type { Database } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import { createPasswords, type PasswordCost, type Passwords, usualPasswordCost } from './passwords.js'
import { createSessions, type Sessions } from './sessions.js'
import { deleteEnded } from './store.js'
import { createTokens, type SingleUseTokens } from './tokens.js'

export { type PasswordCost, usualPasswordCost } from './passwords.js'
export { passwordProblems } from './rules.js'
export { hashOf, isAccessToken, newToken } from './secrets.js'
export * from './types.js'

/** What opens an account: passwords, sessions, and tokens that come by mail. */
export interface Credentials {
  readonly passwords: Passwords
  readonly sessions: Sessions
  readonly tokens: SingleUseTokens
  /** Forgets what ended before then. */
  forget(before: Date): Promise<void>
}

export interface CredentialsOptions {
  readonly db: Database
  readonly clock: Clock
  readonly passwordCost?: PasswordCost
}

export function createCredentials({
  db,
  clock,
  passwordCost = usualPasswordCost,
}: CredentialsOptions): Credentials {
  return {
    passwords: createPasswords(passwordCost),
    sessions: createSessions({ db, clock }),
    tokens: createTokens({ clock }),
    async forget(before) {
      while (await db.write((tx) => deleteEnded(tx, before)));
    },
  }
}
