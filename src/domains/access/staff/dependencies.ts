import type { Database } from '../../../db/index.js'
import type { Clock } from '../../../kernel/clock.js'
import type { Audit } from '../../audit/index.js'
import type { Credentials } from '../../credentials/index.js'

export interface StaffDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly audit: Audit
  readonly credentials: Credentials
}
