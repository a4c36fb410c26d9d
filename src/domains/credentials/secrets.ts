import { hash, randomBytes, randomInt } from 'node:crypto'

/** 256 random bits behind a mark, so that secret scanners and people know what leaked. */
export const newToken = (mark: 'ath_' | 'ats_' | 'atr_' | 'atm_'): string =>
  `${mark}${randomBytes(32).toString('base64url')}`

// A fast hash is right here: what it hides is random, so there is no dictionary to try.
export const hashOf = (secret: string): string => hash('sha256', secret)

/** Whether a bearer token is a session's rather than an API key. */
export const isAccessToken = (token: string): boolean => token.startsWith('ats_')

/** Crockford's Base32: no I, L, O or U, so nothing is mistaken for a digit. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 40 random bits to type: `7QK2-XM9R`. */
export function newCode(): string {
  const code = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** The same for every way to type it. */
export const typedCode = (code: string): string =>
  code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
