import { hash } from 'node:crypto'
import { plainEmail } from '../../kernel/email.js'

/**
 * By whom the uses of a code are counted: the account, and of guests the e-mail address, of which only a hash is kept. null as
 * long as neither is known.
 */
export function customerKeyOf({
  customerId,
  email,
}: {
  readonly customerId: string | null
  readonly email: string | null
}): string | null {
  if (customerId !== null) return `customer:${customerId}`
  return email ? `email:${hash('sha256', plainEmail(email))}` : null
}
