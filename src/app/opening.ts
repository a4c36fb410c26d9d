import type { AddressInfo } from 'node:net'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { createRedis, type Redis } from '../cache/redis.js'
import type { Config } from '../config.js'
import { type Database, dialect, migrate, openDatabase } from '../db/index.js'
import { healthEndpoints, type Readiness } from '../http/health.js'
import { systemClock } from '../kernel/clock.js'
import { createLongReads } from '../workers/long-reads.js'
import { createServices, type ServiceOptions, type Services } from './build-services.js'
import { type Closing, closingStack } from './closing.js'
import type { Progress } from './readiness.js'

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
  const progress: Progress = { db: null, stopping: false }
  const closing = closingStack(options.log)
  const stop = () => {
    progress.stopping = true
    return closing.run(config.stopTimeoutMs)
  }
  try {
    return { ...(await steps({ ...options, config, progress, closing })), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Answers where `/livez` and `/readyz` are. */
export async function openHealth({ config, closing }: Opening, readiness: Readiness): Promise<string> {
  const app = healthEndpoints(readiness)
  closing.add('health', () => app.close())
  return listen(app, config.host, config.adminPort)
}

export interface Shop {
  readonly db: Database
  readonly services: Services
}

/** Opens the database with its services, once that has all that a gateway relies on. One process does this for all. */
export async function openPrepared(opening: Opening): Promise<Shop> {
  const { config, prepare } = opening
  await migrate(config.databaseUrl)
  const shop = await openShop(opening)
  await shop.services.access.ensureBootstrapKey(config.adminKey)
  await prepare?.(shop.services)
  return shop
}

/** Opens the database as it is, with its services. */
export async function openShop({ config, log, onFatal, progress, closing }: Opening): Promise<Shop> {
  const { databaseUrl: url, databasePool: pool } = config
  const db = await openDatabase({ url, pool, log, onFatal })
  closing.add('database', () => db.close())
  progress.db = db
  return { db, services: createServices({ db, clock: systemClock, ...threadsFor(url, log, closing) }) }
}

/** Connects to the configured Redis, which may come and go. */
export function openRedis({ config: { redisUrl: url }, log, progress, closing }: Opening): Redis | null {
  if (url === null) return null
  const redis = createRedis({ url, log })
  closing.add('redis', async () => redis.close())
  progress.redis = redis
  return redis
}

/** SQLite answers on the thread that asks. PostgreSQL is another process anyway. */
function threadsFor(
  databaseUrl: string,
  log: FastifyBaseLogger,
  closing: Closing,
): Pick<ServiceOptions, 'countElsewhere'> {
  if (dialect === 'postgres') return {}
  const longReads = createLongReads({ databaseUrl, log })
  closing.add('long reads', () => longReads.close())
  return { countElsewhere: (input) => longReads.run('listing.count', input) }
}

/** Answers the URL. */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  await app.listen({ host, port })
  const { address, family, port: open } = app.server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${open}`
}
