import { hash, randomBytes } from 'node:crypto'

/** Crockford's base 32: no two characters that look the same. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 20
const lastShown = 4

/** 100 random bits in groups that can be read out. */
export function newGiftCardCode(): string {
  const characters = Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length])
  return (characters.join('').match(/.{4}/g) ?? []).join('-')
}

/** The same for each way to write a code: case, spaces and dashes do not matter, nor O for 0, or I and L for 1. */
export const plainCode = (code: string): string =>
  code.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')

// A fast hash is right here: what it hides is random, so there is no dictionary to try.
export const giftCardCodeHash = (code: string): string => hash('sha256', plainCode(code))

/** What may be shown of a code, to tell cards apart. */
export const lastCharactersOf = (code: string): string => plainCode(code).slice(-lastShown)
