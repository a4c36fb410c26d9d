import type { Database } from '../../db/index.js'
import type { Clock } from '../../kernel/clock.js'
import type { Audit } from '../audit/index.js'
import type { Carts } from '../cart/index.js'
import type { Catalog } from '../catalog/index.js'
import type { Channels } from '../channels/index.js'
import type { Customers } from '../customers/index.js'
import type { Idempotency } from '../idempotency/index.js'
import type { Mail } from '../mail/index.js'
import type { Payments } from '../payments/index.js'
import type { Pricing } from '../pricing/index.js'
import type { Promotions } from '../promotions/index.js'
import type { Stock } from '../stock/index.js'
import type { Tenders } from '../tenders/index.js'

export interface OrderDependencies {
  readonly db: Database
  readonly clock: Clock
  /** For what expires. */
  readonly steadyClock: Clock
  readonly audit: Pick<Audit, 'append'>
  readonly mail: Pick<Mail, 'forget'>
  readonly idempotency: Idempotency
  readonly channels: Pick<Channels, 'all'>
  readonly customers: Pick<Customers, 'groupKeys'>
  readonly pricing: Pick<Pricing, 'groupAmong'>
  readonly catalog: Pick<Catalog, 'variants' | 'products'>
  readonly stock: Pick<Stock, 'reserve' | 'commit' | 'release' | 'takeBack' | 'cancel'>
  readonly promotions: Pick<Promotions, 'claim' | 'release'>
  readonly tenders: Pick<Tenders, 'take' | 'takenBy' | 'giveBack' | 'refund'>
  readonly carts: Pick<Carts, 'find' | 'create' | 'addLines' | 'show' | 'ordered' | 'releaseHold'>
  readonly payments: Pick<
    Payments,
    | 'open'
    | 'find'
    | 'ofOrders'
    | 'takeCall'
    | 'perform'
    | 'record'
    | 'recordEvent'
    | 'recordByHand'
    | 'requestCapture'
    | 'requestVoid'
    | 'isBeingVoided'
    | 'requestRefund'
  >
  /** How long an order waits for its money. */
  readonly payWithinMs: number
}
