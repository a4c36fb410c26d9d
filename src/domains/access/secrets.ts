import { newToken } from '../credentials/index.js'

/** A new API key. */
export const newSecret = (): string => newToken('ath_')

/** What is shown of a key: its mark and 24 of its 256 bits. */
export const prefixOf = (secret: string): string => secret.slice(0, 8)
