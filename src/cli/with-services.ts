import type { Services } from '../app/build-services.js'
import { readConfig } from '../config.js'
import type { Database } from '../db/index.js'

export interface Opened {
  readonly db: Database
  readonly services: Services
}

/** Works on the migrated database that the environment names, and closes it whatever happens. */
export async function withServices<T>(
  work: (opened: Opened) => Promise<T>,
  databaseUrl?: string,
): Promise<T> {
  const { migrate, openDatabase } = await import('../db/index.js')
  const { createServices } = await import('../app/build-services.js')
  const { systemClock } = await import('../kernel/clock.js')
  const { openProviders } = await import('../app/payments/open-providers.js')
  const { createLog } = await import('../app/log.js')
  const config = readConfig()
  const url = databaseUrl ?? config.databaseUrl
  await migrate(url)
  const db = await openDatabase({ url })
  try {
    const clock = systemClock
    const { providers } = await openProviders(config, { clock, log: createLog(config.logLevel) })
    return await work({ db, services: createServices({ db, clock, providers }) })
  } finally {
    await db.close()
  }
}
