import type { Database } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import type { Audit } from '../audit/index.js'
import type { Catalog } from '../catalog/index.js'
import type { Channels } from '../channels/index.js'
import type { Customers } from '../customers/index.js'
import type { Delivery } from '../delivery/index.js'
import type { Idempotency } from '../idempotency/index.js'
import type { Listings } from '../listing/index.js'
import type { Pricing } from '../pricing/index.js'
import type { Promotions } from '../promotions/index.js'
import type { Stock } from '../stock/index.js'
import type { Tax } from '../tax/index.js'
import type { Tenders } from '../tenders/index.js'
import type { HoldLimits } from './records.js'

export interface CartDependencies {
  readonly db: Database
  readonly clock: Clock
  /** For what expires. */
  readonly steadyClock: Clock
  readonly audit: Pick<Audit, 'append'>
  readonly idempotency: Idempotency
  readonly channels: Pick<Channels, 'all'>
  readonly customers: Pick<Customers, 'find' | 'addresses' | 'groupKeys'>
  readonly catalog: Pick<Catalog, 'saleTerms' | 'categoriesOf'>
  readonly pricing: Pick<Pricing, 'offers' | 'groupAmong'>
  readonly stock: Pick<Stock, 'orderable' | 'hold' | 'heldFor'>
  readonly listings: Pick<Listings, 'variants'>
  readonly promotions: Pick<Promotions, 'byCode'>
  readonly tax: Pick<Tax, 'ratesFor' | 'categoryOf'>
  readonly holdLimits: HoldLimits
  readonly delivery: Pick<Delivery, 'methodsFor'>
  readonly tenders: Pick<Tenders, 'forCart' | 'giftCardByCode' | 'giftCardsNamed'>
}
