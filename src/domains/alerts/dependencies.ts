import type { Database } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import type { Listings } from '../listing/index.js'
import type { Stock } from '../stock/index.js'

export interface AlertsDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly stock: Pick<Stock, 'channelStock' | 'heldChannelStock'>
  readonly listings: Pick<Listings, 'variants'>
}
