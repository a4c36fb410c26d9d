import { createHmac, hash, randomBytes } from 'node:crypto'

/**
 * What opens an order to whoever has it. It is made of the cart's token, which is random and which nobody but its holder
 * has: so who repeats a call because the answer was lost is told the same token, though only its hash is kept. The cart's
 * token cannot be found out from it, nor one order's from another's.
 */
export const orderTokenOf = (cartToken: string, orderId: string): string =>
  `ato_${createHmac('sha256', cartToken).update(`order:${orderId}`).digest().subarray(0, 16).toString('base64url')}`

// A fast hash is right here: what it hides is as good as random, so there is no dictionary to try.
export const orderTokenHash = (token: string): string => hash('sha256', token)

/** For a letter: it opens the order as well, and nothing tells it again. */
export const newOrderToken = (): string => `ato_${randomBytes(16).toString('base64url')}`
