import type { Config } from '../config.js'
import { openSignals } from '../db/index.js'
import { drainable } from '../http/drain.js'
import type { Readiness } from '../http/health.js'
import { redisTally } from '../http/rate-limits/redis-tally.js'
import type { Tally } from '../http/rate-limits/tally.js'
import { systemClock } from '../kernel/clock.js'
import { gatewayMeters } from '../telemetry/gateway.js'
import { liveDelays, watchLive } from '../telemetry/live.js'
import type { MetricsData } from '../telemetry/metrics.js'
import { watchProcess } from '../telemetry/process.js'
import { startWorkers } from '../workers/start.js'
import { buildCache } from './build-cache.js'
import { buildGateway, type GatewayParts } from './build-gateway.js'
import { buildLive } from './build-live.js'
import { composeLetters } from './mail/letters.js'
import { openMailer } from './mail/mailer.js'
import { watchKept, watchOutbox, watchReadiness, watchWorkers } from './metrics.js'
import {
  listen,
  type Opening,
  openAdmin,
  opening,
  openPrepared,
  openRedis,
  openShop,
  type Shop,
  type StartOptions,
  type Stoppable,
} from './opening.js'
import { takeWebhooks } from './payments/take-webhook.js'
import { createReactions } from './reactions.js'
import { readinessOf } from './readiness.js'
import { createSchedule } from './schedule.js'
import { openTracing } from './tracing.js'

export interface Athanor extends Stoppable {
  readonly url: string
  /** Where `/livez`, `/readyz` and `/metrics` are. */
  readonly adminUrl: string
}

/** Starts the whole gateway. Its engine must be the one that this process was started for. */
export const startAthanor = (config: Config, options: StartOptions): Promise<Athanor> =>
  opening(config, options, async (opened) => {
    const { metrics, progress } = opened
    const readiness = readinessOf(progress)
    watchReadiness(metrics, readiness)
    const adminUrl = await openAdmin(opened, { readiness, metrics: () => metrics.text() })
    const tracing = await openTracing(opened)
    const redis = openRedis(opened)
    const shop = await openPrepared(opened, tracing)
    await runWorkers(opened, shop)
    return { url: await openGateway(opened, { ...shop, redis, tracing, tally: null }), adminUrl }
  })

export interface Serving extends Stoppable {
  readonly url: string
  readonly checks: Readiness
  readonly metrics: () => Promise<MetricsData>
}

/**
 * Starts what is in each of several processes that serve together. Another one has prepared the database. They count
 * what clients send in Redis, if there is one, else in `tally`.
 */
export const startServing = (config: Config, tally: Tally, options: StartOptions): Promise<Serving> =>
  opening(config, options, async (opened) => {
    const { metrics, progress } = opened
    const tracing = await openTracing(opened)
    const redis = openRedis(opened)
    const shop = await openShop(opened, tracing)
    await runWorkers(opened, shop)
    const url = await openGateway(opened, { ...shop, redis, tracing, tally })
    return { url, checks: readinessOf(progress), metrics: () => metrics.data() }
  })

async function runWorkers(
  { config, log, metrics, closing }: Opening,
  { db, services, steadyClock }: Shop,
): Promise<void> {
  const reactions = createReactions(services)
  const { outboxRetentionDays } = config
  const mailer = await openMailer(config, services.mail, log)
  const post = { mailer, compose: composeLetters(services, config.storefrontUrl) }
  const schedule = createSchedule({ db, log, reactions, services, post, outboxRetentionDays })
  const workers = startWorkers({ db, clock: steadyClock, log, reactions, schedule })
  closing.add('workers', () => workers.stop())
  watchWorkers(metrics, workers)
  watchOutbox(metrics, { db, clock: systemClock, reactions: reactions.map(({ name }) => name) })
}

interface Parts extends Omit<Shop, 'steadyClock'>, Pick<GatewayParts, 'redis' | 'tracing'> {
  /** Where clients are counted when there is no Redis to do it in. */
  readonly tally: Tally | null
}

async function openGateway(
  opening: Opening,
  { db, services, testPayments, redis, tracing, tally }: Parts,
): Promise<string> {
  const { config, log, closing, progress, metrics } = opening
  watchProcess(metrics)
  const meters = gatewayMeters(metrics)
  const mostMiB = { responses: config.responseCacheMiB, entities: config.entityCacheMiB }
  const { channels } = services
  const { caches: counts } = meters
  const caching = await buildCache({ db, clock: systemClock, log, channels, redis, mostMiB, counts })
  watchKept(metrics, caching)
  closing.add('cache', async () => caching.stop())
  const signals = openSignals(config.databaseUrl)
  if (signals) closing.add('signals', () => signals.close())
  const { compiled } = meters.caches
  const delivered = liveDelays(metrics)
  const live = await buildLive({ db, log, channels, caching, signals, compiled, delivered })
  watchLive(metrics, live.status)
  closing.add('live', () => live.stop())
  const counted = redis ? redisTally(redis) : tally
  const takeWebhook = takeWebhooks(services)
  const parts = {
    ...{ services, takeWebhook, testPayments, caching, live, redis, tally: counted, meters, tracing },
  }
  const app = await buildGateway(parts, config, log)
  const drain = drainable(app)
  // The rest of the time is for closing what requests need.
  closing.add('gateway', (leftMs) => drain.close(leftMs * 0.8))
  const url = await listen(app, config.host, config.port)
  testPayments?.connect({ url: config.publicUrl ?? url, take: takeWebhook })
  progress.listening = true
  return url
}
