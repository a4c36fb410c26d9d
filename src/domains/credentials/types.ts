/** Whoever can sign in. */
export interface Holder {
  readonly kind: 'CUSTOMER' | 'STAFF'
  readonly id: string
}

/** What somebody who signed in gets. Both tokens are known here and never again. */
export interface Session {
  readonly accessToken: string
  /** From then on the access token opens nothing, and the refresh token gets a new pair. */
  readonly expiresAt: Date
  readonly refreshToken: string
}

/** A session whose access token is valid. */
export interface LiveSession {
  readonly id: string
  readonly holder: Holder
}

/** What a mailed token is for: it does nothing else. */
export type Purpose = 'VERIFY_EMAIL' | 'RESET_PASSWORD' | 'CHANGE_EMAIL' | 'SIGN_IN' | 'ACCEPT_INVITATION'
