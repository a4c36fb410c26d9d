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
  url = readConfig().databaseUrl,
): Promise<T> {
  const { migrate, openDatabase } = await import('../db/index.js')
  const { createServices } = await import('../app/build-services.js')
  const { systemClock } = await import('../kernel/clock.js')
  await migrate(url)
  const db = await openDatabase({ url })
  try {
    return await work({ db, services: createServices({ db, clock: systemClock }) })
  } finally {
    await db.close()
  }
}
