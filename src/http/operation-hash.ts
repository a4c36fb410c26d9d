import { createHash } from 'node:crypto'

/** By which clients name an operation (Apollo's persisted queries): the SHA-256 of its text, in hexadecimal. */
export const operationHash = (text: string): string => createHash('sha256').update(text).digest('hex')
