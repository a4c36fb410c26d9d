import type { Database } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import type { Audit } from '../audit/index.js'
import type { Catalog } from '../catalog/index.js'
import type { Channels } from '../channels/index.js'
import type { Idempotency } from '../idempotency/index.js'

export interface StockDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly audit: Audit
  readonly idempotency: Idempotency
  readonly channels: Channels
  readonly catalog: Catalog
}
