import type { AddressInfo } from 'node:net'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Config } from '../config.js'
import { type Database, dialect, migrate, openDatabase } from '../db/index.js'
import { drainable } from '../http/drain.js'
import { healthEndpoints } from '../http/health.js'
import { systemClock } from '../kernel/clock.js'
import { createLongReads } from '../workers/long-reads.js'
import { startWorkers } from '../workers/start.js'
import { buildGateway } from './build-gateway.js'
import { createServices, type ServiceOptions, type Services } from './build-services.js'
import { type Closing, closingStack } from './closing.js'
import { createLog } from './log.js'
import { createReactions } from './reactions.js'
import { type Progress, readinessOf } from './readiness.js'
import { createSchedule } from './schedule.js'

export interface Athanor {
  readonly url: string
  /** Where `/livez` and `/readyz` are. */
  readonly adminUrl: string
  /** Finishes what is under way, then lets go of everything, within `STOP_TIMEOUT_MS`. */
  stop(): Promise<void>
}

export interface StartOptions {
  /** Told when the disk lost a commit: nothing that the process would say from then on could be believed. */
  readonly onFatal?: (error: unknown) => void
  readonly log?: FastifyBaseLogger
  /** Runs on the migrated database before the first request, such as a seed. */
  readonly prepare?: (services: Services) => Promise<void>
}

/** Starts the whole gateway. Its engine must be the one that this process was started for. */
export async function startAthanor(config: Config, options: StartOptions = {}): Promise<Athanor> {
  const { log = createLog(config.logLevel), prepare, onFatal } = options
  const progress: Progress = { db: null, stopping: false }
  const closing = closingStack(log)
  const stop = () => {
    progress.stopping = true
    return closing.run(config.stopTimeoutMs)
  }
  try {
    const adminUrl = await openHealth(config, progress, closing)
    const db = await open(config, log, closing, onFatal)
    progress.db = db
    const services = createServices({ db, clock: systemClock, ...threadsFor(config, log, closing) })
    await services.access.ensureBootstrapKey(config.adminKey)
    await prepare?.(services)
    runWorkers(config, db, services, log, closing)
    const url = await openGateway(config, services, log, closing)
    return { url, adminUrl, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function openHealth(config: Config, progress: Progress, closing: Closing): Promise<string> {
  const app = healthEndpoints(readinessOf(progress))
  closing.add('health', () => app.close())
  return listen(app, config.host, config.adminPort)
}

async function open(
  config: Config,
  log: FastifyBaseLogger,
  closing: Closing,
  onFatal: StartOptions['onFatal'],
): Promise<Database> {
  const { databaseUrl: url, databasePool: pool } = config
  await migrate(url)
  const db = await openDatabase({ url, pool, log, ...(onFatal && { onFatal }) })
  closing.add('database', () => db.close())
  return db
}

/** SQLite answers on the thread that asks. PostgreSQL is another process anyway. */
function threadsFor(
  { databaseUrl }: Config,
  log: FastifyBaseLogger,
  closing: Closing,
): Pick<ServiceOptions, 'countElsewhere'> {
  if (dialect === 'postgres') return {}
  const longReads = createLongReads({ databaseUrl, log })
  closing.add('long reads', () => longReads.close())
  return { countElsewhere: (input) => longReads.run('listing.count', input) }
}

function runWorkers(
  config: Config,
  db: Database,
  services: Services,
  log: FastifyBaseLogger,
  closing: Closing,
): void {
  const reactions = createReactions(services)
  const { outboxRetentionDays } = config
  const schedule = createSchedule({ db, log, reactions, outboxRetentionDays })
  const workers = startWorkers({ db, clock: systemClock, log, reactions, schedule })
  closing.add('workers', () => workers.stop())
}

async function openGateway(
  config: Config,
  services: Services,
  log: FastifyBaseLogger,
  closing: Closing,
): Promise<string> {
  const app = await buildGateway(services, config, log)
  const drain = drainable(app)
  // The rest of the time is for closing what requests need.
  closing.add('gateway', (leftMs) => drain.close(leftMs * 0.8))
  return listen(app, config.host, config.port)
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  await app.listen({ host, port })
  const { address, family, port: open } = app.server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${open}`
}
