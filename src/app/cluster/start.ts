import cluster from 'node:cluster'
import { fileURLToPath } from 'node:url'
import type { Config } from '../../config.js'
import { openHealth, opening, openPrepared, type StartOptions } from '../opening.js'
import type { Athanor } from '../start.js'
import { createPool } from './pool.js'

/**
 * Starts the whole gateway as `WORKERS` processes that serve its port together. This one is their primary: it prepares
 * the database before they start, looks after them, and tells the health of all.
 */
export const startCluster = (config: Config, options: StartOptions): Promise<Athanor> =>
  opening(config, options, async (opened) => {
    const { closing, progress } = opened
    const pool = createPool(config.workers, options.log)
    let migrated = false
    const adminUrl = await openHealth(opened, async () => {
      const checks = await pool.checks()
      return {
        migrated,
        database: checks.length > 0 && checks.every(({ database }) => database),
        workers: checks.length === config.workers,
        accepting: !progress.stopping,
        ...(config.redisUrl && { redis: checks.every(({ redis }) => redis) }),
      }
    })
    const prepared = await opening(config, options, openPrepared)
    await prepared.stop()
    migrated = true
    cluster.schedulingPolicy = cluster.SCHED_RR
    cluster.setupPrimary({ exec: fileURLToPath(import.meta.resolve('./process.js')), args: [] })
    closing.add('worker processes', () => pool.stop())
    return { url: await pool.start(), adminUrl }
  })
