import { hash, randomBytes } from 'node:crypto'

/** A new API key: 256 random bits, marked so that secret scanners and people know what leaked. */
export const newSecret = (): string => `ath_${randomBytes(32).toString('base64url')}`

/** What is shown of a key: its mark and 24 of its 256 bits. */
export const prefixOf = (secret: string): string => secret.slice(0, 8)

// A fast hash is right here: what it hides is random, so there is no dictionary to try.
export const hashOf = (secret: string): string => hash('sha256', secret)
