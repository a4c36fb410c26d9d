import type { AddressInfo } from 'node:net'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { createRedis, type Redis } from '../cache/redis.js'
import type { Config } from '../config.js'
import { type Database, dialect, migrate, openDatabase } from '../db/index.js'
import { type AdminOptions, adminEndpoints } from '../http/health.js'
import { systemClock } from '../kernel/clock.js'
import { createMetrics, type Metrics } from '../telemetry/metrics.js'
import type { Tracing } from '../telemetry/tracing.js'
import { createLongReads } from '../workers/long-reads.js'
import { createSteadyClock, type SteadyClock } from '../workers/steady-clock.js'
import { createServices, type ServiceOptions, type Services } from './build-services.js'
import { type Closing, closingStack } from './closing.js'
import { watchDatabase, watchLongReads, watchRedis } from './metrics.js'
import { openProviders, type Providers } from './payments/open-providers.js'
import type { Progress } from './readiness.js'
import { tracedDatabase } from './traced-database.js'

export interface StartOptions {
  readonly log: FastifyBaseLogger
  /** Told when the disk lost a commit: nothing that the process would say from then on could be believed. */
  readonly onFatal: (error: unknown) => void
  /** Runs on the migrated database before the first request, such as a seed. */
  readonly prepare?: (services: Services) => Promise<void>
}

/** What the steps of a start share. */
export interface Opening extends StartOptions {
  readonly config: Config
  readonly progress: Progress
  /** Of this process. */
  readonly metrics: Metrics
  /** Where each step puts how to undo it. */
  readonly closing: Closing
}

export interface Stoppable {
  /** Finishes what is under way, then lets go of everything, within `STOP_TIMEOUT_MS`. */
  stop(): Promise<void>
}

/** Takes the steps of a start. When one fails, what is open by then is closed again. */
export async function opening<Opened extends object>(
  config: Config,
  options: StartOptions,
  steps: (opening: Opening) => Promise<Opened>,
): Promise<Opened & Stoppable> {
  const progress: Progress = { db: null, listening: false, stopping: false }
  const closing = closingStack(options.log)
  const metrics = createMetrics()
  const stop = () => {
    progress.stopping = true
    return closing.run(config.stopTimeoutMs)
  }
  try {
    return { ...(await steps({ ...options, config, progress, metrics, closing })), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Answers where `/livez`, `/readyz` and `/metrics` are. */
export async function openAdmin({ config, closing }: Opening, options: AdminOptions): Promise<string> {
  const app = adminEndpoints(options)
  closing.add('admin', () => app.close())
  return listen(app, config.adminHost, config.adminPort)
}

export interface Shop {
  readonly db: Database
  readonly services: Services
  readonly steadyClock: SteadyClock
  readonly testPayments: Providers['testPayments']
}

/** Opens the database with its services, once that has all that a gateway relies on. One process does this for all. */
export async function openPrepared(opening: Opening, tracing: Tracing | null = null): Promise<Shop> {
  const { config, prepare } = opening
  await migrate(config.databaseUrl)
  const shop = await openShop(opening, tracing)
  await shop.services.access.ensureBootstrapKey(config.adminKey)
  await prepare?.(shop.services)
  return shop
}

/** Opens the database as it is, with its services. */
export async function openShop(opening: Opening, tracing: Tracing | null): Promise<Shop> {
  const { config, log, onFatal, progress, metrics, closing } = opening
  const { databaseUrl: url, databasePool: pool } = config
  const opened = await openDatabase({ url, pool, log, onFatal })
  const db = tracing ? tracedDatabase(opened, tracing) : opened
  closing.add('database', () => db.close())
  progress.db = db
  watchDatabase(metrics, db)
  const steadyClock = createSteadyClock({ db, clock: systemClock, log })
  await steadyClock.catchUp()
  const { providers, testPayments } = await openProviders(config, { clock: systemClock, log })
  if (testPayments) closing.add('test payments', async () => testPayments.stop())
  const holdLimits = { units: config.cartHoldUnits, variants: config.cartHoldVariants }
  const clocks = { clock: systemClock, steadyClock }
  const services = createServices({
    ...{ db, ...clocks, providers, holdLimits },
    payWithinMs: config.payWithinMinutes * 60_000,
    ...threadsFor(opening),
  })
  return { db, services, steadyClock, testPayments }
}

/** Connects to the configured Redis, which may come and go. */
export function openRedis({ config, log, progress, metrics, closing }: Opening): Redis | null {
  const { redisUrl: url } = config
  if (url === null) return null
  const redis = createRedis({ url, log })
  closing.add('redis', async () => redis.close())
  progress.redis = redis
  watchRedis(metrics, redis)
  return redis
}

/** SQLite answers on the thread that asks. PostgreSQL is another process anyway. */
function threadsFor({ config, log, metrics, closing }: Opening): Pick<ServiceOptions, 'countElsewhere'> {
  if (dialect === 'postgres') return {}
  const longReads = createLongReads({ databaseUrl: config.databaseUrl, log })
  watchLongReads(metrics, longReads)
  closing.add('long reads', () => longReads.close())
  return { countElsewhere: (input) => longReads.run('listing.count', input) }
}

/** Answers the URL. */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  await app.listen({ host, port })
  const { address, family, port: open } = app.server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${open}`
}
