import cluster from 'node:cluster'
import { fileURLToPath } from 'node:url'
import type { Config } from '../../config.js'
import type { Readiness } from '../../http/health.js'
import { watchReadiness } from '../metrics.js'
import { openAdmin, opening, openPrepared, type StartOptions } from '../opening.js'
import type { Athanor } from '../start.js'
import { createPool } from './pool.js'

/**
 * Starts the whole gateway as `WORKERS` processes that serve its port together. This one is their primary: it prepares
 * the database before they start, looks after them, and tells the health of all.
 */
export const startCluster = (config: Config, options: StartOptions): Promise<Athanor> =>
  opening(config, options, async (opened) => {
    const { closing, progress, metrics } = opened
    const pool = createPool(config.workers, options.log, metrics)
    let migrated = false
    const readiness: Readiness = async () => {
      const checks = await pool.checks()
      return {
        migrated,
        database: checks.length > 0 && checks.every(({ database }) => database),
        workers: checks.length === config.workers,
        accepting: !progress.stopping,
        ...(config.redisUrl && { redis: checks.every(({ redis }) => redis) }),
      }
    }
    watchReadiness(metrics, readiness)
    const adminUrl = await openAdmin(opened, { readiness, metrics: () => pool.metrics() })
    const prepared = await opening(config, options, openPrepared)
    await prepared.stop()
    migrated = true
    cluster.schedulingPolicy = cluster.SCHED_RR
    cluster.setupPrimary({ exec: fileURLToPath(import.meta.resolve('./process.js')), args: [] })
    closing.add('worker processes', () => pool.stop())
    return { url: await pool.start(), adminUrl }
  })
