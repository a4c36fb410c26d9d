import type { Database } from '../db/index.js'
import { createAccess } from '../domains/access/index.js'
import { createAlerts } from '../domains/alerts/index.js'
import { createAudit } from '../domains/audit/index.js'
import { createCarts, type HoldLimits } from '../domains/cart/index.js'
import { createCatalog } from '../domains/catalog/index.js'
import { createChannels } from '../domains/channels/index.js'
import { createCredentials, type PasswordCost } from '../domains/credentials/index.js'
import { createCustomers } from '../domains/customers/index.js'
import { createDelivery } from '../domains/delivery/index.js'
import { createFeeds } from '../domains/feeds/index.js'
import { createIdempotency } from '../domains/idempotency/index.js'
import { type CountListed, createListings } from '../domains/listing/index.js'
import { createMail } from '../domains/mail/index.js'
import { createMerchandising } from '../domains/merchandising/index.js'
import { createOrders } from '../domains/orders/index.js'
import { createPayments, manualProvider, type Provider } from '../domains/payments/index.js'
import { createPricing } from '../domains/pricing/index.js'
import { createPromotions } from '../domains/promotions/index.js'
import { createStock } from '../domains/stock/index.js'
import { createTax } from '../domains/tax/index.js'
import { createTenders } from '../domains/tenders/index.js'
import type { Clock } from '../kernel/clock.js'

export type Services = ReturnType<typeof createServices>

export interface ServiceOptions {
  readonly db: Database
  readonly clock: Clock
  /** For what expires; `clock` when left out. */
  readonly steadyClock?: Clock
  /** What checking a password costs; what is advised, unless given. */
  readonly passwordCost?: PasswordCost
  /** How much one cart holds at most of what is reserved in carts. */
  readonly holdLimits?: HoldLimits
  /** Who takes money; staff alone, if omitted. */
  readonly providers?: readonly Provider[]
  /** How long they may take to answer. */
  readonly providerTimeoutMs?: number
  /** How long an order waits for its money; an hour, if omitted. */
  readonly payWithinMs?: number
  /** Counts long lists in another thread; without it they are counted here. */
  readonly countElsewhere?: CountListed
}

/** Every service, built by hand in the order of the domains: each gets what it needs of those before it. */
export function createServices({
  db,
  clock,
  steadyClock = clock,
  passwordCost,
  holdLimits = { units: 20, variants: 20 },
  providers = [manualProvider],
  providerTimeoutMs,
  payWithinMs = 3_600_000,
  ...elsewhere
}: ServiceOptions) {
  const audit = createAudit({ db, clock })
  const idempotency = createIdempotency({ db, clock })
  const credentials = createCredentials({ db, clock, ...(passwordCost && { passwordCost }) })
  const mail = createMail({ db, clock })
  const access = createAccess({ db, clock, audit, credentials })
  const channels = createChannels({ db, clock, audit })
  const customers = createCustomers({ db, clock, audit, credentials, mail })
  const catalog = createCatalog({ db, clock, audit })
  const pricing = createPricing({ db, clock })
  const stock = createStock({ db, clock: steadyClock, audit, idempotency, channels, catalog })
  const listings = createListings({ db, clock, channels, catalog, pricing, stock, ...elsewhere })
  const alerts = createAlerts({ db, clock: steadyClock, stock, listings })
  const merchandising = createMerchandising({ db, clock, audit, channels, catalog, pricing, listings })
  const feeds = createFeeds({ db, clock, channels, catalog, pricing, merchandising, stock })
  const promotions = createPromotions({ db, clock, audit, channels, catalog })
  const tax = createTax({ db, clock, audit })
  const delivery = createDelivery({ db, clock, audit, channels, stock })
  const tenders = createTenders({ db, clock, audit, idempotency, customers })
  const kept = { db, clock, steadyClock, idempotency, channels, customers, catalog }
  const priced = { pricing, promotions, tax, delivery, tenders }
  const carts = createCarts({ ...kept, ...priced, audit, stock, listings, holdLimits })
  const payments = createPayments({
    ...{ db, clock, audit, channels, providers },
    ...(providerTimeoutMs !== undefined && { providerTimeoutMs }),
  })
  const taken = { pricing, stock, promotions, tenders, carts, payments }
  const orders = createOrders({ ...kept, ...taken, audit, mail, payWithinMs })
  return {
    audit,
    idempotency,
    credentials,
    mail,
    access,
    channels,
    customers,
    catalog,
    pricing,
    stock,
    listings,
    alerts,
    merchandising,
    feeds,
    promotions,
    tax,
    delivery,
    tenders,
    carts,
    payments,
    orders,
  }
}
