import type { Database } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import type { Audit } from '../audit/index.js'

export interface CatalogDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly audit: Audit
}
