import type { Database } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import type { Audit } from '../audit/index.js'
import type { Catalog } from '../catalog/index.js'
import type { Channels } from '../channels/index.js'
import type { Listings } from '../listing/index.js'
import type { Pricing } from '../pricing/index.js'

export interface MerchandisingDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly audit: Audit
  readonly channels: Channels
  readonly catalog: Catalog
  readonly pricing: Pricing
  readonly listings: Listings
}
