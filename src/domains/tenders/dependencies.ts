import type { Database } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import type { Audit } from '../audit/index.js'
import type { Customers } from '../customers/index.js'
import type { Idempotency } from '../idempotency/index.js'

export interface TenderDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly audit: Audit
  readonly idempotency: Idempotency
  readonly customers: Pick<Customers, 'find'>
}
