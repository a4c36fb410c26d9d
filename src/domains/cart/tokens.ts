import { hash, randomBytes } from 'node:crypto'

/** 128 random bits behind a mark, so that secret scanners and people know what leaked. */
export const newCartToken = (): string => `atc_${randomBytes(16).toString('base64url')}`

// A fast hash is right here: what it hides is random, so there is no dictionary to try.
export const cartTokenHash = (token: string): string => hash('sha256', token)
