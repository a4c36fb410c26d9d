import { appendFacts, type Database, type Tx } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import type { Audit } from '../audit/index.js'
import type { Credentials } from '../credentials/index.js'
import type { Mail } from '../mail/index.js'

export interface CustomerDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly audit: Audit
  readonly credentials: Credentials
  readonly mail: Mail
}

export const holderOf = (id: string) => ({ kind: 'CUSTOMER', id }) as const

export type CustomerFact =
  | 'customer.signedUp'
  | 'customer.signUpRepeated'
  | 'customer.passwordResetRequested'
  | 'customer.passwordChanged'
  | 'customer.signInCodeRequested'
  | 'customer.emailChangeRequested'

/**
 * Tells what letters follow from. Also of nobody (null), under an aggregate that is made up: what an unknown address asks
 * for must leave the same work behind as what a known one does.
 */
export const tell = (
  tx: Tx,
  kind: CustomerFact,
  customerId: string | null,
  or: string,
  at: Date,
): Promise<void> =>
  appendFacts(tx, [{ kind, aggregate: `customer:${customerId ?? or}`, body: { customerId } }], at)
