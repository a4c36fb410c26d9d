import type { Redis } from '../cache/redis.js'
import type { Config } from '../config.js'
import { drainable } from '../http/drain.js'
import type { Readiness } from '../http/health.js'
import { redisTally } from '../http/rate-limits/redis-tally.js'
import type { Tally } from '../http/rate-limits/tally.js'
import { systemClock } from '../kernel/clock.js'
import { startWorkers } from '../workers/start.js'
import { buildCache } from './build-cache.js'
import { buildGateway } from './build-gateway.js'
import {
  listen,
  type Opening,
  openHealth,
  opening,
  openPrepared,
  openRedis,
  openShop,
  type Shop,
  type StartOptions,
  type Stoppable,
} from './opening.js'
import { createReactions } from './reactions.js'
import { readinessOf } from './readiness.js'
import { createSchedule } from './schedule.js'

export interface Athanor extends Stoppable {
  readonly url: string
  /** Where `/livez` and `/readyz` are. */
  readonly adminUrl: string
}

/** Starts the whole gateway. Its engine must be the one that this process was started for. */
export const startAthanor = (config: Config, options: StartOptions): Promise<Athanor> =>
  opening(config, options, async (opened) => {
    const adminUrl = await openHealth(opened, readinessOf(opened.progress))
    const redis = openRedis(opened)
    const shop = await openPrepared(opened)
    runWorkers(opened, shop)
    return { url: await openGateway(opened, shop, redis, null), adminUrl }
  })

export interface Serving extends Stoppable {
  readonly url: string
  readonly readiness: Readiness
}

/**
 * Starts what is in each of several processes that serve together. Another one has prepared the database. They count
 * what clients send in Redis, if there is one, else in `tally`.
 */
export const startServing = (config: Config, tally: Tally, options: StartOptions): Promise<Serving> =>
  opening(config, options, async (opened) => {
    const redis = openRedis(opened)
    const shop = await openShop(opened)
    runWorkers(opened, shop)
    const url = await openGateway(opened, shop, redis, tally)
    return { url, readiness: readinessOf(opened.progress) }
  })

function runWorkers({ config, log, closing }: Opening, { db, services }: Shop): void {
  const reactions = createReactions(services)
  const { outboxRetentionDays } = config
  const schedule = createSchedule({ db, log, reactions, outboxRetentionDays })
  const workers = startWorkers({ db, clock: systemClock, log, reactions, schedule })
  closing.add('workers', () => workers.stop())
}

async function openGateway(
  { config, log, closing }: Opening,
  { db, services }: Shop,
  redis: Redis | null,
  ownTally: Tally | null,
): Promise<string> {
  const { responseCacheMiB: cacheMiB } = config
  const caching = await buildCache({
    db,
    clock: systemClock,
    log,
    channels: services.channels,
    redis,
    cacheMiB,
  })
  closing.add('cache', async () => caching.stop())
  const tally = redis ? redisTally(redis) : ownTally
  const app = await buildGateway({ services, caching, redis, tally }, config, log)
  const drain = drainable(app)
  // The rest of the time is for closing what requests need.
  closing.add('gateway', (leftMs) => drain.close(leftMs * 0.8))
  return listen(app, config.host, config.port)
}
